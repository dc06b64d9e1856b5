//! `max_km`: no two schools of a group are farther apart than this, in a straight line.

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};
use crate::school::Location;
use crate::units::billionths;

/// Whether two schools at these places may be in one group. Exact: squared metres against the squared limit.
///
/// A problem with this rule needs every school's location, so an unknown one never reaches this function from a solve; it
/// permits.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::{rules::max_km::permits, school::Location};
/// let at = |easting, northing| Some(Location { easting, northing });
/// assert!(permits(at(0, 0), at(3_000, 4_000), 5.0));
/// assert!(!permits(at(0, 0), at(3_000, 4_001), 5.0));
/// ```
#[must_use]
pub fn permits(a: Option<Location>, b: Option<Location>, km: f64) -> bool {
    let (Some(a), Some(b), Some(limit)) = (a, b, billionths(km)) else {
        return true;
    };
    // A billionth of a km is a millionth of a metre; both sides in square millionths of a metre.
    let limit = i128::from(limit);
    i128::from(a.squared_metres(b)) * 1_000_000_000_000 <= limit * limit
}

pub(super) fn broken(problem: &Problem, a: SchoolIndex, b: SchoolIndex) -> Option<Broken> {
    let km = problem.rules().hard.max_km?;
    let (first, second) = (problem.school(a), problem.school(b));
    (!permits(first.location, second.location, km)).then(|| {
        #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
        let distance = match (first.location, second.location) {
            (Some(x), Some(y)) => (x.squared_metres(y) as f64).sqrt() / 1000.0,
            _ => 0.0,
        };
        let (x, y) = (first.display_name(), second.display_name());
        let message = format!("{x} and {y} are {distance:.1} km apart, and {km} km is the most");
        Broken::new(problem, Rule::MaxKm, &[a, b], message)
    })
}
