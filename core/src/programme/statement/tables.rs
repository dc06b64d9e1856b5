//! CSV tables to the statement of a year. Every issue of a table is reported at once.

use std::str::FromStr;

use crate::error::{Code, Error, Issue, Issues};
use crate::model::format::cells;
use crate::model::format::dialect::Known;
use crate::model::format::table::{Row, Table};
use crate::model::school::Location;
use crate::programme::statement::dates::{self, Date, Period, Time, Weekdays};
use crate::programme::statement::year::{Avoid, Event, Facilitator, Fixed, Place, Preferred, Term, Unavailable, Whom};

/// Reads terms: `term,start,end`, and `authority` or `school` where they are not for all.
///
/// ```
/// use tercet::programme::statement::tables::parse_terms;
/// let terms = parse_terms(b"term,start,end,authority,school\nAutumn,2026-09-01,2026-12-18,,\n", "terms.csv")?;
/// assert_eq!(terms[0].name, "Autumn");
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn parse_terms(bytes: &[u8], file: &str) -> Result<Vec<Term>, Error> {
    read(bytes, file, &["term", "start", "end"], &["authority", "school"], |row| {
        let (name, period) = (row.filled("term")?, row.period()?);
        let whom = match (row.cell("school"), row.cell("authority")) {
            (Some(school), None) => Whom::School(school.to_owned()),
            (None, Some(authority)) => Whom::Authority(authority.to_owned()),
            (None, None) => Whom::All,
            (Some(_), Some(authority)) => {
                let authority = authority.to_owned();
                let message = "the term is for a school and for an authority";
                row.push(Code::RulesContradict, "authority", &authority, message, "leave one of the two blank");
                return None;
            }
        };
        Some(Term { name, period, whom, place: row.place() })
    })
}

/// Reads the days on which schools are not available: `start`, and `end` where it is more than a day; and whom it is for: `school`,
/// `authority` or `phase`. A row for all schools has none of the three, in a table that has more than `school`.
///
/// ```
/// use tercet::programme::statement::tables::parse_unavailable;
/// let table = "school,phase,start,end\n101,,2026-11-09,\n,Primary,2027-05-10,2027-05-14\n,,2026-10-26,2026-10-30\n";
/// assert_eq!(parse_unavailable(table.as_bytes(), "unavailable.csv")?.len(), 3);
/// let error = parse_unavailable(b"school,start\n,2026-11-09\n", "unavailable.csv").unwrap_err();
/// assert_eq!(error.issues()[0].code.as_str(), "missing-value");
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// As for [`parse_terms`].
pub fn parse_unavailable(bytes: &[u8], file: &str) -> Result<Vec<Unavailable>, Error> {
    read(bytes, file, &["start"], &["school", "authority", "phase", "end"], |row| {
        let (whom, period) = (row.whom(), row.period());
        Some(Unavailable { whom: whom?, period: period?, place: row.place() })
    })
}

/// Reads the days that schools would rather have without a visit: as [`parse_unavailable`], and `weight`, from 1 to 100 percent;
/// blank: 100.
///
/// # Errors
/// As for [`parse_terms`].
pub fn parse_avoid(bytes: &[u8], file: &str) -> Result<Vec<Avoid>, Error> {
    read(bytes, file, &["start"], &["school", "authority", "phase", "end", "weight"], |row| {
        let (whom, period) = (row.whom(), row.period());
        let weight = row.number::<u8>("weight", "give a percentage from 1 to 100, or leave it blank")?.unwrap_or(100);
        if !(1..=100).contains(&weight) {
            let message = "the weight is not a percentage from 1 to 100";
            row.push(
                Code::NumberOutOfRange,
                "weight",
                &weight.to_string(),
                message,
                "give 1 to 100, or leave it blank",
            );
            return None;
        }
        Some(Avoid { whom: whom?, period: period?, weight, place: row.place() })
    })
}

/// Reads the events of the whole cohort: `event,start`, and as far as known `end` where it is more than a day, `starts` and `ends`
/// (times such as 09:30) and `venue`.
///
/// # Errors
/// As for [`parse_terms`].
pub fn parse_events(bytes: &[u8], file: &str) -> Result<Vec<Event>, Error> {
    read(bytes, file, &["event", "start"], &["end", "starts", "ends", "venue"], |row| {
        let (name, period, hours) = (row.filled("event"), row.period(), row.hours());
        let venue = row.cell("venue").map(str::to_owned);
        Some(Event { name: name?, period: period?, hours: hours?, venue, place: row.place() })
    })
}

