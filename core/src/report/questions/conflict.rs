//! Why there is no plan, and what would help.

use crate::model::numbers::percent;
use crate::model::problem::Problem;
use crate::questions::conflict::{Conflict, ConflictVerdict};
use crate::report::document::Document;
use crate::report::words::sentence;
use crate::units::Points;

/// The conflict as plain text: the rules that cannot hold together, the counts that show it, and the changes that help.
#[must_use]
pub fn render(problem: &Problem, conflict: &Conflict) -> String {
    let mut document = Document::titled(match conflict.verdict {
        ConflictVerdict::None => "There is a plan that keeps every rule",
        ConflictVerdict::Unknown => "No plan was found, but there may be one",
        ConflictVerdict::Minimal | ConflictVerdict::PerhapsNotMinimal => "No plan keeps every rule",
    });
    match (conflict.verdict, conflict.rules.len()) {
        (ConflictVerdict::Minimal | ConflictVerdict::PerhapsNotMinimal, 0) => {
            document.paragraph("The allowed sizes alone leave no plan, whatever the other rules are.");
        }
        (ConflictVerdict::Minimal, 1) => {
            document.paragraph("This rule alone leaves no plan. Without it there is one.");
        }
        (ConflictVerdict::Minimal, _) => {
            document.paragraph(
                "These rules cannot hold together. Take any one of them out, and the others allow a plan. Both statements are proved.",
            );
        }
        (ConflictVerdict::PerhapsNotMinimal, _) => {
            document
                .paragraph("These rules cannot hold together. Perhaps not all of them are needed for the conflict.");
        }
        (ConflictVerdict::None | ConflictVerdict::Unknown, _) => {}
    }
    let rule = |rule: &crate::questions::conflict::ConflictingRule| format!("{} ({})", rule.sentence, rule.rule);
    document.items(conflict.rules.iter().map(rule));
    if !conflict.reasons.is_empty() {
        document.heading("What the counts show");
        document.items(conflict.reasons.iter().map(|reason| sentence(&format!("{}; {}", reason.have, reason.need))));
    }
    if !conflict.relaxations.is_empty() {
        document.heading("What would help");
        document.paragraph("Each of these changes is enough by itself. The benefit is the average over all schools.");
        let rows = conflict.relaxations.iter().map(|found| {
            let schools = Points::try_from(problem.len()).unwrap_or(1).max(1);
            let least = if found.is_least { "the least change" } else { "" };
            vec![percent(found.value / schools), found.changes.join("; "), least.to_owned()]
        });
        document.table(&["benefit", "change", ""], rows);
    }
    document.to_text()
}
