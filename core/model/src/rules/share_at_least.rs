//! `share_at_least`: every school of a group can share at least so much.

use crate::benefit::share;
use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};
use crate::units::{Points, least_points, percent};

/// Whether a school that can share so much has enough.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::share_at_least::permits;
/// assert!(permits(4_000, 0.4));
/// assert!(!permits(3_999, 0.4));
/// ```
#[must_use]
pub fn permits(points: Points, fraction: f64) -> bool {
    points >= least_points(fraction)
}

pub(super) fn broken(problem: &Problem, group: &[SchoolIndex]) -> Vec<Broken> {
    let Some(fraction) = problem.rules().hard.share_at_least else {
        return Vec::new();
    };
    let least = percent(least_points(fraction));
    let mut broken = Vec::new();
    for &school in group {
        let points = share::points(problem, school, group);
        if !permits(points, fraction) {
            let (name, have) = (problem.school(school).display_name(), percent(points));
            let message = format!("{name} can share {have}, and {least} is the least");
            broken.push(Broken::new(problem, Rule::ShareAtLeast, &[school], message));
        }
    }
    broken
}
