//! What people write into cells: that there is nothing, numbers with their thousands and units, dates of every kind.

use crate::dates::{self, Date};

/// How a table writes its numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Numbers {
    /// `1,204.5`
    #[default]
    DecimalPoint,
    /// `1.204,5`, as where cells are parted by semicolons.
    DecimalComma,
}

/// Whether a cell says in words that there is nothing to say.
pub fn is_nothing(cell: &str) -> bool {
    const WORDS: [&str; 12] = [
        "n/a",
        "#n/a",
        "n.a.",
        "na",
        "none",
        "null",
        "nan",
        "nil",
        "not applicable",
        "not available",
        "not known",
        "<na>",
    ];
    let cell = cell.trim();
    match cell {
        "-" | "--" | "\u{2013}" | "\u{2014}" => true,
        _ => cell.len() <= 14 && WORDS.contains(&cell.to_ascii_lowercase().as_str()),
    }
}

/// Whether a cell is what a spreadsheet shows for a formula that failed.
pub fn is_failed(cell: &str) -> bool {
    const SHOWN: [&str; 8] = ["#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"];
    cell.starts_with('#') && SHOWN.contains(&cell.trim_end())
}

/// A number as people write it, with thousands, a sign of money or of percent: `1,204`, `457 000`, `80%`, `£3`.
///
/// Thousands are groups of three digits, so that `1,5` is no number where the comma is not the decimal point.
///
/// ```
/// use tercet_model::format::cells::{Numbers, number};
/// let (point, comma) = (Numbers::DecimalPoint, Numbers::DecimalComma);
/// assert_eq!(number("£1,204.50", point), Some(1204.5));
/// assert_eq!((number("10,5", comma), number("10,5", point)), (Some(10.5), None));
/// ```
#[must_use]
pub fn number(cell: &str, numbers: Numbers) -> Option<f64> {
    let cell = cell.trim();
    // What the language itself takes for a number: not its words for infinity.
    let is_plain = cell.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    if let Some(number) = cell.parse().ok().filter(|number: &f64| is_plain && number.is_finite()) {
        return Some(number);
    }
    let (sign, rest) = match cell.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, cell.strip_prefix('+').unwrap_or(cell)),
    };
    let rest = rest.trim_start().trim_start_matches(['\u{a3}', '\u{20ac}', '$']).trim_start();
    let rest = rest.strip_suffix('%').unwrap_or(rest).trim_end();
    // The last of two different marks parts the decimals, and a mark that is there twice parts thousands. One comma alone is what the
    // table says that commas are.
    let (commas, points) = (rest.matches(',').count(), rest.matches('.').count());
    let decimal = match (commas, points) {
        (0, 1) => Some('.'),
        (1, 0) => (numbers == Numbers::DecimalComma).then_some(','),
        (0, _) | (_, 0) => None,
        _ => rest.chars().rfind(|c| matches!(c, ',' | '.')),
    };
    let (whole, part) = decimal.and_then(|mark| rest.rsplit_once(mark)).unwrap_or((rest, ""));
    let thousands = [',', '.', ' ', '\'', '\u{2019}'];
    let digits = whole_digits(whole, &thousands)?;
    let is_part = part.bytes().all(|byte| byte.is_ascii_digit()) && (!digits.is_empty() || !part.is_empty());
    let number: f64 = is_part.then(|| format!("{digits}.{part}0")).and_then(|text| text.parse().ok())?;
    Some(sign * number)
}

/// The digits of a whole number, whose thousands are all parted by one and the same mark or not at all.
fn whole_digits(text: &str, marks: &[char]) -> Option<String> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.to_owned());
    }
    let mark = text.chars().find(|c| marks.contains(c))?;
    let groups: Vec<&str> = text.split(mark).collect();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let fit = groups
        .iter()
        .enumerate()
        .all(|(at, group)| digits(group) && if at == 0 { group.len() <= 3 } else { group.len() == 3 });
    fit.then(|| groups.concat())
}

