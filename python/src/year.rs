//! The year of visits as the user states it: tables from files or frames, and the rules of a calendar.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDate, PyDict};
use serde_json::{Map, Value};
use tercet::Error;
use tercet::model::tables::UsableDays;
use tercet::programme::schedule::usable_days::{enough_days, usable_days};
use tercet::programme::statement::dates::Date;
use tercet::programme::statement::rules::CalendarRules;
use tercet::programme::statement::rules_file;
use tercet::programme::statement::sources::{Source, Sources};
use tercet::programme::statement::year;

use crate::background::away;
use crate::cohort::Cohort;
use crate::convert::{as_path, from_json, from_text, to_json, to_text};
use crate::errors::{Issue, issues, raise};

/// The year of a programme: terms, days off, facilitators, fixed visits, and the rules of its calendar.
///
/// Each table is a CSV file, a data frame of any kind (pandas, Polars, pyarrow and others), a sequence of mappings, or the bytes
/// of a CSV file. Dates are dates of Python or text as yyyy-mm-dd. A blank ``end`` means a single day. The issues of all
/// tables are reported at once. The first row of a frame is row 2, as it would be in a file.
///
/// Parameters
/// ----------
/// terms : table
///     ``term``, ``start``, ``end``; also ``authority`` or ``school`` if a term is not for all schools.
/// unavailable : table, optional
///     Days on which schools can neither host nor travel: ``start``, ``end``, and ``school``, ``authority`` or ``phase``.
///     A row in which all three are blank is for all schools. If the table has ``school`` but neither ``authority``
///     nor ``phase``, a blank school is an issue.
/// avoid : table, optional
///     Days that schools would rather have without a visit, such as weeks of tests: the columns of ``unavailable``, and ``weight``
///     from 1 to 100 percent (100 if blank).
/// events : table, optional
///     Days of the whole cohort: ``event``, ``start``, ``end``, and if known ``starts`` and ``ends`` (times) and ``venue``. No visit
///     falls on one.
/// holidays : table, optional
///     ``date``; by default the bank holidays of England and Wales from 2024 to 2028.
/// facilitators : table, optional
///     ``facilitator`` and, if known, ``name``, ``easting``, ``northing``, ``region``, ``trust``, ``authority``,
///     ``weekdays`` (such as ``mon tue``) and ``visits_a_term``. Without it, visits have no facilitator.
/// available : table, optional
///     The only days on which some facilitators can come: ``facilitator``, ``start``, ``end``.
/// fixed : table, optional
///     Visits that are already agreed: ``school``, ``date``, ``facilitator``.
/// preferred : table, optional
///     Days that hosts prefer: ``school``, and ``start`` and ``end``, ``weekdays`` (such as ``tue thu``), or both.
/// rules : str or os.PathLike, optional
///     A TOML file with the keys that follow. A keyword argument replaces the same key in the file.
/// gap_days : int, default 21
///     The fewest days from one visit of a group to its next.
/// weekdays : str or sequence of str, default "mon tue wed thu fri"
///     The days of the week on which visits are allowed.
/// visits_a_day : int, optional
///     The most visits of all groups on a day.
/// visits_a_week : int, optional
///     The most visits of all groups in a week from Monday.
/// max_km : int, optional
///     The longest distance in km from the home of a facilitator to the host.
/// zero_at_km : int, default 250
///     The distance at which a facilitator's travel is worth nothing.
/// facilitator : {"any", "same"}, default "any"
///     Whether all visits of a group must have the same facilitator.
/// weights : mapping of str to float, optional
///     The weights of the value, by default ``{"spread": 4, "edges": 4, "months": 3, "weeks": 1, "days": 1, "avoid": 4,
///     "travel": 3, "continuity": 2, "workload": 1, "preferred": 1}``. Only their ratios count. Some weights need
///     facilitators, days to avoid or preferred days. Such a weight counts for nothing if the year has none.
///
/// files : mapping, optional
///     What calendar files say of every visit: ``starts`` and ``ends`` (times such as ``"09:30"``, in the time of London; without
///     them visits are whole days), ``reminder_days``, ``organiser`` and ``organiser_email``.
///
/// Raises
/// ------
/// InputError
///     With every issue of every table and rule.
/// OSError
///     If a file cannot be read.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> terms = [{"term": "Autumn", "start": "2026-09-01", "end": "2026-12-18"}]
/// >>> tercet.Year(terms, facilitators=[{"facilitator": "F1", "visits_a_term": 4}], gap_days=14)
/// <Year from 2026-09-01 to 2026-12-18: 1 term, 1 facilitator>
#[pyclass(frozen, eq, module = "tercet")]
pub(crate) struct Year {
    pub(crate) year: Arc<year::Year>,
    sources: Sources,
}

