//! `together`: all schools of a list are in one group, or, where schools may be left out, all unmatched.

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};

/// Whether a group that holds `inside` of the `all` schools of a list keeps them together.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::together::permits;
/// assert!(permits(0, 2) && permits(2, 2));
/// assert!(!permits(1, 2));
/// ```
#[must_use]
pub fn permits(inside: usize, all: usize) -> bool {
    inside == 0 || inside == all
}

/// One entry for each list that the group splits.
pub(super) fn broken(problem: &Problem, group: &[SchoolIndex]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for list in problem.together() {
        let inside = list.iter().filter(|school| group.contains(school)).count();
        if !permits(inside, list.len()) {
            let message = format!("a group has only some of the schools to be together: {}", problem.names(list));
            broken.push(Broken::new(problem, Rule::Together, list, message));
        }
    }
    broken
}

pub(super) fn broken_unmatched(problem: &Problem, unmatched: &[SchoolIndex]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for list in problem.together() {
        let inside = list.iter().filter(|school| unmatched.contains(school)).count();
        if !permits(inside, list.len()) {
            let message = format!("only some of the schools to be together are unmatched: {}", problem.names(list));
            broken.push(Broken::new(problem, Rule::Together, list, message));
        }
    }
    broken
}