/// A date as people write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The date.
    pub date: Date,
    /// Whether day and month could be the other way round, and it is read with the day first.
    pub is_ambiguous: bool,
}

/// A date as people and spreadsheets write it: `2026-09-03`, with or without a time, `03/09/2026`, `3.9.26`, `3 Sep 2026`,
/// `3-September-26`, `Thu 3rd September 2026`, or a spreadsheet's number of days.
///
/// ```
/// use tercet_model::format::cells::date;
/// let third_of_september = ["2026-09-03", "03/09/2026", "3 Sep 2026", "3-Sep-26", "2026-09-03T00:00:00", "46268"];
/// assert!(third_of_september.iter().all(|text| date(text).is_some_and(|read| read.date.to_string() == "2026-09-03")));
/// assert_eq!(date("31/02/2026"), None);
/// ```
#[must_use]
pub fn date(cell: &str) -> Option<Written> {
    let cell = cell.trim();
    let sure = |date: Date| Written { date, is_ambiguous: false };
    if let Some(date) = dates::parse(cell).or_else(|| with_time(cell)) {
        return Some(sure(date));
    }
    if let Some(date) = serial(cell) {
        return Some(sure(date));
    }
    let parts: Vec<&str> = cell
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '.' | '-' | ',' | '\u{2013}'))
        .filter(|part| !part.is_empty() && !is_weekday(part))
        .collect();
    // A time behind the date, as a spreadsheet exports it.
    let parts = match parts.as_slice() {
        [date @ .., time] if date.len() == 3 && time.contains(':') => date,
        parts => parts,
    };
    let [first, second, year] = parts else { return None };
    let number = |text: &str, longest: usize| {
        let is_number = (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<i16>().ok()).flatten()
    };
    let ordinal = |text: &str| {
        let digits = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| text.to_ascii_lowercase().strip_suffix(end).map(str::to_owned));
        number(digits.as_deref().unwrap_or(text), 2)
    };
    if first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        return made(year_of(first)?, number(second, 2)?, number(year, 2)?).map(sure);
    }
    if let Some(month) = month(first) {
        return made(year_of(year)?, month, ordinal(second)?).map(sure);
    }
    let day = ordinal(first)?;
    if let Some(month) = month(second) {
        return made(year_of(year)?, month, day).map(sure);
    }
    let month = number(second, 2)?;
    let date = made(year_of(year)?, month, day)?;
    Some(Written { date, is_ambiguous: day <= 12 && day != month })
}

fn with_time(cell: &str) -> Option<Date> {
    let (date, rest) = (cell.get(..10)?, cell.get(10..)?);
    rest.starts_with(['T', ' ']).then(|| dates::parse(date)).flatten()
}

/// The date of a spreadsheet's number: days since 30 December 1899, within the years of programmes.
fn serial(cell: &str) -> Option<Date> {
    let days = cell.strip_suffix(".0").unwrap_or(cell);
    if days.len() != 5 || !days.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // 1 January 1990 to 31 December 2099: other numbers of five digits are not dates of visits.
    let days: i64 = days.parse().ok().filter(|days| (32_874..=73_050).contains(days))?;
    Date::new(1899, 12, 30).ok()?.checked_add(jiff::SignedDuration::from_hours(days * 24)).ok()
}

fn is_weekday(part: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let part = part.to_ascii_lowercase();
    part.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&part))
}

fn month(part: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let part = part.to_ascii_lowercase();
    let place = MONTHS.iter().position(|month| part.len() >= 3 && month.starts_with(&part));
    place.or_else(|| (part == "sept").then_some(8)).and_then(|place| i16::try_from(place + 1).ok())
}