/// Reads days off that replace the snapshot: `date`.
///
/// # Errors
/// As for [`parse_terms`].
pub fn parse_holidays(bytes: &[u8], file: &str) -> Result<Vec<Date>, Error> {
    read(bytes, file, &["date"], &[], |row| row.date("date"))
}

/// Reads facilitators: `facilitator`, and as far as known `name`, `easting`, `northing`, `region`, `trust`, `authority`,
/// `weekdays` (such as `mon tue`; blank: Monday to Friday) and `visits_a_term` (blank: any number).
///
/// # Errors
/// As for [`parse_terms`].
pub fn parse_facilitators(bytes: &[u8], file: &str) -> Result<Vec<Facilitator>, Error> {
    let more = ["name", "easting", "northing", "region", "trust", "authority", "weekdays", "visits_a_term"];
    let mut seen = std::collections::BTreeMap::new();
    read(bytes, file, &["facilitator"], &more, |row| {
        let id = row.filled("facilitator")?;
        if let Some(line) = seen.insert(id.clone(), row.row.line) {
            let message = format!("this facilitator is already in row {line}");
            row.push(Code::DuplicateEntry, "facilitator", &id, &message, "remove one of the rows");
            return None;
        }
        let text = |row: &Cells<'_>, key: &str| row.cell(key).map(str::to_owned);
        let weekdays = row.weekdays()?.unwrap_or(Weekdays::WORKING);
        let visits_a_term = row.number("visits_a_term", "give a whole number of visits, or leave it blank")?;
        let (east, north) = (row.metres("easting")?, row.metres("northing")?);
        let location = match (east, north) {
            (Some(easting), Some(northing)) => Some(Location { easting, northing }),
            (None, None) => None,
            _ => {
                let (key, fix) = ("easting", "give both easting and northing, or neither");
                row.push(Code::LocationIncomplete, key, "", "only one of easting and northing is given", fix);
                return None;
            }
        };
        Some(Facilitator {
            id,
            name: text(row, "name").unwrap_or_default(),
            location,
            region: text(row, "region"),
            trust: text(row, "trust"),
            authority: text(row, "authority"),
            weekdays,
            available: Vec::new(),
            visits_a_term,
            place: row.place(),
        })
    })
}

/// Reads the only periods in which facilitators can: `facilitator,start`, and `end` where it is more than a day. Adds them
/// to the facilitators; one without a row here can at any time.
///
/// # Errors
/// As for [`parse_terms`]; also facilitators that are not in the list.
pub fn parse_available(bytes: &[u8], file: &str, facilitators: &mut [Facilitator]) -> Result<(), Error> {
    let known = facilitators.to_vec();
    let periods = read(bytes, file, &["facilitator", "start"], &["end"], |row| {
        let (id, period) = (row.filled("facilitator")?, row.period()?);
        let place = known.iter().position(|facilitator| facilitator.id == id);
        if place.is_none() {
            let message = "there is no facilitator of this id";
            row.push(Code::UnknownFacilitator, "facilitator", &id, message, "name one of the list of facilitators");
        }
        Some((place?, period))
    })?;
    for (place, period) in periods {
        facilitators[place].available.push(period);
    }
    Ok(())
}

/// Reads visits that are agreed: `school,date`, and `facilitator` where that is agreed too.
///
/// # Errors
/// As for [`parse_terms`].
pub fn parse_fixed(bytes: &[u8], file: &str) -> Result<Vec<Fixed>, Error> {
    read(bytes, file, &["school", "date"], &["facilitator"], |row| {
        let (school, date) = (row.filled("school")?, row.date("date")?);
        Some(Fixed { school, date, facilitator: row.cell("facilitator").map(str::to_owned), place: row.place() })
    })
}

/// Reads the visits of a calendar: `date`, `host`, and `facilitator` where there is one.
///
/// # Errors
/// As for [`parse_terms`].
pub(in crate::programme) fn parse_visits(bytes: &[u8], file: &str) -> Result<Vec<Fixed>, Error> {
    read(bytes, file, &["date", "host"], &["facilitator"], |row| {
        let (school, date) = (row.filled("host")?, row.date("date")?);
        Some(Fixed { school, date, facilitator: row.cell("facilitator").map(str::to_owned), place: row.place() })
    })
}

