//! Reads the tables of a problem in every form that Python can give them: a file, plain data or an array.

use std::path::Path;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyList, PyMapping, PyString};
use serde_json::{Value, json};
use tercet::format::matrix::Cells;
use tercet::format::{beside, json as problem_json};
use tercet::model::tables::{Matrix, OwnBenefit, PairTable, PastGroup, Tables, Travel, UsableDays};
use tercet::programme::statement::sources::Source;
use tercet::{Error, Issue};

use crate::array::Array;
use crate::background::away;
use crate::convert::as_path;
use crate::errors::raise;
use crate::year::{Year, source};

/// The arguments of a call, not yet read.
#[derive(Clone, Copy, Default)]
pub(crate) struct Beside<'a, 'py> {
    pub(crate) history: Option<&'a Bound<'py, PyAny>>,
    pub(crate) forbidden: Option<&'a Bound<'py, PyAny>>,
    pub(crate) own: Option<&'a Bound<'py, PyAny>>,
    pub(crate) minutes: Option<&'a Bound<'py, PyAny>>,
    pub(crate) usable_days: Option<&'a Bound<'py, PyAny>>,
    pub(crate) ids: Option<&'a Bound<'py, PyAny>>,
    pub(crate) planning_year: Option<i32>,
}

impl Beside<'_, '_> {
    /// Whether nothing is given.
    pub(crate) fn is_empty(self) -> bool {
        let tables = [self.history, self.forbidden, self.own, self.minutes, self.usable_days, self.ids];
        self.planning_year.is_none() && tables.iter().all(Option::is_none)
    }

    /// The tables, and the issues of cells of arrays. A wrong cell counts as missing, so that the problem can report more
    /// issues.
    pub(crate) fn read(self, py: Python<'_>, cohort: &tercet::Cohort) -> PyResult<(Tables, Vec<Issue>)> {
        let order = match self.ids {
            Some(ids) => ids.try_iter()?.map(|id| Ok(id?.str()?.to_string())).collect::<PyResult<_>>()?,
            None => cohort.schools().iter().map(|school| school.id.clone()).collect(),
        };
        let mut reading = Reading { py, ids: order, issues: Vec::new(), arrays: 0 };
        let history = match self.history {
            None => Vec::new(),
            Some(data) => match as_path(data) {
                Some(path) => away(py, move || beside::read_history(path))?,
                None => past_groups(data)?,
            },
        };
        let mut tables = Tables::default();
        tables.history = history;
        let given = [self.history, self.forbidden, self.own, self.minutes, self.usable_days];
        for path in given.into_iter().flatten().filter_map(as_path) {
            let source = away(py, move || Source::read(path))?;
            tables.notes.0.extend(beside::notes(&source.bytes, &source.file));
        }
        tables.year = self.planning_year.or_else(|| self.usable_days.and_then(first_year));
        tables.forbidden =
            reading.table(self.forbidden, |path| beside::read_forbidden(path), forbidden, |pairs| pairs.extract())?;
        tables.own = reading.table(
            self.own,
            |path| beside::read_own(path),
            own,
            |pairs| {
                let entry = |(school, peer, points)| OwnBenefit { school, peer, points };
                Ok(triples(pairs)?.into_iter().map(entry).collect())
            },
        )?;
        tables.minutes = reading.table(
            self.minutes,
            |path| beside::read_minutes(path),
            minutes,
            |pairs| {
                let entry = |(school, peer, minutes)| Travel { school, peer, minutes };
                Ok(triples(pairs)?.into_iter().map(entry).collect())
            },
        )?;
        tables.usable_days = self.usable_days.map_or(Ok(Vec::new()), |days| days_of(cohort, days))?;
        if self.ids.is_some() && reading.arrays == 0 {
            return Err(PyTypeError::new_err("ids names the rows of an array, and no array is given; leave out ids"));
        }
        Ok((tables, reading.issues))
    }
}

/// The year in which the terms begin, of usable days that follow from a year.
fn first_year(days: &Bound<'_, PyAny>) -> Option<i32> {
    let year = days.cast::<Year>().ok()?;
    year.get().year.window().map(|window| i32::from(window.start.year()))
}

struct Reading<'py> {
    py: Python<'py>,
    /// Of the rows and columns of arrays.
    ids: Vec<String>,
    issues: Vec<Issue>,
    arrays: usize,
}

