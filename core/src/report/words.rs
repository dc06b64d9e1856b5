//! The words that all reports share: verdicts, sizes and lists in plain language.

use crate::plan::certificate::Certificate;
use crate::plan::check::Basis;
use crate::plan::grouping::Plan;
use crate::report::numbers::{count, excess, thousands};
use crate::solve::outcome::{Proof, Status, StopReason};

/// What is known of the plan, as one sentence without a full stop.
pub(super) fn verdict(plan: &Plan) -> String {
    let settled = on_rungs(plan);
    match plan.status {
        Status::Optimal if settled > 0 => {
            "no plan is better for the worst-off, nor for the next, nor in total".to_owned()
        }
        Status::Feasible if settled > 0 => {
            let more = match plan.value.zip(plan.bound) {
                Some((value, bound)) if bound > value => format!("more than {} more", excess(value, bound)),
                _ => "more".to_owned(),
            };
            format!(
                "{settled} of the worst-off schools cannot fare better, and no plan that does as well by them has {more} in total"
            )
        }
        Status::Infeasible => "no plan keeps every rule".to_owned(),
        Status::Unknown => "no plan was found, and it is not proved that there is none".to_owned(),
        Status::Optimal => "no plan is better than this one".to_owned(),
        Status::Feasible => match plan.value.zip(plan.bound) {
            None => "how much better a plan could be is not known".to_owned(),
            Some((value, bound)) if bound <= value => "no plan is better than this one".to_owned(),
            Some((value, bound)) => format!("no plan can beat this by more than {}", excess(value, bound)),
        },
    }
}

/// How many schools stand on rungs that are proved.
fn on_rungs(plan: &Plan) -> usize {
    let Some(Certificate::Duals(proof)) = &plan.certificate else { return 0 };
    let rungs = proof.parts.iter().flat_map(|part| &part.rungs);
    rungs.fold(0, |sum: usize, rung| sum.saturating_add(rung.schools))
}

/// The heading above the reasons.
pub(super) fn why(plan: &Plan) -> &'static str {
    if plan.status == Status::Infeasible { "Why there is no plan" } else { "What stands in the way" }
}

/// What the bound rests on, as one sentence without a full stop; `None` where no bound is claimed.
pub(super) fn support(plan: &Plan) -> Option<&'static str> {
    plan.bound?;
    Some(match (&plan.certificate, plan.proof) {
        (Some(Certificate::BestConceivable {}), _) => {
            "the bound is the sum of the best that each school could have; a check derives it anew"
        }
        (Some(Certificate::Duals(_)), Proof::Solver) => {
            "the bound rests on the solver's own arithmetic: there are too many groups for a check to hold against its certificate"
        }
        (Some(Certificate::Duals(_)), _) => {
            "the bound is proved by a certificate; a check holds every possible group against it"
        }
        (None, Proof::Solver) => "the bound rests on the word of the MIP solver",
        (None, _) => "nothing is given that the bound rests on",
    })
}

/// What a check says of the bound that the plan claims.
pub(super) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Unclaimed => "no bound is claimed",
        Basis::Derived => "the claimed bound holds",
        Basis::TooLarge => {
            "the claimed bound rests on the solver's own arithmetic: there are too many groups to hold against its certificate"
        }
        Basis::SolversWord => "the claimed bound rests on the word of the MIP solver",
        Basis::Nothing => "the claimed bound cannot be shown",
    }
}

/// Why the search stopped.
pub(super) fn stop(stop: StopReason) -> &'static str {
    match stop {
        StopReason::Finished => "the search came to its own end",
        StopReason::Time => "the time limit was reached, so another run may end with another plan",
        StopReason::Work => "the work limit was reached",
        StopReason::Interrupted => "the search was interrupted",
    }
}

/// What a group of this size is called.
pub(super) fn size(size: usize) -> String {
    match size {
        2 => "pair".to_owned(),
        3 => "trio".to_owned(),
        4 => "quad".to_owned(),
        _ => format!("group of {size}"),
    }
}

/// How many groups of each size: "24 trios and 12 quads".
pub(super) fn sizes(plan: &Plan) -> String {
    let mut by_size = std::collections::BTreeMap::new();
    for group in &plan.groups {
        *by_size.entry(group.len()).or_insert(0_usize) += 1;
    }
    let parts: Vec<String> = (by_size.into_iter())
        .map(|(members, number)| match (members, number) {
            (2..=4, _) => count(number, &size(members), &format!("{}s", size(members))),
            (_, 1) => format!("1 group of {members}"),
            _ => format!("{} groups of {members}", thousands(number)),
        })
        .collect();
    list(&parts, "and")
}

/// Joins parts as a sentence does: "a", "a and b", "a, b and c".
pub(super) fn list<T: AsRef<str>>(parts: &[T], last: &str) -> String {
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    match parts.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// The first letter in upper case, and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// An area or attribute as people write it: underscores are spaces.
pub(super) fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// Text from the input for a line of plain text: control characters and marks that turn the direction of writing would
/// reach the reader's terminal, so each becomes a space.
pub(super) fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || turns_direction(c) { ' ' } else { c }).collect()
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests;
