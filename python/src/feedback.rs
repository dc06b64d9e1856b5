//! Feedback after the visits: the crate's tables, rates and suggestions.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use tercet::Error;
use tercet::programme::feedback::suggest::SuggestOptions;
use tercet::programme::feedback::summary::{By, Figure, Summary, summarise};
use tercet::programme::feedback::{self as returned, tables};
use tercet::programme::statement::sources::Source;
use tercet::report;

use crate::background::away;
use crate::calendar::Calendar;
use crate::convert::{from_serde, from_text, in_bytes, write_files};
use crate::drawing::Drawing;
use crate::errors::{Issue, issues, raise};
use crate::problem::Problem;
use crate::year::source;

/// The feedback after the visits: rates with 95% intervals (Wilson 1927), leaders and suggestions. Made by `feedback`.
///
/// You can pass the figures on: a count under five is hidden, and so is every count that would reveal one. Leaders and
/// suggestions name schools, so they are for those who run the programme. No key of a person is kept.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> plan = tercet.solve(tercet.example_cohort())
/// >>> calendar = tercet.schedule(plan, tercet.example_year())
/// >>> came = [
/// ...     {"visit": visit["host"], "school": school, "role": role, "person": f"{school}-{role}"}
/// ...     for visit in calendar.visits
/// ...     for school in [visit["host"], *visit["visitors"]]
/// ...     for role in ("head", "second")
/// ... ]
/// >>> feedback = tercet.feedback(calendar, attendance=came)
/// >>> feedback.rate("attendance")["share"]
/// 1.0
/// >>> {row["leaders"] for row in feedback.leaders}
/// {'same'}
#[pyclass(frozen, module = "tercet")]
pub(crate) struct Feedback {
    summary: Summary,
    problem: Arc<tercet::Problem>,
}

