//! The CSV tables beside the rules: past groups, forbidden pairs, own benefit, travel times, usable days.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::benefit::own;
use crate::dates::Date;
use crate::error::{Code, Error, Issue, Issues};
use crate::format::cells::{self, Numbers};
use crate::format::dialect::Known;
use crate::format::table::{Row, Table};
use crate::format::text;
use crate::rules::max_minutes::whole_minutes;
use crate::tables::{OwnBenefit, PastGroup, Travel, UsableDays};

/// The years that a programme may have begun in: enough to tell a year from a slip such as 25.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Reads past groups: `year,group,school`. The rows of one year and group are one group.
///
/// # Errors
/// [`Error::Io`] if the file cannot be read; [`Error::Input`] with every issue found in it.
pub fn read_history(path: impl AsRef<Path>) -> Result<Vec<PastGroup>, Error> {
    parse_history(&text::read_lines(path.as_ref())?, &text::name(path.as_ref()))
}

/// As [`read_history`], from bytes; `file` is the name for messages.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::format::beside::parse_history;
/// let history = parse_history(b"year,group,school\n2025,A,01\n2025,A,02\n2025,B,03\n", "history.csv")?;
/// assert_eq!(history[0].schools, ["01", "02"]);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn parse_history(bytes: &[u8], file: &str) -> Result<Vec<PastGroup>, Error> {
    let mut groups: BTreeMap<(i32, String), Vec<String>> = BTreeMap::new();
    parse(bytes, file, ["year", "group", "school"], |row, [year, group, school]| {
        let number = year.parse().ok().filter(|year| YEARS.contains(year));
        let Some(number) = number else {
            row.push(Code::NotANumber, "year", year, "this is not a year", "give the year it began, such as 2025");
            return;
        };
        let schools = groups.entry((number, group.to_owned())).or_default();
        if schools.iter().any(|other| other == school) {
            row.push(Code::RepeatedName, "school", school, "the school is in one group twice", "remove one row");
        } else {
            schools.push(school.to_owned());
        }
    })?;
    Ok(groups.into_iter().map(|((year, _), schools)| PastGroup { year, schools }).collect())
}

/// Reads pairs of schools that may not be in one group: `school,peer`.
///
/// # Errors
/// As for [`read_history`].
pub fn read_forbidden(path: impl AsRef<Path>) -> Result<Vec<[String; 2]>, Error> {
    parse_forbidden(&text::read_lines(path.as_ref())?, &text::name(path.as_ref()))
}

/// As [`read_forbidden`], from bytes; `file` is the name for messages.
///
/// # Errors
/// As for [`parse_history`].
pub fn parse_forbidden(bytes: &[u8], file: &str) -> Result<Vec<[String; 2]>, Error> {
    let mut pairs = Vec::new();
    parse(bytes, file, ["school", "peer"], |row, [school, peer]| {
        if row.is_pair(school, peer) {
            pairs.push([school.to_owned(), peer.to_owned()]);
        }
    })?;
    Ok(pairs)
}

/// Reads the analyst's own benefit of a school from a peer: `school,peer,points`, with 0 to 10,000 whole points.
///
/// # Errors
/// As for [`read_history`].
pub fn read_own(path: impl AsRef<Path>) -> Result<Vec<OwnBenefit>, Error> {
    parse_own(&text::read_lines(path.as_ref())?, &text::name(path.as_ref()))
}

/// As [`read_own`], from bytes; `file` is the name for messages.
///
/// # Errors
/// As for [`parse_history`].
pub fn parse_own(bytes: &[u8], file: &str) -> Result<Vec<OwnBenefit>, Error> {
    let mut entries = Vec::new();
    let mut seen = Seen::default();
    parse(bytes, file, ["school", "peer", "points"], |row, [school, peer, points]| {
        let Ok(number) = points.parse() else {
            row.push(Code::NotANumber, "points", points, "this is not a whole number", "give 0 to 10,000 points");
            return;
        };
        if !own::is_in_range(number) {
            row.push(
                Code::NumberOutOfRange,
                "points",
                points,
                "the points are out of range",
                "give 0 to 10,000 points",
            );
        } else if row.is_pair(school, peer) && seen.is_new(row, (school, peer), points) {
            entries.push(OwnBenefit { school: school.to_owned(), peer: peer.to_owned(), points: number });
        }
    })?;
    Ok(entries)
}

/// Reads travel times: `school,peer,minutes`, the same both ways. A part of a minute counts as a whole one, so that a limit
/// in whole minutes means the same.
///
/// # Errors
/// As for [`read_history`].
pub fn read_minutes(path: impl AsRef<Path>) -> Result<Vec<Travel>, Error> {
    parse_minutes(&text::read_lines(path.as_ref())?, &text::name(path.as_ref()))
}

