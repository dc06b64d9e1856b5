//! Areas and attributes as people write them: with a label from the rules, or else with the standard label.

use crate::model::benefit::Term;
use crate::model::problem::Problem;

pub use tercet_model::labels::standard;

/// The name of an area or attribute as people write it.
#[must_use]
pub fn label(problem: &Problem, name: &str) -> String {
    problem.facts().label(name)
}

/// A benefit term in words: "learn", "variety of free school meals (%)".
pub(super) fn term(problem: &Problem, term: &Term) -> String {
    match term.attribute() {
        Some(attribute) => format!("{} of {}", term.key(), label(problem, attribute)),
        None => term.key().to_owned(),
    }
}
