//! Dates as tables write them: jiff's, without a time or a zone.

pub use jiff::civil::Date;

/// The years that a programme may lie in: enough to tell a year from a slip.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// A date written as yyyy-mm-dd; `None` for any other text and for days that no calendar has.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::dates::parse;
/// assert!(parse("2026-09-07").is_some());
/// assert!(parse("2026-02-29").is_none() && parse("7.9.2026").is_none());
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<Date> {
    let plain = |(place, c): (usize, u8)| if place == 4 || place == 7 { c == b'-' } else { c.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(plain) {
        return None;
    }
    let year = text[..4].parse().ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, text[5..7].parse().ok()?, text[8..].parse().ok()?).ok()
}

/// How many days after `from` the date `to` is; negative if before.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}
