//! `learn_at_least`: every school of a group can learn at least so much.

use crate::ids::SchoolIndex;
use crate::model::benefit::learn;
use crate::model::problem::Problem;
use crate::model::rules::{Broken, Rule};
use crate::units::{Points, billionths, percent};

/// The points that a fraction of 0 to 1 asks for, rounded up.
///
/// ```
/// use tercet::model::rules::learn_at_least::least_points;
/// assert_eq!(least_points(0.4), 4_000);
/// assert_eq!(least_points(0.00001), 1);
/// ```
#[must_use]
pub fn least_points(fraction: f64) -> Points {
    // A fraction of 1 is 10,000 points, so a point is 100,000 billionths.
    billionths(fraction).map_or(0, |fraction| (fraction.max(0) + 99_999) / 100_000)
}

/// Whether a school that can learn so much has enough.
///
/// ```
/// use tercet::model::rules::learn_at_least::permits;
/// assert!(permits(4_000, 0.4));
/// assert!(!permits(3_999, 0.4));
/// ```
#[must_use]
pub fn permits(points: Points, fraction: f64) -> bool {
    points >= least_points(fraction)
}

pub(super) fn broken(problem: &Problem, group: &[SchoolIndex]) -> Vec<Broken> {
    let Some(fraction) = problem.rules().hard.learn_at_least else {
        return Vec::new();
    };
    let least = percent(least_points(fraction));
    let mut broken = Vec::new();
    for &school in group {
        let points = learn::points(problem, school, group);
        if !permits(points, fraction) {
            let (name, have) = (problem.school(school).display_name(), percent(points));
            let message = format!("{name} can learn {have}, and {least} is the least");
            broken.push(Broken::new(problem, Rule::LearnAtLeast, &[school], message));
        }
    }
    broken
}