/// As [`read_minutes`], from bytes; `file` is the name for messages.
///
/// # Errors
/// As for [`parse_history`].
pub fn parse_minutes(bytes: &[u8], file: &str) -> Result<Vec<Travel>, Error> {
    let mut entries = Vec::new();
    let mut seen = Seen::default();
    parse(bytes, file, ["school", "peer", "minutes"], |row, [school, peer, text]| {
        let Some(minutes) = cells::number(text, Numbers::DecimalPoint) else {
            row.push(Code::NotANumber, "minutes", text, "this is not a number", "give the travel time in minutes");
            return;
        };
        let pair = if school <= peer { (school, peer) } else { (peer, school) };
        let Some(minutes) = whole_minutes(minutes) else {
            row.push(Code::NumberOutOfRange, "minutes", text, "the time is out of range", "give 0 minutes or more");
            return;
        };
        if row.is_pair(school, peer) && seen.is_new(row, pair, text) {
            entries.push(Travel { school: school.to_owned(), peer: peer.to_owned(), minutes });
        }
    })?;
    Ok(entries)
}

/// Reads the days on which each school can host or attend a visit: `school,date`, a row a day.
///
/// # Errors
/// As for [`read_history`].
pub fn read_usable_days(path: impl AsRef<Path>) -> Result<Vec<UsableDays>, Error> {
    parse_usable_days(&text::read_lines(path.as_ref())?, &text::name(path.as_ref()))
}

/// As [`read_usable_days`], from bytes; `file` is the name for messages.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::format::beside::parse_usable_days;
/// let days = parse_usable_days(b"school,date\n02,2026-10-06\n01,2026-10-06\n02,2026-10-05\n", "days.csv")?;
/// assert_eq!(days[1].school, "02");
/// assert_eq!(days[1].dates[0].to_string(), "2026-10-05");
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// As for [`parse_history`].
pub fn parse_usable_days(bytes: &[u8], file: &str) -> Result<Vec<UsableDays>, Error> {
    let mut days: BTreeMap<String, BTreeSet<Date>> = BTreeMap::new();
    parse(bytes, file, ["school", "date"], |row, [school, date]| match cells::date(date) {
        Some(read) => {
            days.entry(school.to_owned()).or_default().insert(read.date);
        }
        None => row.push(Code::InvalidDate, "date", date, "this is not a date", "write it as 2026-10-05 or 05/10/2026"),
    })?;
    Ok(days.into_iter().map(|(school, dates)| UsableDays { school, dates: dates.into_iter().collect() }).collect())
}

/// What has to be said of how a table was read, for [`Tables::notes`](crate::tables::Tables::notes): its encoding, what stands above
/// its header, cells that count as blank, dates that are read with the day first. Nothing of a table that cannot be read.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::format::beside::notes;
/// let issues = notes(b"Schools in 2026,\nschool,date\n01,05/10/2026\n", "days.csv");
/// assert_eq!(issues.iter().map(|issue| issue.code.as_str()).collect::<Vec<_>>(), ["passed-over", "ambiguous-date"]);
/// ```
#[must_use]
pub fn notes(bytes: &[u8], file: &str) -> Vec<Issue> {
    let known = Known::of(&["year", "group", "school", "peer", "points", "minutes", "date"]);
    reading_notes(bytes, file, &known, &["date"])
}

/// As [`notes`], for tables with other columns.
#[doc(hidden)]
#[must_use]
pub fn reading_notes(bytes: &[u8], file: &str, known: &Known, dates: &[&str]) -> Vec<Issue> {
    let mut issues = Issues::default();
    let Ok(table) = Table::parse(bytes, file, known, &mut issues) else { return Vec::new() };
    for &name in dates {
        let Some(column) = table.column(name) else { continue };
        let all = table.rows.iter().filter_map(|row| Some((row, row.cell(column)?)));
        let mut ambiguous =
            all.filter_map(|(row, cell)| Some((row, cell, cells::date(cell).filter(|read| read.is_ambiguous)?)));
        let Some((row, cell, read)) = ambiguous.next() else { continue };
        let more = match ambiguous.count() {
            0 => String::new(),
            more => format!(", and so are {more} more of the column"),
        };
        let day = read.date.strftime("%-d %B %Y");
        let message = format!("the date is read with the day first, as {day}{more}");
        let issue = Issue::warning(Code::AmbiguousDate, message, "write dates as 2026-09-07, if the month comes first");
        issues.push(issue.in_file(file).at_row(row.line).at_key(name).with_value(cell));
    }
    issues.finish().unwrap_or_default()
}

