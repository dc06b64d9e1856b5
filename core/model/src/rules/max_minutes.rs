//! `max_minutes`: no two schools of a group travel longer than this to one another, by the analyst's travel table.

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};

/// Whether two schools with this travel time may be in one group. A pair that the table leaves out cannot be travelled.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::max_minutes::permits;
/// assert!(permits(Some(90), 90));
/// assert!(!permits(Some(91), 90));
/// assert!(!permits(None, 90));
/// ```
#[must_use]
pub fn permits(minutes: Option<u32>, most: u32) -> bool {
    minutes.is_some_and(|minutes| minutes <= most)
}

/// The longest travel that is not a slip.
const LONGEST: f64 = 1e6;

/// A travel time as a table says it, in whole minutes: a part counts as a whole one, so that a limit in whole minutes means the
/// same. `None` for what is no time, or longer than a million minutes.
pub fn whole_minutes(minutes: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and within the range")]
    (0.0..=LONGEST).contains(&minutes).then(|| minutes.ceil() as u32)
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