/// A year in full, or its last two digits: this century's.
fn year_of(text: &str) -> Option<i16> {
    let year: i16 = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()?;
    match text.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

fn made(year: i16, month: i16, day: i16) -> Option<Date> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1900..=2200).contains(&year).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing_are_known_and_values_are_not_taken_for_them() {
        for nothing in ["N/A", "n/a", " None ", "-", "Not applicable", "#N/A", "NULL", "NaN", "\u{2014}"] {
            assert!(is_nothing(nothing), "{nothing}");
        }
        for value in ["", "0", "No", "Nona", "-1", "none of these", "Naseby"] {
            assert!(!is_nothing(value), "{value}");
        }
        assert!(is_failed("#REF!") && is_failed("#DIV/0!") && !is_failed("#N/A") && !is_failed("#1"));
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let point = [
            ("4", 4.0),
            ("-2.5", -2.5),
            ("1,204", 1204.0),
            ("1,204.5", 1204.5),
            ("457 000", 457_000.0),
            ("80%", 80.0),
            ("12.5 %", 12.5),
            ("\u{a3}3", 3.0),
            ("\u{a3}1,250,000", 1_250_000.0),
            ("-\u{a3}3", -3.0),
            (".5", 0.5),
            ("1e3", 1000.0),
            ("+7", 7.0),
            ("\u{2212}4", -4.0),
            ("1'204", 1204.0),
            ("5.", 5.0),
            ("1,030", 1030.0),
        ];
        for (text, value) in point {
            assert_eq!(number(text, Numbers::DecimalPoint), Some(value), "{text}");
        }
        let comma =
            [("10,5", 10.5), ("1.204,5", 1204.5), ("1 204,5", 1204.5), ("10.5", 10.5), ("7", 7.0), ("-0,25", -0.25)];
        for (text, value) in comma {
            assert_eq!(number(text, Numbers::DecimalComma), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "-",
            "%",
            "\u{a3}",
            "high",
            "1,5",
            "1,2345",
            "12,34,567",
            "1 2",
            "10,",
            "inf",
            "nan",
            "1,204,5",
            "4 or 5",
            "6A",
        ] {
            assert_eq!(number(text, Numbers::DecimalPoint), None, "{text}");
        }
        for text in ["1,2,3", "1,5.2,3", "a,5", ",", "1,5.2"] {
            assert_eq!(number(text, Numbers::DecimalComma), None, "{text}");
        }
    }

    #[test]
    fn what_is_a_number_with_a_decimal_point_is_one_with_a_decimal_comma() {
        // So that a table of semicolons that is written again with commas has the same columns of numbers.
        for text in ["1,204", "1,204,500", "1,204.5", "1.204,5", "1.204.500", "7", ".5", "1e3", "12.5 %"] {
            assert!(number(text, Numbers::DecimalComma).is_some(), "{text}");
        }
        assert_eq!(number("1,204.5", Numbers::DecimalComma), number("1.204,5", Numbers::DecimalPoint));
    }

    #[test]
    fn dates_are_read_with_the_day_first() {
        let sure = [
            "2026-09-03",
            "2026-09-03 00:00:00",
            "2026-09-03T09:30",
            "3 Sep 2026",
            "3-Sep-26",
            "3 September 2026",
            "Sept 3, 2026",
            "Thu 3rd September 2026",
            "Thursday, 3 September 2026",
            "46268",
            "46268.0",
            "2026/09/03",
        ];
        for text in sure {
            let read = date(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((read.date.to_string().as_str(), read.is_ambiguous), ("2026-09-03", false), "{text}");
        }
        for text in ["03/09/2026", "3/9/26", "3.9.2026", "03-09-2026", "03/09/2026 00:00"] {
            let read = date(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((read.date.to_string().as_str(), read.is_ambiguous), ("2026-09-03", true), "{text}");
        }
        assert!(date("13/09/2026").is_some_and(|read| !read.is_ambiguous));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "2026-02-29",
            "31/02/2026",
            "09/13/2026",
            "2026",
            "3 Sep",
            "soon",
            "12345",
            "99999",
            "1/2/3/4",
            "3 Foo 2026",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
