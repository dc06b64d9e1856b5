//! The days on which each school can take part in a visit: what the rule `common_days` counts.

use crate::error::{Error, Issues};
use crate::ids::SchoolIndex;
use crate::model::cohort::Cohort;
use crate::model::tables::UsableDays;
use crate::programme::agenda::{check_names, check_window};
use crate::programme::dates::{days_between, days_later};
use crate::programme::open::Openings;
use crate::programme::year::Year;

/// The days on which each school can host or attend, ascending, in the order of the cohort: in one of its terms and after
/// the first week, on a weekday that the rules allow, no bank holiday, no event of the cohort, and the school available.
/// For [`Tables::usable_days`](crate::model::tables::Tables::usable_days).
///
/// ```
/// use tercet::programme::{tables::parse_terms, usable::usable_days, year::Year};
/// # let cohort = tercet::format::csv::parse_cohort(b"id\n1\n2\n3\n", "cohort.csv")?;
/// let mut year = Year::default();
/// year.terms = parse_terms(b"term,start,end\nAutumn,2026-09-01,2026-09-11\n", "terms.csv")?;
/// let days = usable_days(&cohort, &year)?;
/// // A year begins with a week without visits.
/// assert_eq!(days[0].dates.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2026-09-08", "2026-09-09", "2026-09-10", "2026-09-11"]);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue that the terms, dates and names of the year have.
pub fn usable_days(cohort: &Cohort, year: &Year) -> Result<Vec<UsableDays>, Error> {
    let openings = Openings::new(cohort, year);
    let mut issues = Issues::default();
    check_names(cohort, year, &mut issues);
    let all: Vec<SchoolIndex> = (0..cohort.len()).map(SchoolIndex::new).collect();
    let window = check_window(cohort, std::slice::from_ref(&all), year, &openings, &mut issues);
    let Some(window) = window.filter(|_| !issues.has_errors()) else { return Err(issues.into_error()) };
    let dates = || (0..=days_between(window.start, window.end)).map(|after| days_later(window.start, after));
    let of = |&school: &SchoolIndex| UsableDays {
        school: cohort.schools()[school.position()].id.clone(),
        dates: dates().filter(|&date| openings.closed(school, date).is_none()).collect(),
    };
    Ok(all.iter().map(of).collect())
}
