//! What a check found, as plain text.

use std::fmt::Write;

use crate::model::problem::Problem;
use crate::plan::check::Checked;
use crate::report::names::name;
use crate::report::numbers::{count, excess, thousands};
use crate::report::words::{self, line};

/// The findings of a check as plain text: the verdict first, then one line for each thing that is wrong.
#[must_use]
pub fn render(problem: &Problem, checked: &Checked) -> String {
    let mut text = String::new();
    let findings = checked.findings();
    text.push_str(&match (checked.value, findings.len()) {
        (None, 0) => "The plan says that none was found; there are no groups to check.\n".to_owned(),
        (_, 0) => "The plan keeps every rule, and all that it claims is true.\n".to_owned(),
        (_, wrong) => format!("The plan does not hold: {}.\n", count(wrong, "finding", "findings")),
    });
    let mut push = |text_line: String| writeln!(text, "  {text_line}").expect("writing to a string never fails");
    for misplaced in &checked.misplaced {
        push(line(&misplaced.message));
    }
    for broken in &checked.broken {
        push(format!("{}: {}", broken.rule, line(&broken.message)));
    }
    for mismatch in &checked.claims {
        push(line(&mismatch.message));
    }
    if let Some(value) = checked.value {
        push(format!("value {} points", thousands(value)));
    }
    match checked.bound {
        // Without groups nothing is said of how good they could be.
        Some(_) if checked.value.is_none() => {}
        Some(bound) => {
            push(format!("no plan is worth more than {} points, by this check", thousands(bound)));
            // Groups that break rules are not a plan that others could beat.
            let keeps_rules = checked.misplaced.is_empty() && checked.broken.is_empty();
            if let Some(value) = checked.value.filter(|&value| keeps_rules && value < bound) {
                push(format!("no plan can beat this by more than {}", excess(value, bound)));
            }
        }
        None => {
            let schools = count(checked.stranded.len(), "school has", "schools have");
            let names = some_names(problem, &checked.stranded);
            push(format!("no plan exists: {schools} too few permitted peers: {names}"));
        }
    }
    if checked.value.is_some() {
        push(words::basis(checked.basis).to_owned());
    }
    text
}

/// The names of the first few schools.
fn some_names(problem: &Problem, ids: &[String]) -> String {
    const MOST: usize = 5;
    let mut names: Vec<String> = ids.iter().take(MOST).map(|id| name(problem, id).to_owned()).collect();
    if ids.len() > MOST {
        names.push(format!("{} more", thousands(ids.len() - MOST)));
    }
    line(&words::list(&names, "and"))
}

#[cfg(test)]
mod tests;
