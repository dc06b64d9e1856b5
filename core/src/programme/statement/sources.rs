//! All tables of a year in, the year out, with every issue of every table at once.

use std::path::Path;

use crate::error::Error;
use crate::model::format::beside::reading_notes;
use crate::model::format::dialect::Known;
use crate::model::format::text;
use crate::programme::statement::rules::CalendarRules;
use crate::programme::statement::tables;
use crate::programme::statement::year::Year;

/// The columns of any table of a year.
const COLUMNS: [&str; 21] = [
    "term",
    "start",
    "end",
    "authority",
    "school",
    "event",
    "date",
    "facilitator",
    "name",
    "easting",
    "northing",
    "region",
    "trust",
    "weekdays",
    "visits_a_term",
    "host",
    "phase",
    "weight",
    "starts",
    "ends",
    "venue",
];

/// A table that has not been read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name, for messages.
    pub file: String,
    /// The CSV text.
    pub bytes: Vec<u8>,
}

impl Source {
    /// Takes a file into memory.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be read; [`Error::Input`] if it is no table at all.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        Ok(Self { file: text::name(path), bytes: text::read_lines(path)? })
    }
}

/// The tables of a year, as [`tables`] describes them; only terms are needed.
///
/// ```
/// use tercet::programme::statement::{rules::CalendarRules, sources::{Source, Sources}};
/// let mut sources = Sources::default();
/// let table = |file: &str, text: &str| Some(Source { file: file.to_owned(), bytes: text.as_bytes().to_vec() });
/// sources.terms = table("terms.csv", "term,start,end\nAutumn,2026-09-01,December\n");
/// sources.holidays = table("holidays.csv", "day\n2026-12-25\n");
/// let error = sources.year(CalendarRules::default()).unwrap_err();
/// let files: Vec<_> = error.issues().iter().filter_map(|issue| issue.file.as_deref()).collect();
/// assert_eq!(files, ["terms.csv", "holidays.csv"]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sources {
    /// For [`tables::parse_terms`].
    pub terms: Option<Source>,
    /// For [`tables::parse_unavailable`].
    pub unavailable: Option<Source>,
    /// For [`tables::parse_avoid`].
    pub avoid: Option<Source>,
    /// For [`tables::parse_events`].
    pub events: Option<Source>,
    /// For [`tables::parse_holidays`].
    pub holidays: Option<Source>,
    /// For [`tables::parse_facilitators`].
    pub facilitators: Option<Source>,
    /// For [`tables::parse_available`].
    pub available: Option<Source>,
    /// For [`tables::parse_fixed`].
    pub fixed: Option<Source>,
    /// For [`tables::parse_preferred`].
    pub preferred: Option<Source>,
}

impl Sources {
    /// The year that the tables state.
    ///
    /// # Errors
    /// [`Error::Input`] with every issue of every table.
    pub fn year(&self, rules: CalendarRules) -> Result<Year, Error> {
        let mut errors = Vec::new();
        let mut year = Year { rules, ..Year::default() };
        year.terms = taken(self.terms.as_ref(), tables::parse_terms, &mut errors).unwrap_or_default();
        year.unavailable = taken(self.unavailable.as_ref(), tables::parse_unavailable, &mut errors).unwrap_or_default();
        year.avoid = taken(self.avoid.as_ref(), tables::parse_avoid, &mut errors).unwrap_or_default();
        year.events = taken(self.events.as_ref(), tables::parse_events, &mut errors).unwrap_or_default();
        year.holidays = taken(self.holidays.as_ref(), tables::parse_holidays, &mut errors);
        let found = errors.len();
        year.facilitators =
            taken(self.facilitators.as_ref(), tables::parse_facilitators, &mut errors).unwrap_or_default();
        // Without the list, every name in the other table would be unknown.
        if errors.len() == found {
            let facilitators = &mut year.facilitators;
            taken(
                self.available.as_ref(),
                |bytes, file| tables::parse_available(bytes, file, facilitators),
                &mut errors,
            );
        }
        year.fixed = taken(self.fixed.as_ref(), tables::parse_fixed, &mut errors).unwrap_or_default();
        year.preferred = taken(self.preferred.as_ref(), tables::parse_preferred, &mut errors).unwrap_or_default();
        let given = [
            &self.terms,
            &self.unavailable,
            &self.avoid,
            &self.events,
            &self.holidays,
            &self.facilitators,
            &self.available,
            &self.fixed,
            &self.preferred,
        ];
        let notes = given.into_iter().flatten().flat_map(|source| {
            reading_notes(&source.bytes, &source.file, &Known::of(&COLUMNS), &["date", "start", "end"])
        });
        year.notes = notes.collect();
        year.notes.extend(year.outside());
        Error::join(errors).map_or(Ok(year), Err)
    }
}

fn taken<T>(
    source: Option<&Source>,
    parse: impl FnOnce(&[u8], &str) -> Result<T, Error>,
    errors: &mut Vec<Error>,
) -> Option<T> {
    let source = source?;
    match parse(&source.bytes, &source.file) {
        Ok(read) => Some(read),
        Err(error) => {
            errors.push(error);
            None
        }
    }
}
