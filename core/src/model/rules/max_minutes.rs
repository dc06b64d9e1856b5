//! `max_minutes`: no two schools of a group travel longer than this to one another, by the analyst's travel table.

use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::model::rules::{Broken, Rule};

/// Whether two schools with this travel time may be in one group. A pair that the table leaves out cannot be travelled.
///
/// ```
/// use tercet::model::rules::max_minutes::permits;
/// assert!(permits(Some(90), 90));
/// assert!(!permits(Some(91), 90));
/// assert!(!permits(None, 90));
/// ```
#[must_use]
pub fn permits(minutes: Option<u32>, most: u32) -> bool {
    minutes.is_some_and(|minutes| minutes <= most)
}

pub(super) fn broken(problem: &Problem, a: SchoolIndex, b: SchoolIndex) -> Option<Broken> {
    let most = problem.rules().hard.max_minutes?;
    let minutes = problem.minutes(a, b);
    (!permits(minutes, most)).then(|| {
        let (x, y) = (problem.school(a).display_name(), problem.school(b).display_name());
        let message = match minutes {
            Some(minutes) => format!("{x} and {y} are {minutes} minutes apart, and {most} is the most"),
            None => format!("the travel table has no time between {x} and {y}"),
        };
        Broken::new(problem, Rule::MaxMinutes, &[a, b], message)
    })
}