impl<'py> Reading<'py> {
    /// A table over pairs: nothing, a CSV file, an array, or plain Python data.
    fn table<E: Send + 'static, T>(
        &mut self,
        data: Option<&Bound<'py, PyAny>>,
        file: impl FnOnce(&Path) -> Result<Vec<E>, Error> + Send + 'static,
        cells: impl FnOnce(&Cells<'_>, &mut Vec<Issue>) -> Matrix<T>,
        plain: impl FnOnce(&Bound<'py, PyAny>) -> PyResult<Vec<E>>,
    ) -> PyResult<PairTable<E, T>> {
        let Some(data) = data else { return Ok(PairTable::default()) };
        if let Some(path) = as_path(data) {
            return Ok(away(self.py, move || file(&path))?.into());
        }
        let Some(array) = Array::of(data)? else {
            if is_nested(data) {
                let message = "a list of lists is not a table; give an array, or pairs of ids";
                return Err(PyTypeError::new_err(message));
            }
            return Ok(plain(data)?.into());
        };
        self.arrays += 1;
        let at = |row, column| array.at(row, column);
        Ok(cells(&Cells { ids: &self.ids, shape: &array.shape, at: &at }, &mut self.issues).into())
    }
}

/// Whether it is a list of lists, as a matrix is written without NumPy.
fn is_nested(data: &Bound<'_, PyAny>) -> bool {
    let first = data.cast::<PyList>().ok().and_then(|rows| rows.get_item(0).ok());
    first.is_some_and(|row| row.is_instance_of::<PyList>() && row.len().is_ok_and(|len| len > 3))
}

/// The usable days that follow from a year, or as they are stated.
fn days_of(cohort: &tercet::Cohort, days: &Bound<'_, PyAny>) -> PyResult<Vec<UsableDays>> {
    let py = days.py();
    if let Ok(year) = days.cast::<Year>() {
        return year.get().days_of(py, cohort);
    }
    if let Ok(days) = days.cast::<PyMapping>() {
        // A school may have no day here, which rows of a table cannot say.
        let mut entries = Vec::new();
        for item in days.items()?.iter() {
            let (school, dates): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            if dates.is_instance_of::<PyString>() {
                return Err(PyTypeError::new_err(format!("give the days of school {school} as a list of dates")));
            }
            let dates = dates.try_iter()?.map(|date| date_text(&date?)).collect::<PyResult<Vec<String>>>()?;
            entries.push(json!({"school": school.str()?.to_string(), "dates": dates}));
        }
        return problem_json::usable_days(&Value::Array(entries)).map_err(|error| raise(py, error));
    }
    let source = source(days, "usable_days")?;
    let read = source.and_then(|source| beside::parse_usable_days(&source.bytes, &source.file));
    read.map_err(|error| raise(py, error))
}

/// A date of any kind as text; what is no date is left for the reader to refuse.
fn date_text(date: &Bound<'_, PyAny>) -> PyResult<String> {
    match date.cast::<PyDate>() {
        // Of a date with a time, the date.
        Ok(date) => Ok(date.call_method0("isoformat")?.extract::<String>()?.chars().take(10).collect()),
        Err(_) => Ok(date.str()?.to_string()),
    }
}

fn past_groups(history: &Bound<'_, PyAny>) -> PyResult<Vec<PastGroup>> {
    let groups: Vec<(i32, Vec<String>)> = history.extract()?;
    Ok(groups.into_iter().map(|(year, schools)| PastGroup { year, schools }).collect())
}

/// Numbers over pairs of ids: `{(school, peer): number}` or `[(school, peer, number)]`.
fn triples<T>(pairs: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String, T)>>
where
    T: for<'a, 'py> FromPyObject<'a, 'py, Error = PyErr>,
{
    match pairs.cast::<PyMapping>() {
        Ok(mapping) => {
            let items: Vec<((String, String), T)> = mapping.items()?.extract()?;
            Ok(items.into_iter().map(|((school, peer), number)| (school, peer, number)).collect())
        }
        Err(_) => pairs.extract(),
    }
}

// Functions, because methods of a type with a lifetime are not general enough to be handed on.

fn own(cells: &Cells<'_>, issues: &mut Vec<Issue>) -> Matrix<u16> {
    cells.own(issues)
}

fn forbidden(cells: &Cells<'_>, issues: &mut Vec<Issue>) -> Matrix<bool> {
    cells.forbidden(issues)
}

fn minutes(cells: &Cells<'_>, issues: &mut Vec<Issue>) -> Matrix<Option<u32>> {
    cells.minutes(issues)
}