#[pymethods]
impl Feedback {
    /// The rates, one dictionary each: ``measure`` (``attendance``, ``response``, ``uses`` or ``passes_on``), ``by``
    /// (``overall``, ``group``, ``phase`` or ``area``), ``value`` (which of these), and ``count``, ``of``, ``share``,
    /// ``low`` and ``high``. These five are None if they are hidden.
    #[getter]
    fn figures<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        rows(py, &self.summary.figures)
    }

    /// The same rates with nothing hidden, and by school also, for those who run the programme. Do not pass them on.
    #[getter]
    fn unhidden<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        rows(py, &self.summary.unhidden)
    }

    /// For each school whose leaders were recorded, whether the same two came to every visit: ``group``, ``school``,
    /// ``leaders`` (``same``, ``changed``, ``missed`` or ``unknown``), ``visits``, and ``missed`` and ``changed``, which
    /// list visits by the ids of their hosts.
    #[getter]
    fn leaders<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.summary.leaders)?.cast_into()?)
    }

    /// Changes to the strengths of the next year that the visits suggest, for somebody to decide on: ``school``, ``area``,
    /// ``change`` (``declare``, ``raise`` or ``review``), ``from`` and ``to`` in percent, and ``reason``. Nothing is
    /// changed automatically.
    #[getter]
    fn suggestions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.summary.suggestions)?.cast_into()?)
    }

    /// The warnings of the tables, which do not stop the work.
    #[getter]
    fn warnings(&self) -> Vec<Issue> {
        issues(&self.summary.warnings)
    }

    /// One rate.
    ///
    /// Parameters
    /// ----------
    /// measure : {"attendance", "response", "uses", "passes_on"}
    ///     The kind of rate.
    /// by : {"overall", "group", "phase", "area"}, default "overall"
    ///     The breakdown of the rate.
    /// value : str, default ""
    ///     The group, phase or area.
    ///
    /// Returns
    /// -------
    /// dict or None
    ///     ``count``, ``of``, ``share``, ``low`` and ``high``; None if there is no such rate, or if it is hidden.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> tercet.feedback(calendar).rate("uses") is None
    /// True
    #[pyo3(signature = (measure, by = "overall", value = ""))]
    fn rate<'py>(&self, py: Python<'py>, measure: &str, by: &str, value: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let is_it =
            |figure: &&Figure| figure.measure.as_str() == measure && figure.by.as_str() == by && figure.value == value;
        let rate = self.summary.figures.iter().find(is_it).and_then(|figure| figure.rate);
        rate.map(|rate| from_serde(py, &rate)).transpose()
    }

    /// The figures as a data frame, with a row for each rate.
    ///
    /// Parameters
    /// ----------
    /// backend : {"pandas", "polars", "pyarrow"}, optional
    ///     The kind of frame. The default is a package that is already imported, or else one that is installed.
    ///
    /// Returns
    /// -------
    /// data frame
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     If no such package is installed.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> list(tercet.feedback(calendar, survey=[{
    /// ...     "visit": calendar.visits[0]["host"], "school": calendar.visits[0]["visitors"][0], "role": "head",
    /// ...     "uses": "yes", "passes_on": "no",
    /// ... }]).to_frame("pandas").columns)[:4]
    /// ['measure', 'by', 'value', 'count']
    #[pyo3(signature = (backend = None))]
    fn to_frame<'py>(&self, py: Python<'py>, backend: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        py.import("tercet.frames")?.call_method1("to_frame", (self.figures(py)?, backend))
    }

    /// The figures as CSV text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> tercet.feedback(calendar).to_csv().splitlines()[0]
    /// 'measure,by,value,count,of,share,low,high'
    fn to_csv(&self) -> String {
        report::feedback::figures_csv(&self.summary)
    }

    /// The feedback as plain text.
    ///
    /// It has the rates, the schools that did not send the same two leaders each time, and the suggestions.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> tercet.feedback(calendar).to_text().splitlines()[0]
    /// 'Evaluation: what participants told us'
    fn to_text(&self) -> String {
        report::feedback::render_text(&self.problem, &self.summary)
    }

    /// All of it as Markdown, for those who run the programme.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> tercet.feedback(calendar).to_markdown().startswith("# ")
    /// True
    fn to_markdown(&self) -> String {
        report::feedback::render(&self.problem, &self.summary)
    }

    /// All of it as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json, tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> json.loads(tercet.feedback(calendar).to_json())["format"]
    /// 'tercet-feedback/1'
    fn to_json(&self) -> String {
        self.summary.to_json()
    }

    /// Draw the rates. Each rate is a bar, with its interval as a line.
    ///
    /// Parameters
    /// ----------
    /// by : {"overall", "group", "phase", "area"}, default "overall"
    ///     Which rates.
    ///
    /// Returns
    /// -------
    /// Drawing
    ///     The chart. A hidden rate has no bar, and the picture says so.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     If there is no such kind of rate.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> tercet.feedback(calendar).chart().title
    /// 'Rates of the feedback with their 95% intervals'
    #[pyo3(signature = (by = "overall"))]
    fn chart(&self, by: &str) -> PyResult<Drawing> {
        let kinds = [By::Overall, By::Group, By::Phase, By::Area];
        let Some(kind) = kinds.into_iter().find(|kind| kind.as_str() == by) else {
            let known = kinds.map(By::as_str).join(", ");
            return Err(PyValueError::new_err(format!("there are no rates by '{by}'; give one of {known}")));
        };
        Ok(Drawing(report::rates::chart(&self.summary.figures, kind)))
    }

    /// Write all of it into a folder, all files or none.
    ///
    /// Parameters
    /// ----------
    /// folder : str or os.PathLike
    ///     Made if it is not there. Gets ``feedback.md``, ``feedback.json``, ``figures.csv``,
    ///     ``figures-unhidden.csv``, ``leaders.csv`` and ``suggestions.csv``. All but ``figures.csv`` name schools.
    ///
    /// Raises
    /// ------
    /// OSError
    ///     If a file cannot be written.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> tercet.feedback(calendar).export("feedback")
    fn export(&self, py: Python<'_>, folder: PathBuf) -> PyResult<()> {
        write_files(py, folder, || in_bytes(report::files::feedback(&self.problem, &self.summary)))
    }

    #[staticmethod]
    fn _restored(text: &str, problem: &Problem) -> PyResult<Self> {
        Ok(Self { summary: from_text(text)?, problem: Arc::clone(&problem.0) })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, Problem))> {
        let Self { summary, problem } = slf.get();
        Ok((slf.get_type().getattr("_restored")?, (summary.to_json(), Problem(Arc::clone(problem)))))
    }

    fn __repr__(&self) -> String {
        let Summary { figures, suggestions, .. } = &self.summary;
        format!("<Feedback: {} rates, {} suggestions>", figures.len(), suggestions.len())
    }

    /// The table and the chart that a notebook shows.
    fn _repr_html_(&self) -> String {
        report::notebook::feedback(&self.summary)
    }
}

/// Sum up the attendance and the survey of the visits of a calendar.
///
/// Parameters
/// ----------
/// calendar : Calendar
///     The visits. The id of its host identifies a visit, because each school hosts once.
/// attendance : table, optional
///     Who came: ``visit``, ``school``, ``role`` (``head`` or ``second``) and ``person``. ``person`` is a key such as a
///     number, which must not reveal who the person is. It shows whether the same two people came to every visit, and is
///     not kept.
/// survey : table, optional
///     The answers: ``visit``, ``school``, ``role``, ``uses`` and ``passes_on`` (``yes``, ``no`` or blank), and
///     ``uses_areas`` and ``passes_on_areas`` (areas with ``;`` between them). Tables are CSV files, data frames of any kind
///     or sequences of mappings.
/// strong : int, default 60
///     The level in percent, 1 to 100, from which a strength counts as leading practice. Suggestions also use this level.
/// schools : int, default 2
///     The number of visiting schools that must report the same before a change is suggested.
///
/// Returns
/// -------
/// Feedback
///
/// Raises
/// ------
/// InputError
///     With every issue of both tables.
/// OSError
///     If a file cannot be read.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
/// >>> answers = [
/// ...     {"visit": visit["host"], "school": school, "role": "head", "uses": "yes", "passes_on": "yes"}
/// ...     for visit in calendar.visits
/// ...     for school in visit["visitors"]
/// ... ]
/// >>> feedback = tercet.feedback(calendar, survey=answers)
/// >>> feedback.rate("uses")["share"]
/// 1.0
#[pyfunction]
#[pyo3(name = "feedback", signature = (calendar, *, attendance = None, survey = None, strong = 60, schools = 2))]
pub(crate) fn summed_up(
    calendar: &Bound<'_, Calendar>,
    attendance: Option<&Bound<'_, PyAny>>,
    survey: Option<&Bound<'_, PyAny>>,
    strong: i64,
    schools: i64,
) -> PyResult<Feedback> {
    let py = calendar.py();
    let mut options = SuggestOptions::default();
    if let (Ok(level @ 1..=100), Ok(least @ 1..)) = (u8::try_from(strong), usize::try_from(schools)) {
        (options.strong, options.schools) = (level, least);
    } else {
        let message = format!("strong is {strong} and schools is {schools}; give 1 to 100, and 1 or more");
        return Err(raise(py, Error::Options(message)));
    }
    let attendance = attendance.map(|table| source(table, "attendance")).transpose()?;
    let survey = survey.map(|table| source(table, "survey")).transpose()?;
    let (problem, calendar) = (Arc::clone(&calendar.get().problem), calendar.get().calendar.clone());
    let shared = Arc::clone(&problem);
    let summary = away(py, move || {
        let mut errors = Vec::new();
        let attendance = read(attendance, tables::parse_attendance, &mut errors);
        let survey = read(survey, tables::parse_survey, &mut errors);
        match Error::join(errors) {
            Some(error) => Err(error),
            None => summarise(&shared, &calendar, &returned::Feedback::new(attendance, survey), &options),
        }
    })?;
    Ok(Feedback { summary, problem })
}

/// The rows of a table, or its error beside those of the others.
fn read<Row>(
    table: Option<Result<Source, Error>>,
    parse: fn(&[u8], &str) -> Result<Vec<Row>, Error>,
    errors: &mut Vec<Error>,
) -> Vec<Row> {
    let rows = table.map(|table| table.and_then(|table| parse(&table.bytes, &table.file)));
    rows.unwrap_or_else(|| Ok(Vec::new())).unwrap_or_else(|error| {
        errors.push(error);
        Vec::new()
    })
}

/// A dictionary for each rate.
fn rows<'py>(py: Python<'py>, figures: &[Figure]) -> PyResult<Bound<'py, PyList>> {
    let rows = PyList::empty(py);
    for figure in figures {
        let row = PyDict::new(py);
        row.set_item("measure", figure.measure.as_str())?;
        row.set_item("by", figure.by.as_str())?;
        row.set_item("value", &figure.value)?;
        row.set_item("count", figure.rate.map(|rate| rate.count))?;
        row.set_item("of", figure.rate.map(|rate| rate.of))?;
        row.set_item("share", figure.rate.map(|rate| rate.share))?;
        row.set_item("low", figure.rate.map(|rate| rate.low))?;
        row.set_item("high", figure.rate.map(|rate| rate.high))?;
        rows.append(row)?;
    }
    Ok(rows)
}
