//! The bank holidays of England and Wales from 1 January 2024 to 31 December 2028, as a snapshot. Later holidays are
//! unknown, and Tercet refuses to plan a year that needs them.
//!
//! Source: GOV.UK, "UK bank holidays", England and Wales, which lists about two years ahead. It contains public sector
//! information licensed under the Open Government Licence v3.0. The source states no date on which it was taken. For the
//! years beyond the list, the dates follow the Banking and Financial Dealings Act 1971 and the yearly proclamations for New
//! Year's Day and May Day. A test derives every date of the snapshot from these. A holiday that is proclaimed for one year
//! only is not included.

use crate::programme::statement::dates::{Date, Period};

/// The days that the snapshot covers. Holidays outside them are unknown.
pub const KNOWN: Period = Period { start: Date::constant(2024, 1, 1), end: Date::constant(2028, 12, 31) };

/// The month and day of each bank holiday, year by year from 2024.
const BY_YEAR: [[(i8, i8); 8]; 5] = [
    [(1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)],
    [(1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)],
    [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)],
    [(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)],
    [(1, 3), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)],
];

/// Every bank holiday of the snapshot, in order.
///
/// ```
/// use tercet::programme::statement::{dates, holidays};
/// let christmas = dates::parse("2027-12-27");
/// assert!(holidays::england_and_wales().any(|date| Some(date) == christmas));
/// ```
pub fn england_and_wales() -> impl Iterator<Item = Date> {
    (2024..).zip(BY_YEAR).flat_map(|(year, days)| days.map(|(month, day)| Date::constant(year, month, day)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::statement::dates::days_later;

    /// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
    fn easter(year: i32) -> Date {
        let (a, b, c) = (year % 19, year / 100, year % 100);
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let sum = h + l - 7 * m + 114;
        Date::constant(year as i16, (sum / 31) as i8, (sum % 31 + 1) as i8)
    }

    fn is_weekend(date: Date) -> bool {
        date.weekday().to_monday_zero_offset() >= 5
    }

    /// The first working day, from a date on, that is not yet taken.
    fn substitute(mut date: Date, taken: &[Date]) -> Date {
        while is_weekend(date) || taken.contains(&date) {
            date = days_later(date, 1);
        }
        date
    }

    #[test]
    fn the_snapshot_is_what_the_law_gives() {
        use jiff::civil::Weekday::Monday;
        let mut expected = Vec::new();
        for year in 2024..=2028_i16 {
            let day = |month, day| Date::constant(year, month, day);
            expected.push(substitute(day(1, 1), &[]));
            expected.push(days_later(easter(year.into()), -2));
            expected.push(days_later(easter(year.into()), 1));
            expected.push(day(5, 1).nth_weekday_of_month(1, Monday).unwrap());
            expected.push(day(5, 1).nth_weekday_of_month(-1, Monday).unwrap());
            expected.push(day(8, 1).nth_weekday_of_month(-1, Monday).unwrap());
            // If Christmas Day or Boxing Day falls on a weekend, the two substitute days never coincide.
            let christmas = substitute(day(12, 25), &[]);
            expected.extend([christmas, substitute(day(12, 26), &[christmas])]);
        }
        assert_eq!(england_and_wales().collect::<Vec<_>>(), expected);
    }
}
