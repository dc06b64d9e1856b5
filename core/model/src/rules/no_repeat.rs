//! `no_repeat_years`: schools that were in one group within so many years may not meet again.

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};

/// Whether two schools that last met so many years ago (`None`: never) may be in one group.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::no_repeat::permits;
/// assert!(!permits(Some(3), 3)); // met three years ago, "within 3 years"
/// assert!(permits(Some(4), 3));
/// assert!(permits(None, 3));
/// ```
#[must_use]
pub fn permits(years_since: Option<u32>, within: u32) -> bool {
    years_since.is_none_or(|years| years > within)
}

pub(super) fn broken(problem: &Problem, a: SchoolIndex, b: SchoolIndex) -> Option<Broken> {
    let within = problem.rules().hard.no_repeat_years?;
    let years = problem.years_since(a, b)?;
    (!permits(Some(years), within)).then(|| {
        let (x, y) = (problem.school(a).display_name(), problem.school(b).display_name());
        let unit = if years == 1 { "year" } else { "years" };
        let message = format!("{x} and {y} met {years} {unit} ago, within {within} years");
        Broken::new(problem, Rule::NoRepeatYears, &[a, b], message)
    })
}