impl Year {
    /// Of which nothing is stated.
    pub(crate) fn blank() -> Self {
        Self { year: Arc::default(), sources: Sources::default() }
    }
}

/// The rules that a call may state.
const RULES: [&str; 9] = [
    "gap_days",
    "weekdays",
    "visits_a_day",
    "visits_a_week",
    "max_km",
    "zero_at_km",
    "facilitator",
    "weights",
    "files",
];

impl PartialEq for Year {
    // What is stated and where; not how the tables were written.
    fn eq(&self, other: &Self) -> bool {
        self.year == other.year
    }
}

#[pymethods]
impl Year {
    #[new]
    #[pyo3(
        signature = (terms, *, unavailable = None, avoid = None, events = None, holidays = None, facilitators = None, available = None,
            fixed = None, preferred = None, rules = None, **stated),
        text_signature = "(terms, *, unavailable=None, avoid=None, events=None, holidays=None, facilitators=None, available=None, fixed=None, preferred=None, rules=None, gap_days=None, weekdays=None, visits_a_day=None, visits_a_week=None, max_km=None, zero_at_km=None, facilitator=None, weights=None, files=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments, as Python's users expect them")]
    fn new(
        terms: &Bound<'_, PyAny>,
        unavailable: Option<&Bound<'_, PyAny>>,
        avoid: Option<&Bound<'_, PyAny>>,
        events: Option<&Bound<'_, PyAny>>,
        holidays: Option<&Bound<'_, PyAny>>,
        facilitators: Option<&Bound<'_, PyAny>>,
        available: Option<&Bound<'_, PyAny>>,
        fixed: Option<&Bound<'_, PyAny>>,
        preferred: Option<&Bound<'_, PyAny>>,
        rules: Option<PathBuf>,
        stated: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let py = terms.py();
        let stated = plain_rules(stated)?;
        let mut sources = Sources::default();
        let mut errors = Vec::new();
        for (place, table, name) in [
            (&mut sources.terms, Some(terms), "terms"),
            (&mut sources.unavailable, unavailable, "unavailable"),
            (&mut sources.avoid, avoid, "avoid"),
            (&mut sources.events, events, "events"),
            (&mut sources.holidays, holidays, "holidays"),
            (&mut sources.facilitators, facilitators, "facilitators"),
            (&mut sources.available, available, "available"),
            (&mut sources.fixed, fixed, "fixed"),
            (&mut sources.preferred, preferred, "preferred"),
        ] {
            match table.map(|table| source(table, name)).transpose()?.transpose() {
                Ok(table) => *place = table,
                Err(error) => errors.push(error),
            }
        }
        let file = rules.map_or(Ok(CalendarRules::default()), rules_file::read_rules);
        let file = file.map_err(|error| errors.push(error)).unwrap_or_default();
        Self::build(py, sources, (stated, file), errors)
    }

    /// The first day of any term; None if there is no term.
    #[getter]
    fn start<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        date(py, self.year.window().map(|window| window.start))
    }

    /// The last day of any term; None if there is no term.
    #[getter]
    fn end<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        date(py, self.year.window().map(|window| window.end))
    }

    /// The warnings of the reader: how tables were read, and days that are outside of the terms. They do not stop the work.
    #[getter]
    fn warnings(&self) -> Vec<Issue> {
        issues(&self.year.notes)
    }

    /// The names of the terms, each once, in the order of the table.
    #[getter]
    fn terms(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for term in &self.year.terms {
            if !names.contains(&term.name.as_str()) {
                names.push(&term.name);
            }
        }
        names
    }

    /// The ids of the facilitators, in the order of the table.
    #[getter]
    fn facilitators(&self) -> Vec<&str> {
        self.year.facilitators.iter().map(|who| who.id.as_str()).collect()
    }

    /// All rules by keyword, each with the value that you stated or its default.
    #[getter]
    fn rules<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        Ok(from_json(py, &rules_file::to_json_value(&self.year.rules))?.cast_into()?)
    }

    /// The days on which each school can host or attend a visit, as the rule ``common_days`` counts them.
    ///
    /// Parameters
    /// ----------
    /// cohort : Cohort
    ///     The schools.
    ///
    /// Returns
    /// -------
    /// dict of str to list of date
    ///     For each id, the days on which the school is available. Such a day is in a term of the school, after the first
    ///     week of its year, and on a weekday that the rules allow. It is neither a bank holiday nor an event of the
    ///     cohort.
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue of the terms, dates and names.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> year = tercet.Year([{"term": "Autumn", "start": "2026-09-01", "end": "2026-12-18"}])
    /// >>> days = year.usable_days(tercet.example_cohort())
    /// >>> len(days["01"]), days["01"][0].isoformat()
    /// (74, '2026-09-08')
    fn usable_days<'py>(&self, py: Python<'py>, cohort: &Cohort) -> PyResult<Bound<'py, PyDict>> {
        let days = PyDict::new(py);
        for entry in self.days_of(py, &cohort.0)? {
            let dates = entry.dates.iter().map(|&day| date(py, Some(day))).collect::<PyResult<Vec<_>>>()?;
            days.set_item(entry.school, dates)?;
        }
        Ok(days)
    }

    /// The number of common days that is always enough for the visits of a group, whenever in the year those days are.
    ///
    /// Each visit but the last can block up to `gap_days` days for the next one. The number is the sum of the allowed days
    /// among them, and one more for the last visit. Facilitators are not counted.
    ///
    /// Parameters
    /// ----------
    /// size : int
    ///     How many schools the group has.
    ///
    /// Returns
    /// -------
    /// int
    ///     For ``common_days``.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> year = tercet.Year([{"term": "Autumn", "start": "2026-09-01", "end": "2026-12-18"}])
    /// >>> year.enough_days(3), year.enough_days(4)
    /// (31, 46)
    fn enough_days(&self, size: usize) -> usize {
        enough_days(&self.year.rules, size)
    }

    #[staticmethod]
    fn _restored(py: Python<'_>, tables: Vec<(String, String, Vec<u8>)>, rules: &str) -> PyResult<Self> {
        let mut sources = Sources::default();
        for (name, file, bytes) in tables {
            if let Some((place, _)) = places(&mut sources).into_iter().find(|(_, known)| *known == name) {
                *place = Some(Source { file, bytes });
            }
        }
        Self::build(py, sources, (from_text(rules)?, CalendarRules::default()), Vec::new())
    }

    #[expect(clippy::type_complexity, reason = "what pickle wants: a callable and its arguments")]
    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Bound<'py, PyAny>, (Vec<(&'static str, String, Bound<'py, PyBytes>)>, String))> {
        let mut sources = slf.get().sources.clone();
        let tables = places(&mut sources).into_iter().filter_map(|(source, name)| {
            let source = source.take()?;
            Some((name, source.file, PyBytes::new(slf.py(), &source.bytes)))
        });
        Ok((
            slf.get_type().getattr("_restored")?,
            (tables.collect(), to_text(&rules_file::to_json_value(&slf.get().year.rules))?),
        ))
    }

    fn __repr__(&self) -> String {
        let counted = |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
        let terms = &self.year.terms;
        let span =
            (terms.iter().map(|term| term.period.start).min()).zip(terms.iter().map(|term| term.period.end).max());
        let span = span.map_or("without days".to_owned(), |(start, end)| format!("from {start} to {end}"));
        let (terms, who) = (self.terms().len(), self.year.facilitators.len());
        format!("<Year {span}: {}, {}>", counted(terms, "term"), counted(who, "facilitator"))
    }
}

