//! The words that all reports share: verdicts, sizes and lists in plain language.

use crate::model::numbers::{count, excess, thousands};
use crate::plan::breakdown::{Lesson, SchoolBreakdown};
use crate::plan::certificate::Certificate;
use crate::plan::check::Basis;
use crate::plan::grouping::Plan;
use crate::solve::outcome::{Proof, Status, StopReason};
use crate::units::Points;

/// How good the plan is, as a sentence or two without the last full stop.
pub(super) fn verdict(plan: &Plan) -> String {
    let settled = num_settled(plan);
    match plan.status {
        Status::Optimal if settled > 0 => {
            "no plan does better by the worst-off schools, and none that treats them as well has a higher total"
                .to_owned()
        }
        Status::Feasible if settled > 0 => {
            let (schools, them) = match settled {
                1 => ("worst-off school cannot".to_owned(), "it"),
                _ => (format!("{} worst-off schools cannot", thousands(settled)), "them"),
            };
            let total = match plan.value.zip(plan.bound) {
                Some((value, bound)) if bound > value => format!("a total more than {} higher", excess(value, bound)),
                _ => "a higher total".to_owned(),
            };
            format!("the {schools} do better. No plan that treats {them} as well has {total}")
        }
        Status::Infeasible => "no plan keeps every rule".to_owned(),
        Status::Unknown => "no plan was found, but there may be one".to_owned(),
        Status::Optimal => BEST.to_owned(),
        Status::Feasible => match plan.value.zip(plan.bound) {
            None => "it is not known how much better another set of groups could be".to_owned(),
            Some((value, bound)) if bound <= value => BEST.to_owned(),
            Some((value, bound)) => no_better_than(value, bound),
        },
    }
}

const BEST: &str = "this is the best possible set of groups for this cohort and these rules";

/// How much better another plan could be at most, as a sentence without a full stop.
pub(super) fn no_better_than(value: Points, bound: Points) -> String {
    format!("no other set of groups could do better by more than {}", excess(value, bound))
}

/// How many schools have a benefit that is proved to be the best for them.
fn num_settled(plan: &Plan) -> usize {
    let Some(Certificate::Duals(proof)) = &plan.certificate else { return 0 };
    let levels = proof.parts.iter().flat_map(|part| &part.levels);
    levels.fold(0, |sum: usize, level| sum.saturating_add(level.schools))
}

/// The heading above the reasons.
pub(super) fn why(plan: &Plan) -> &'static str {
    if plan.status == Status::Infeasible { "Why there is no plan" } else { "What prevents a plan" }
}

/// What supports the verdict, as one sentence without a full stop; `None` if the plan claims no bound.
pub(super) fn support(plan: &Plan) -> Option<&'static str> {
    let bound = plan.bound?;
    let is_best = plan.status == Status::Optimal || plan.value.is_some_and(|value| bound <= value);
    Some(match (&plan.certificate, plan.proof) {
        (Some(Certificate::BestConceivable {}), _) => {
            "this limit adds up each school's best possible benefit, so the true limit is often lower"
        }
        (Some(Certificate::Duals(_)), Proof::Solver) => {
            "this rests on the solver's own arithmetic, because there are too many possible groups to check again"
        }
        (Some(Certificate::Duals(_)), _) if is_best => "it was checked against every group that could have been formed",
        (Some(Certificate::Duals(_)), _) => "this limit was checked against every group that could have been formed",
        (None, Proof::Solver) => "this was calculated by the MIP solver and was not checked again",
        (None, _) => "the plan gives nothing to support this",
    })
}

/// What a check says about the bound that the plan claims, as one sentence without a full stop.
pub(super) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Unclaimed => "the plan does not claim how good it is",
        Basis::Derived => "the plan's claim about its quality was checked, and is correct",
        Basis::TooLarge => {
            "the plan's claim about its quality rests on the solver's own arithmetic, because there are too many possible \
             groups to check again"
        }
        Basis::SolversWord => {
            "the plan's claim about its quality was calculated by the MIP solver and was not checked again"
        }
        Basis::Nothing => "the plan's claim about its quality cannot be confirmed",
    }
}

/// How the search ended, as a sentence without a full stop.
pub(super) fn stop(stop: StopReason) -> &'static str {
    match stop {
        StopReason::Finished => "the search finished",
        StopReason::Time => "the time limit was reached, so another run may end with another plan",
        StopReason::Work => "the work limit was reached",
        StopReason::Interrupted => "the search was interrupted",
    }
}

/// The text for a school that has named no need.
pub(super) const NO_NEEDS: &str = "no needs named";

/// Whether this area has the highest priority, and the priorities of the school's needs are not all the same.
pub(super) fn is_top_priority(school: &SchoolBreakdown, lesson: &Lesson) -> bool {
    let weights = || school.learns.iter().map(|lesson| lesson.weight);
    weights().max() == Some(lesson.weight) && weights().min() != Some(lesson.weight)
}

/// The name of a group with this many schools.
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

/// Text from the input, on one line of plain text. Each control character, and each mark that changes the direction of
/// writing, becomes a space, so that none reaches the reader's terminal.
pub(super) fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || turns_direction(c) { ' ' } else { c }).collect()
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests;
