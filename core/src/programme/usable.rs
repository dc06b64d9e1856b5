//! The days on which each school can take part in a visit: what decides whether a group can meet at all.

use crate::error::{Error, Issues};
use crate::model::problem::Problem;
use crate::programme::agenda::{check_names, check_window};
use crate::programme::dates::{Date, days_between, days_later};
use crate::programme::open::Openings;
use crate::programme::year::Year;

/// The days on which each school can host or attend, ascending, in the order of the cohort: in one of its terms and after
/// the first week, on a weekday that the rules allow, no bank holiday, no event of the cohort, and the school available.
///
/// # Errors
/// [`Error::Input`] with every issue that the terms, dates and names of the year have.
pub fn usable_days(problem: &Problem, year: &Year) -> Result<Vec<Vec<Date>>, Error> {
    let openings = Openings::new(problem, year);
    let mut issues = Issues::default();
    check_names(problem, year, &mut issues);
    let window = check_window(problem, &[problem.indices().collect()], year, &openings, &mut issues);
    let Some(window) = window.filter(|_| !issues.has_errors()) else { return Err(issues.into_error()) };
    let dates = || (0..=days_between(window.start, window.end)).map(|after| days_later(window.start, after));
    Ok(problem
        .indices()
        .map(|school| dates().filter(|&date| openings.closed(school, date).is_none()).collect())
        .collect())
}
