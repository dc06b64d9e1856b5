//! `at_least`: a group has no fewer than so many schools with a trait.

use serde::{Deserialize, Serialize};

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::traits::Trait;
use crate::rules::{Broken, Rule};

/// At least `count` schools of a kind in a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(extend("unevaluatedProperties" = false))]
pub struct AtLeast {
    /// Which schools count.
    #[serde(flatten)]
    pub kind: Trait,
    /// The fewest there may be.
    pub count: usize,
}

/// Whether a group with so many schools of the kind has enough.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::at_least::permits;
/// assert!(permits(1, 1));
/// assert!(!permits(0, 1));
/// ```
#[must_use]
pub fn permits(schools: usize, count: usize) -> bool {
    schools >= count
}

pub(super) fn broken(problem: &Problem, group: &[SchoolIndex]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for AtLeast { kind, count } in &problem.rules().hard.at_least {
        let have = group.iter().filter(|&&school| kind.holds(problem, school)).count();
        if !permits(have, *count) {
            let message = format!("{have} schools have {kind}, and {count} is the fewest: {}", problem.names(group));
            broken.push(Broken::new(problem, Rule::AtLeast, group, message));
        }
    }
    broken
}
