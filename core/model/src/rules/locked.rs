//! `locked`: a group that is fixed as it stands, with just these schools.

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};

/// Whether a group agrees with a locked one: it is that group, or shares no school with it.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::locked::permits;
/// assert!(permits(&[1, 2, 3], &[3, 2, 1]));
/// assert!(permits(&[1, 2, 3], &[4, 5, 6]));
/// assert!(!permits(&[1, 2, 3], &[1, 2, 3, 4]));
/// ```
#[must_use]
pub fn permits<T: PartialEq>(locked: &[T], group: &[T]) -> bool {
    let shared = locked.iter().filter(|school| group.contains(school)).count();
    shared == 0 || (shared == locked.len() && shared == group.len())
}

pub(super) fn broken(problem: &Problem, group: &[SchoolIndex]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for locked in problem.locked() {
        if !permits(locked, group) {
            let message = format!("a locked group is not as it was fixed: {}", problem.names(locked));
            broken.push(Broken::new(problem, Rule::Locked, locked, message));
        }
    }
    broken
}

pub(super) fn broken_unmatched(problem: &Problem, unmatched: &[SchoolIndex]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for locked in problem.locked() {
        if locked.iter().any(|school| unmatched.contains(school)) {
            let message = format!("schools of a locked group are unmatched: {}", problem.names(locked));
            broken.push(Broken::new(problem, Rule::Locked, locked, message));
        }
    }
    broken
}
