//! The rules in force, as sentences: what was stated and what is so by default.

use crate::model::benefit::Benefit;
use crate::model::numbers::percent;
use crate::model::problem::Problem;
use crate::model::rules::{AimKind, Rule, RuleInForce, Rules};
use crate::report::labels::term;

/// A rule in force.
pub(super) struct InForce {
    /// What it says, as a sentence.
    pub(super) says: String,
    /// Where it comes from.
    pub(super) origin: Origin,
}

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The analyst chose it.
    Chosen,
    /// It is so unless something else is stated.
    Standard,
    /// It would be so, and the cohort lacks what it needs.
    Off,
}

impl Origin {
    fn of(is_default: bool) -> Self {
        if is_default { Self::Standard } else { Self::Chosen }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Chosen => "chosen by you",
            Self::Standard => "standard",
            Self::Off => "standard, but off",
        }
    }
}

/// Every rule in force, in the order of the list of rules, and the standard ones that are off.
pub(super) fn in_force(problem: &Problem) -> Vec<InForce> {
    let says =
        |rule: &RuleInForce| InForce { says: rule.sentence(problem.facts()), origin: Origin::of(rule.is_default()) };
    problem.rules_in_force().iter().map(says).chain(off(problem)).collect()
}

/// The standard rules that are off, because the cohort has no such column: whoever counts on them must see it.
fn off(problem: &Problem) -> impl Iterator<Item = InForce> {
    let column = |name: &str| format!("the cohort has no column {name:?}");
    problem.defaults_off().into_iter().map(move |(rule, name)| {
        let label = problem.facts().label(name);
        let says = match rule {
            Rule::Same => format!("Schools in a group may differ in {label}: {}", column(name)),
            _ => format!("Schools in a group may have the same {label}: {}", column(name)),
        };
        InForce { says, origin: Origin::Off }
    })
}

/// The standard rules that are off, in one line; nothing if all are on.
pub(super) fn off_in_a_line(problem: &Problem) -> Option<String> {
    let off = problem.defaults_off();
    let rules: Vec<String> = off.iter().map(|(rule, name)| format!("{rule} {}", problem.facts().label(name))).collect();
    let columns = if off.len() == 1 { "no such column" } else { "no such columns" };
    (!off.is_empty()).then(|| format!("Standard rules that are off: {} (the cohort has {columns})", rules.join(", ")))
}

/// Every rule in force and the aim, as sentences without a full stop, each with where it comes from: `chosen by you`, `standard`, or
/// `standard, but off`.
#[must_use]
pub fn in_words(problem: &Problem) -> Vec<(String, &'static str)> {
    let rules = in_force(problem).into_iter().chain([aim(problem)]);
    rules.map(|rule| (rule.says, rule.origin.as_str())).collect()
}

/// What counts towards the benefit, with its share in percent.
pub(super) fn weights(problem: &Problem) -> Vec<(String, String)> {
    (problem.term_weights().iter()).map(|(kind, weight)| (term(problem, kind), percent(weight * 10))).collect()
}

/// What the benefit is for, and whether it was stated.
pub(super) fn aim(problem: &Problem) -> InForce {
    let rules = problem.rules();
    let says = match rules.aim.kind {
        AimKind::Total => "The aim is the largest benefit over all schools together",
        AimKind::WorstFirst => "The aim is to raise the worst-off school first, then the next, then the total",
    };
    let is_default = rules.aim == Rules::default().aim && rules.benefit == Benefit::default();
    InForce { says: says.to_owned(), origin: Origin::of(is_default) }
}

#[cfg(test)]
mod tests;
