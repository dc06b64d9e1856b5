//! The days on which each school can take part in a visit. The rule `common_days` counts these days.

use crate::error::{Error, Issues};
use crate::ids::SchoolIndex;
use crate::model::cohort::Cohort;
use crate::model::tables::UsableDays;
use crate::programme::schedule::openings::Openings;
use crate::programme::schedule::stated::{check_names, check_window};
use crate::programme::statement::dates::{Date, days_between, days_later};
use crate::programme::statement::rules::CalendarRules;
use crate::programme::statement::year::Year;

/// The days on which each school can host or attend, ascending, in the cohort's order. Such a day is in one of the school's
/// terms, after the first week, and on a weekday that the rules allow. It is no bank holiday and has no event of the
/// cohort, and the school is available. The result is for
/// [`Tables::usable_days`](crate::model::tables::Tables::usable_days).
///
/// ```
/// use tercet::programme::schedule::usable_days::usable_days;
/// use tercet::programme::statement::{tables::parse_terms, year::Year};
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
/// [`Error::Input`] with every issue of the year's terms, dates and names.
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

/// A number of common days that is always enough for the visits of a group of this size, whenever these days are. Each
/// visit but the last can block up to `gap_days` days for the next visit. The number is the sum of the allowed days among
/// the blocked ones, plus one for the last visit. Fewer days may be enough. Facilitators are not considered.
///
/// ```
/// use tercet::programme::{schedule::usable_days::enough_days, statement::rules::CalendarRules};
/// // Three weeks have fifteen working days, and a trio keeps clear of two visits before its last one.
/// assert_eq!(enough_days(&CalendarRules::default(), 3), 31);
/// ```
#[must_use]
pub fn enough_days(rules: &CalendarRules, size: usize) -> usize {
    let gap = i64::from(rules.gap_days.clamp(1, 1_000));
    let allowed = |from: i64| {
        let days =
            (0..gap).filter(|after| rules.weekdays.contains(days_later(Date::constant(2024, 1, 1), from + after)));
        days.count()
    };
    let most = (0..7).map(allowed).max().unwrap_or(0);
    size.saturating_sub(1).saturating_mul(most).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::statement::dates::Weekdays;

    /// How many visits fit into these days: each visit takes the first day that is far enough after the previous visit.
    fn fit(days: &[Date], gap_days: u32) -> usize {
        let mut visits: Vec<Date> = Vec::new();
        for &day in days {
            if visits.last().is_none_or(|&last| days_between(last, day) >= i64::from(gap_days.max(1))) {
                visits.push(day);
            }
        }
        visits.len()
    }

    #[test]
    fn enough_days_hold_the_visits_of_a_group_wherever_they_lie_and_one_fewer_may_not() {
        for (gap_days, weekdays) in [(21, "mon tue wed thu fri"), (10, "tue wed"), (0, "mon"), (25, "mon fri")] {
            let weekdays = Weekdays::parse(weekdays).unwrap();
            let rules = CalendarRules { gap_days, weekdays, ..CalendarRules::default() };
            let start = Date::constant(2026, 9, 1);
            let all: Vec<Date> =
                (0..700).map(|after| days_later(start, after)).filter(|&day| weekdays.contains(day)).collect();
            for size in 2..=6 {
                let enough = enough_days(&rules, size);
                let runs = || all.windows(enough);
                assert!(runs().all(|days| fit(days, gap_days) >= size), "{gap_days} {size}");
                assert!(runs().any(|days| fit(&days[..enough - 1], gap_days) < size), "{gap_days} {size}");
                // Days that are spread out hold at least as many visits.
                let spread: Vec<Date> = all.iter().copied().step_by(3).collect();
                assert!(spread.windows(enough).all(|days| fit(days, gap_days) >= size), "{gap_days} {size}");
            }
        }
    }
}
