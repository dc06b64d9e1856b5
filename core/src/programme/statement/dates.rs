//! Dates without a time or a zone: jiff's, with the few questions that a calendar of visits asks.

use std::fmt;

use serde::{Deserialize, Serialize};

pub use crate::model::dates::{Date, days_between, parse};
pub use jiff::civil::Time;

/// The names of the days of the week, from Monday.
const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The date this many days later.
#[must_use]
pub fn days_later(date: Date, days: i64) -> Date {
    date.saturating_add(jiff::SignedDuration::from_hours(days.clamp(-1_000_000, 1_000_000) * 24))
}

/// A time of day written as 09:00 or 9:00; `None` for any other text.
///
/// ```
/// use tercet::programme::statement::dates::parse_time;
/// assert_eq!(parse_time("9:30").map(|time| time.to_string()).as_deref(), Some("09:30:00"));
/// assert!(parse_time("9.30").is_none() && parse_time("24:00").is_none());
/// ```
#[must_use]
pub fn parse_time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !is_number(hour) || !is_number(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
}

impl Period {
    /// One day.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self { start: date, end: date }
    }

    /// Whether a date is within.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        (self.start..=self.end).contains(&date)
    }
}

/// Days of the week.
///
/// ```
/// use tercet::programme::statement::dates::Weekdays;
/// assert_eq!(Weekdays::parse("Mon wednesday").map(|days| days.to_string()).as_deref(), Ok("mon wed"));
/// assert_eq!(Weekdays::parse("Mon Dienstag"), Err("Dienstag"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekdays([bool; 7]);

impl Weekdays {
    /// Monday to Friday.
    pub const WORKING: Self = Self([true, true, true, true, true, false, false]);

    /// Days named in English, in full or by three letters, with spaces or semicolons between.
    ///
    /// # Errors
    /// The first word that is no day.
    pub fn parse(text: &str) -> Result<Self, &str> {
        let mut days = [false; 7];
        for word in text.split([' ', ';', ',']).filter(|word| !word.is_empty()) {
            let lower = word.to_ascii_lowercase();
            let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
            let place = (0..7).find(|&place| lower == NAMES[place] || lower == full[place]);
            days[place.ok_or(word)?] = true;
        }
        Ok(Self(days))
    }

    /// Whether a date falls on one of them.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        usize::try_from(date.weekday().to_monday_zero_offset()).is_ok_and(|place| self.0[place])
    }
}

impl Default for Weekdays {
    fn default() -> Self {
        Self::WORKING
    }
}

impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> =
            NAMES.into_iter().zip(self.0).filter(|&(_, is_in)| is_in).map(|(name, _)| name).collect();
        f.write_str(&names.join(" "))
    }
}