impl Year {
    /// The usable days of each school of a cohort.
    pub(crate) fn days_of(&self, py: Python<'_>, cohort: &tercet::Cohort) -> PyResult<Vec<UsableDays>> {
        let (year, cohort) = (Arc::clone(&self.year), cohort.clone());
        away(py, move || usable_days(&cohort, &year))
    }

    /// The year of these tables and rules, or every issue of them and of what was found before. The arguments of a call
    /// override the file.
    fn build(
        py: Python<'_>,
        sources: Sources,
        (stated, file): (Value, CalendarRules),
        mut errors: Vec<Error>,
    ) -> PyResult<Self> {
        let (year, sources) = away(py, move || {
            let rules = rules_file::from_json_value(&stated, file);
            let rules = rules.map_err(|error| errors.push(error)).unwrap_or_default();
            let year = sources.year(rules).map_err(|error| errors.push(error)).unwrap_or_default();
            Error::join(errors).map_or(Ok((year, sources)), Err)
        })?;
        Ok(Self { year: Arc::new(year), sources })
    }
}

/// The tables by name.
fn places(sources: &mut Sources) -> [(&mut Option<Source>, &'static str); 9] {
    [
        (&mut sources.terms, "terms"),
        (&mut sources.unavailable, "unavailable"),
        (&mut sources.avoid, "avoid"),
        (&mut sources.events, "events"),
        (&mut sources.holidays, "holidays"),
        (&mut sources.facilitators, "facilitators"),
        (&mut sources.available, "available"),
        (&mut sources.fixed, "fixed"),
        (&mut sources.preferred, "preferred"),
    ]
}

/// A table as it was given: a file, or anything that `tercet.frames` makes CSV text of.
pub(crate) fn source(table: &Bound<'_, PyAny>, name: &str) -> PyResult<Result<Source, Error>> {
    // Bytes first: they would pass for a path, too.
    if let Ok(bytes) = table.cast::<PyBytes>() {
        return Ok(Ok(Source { file: name.to_owned(), bytes: bytes.as_bytes().to_vec() }));
    }
    if let Some(path) = as_path(table) {
        return Ok(table.py().detach(move || Source::read(path)));
    }
    let text: String = table.py().import("tercet.frames")?.call_method1("to_csv_text", (table,))?.extract()?;
    // Rows that are none have no keys either, so they cannot say what they would be.
    let text = if text.trim().is_empty() { header(name).to_owned() } else { text };
    Ok(Ok(Source { file: name.to_owned(), bytes: text.into_bytes() }))
}

/// The columns that a table must have.
fn header(name: &str) -> &'static str {
    match name {
        "unavailable" | "avoid" => "school,start",
        "preferred" => "school",
        "events" => "event,start",
        "holidays" => "date",
        "facilitators" => "facilitator",
        "available" => "facilitator,start",
        "fixed" | "usable_days" => "school,date",
        "visits" => "date,host",
        "contacts" => "school",
        "attendance" => "visit,school,role",
        "survey" => "visit,school,role,uses,passes_on",
        _ => "",
    }
}

