//! The rules in force as sentences, with those that were stated and those that are standard.

use crate::model::benefit::Benefit;
use crate::model::numbers::percent;
use crate::model::problem::Problem;
use crate::model::rules::{AimKind, RuleInForce, Rules};
use crate::report::labels::term;

/// A rule in force.
pub(super) struct InForce {
    /// The rule as a sentence.
    pub(super) says: String,
    /// Whether the rule was chosen or is standard.
    pub(super) origin: Origin,
}

/// Whether a rule was chosen or is standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The analyst chose it.
    Chosen,
    /// The rule is standard: it applies unless the analyst states another.
    Standard,
}

impl Origin {
    fn of(is_default: bool) -> Self {
        if is_default { Self::Standard } else { Self::Chosen }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Chosen => "chosen by you",
            Self::Standard => "standard",
        }
    }
}

/// Every rule in force, in the order in which the list of rules has them.
pub(super) fn in_force(problem: &Problem) -> Vec<InForce> {
    let says =
        |rule: &RuleInForce| InForce { says: rule.sentence(problem.facts()), origin: Origin::of(rule.is_default()) };
    problem.rules_in_force().iter().map(says).collect()
}

/// Every rule in force and the aim, as sentences without a full stop. Each says whether it was `chosen by you` or is
/// `standard`.
#[must_use]
pub fn in_words(problem: &Problem) -> Vec<(String, &'static str)> {
    let rules = in_force(problem).into_iter().chain([aim(problem)]);
    rules.map(|rule| (rule.says, rule.origin.as_str())).collect()
}

/// The terms of the benefit, each with its weight in percent.
pub(super) fn weights(problem: &Problem) -> Vec<(String, String)> {
    (problem.term_weights().iter()).map(|(kind, weight)| (term(problem, kind), percent(weight * 10))).collect()
}

/// The aim of the search, and whether it was stated.
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
