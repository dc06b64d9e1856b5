//! As many schools as can be placed, and why the others are not.

use crate::model::numbers::{count, thousands};
use crate::model::problem::Problem;
use crate::questions::best_effort::{BestEffort, LeftOut};
use crate::report::document::Document;
use crate::report::names::named;
use crate::report::words::list;

/// The best effort as plain text.
#[must_use]
pub fn render(problem: &Problem, found: &BestEffort) -> String {
    let all = problem.len();
    let mut document =
        Document::titled(&format!("{} of {} are in groups", thousands(found.placed), count(all, "school", "schools")));
    document.paragraph(&if found.placed == found.most_placed {
        "No plan that keeps the other rules places more. This is proved.".to_owned()
    } else {
        format!("No plan that keeps the other rules places more than {}.", thousands(found.most_placed))
    });
    if !found.left_out.is_empty() {
        document.heading("Left out");
        document
            .items(found.left_out.iter().map(|school| format!("{}: {}", named(problem, &school.school), why(school))));
    }
    document.to_text()
}

fn why(school: &LeftOut) -> String {
    if school.has_group {
        return "the rules allow a group with it, but other schools need its peers".to_owned();
    }
    match school.kept_out_by.len() {
        0 => "the rules allow no group with it, and no single rule is the reason".to_owned(),
        _ => {
            format!("the rules allow no group with it; without {} there would be one", list(&school.kept_out_by, "or"))
        }
    }
}