/// Reads the dates that hosts would like best: `school`, and `start` and `end`, `weekdays` (such as `tue thu`), or both.
///
/// # Errors
/// As for [`parse_terms`].
pub fn parse_preferred(bytes: &[u8], file: &str) -> Result<Vec<Preferred>, Error> {
    read(bytes, file, &["school"], &["start", "end", "weekdays"], |row| {
        let school = row.filled("school");
        let weekdays = row.weekdays()?;
        let is_dated = row.cell("start").is_some() || row.cell("end").is_some() || weekdays.is_none();
        let period = if is_dated { Some(row.period()?) } else { None };
        Some(Preferred { school: school?, period, weekdays, place: row.place() })
    })
}

/// Reads each row of a table that has these columns, and perhaps those.
pub(in crate::programme) fn read<T>(
    bytes: &[u8],
    file: &str,
    must: &[&'static str],
    may: &[&'static str],
    mut entry: impl FnMut(&mut Cells<'_>) -> Option<T>,
) -> Result<Vec<T>, Error> {
    let mut issues = Issues::default();
    let table = Table::parse(bytes, file, &Known::of(&[must, may].concat()), &mut issues)?;
    let mut columns = Vec::new();
    for &name in must {
        columns.push((name, table.required(name, &[], &mut issues)));
    }
    let complete = columns.iter().all(|(_, place)| place.is_some());
    for &name in may {
        // A warning of a near name would be lost here, and a column passed over in silence is worse than a refusal.
        let mut near = Issues::default();
        columns.push((name, table.optional(name, &mut near)));
        // Two columns may be named alike by right; each is then nearly the other where only one is there.
        let is_other =
            |issue: &Issue| issue.key.as_deref().is_some_and(|key| must.contains(&key) || may.contains(&key));
        issues.extend((near.finish().into_iter().flatten()).filter(|issue| !is_other(issue)).map(|mut issue| {
            issue.severity = crate::error::Severity::Error;
            issue
        }));
    }
    let mut entries = Vec::new();
    if complete {
        for row in &table.rows {
            entries.extend(entry(&mut Cells { file, row, columns: &columns, issues: &mut issues }));
        }
    }
    issues.finish().map(|_| entries)
}

/// One row by the names of its columns, and where its issues go.
pub(in crate::programme) struct Cells<'a> {
    file: &'a str,
    row: &'a Row,
    columns: &'a [(&'static str, Option<usize>)],
    issues: &'a mut Issues,
}