/// Reads a table whose columns must all be there and filled in every row.
fn parse<const N: usize>(
    bytes: &[u8],
    file: &str,
    names: [&str; N],
    mut read: impl FnMut(&mut RowEntry<'_>, [&str; N]),
) -> Result<(), Error> {
    let mut issues = Issues::default();
    let table = Table::parse(bytes, file, &Known::of(&names), &mut issues)?;
    let columns = names.map(|name| table.required(name, &[], &mut issues));
    if columns.iter().all(Option::is_some) {
        for row in &table.rows {
            let mut entry = RowEntry { file, row, issues: &mut issues };
            let cells = columns.map(|column| column.and_then(|column| row.cell(column)).unwrap_or_default());
            match cells.iter().position(|cell| cell.is_empty()) {
                Some(blank) => {
                    entry.push(Code::MissingValue, names[blank], "", "the cell is blank", "fill it, or remove the row");
                }
                None => read(&mut entry, cells),
            }
        }
    }
    issues.finish().map(|_| ())
}

/// One row, and where its issues go.
struct RowEntry<'a> {
    file: &'a str,
    row: &'a Row,
    issues: &'a mut Issues,
}

impl RowEntry<'_> {
    fn push(&mut self, code: Code, key: &str, value: &str, message: &str, fix: &str) {
        let issue = Issue::error(code, message, fix).in_file(self.file).at_row(self.row.line).at_key(key);
        self.issues.push(if value.is_empty() { issue } else { issue.with_value(value) });
    }

    /// Whether these are two schools.
    fn is_pair(&mut self, school: &str, peer: &str) -> bool {
        if school == peer {
            self.push(Code::RepeatedName, "peer", peer, "the pair names the same school twice", "name two schools");
        }
        school != peer
    }
}

/// The pairs so far, with what was said of them and where.
#[derive(Default)]
struct Seen(BTreeMap<(String, String), (String, u64)>);

impl Seen {
    fn is_new(&mut self, row: &mut RowEntry<'_>, pair: (&str, &str), said: &str) -> bool {
        let key = (pair.0.to_owned(), pair.1.to_owned());
        if let Some((before, line)) = self.0.get(&key) {
            if before != said {
                let message = format!("the pair is already in row {line}, with {before}");
                row.push(Code::DuplicateEntry, "peer", pair.1, &message, "leave one of them");
            }
            return false;
        }
        self.0.insert(key, (said.to_owned(), row.row.line));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(Code, Option<u64>)> {
        result.unwrap_err().issues().iter().map(|issue| (issue.code, issue.row)).collect()
    }

    #[test]
    fn rows_of_one_year_and_group_are_one_group() {
        let history =
            parse_history(b"group,school,year\nB,03,2024\nA,01,2025\nB,04,2024\nA,02,2025\n", "h.csv").unwrap();
        let expected = [(2024, vec!["03", "04"]), (2025, vec!["01", "02"])];
        for (past, (year, schools)) in history.iter().zip(expected) {
            assert_eq!((past.year, past.schools.iter().map(String::as_str).collect::<Vec<_>>()), (year, schools));
        }
    }

    #[test]
    fn every_issue_is_reported_with_its_row() {
        let history = parse_history(b"year,group,school\n25,A,01\n2025,,01\n2025,A,01\n2025,A,01\n2025/26,A,1\n", "h");
        let expected = [
            (Code::NotANumber, Some(2)),
            (Code::MissingValue, Some(3)),
            (Code::RepeatedName, Some(5)),
            (Code::NotANumber, Some(6)),
        ];
        assert_eq!(found(history), expected);
        let own = parse_own(b"school,peer,points\n1,1,5\n1,2,5\n1,2,6\n2,1,7\n1,3,1.5\n1,4,10001\n", "o");
        let expected = [
            (Code::RepeatedName, Some(2)),
            (Code::DuplicateEntry, Some(4)),
            (Code::NotANumber, Some(6)),
            (Code::NumberOutOfRange, Some(7)),
        ];
        assert_eq!(found(own), expected);
        let minutes = parse_minutes(b"school,peer,minutes\n1,2,5\n2,1,6\n1,3,-1\n1,4,far\n", "m");
        let expected =
            [(Code::DuplicateEntry, Some(3)), (Code::NumberOutOfRange, Some(4)), (Code::NotANumber, Some(5))];
        assert_eq!(found(minutes), expected);
        let days = parse_usable_days(b"school,date\n1,2026-10-05\n1,10-2026\n,2026-10-05\n1,2026-10-05\n", "d");
        assert_eq!(found(days), [(Code::InvalidDate, Some(3)), (Code::MissingValue, Some(4))]);
        assert_eq!(found(parse_forbidden(b"school,pear\n1,2\n", "f")), [(Code::MissingColumn, Some(1))]);
    }

    #[test]
    fn a_part_of_a_minute_counts_as_a_whole_one_and_the_same_said_twice_counts_once() {
        let travel = parse_minutes(b"school,peer,minutes\n1,2,12.1\n2,1,12.1\n", "m").unwrap();
        assert_eq!(travel, [Travel { school: "1".into(), peer: "2".into(), minutes: 13 }]);
    }

    #[test]
    fn a_table_without_rows_is_empty() {
        assert_eq!(parse_forbidden(b"school,peer\n", "f").unwrap(), [] as [[String; 2]; 0]);
    }
}