/// The rules that are not None, as plain data.
fn plain_rules(stated: Option<&Bound<'_, PyDict>>) -> PyResult<Value> {
    let mut rules = Map::new();
    for (name, value) in stated.into_iter().flat_map(PyDictMethods::iter) {
        let name: String = name.extract()?;
        if !RULES.contains(&name.as_str()) {
            return Err(PyTypeError::new_err(format!("Year() got an unexpected keyword argument '{name}'")));
        }
        if !value.is_none() {
            rules.insert(name, to_json(&value)?);
        }
    }
    Ok(Value::Object(rules))
}

/// A date of the crate as Python's.
pub(crate) fn date(py: Python<'_>, date: Option<Date>) -> PyResult<Option<Bound<'_, PyDate>>> {
    let number = |part: i8| u8::try_from(part).unwrap_or_default();
    date.map(|date| PyDate::new(py, i32::from(date.year()), number(date.month()), number(date.day()))).transpose()
}

/// A date of Python's as the crate's.
pub(crate) fn as_date(date: &Bound<'_, PyDate>) -> PyResult<Date> {
    let text: String = date.call_method0("isoformat")?.extract()?;
    let plain = text.get(..10).and_then(tercet::programme::statement::dates::parse);
    plain.ok_or_else(|| {
        raise(
            date.py(),
            Error::Options(format!("{text} is outside the years of a programme; give a date from 1900 to 2200")),
        )
    })
}
