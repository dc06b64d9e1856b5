//! Dates as tables write them: jiff's dates, without a time or a zone.

pub use jiff::civil::Date;

/// The years in which a programme may lie. The range is narrow enough to detect a mistyped year.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// A date written as yyyy-mm-dd; `None` for any other text, and for days that do not exist.
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

/// The number of days from `from` to `to`; negative if `to` is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}
