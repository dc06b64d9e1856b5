//! The half-terms of a school, and the distance of each day from their ends.

use crate::ids::SchoolIndex;
use crate::programme::schedule::openings::Openings;
use crate::programme::statement::dates::{Date, Period, days_between, days_later};
use crate::units::FULL;

/// A week off ends a half-term. School days at least this far apart belong to different half-terms.
const BREAK_DAYS: i64 = 7;
/// The number of school days in the first week of a half-term, and in the last.
const WEEK: usize = 5;
/// This many school days after a holiday are worth nothing.
const FIRST: usize = 2;
/// This many school days before Christmas are worth nothing.
const LAST: usize = 3;

/// Where the school's known days end, the holiday is assumed to be no longer than this.
const LONGEST_HOLIDAY: i64 = 60;

/// The points, 0 to 10,000, of each day in a window for a visit to a school. Days between the first and last week of a
/// half-term have full points, and days in these two weeks have half. The first two days of a half-term and the last three
/// before Christmas have none.
pub(crate) fn points(openings: &Openings<'_>, school: SchoolIndex, window: Period) -> Vec<i64> {
    let length = days_between(window.start, window.end) + 1;
    let days: Vec<i64> =
        (0..length).filter(|&after| openings.is_school_day(school, days_later(window.start, after))).collect();
    let mut points = vec![0; usize::try_from(length).unwrap_or(0)];
    let mut first = 0;
    for next in 1..=days.len() {
        let ends = next == days.len() || days[next] - days[next - 1] >= BREAK_DAYS;
        if !ends {
            continue;
        }
        let run = &days[first..next];
        let last = days_later(window.start, run[run.len() - 1]);
        let until = days.get(next).map_or(days_later(last, LONGEST_HOLIDAY), |&day| days_later(window.start, day));
        let before_christmas = holds_christmas(last, until);
        for (place, &day) in run.iter().enumerate() {
            let left = run.len() - place;
            let worth = match () {
                () if place < FIRST || (before_christmas && left <= LAST) => 0,
                () if place < WEEK || left <= WEEK => FULL / 2,
                () => FULL,
            };
            points[usize::try_from(day).unwrap_or(0)] = worth;
        }
        first = next;
    }
    points
}

/// Whether 25 December is between two dates.
fn holds_christmas(last: Date, next: Date) -> bool {
    let christmas = Date::new(last.year(), 12, 25).unwrap_or(last);
    last < christmas && christmas < next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::statement::tables::{parse_terms, parse_unavailable};
    use crate::programme::statement::year::Year;
    use crate::testing::example;

    #[test]
    fn the_edges_of_half_terms_are_worth_half_and_the_days_next_to_a_holiday_nothing() {
        let terms = b"term,start,end\nAutumn,2026-09-01,2026-12-18\nSpring,2027-01-04,2027-03-25\n";
        let mut year = Year { terms: parse_terms(terms, "terms.csv").unwrap(), ..Year::default() };
        let table = b"start,end\n2026-10-26,2026-10-30\n2027-02-15,2027-02-19\n";
        year.unavailable = parse_unavailable(table, "away.csv").unwrap();
        let problem = example::problem();
        let openings = Openings::new(problem.cohort(), &year);
        let window = Period { start: year.terms[0].period.start, end: year.terms[1].period.end };
        let points = points(&openings, SchoolIndex::new(0), window);
        let of = |text: &str| {
            let date = crate::programme::statement::dates::parse(text).unwrap();
            points[usize::try_from(days_between(window.start, date)).unwrap()]
        };
        let found =
            ["2026-10-16", "2026-10-19", "2026-10-23", "2026-10-26", "2026-11-02", "2026-11-03", "2026-11-04"].map(of);
        assert_eq!(found, [FULL, FULL / 2, FULL / 2, 0, 0, 0, FULL / 2]);
        let found =
            ["2026-11-06", "2026-11-09", "2026-12-11", "2026-12-14", "2026-12-15", "2026-12-16", "2026-12-18"].map(of);
        assert_eq!(found, [FULL / 2, FULL, FULL, FULL / 2, FULL / 2, 0, 0]);
        // The last days before other holidays count as the end of any half-term.
        assert_eq!(["2027-03-18", "2027-03-19", "2027-03-25"].map(of), [FULL, FULL / 2, FULL / 2]);
    }
}