impl Cells<'_> {
    pub(in crate::programme) fn cell(&self, name: &str) -> Option<&str> {
        let (_, place) = self.columns.iter().find(|(column, _)| *column == name)?;
        self.row.cell((*place)?)
    }

    pub(in crate::programme) fn push(&mut self, code: Code, key: &str, value: &str, message: &str, fix: &str) {
        let issue = Issue::error(code, message, fix).in_file(self.file).at_row(self.row.line).at_key(key);
        self.issues.push(if value.is_empty() { issue } else { issue.with_value(value) });
    }

    pub(in crate::programme) fn line(&self) -> u64 {
        self.row.line
    }

    pub(in crate::programme) fn place(&self) -> Place {
        Place { file: Some(self.file.to_owned()), row: Some(self.row.line) }
    }

    pub(in crate::programme) fn filled(&mut self, key: &str) -> Option<String> {
        let cell = self.cell(key).map(str::to_owned);
        if cell.is_none() {
            self.push(Code::MissingValue, key, "", "the cell is blank", "fill it, or remove the row");
        }
        cell
    }

    /// When something begins and ends, or nothing; the outer `None` is an issue.
    fn hours(&mut self) -> Option<Option<(Time, Time)>> {
        let (starts, ends) = (self.cell("starts").map(str::to_owned), self.cell("ends").map(str::to_owned));
        let (starts, ends) = match (starts, ends) {
            (None, None) => return Some(None),
            (Some(starts), Some(ends)) => (starts, ends),
            (Some(_), None) | (None, Some(_)) => {
                let message = "only one of `starts` and `ends` is given";
                self.push(Code::MissingValue, "starts", "", message, "give both, or leave both blank for whole days");
                return None;
            }
        };
        let mut time = |key: &str, text: &str| {
            let time = dates::parse_time(text);
            if time.is_none() {
                self.push(Code::InvalidDate, key, text, "this is not a time of day", "write it as 09:30");
            }
            time
        };
        let (first, last) = (time("starts", &starts), time("ends", &ends));
        let (first, last) = (first?, last?);
        if last <= first {
            let message = format!("it ends before it begins, at {starts}");
            self.push(Code::EmptyRange, "ends", &ends, &message, "exchange the two times");
            return None;
        }
        Some(Some((first, last)))
    }

    /// Days of the week or nothing; the outer `None` is an issue.
    fn weekdays(&mut self) -> Option<Option<Weekdays>> {
        let Some(text) = self.cell("weekdays").map(str::to_owned) else { return Some(None) };
        match Weekdays::parse(&text) {
            Ok(weekdays) => Some(Some(weekdays)),
            Err(word) => {
                let fix = "name days as mon tue wed thu fri sat sun, with spaces between";
                self.push(Code::UnknownChoice, "weekdays", word, "this is not a day of the week", fix);
                None
            }
        }
    }

    /// Whom a row is for.
    fn whom(&mut self) -> Option<Whom> {
        let cells = ["school", "authority", "phase"].map(|key| self.cell(key).map(str::to_owned));
        match cells {
            [Some(school), None, None] => Some(Whom::School(school)),
            [None, Some(authority), None] => Some(Whom::Authority(authority)),
            [None, None, Some(phase)] => Some(Whom::Phase(phase)),
            // In a table that has schools only, a blank is more likely to be forgotten than to mean all of them.
            [None, None, None] if self.has("school") && !self.has("authority") && !self.has("phase") => {
                let fix = "fill it; for all schools add a column `authority` or `phase`, and leave both blank";
                self.push(Code::MissingValue, "school", "", "the cell is blank", fix);
                None
            }
            [None, None, None] => Some(Whom::All),
            _ => {
                let message = "the row is for more than one of school, authority and phase";
                self.push(
                    Code::RulesContradict,
                    "school",
                    "",
                    message,
                    "fill one of the three, and leave the others blank",
                );
                None
            }
        }
    }

    fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|(column, place)| *column == name && place.is_some())
    }

    fn date(&mut self, key: &str) -> Option<Date> {
        let text = self.filled(key)?;
        let date = cells::date(&text).map(|read| read.date);
        if date.is_none() {
            self.push(Code::InvalidDate, key, &text, "this is not a date", "write it as 2026-09-07 or 07/09/2026");
        }
        date
    }

    /// From `start` to `end`, or the one day where `end` is blank.
    fn period(&mut self) -> Option<Period> {
        let start = self.date("start");
        let end = if self.cell("end").is_some() { self.date("end") } else { start };
        let period = Period { start: start?, end: end? };
        if period.end < period.start {
            let message = format!("it ends before it begins, on {}", period.start);
            self.push(Code::EmptyRange, "end", &period.end.to_string(), &message, "exchange the two dates");
            return None;
        }
        Some(period)
    }

    /// A whole number or nothing; the outer `None` is an issue.
    fn number<T: FromStr>(&mut self, key: &str, fix: &str) -> Option<Option<T>> {
        let Some(text) = self.cell(key).map(str::to_owned) else { return Some(None) };
        let number = text.parse().ok();
        if number.is_none() {
            self.push(Code::NotANumber, key, &text, "this is not a whole number", fix);
        }
        number.map(Some)
    }

    fn metres(&mut self, key: &str) -> Option<Option<i32>> {
        let fix = "give whole metres on the British National Grid";
        let metres = self.number::<i32>(key, fix)?;
        let most = if key == "easting" { Location::MOST_EAST } else { Location::MOST_NORTH };
        if let Some(wrong) = metres.filter(|metres| !(0..=most).contains(metres)) {
            let message = "the location is outside the British National Grid";
            self.push(Code::LocationOutOfRange, key, &wrong.to_string(), message, fix);
            return None;
        }
        Some(metres)
    }
}

/// The same without what the cells of some issues say: any of them may name a person where a row is out of step with the header.
pub(in crate::programme) fn without_values(error: Error, of: impl Fn(Code) -> bool) -> Error {
    match error {
        Error::Input(issues) => {
            let value = |issue: &Issue| if of(issue.code) { None } else { issue.value.clone() };
            Error::Input(
                issues
                    .into_iter()
                    .map(|mut issue| {
                        issue.value = value(&issue);
                        issue
                    })
                    .collect(),
            )
        }
        other => other,
    }
}
