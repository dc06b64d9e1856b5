//! The plan: its groups with value, bound, gap and status, and its renderings. The crate decides all of it.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use tercet::model::format::write;
use tercet::report;

use crate::convert::{from_serde, in_bytes, name, write_files};
use crate::drawing::Drawing;
use crate::errors::raise;
use crate::problem::Problem;
use crate::rows::rows;

/// The groups of a cohort, with their value and a bound on it. Made by `solve`.
///
/// Value and bound are whole points: a school has 10,000 if all its needs are met at the top of the scale.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> plan = tercet.solve(tercet.example_cohort(), tercet.Rules(sizes=[3]), strategy="local_search")
/// >>> len(plan.groups), plan.unmatched
/// (4, [])
/// >>> plan.value <= plan.bound
/// True
#[pyclass(frozen, module = "tercet")]
pub(crate) struct Plan {
    pub(crate) plan: tercet::Plan,
    pub(crate) problem: Arc<tercet::Problem>,
    /// The plan as far as it holds for the problem, where it was made for another.
    pub(crate) under: Option<tercet::Plan>,
}

impl Plan {
    /// A plan that was stated, perhaps for another problem.
    fn stated(plan: tercet::Plan, problem: &Arc<tercet::Problem>) -> Self {
        let under = match plan.under(problem) {
            Cow::Borrowed(_) => None,
            Cow::Owned(under) => Some(under),
        };
        Self { plan, problem: Arc::clone(problem), under }
    }

    /// The plan as far as it holds for the problem.
    fn here(&self) -> &tercet::Plan {
        self.under.as_ref().unwrap_or(&self.plan)
    }
}

#[pymethods]
impl Plan {
    /// Make a plan from JSON text.
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     The result of `to_json`.
    /// problem : Problem
    ///     The problem of the plan.
    ///
    /// Returns
    /// -------
    /// Plan
    ///     The plan as the text states it; `misfits` says what does not fit if it was made for another problem. `check` tells
    ///     whether it is right.
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue found.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> plan = tercet.solve(tercet.example_cohort())
    /// >>> tercet.Plan.from_json(plan.to_json(), plan.problem).groups == plan.groups
    /// True
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str, problem: &Problem) -> PyResult<Self> {
        let plan = tercet::Plan::from_json(text, "plan".as_ref()).map_err(|error| raise(py, error))?;
        Ok(Self::stated(plan, &problem.0))
    }

    /// Load a plan that `save` wrote.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     A file such as ``plan.json``.
    /// problem : Problem
    ///     The problem of the plan.
    ///
    /// Returns
    /// -------
    /// Plan
    ///     The plan as the file states it; `misfits` says what does not fit if it was made for another problem. `check` tells
    ///     whether it is right.
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue found.
    /// OSError
    ///     If the file cannot be read.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> plan = tercet.solve(tercet.example_cohort())
    /// >>> plan.save("plan.json")
    /// >>> tercet.Plan.load("plan.json", plan.problem).value == plan.value
    /// True
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf, problem: &Problem) -> PyResult<Self> {
        let plan = py.detach(move || tercet::Plan::read(path)).map_err(|error| raise(py, error))?;
        Ok(Self::stated(plan, &problem.0))
    }

    /// The problem it is a plan for.
    #[getter]
    fn problem(&self) -> Problem {
        Problem(Arc::clone(&self.problem))
    }

    /// The ids of each group's schools, in canonical order; empty if no plan was found.
    #[getter]
    fn groups(&self) -> Vec<Vec<String>> {
        self.plan.groups.clone()
    }

    /// The ids of the schools left out.
    #[getter]
    fn unmatched(&self) -> Vec<String> {
        self.plan.unmatched.clone()
    }

    /// The value in points; None if no plan was found.
    #[getter]
    fn value(&self) -> Option<i64> {
        self.here().value
    }

    /// No plan has a larger value than this many points.
    #[getter]
    fn bound(&self) -> Option<i64> {
        self.here().bound
    }

    /// (bound - value) / value: 0.0008 means that no plan can beat this by more than 0.08%.
    #[getter]
    fn gap(&self) -> Option<f64> {
        self.here().gap
    }

    /// What does not fit, in sentences, where the plan was made for another problem; empty otherwise. Nothing is then proved of it:
    /// it has the value that its groups have here, no bound, and the status feasible or unknown.
    #[getter]
    fn misfits(&self) -> Vec<String> {
        self.plan.misfits(&self.problem)
    }

    /// A sentence that says how good the plan is known to be, and on what basis.
    #[getter]
    fn verdict(&self) -> String {
        report::verdict_for(&self.problem, &self.plan)
    }

    /// The proved status: ``"optimal"``, ``"feasible"``, ``"infeasible"`` or ``"unknown"``.
    #[getter]
    fn status(&self) -> String {
        name(&self.here().status)
    }

    /// The basis of the proof: ``"certificate"``, ``"solver"`` or ``"none"``.
    #[getter]
    fn proof(&self) -> String {
        name(&self.here().proof)
    }

    /// Why the search stopped: ``"finished"``, ``"time"``, ``"work"`` or ``"interrupted"``.
    #[getter]
    fn stop(&self) -> String {
        name(&self.plan.stop)
    }

    /// The gap as people read it, rounded up.
    #[getter]
    fn _gap_in_words(&self) -> Option<String> {
        let (value, bound) = self.here().value.zip(self.here().bound)?;
        self.here().gap.map(|_| report::excess(value, bound))
    }

    /// The seed.
    #[getter]
    fn seed(&self) -> u64 {
        self.plan.seed
    }

    /// The strategy that made it.
    #[getter]
    fn strategy(&self) -> String {
        name(&self.plan.strategy)
    }

    /// The options in full, as they were used.
    #[getter]
    fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        Ok(from_serde(py, &self.plan.options)?.cast_into()?)
    }

    /// If no plan exists, the counts that show why, each with ``have``, ``need`` and ``fixes``.
    #[getter]
    fn reasons<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.plan.reasons)?.cast_into()?)
    }

    /// A row for each school, with its group and its gains.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///     With ``group`` (from 1; None for a school left out), ``school``, ``name``, ``benefit``, each term that counts
    ///     (such as ``learn`` and ``share``), and ``learns``. Benefit and terms are in points up to 10,000. ``learns``
    ///     gives, for each area, the peer to learn from.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> rows = tercet.solve(tercet.example_cohort()).to_dicts()
    /// >>> rows[0]["group"], rows[0]["name"]
    /// (1, 'Ash Lane Primary')
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        rows(py, &self.problem, &self.plan)
    }

    /// The same rows as a data frame.
    ///
    /// Parameters
    /// ----------
    /// backend : {"pandas", "polars", "pyarrow"}, optional
    ///     The kind of data frame. The default is a package that is already imported, or else one that is installed.
    ///
    /// Returns
    /// -------
    /// data frame
    ///     A pandas or Polars data frame or an Arrow table.
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     If no such package is installed.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> frame = tercet.solve(tercet.example_cohort()).to_frame("pandas")
    /// >>> len(frame)
    /// 12
    #[pyo3(signature = (backend = None))]
    fn to_frame<'py>(&self, py: Python<'py>, backend: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        py.import("tercet.frames")?.call_method1("to_frame", (self.to_dicts(py)?, backend))
    }

    /// The plan as JSON text, as in ``plan.json``.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json, tercet
    /// >>> json.loads(tercet.solve(tercet.example_cohort()).to_json())["format"]
    /// 'tercet-plan/2'
    fn to_json(&self) -> String {
        self.plan.to_json()
    }

    /// The groups as CSV text, with a row for each school. Cells that a spreadsheet would run as formulas are escaped.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.solve(tercet.example_cohort()).to_csv().splitlines()[0].split(",")[0]
    /// 'group'
    fn to_csv(&self) -> String {
        report::csv::render(&self.problem, &self.plan)
    }

    /// The groups, and who learns what from whom, as the bytes of a workbook (.xlsx), with a sheet each.
    ///
    /// Returns
    /// -------
    /// bytes
    ///     `check` and its like read the file back: the sheet ``groups`` is a table of groups.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> from pathlib import Path
    /// >>> plan = tercet.solve(tercet.example_cohort())
    /// >>> Path("groups.xlsx").write_bytes(plan.to_xlsx()) > 0
    /// True
    /// >>> tercet.check(plan.problem, "groups.xlsx").is_valid
    /// True
    fn to_xlsx<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &py.detach(|| report::workbook::plan(&self.problem, &self.plan)))
    }

    /// The summary that a manager reads in a terminal.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> text = tercet.solve(tercet.example_cohort()).to_text()
    /// >>> "Ash Lane Primary" in text
    /// True
    fn to_text(&self) -> String {
        report::table::render(&self.problem, &self.plan)
    }

    /// The report in Markdown.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.solve(tercet.example_cohort()).to_markdown().startswith("# ")
    /// True
    fn to_markdown(&self) -> String {
        report::markdown::render(&self.problem, &self.plan)
    }

    /// The report as one page of HTML that needs no other file.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.solve(tercet.example_cohort()).to_html().startswith("<!DOCTYPE html>")
    /// True
    fn to_html(&self) -> String {
        report::html::render(&self.problem, &self.plan)
    }

    /// Draw the groups on the map of Great Britain; schools without a location are listed next to it.
    ///
    /// Parameters
    /// ----------
    /// group : int, optional
    ///     The number of a group, from 1 in the order of `groups`. The map then shows this group alone, with its schools
    ///     numbered and named. The default is the whole plan.
    ///
    /// Returns
    /// -------
    /// Drawing
    ///     A picture that needs no network. It names the schools of a group when the mouse is on that group.
    ///
    /// Raises
    /// ------
    /// IndexError
    ///     If there is no such group.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> plan = tercet.solve(tercet.example_cohort(), tercet.Rules(sizes=[3]))
    /// >>> plan.map().description
    /// 'Where 12 schools are in Great Britain. Lines join schools in the same group.'
    /// >>> plan.map(2).title
    /// 'Map of group 2'
    #[pyo3(signature = (group = None))]
    fn map(&self, group: Option<i64>) -> PyResult<Drawing> {
        let Some(number) = group else {
            return Ok(Drawing(report::map::of_plan(&self.problem, &self.plan)));
        };
        let drawing = usize::try_from(number).ok().and_then(|n| report::map::of_group(&self.problem, &self.plan, n));
        drawing.map(Drawing).ok_or_else(|| {
            let groups = self.plan.groups.len();
            PyIndexError::new_err(format!("there is no group {number}; groups are numbered from 1 to {groups}"))
        })
    }

    /// Write the plan to a JSON file, whole or not at all.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file to write. An existing file is replaced.
    ///
    /// Raises
    /// ------
    /// OSError
    ///     If the file cannot be written.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.solve(tercet.example_cohort()).save("plan.json")
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        py.detach(move || write::write_whole(path, self.plan.to_json().as_bytes())).map_err(|error| raise(py, error))
    }

    /// Write the plan and its reports into a folder, all of them or none.
    ///
    /// Parameters
    /// ----------
    /// folder : str or os.PathLike
    ///     The folder, which is made if it does not exist. It receives ``plan.json``, ``groups.csv``, ``groups.xlsx``,
    ///     ``report.html`` and ``report.md``.
    ///
    /// Raises
    /// ------
    /// OSError
    ///     If a file cannot be written.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.solve(tercet.example_cohort()).export("plan")
    fn export(&self, py: Python<'_>, folder: PathBuf) -> PyResult<()> {
        write_files(py, folder, || {
            let mut files = in_bytes(report::files::plan(&self.problem, &self.plan));
            files.push(("groups.xlsx".to_owned(), report::workbook::plan(&self.problem, &self.plan)));
            files
        })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, Problem))> {
        Ok((slf.get_type().getattr("from_json")?, (slf.get().to_json(), slf.get().problem())))
    }

    fn __repr__(&self) -> String {
        let groups = self.plan.groups.len();
        let status = name(&self.here().status);
        match (self.here().value, self._gap_in_words()) {
            (Some(value), Some(gap)) => format!("<Plan of {groups} groups: {status}, value {value}, gap {gap}>"),
            (Some(value), None) => format!("<Plan of {groups} groups: {status}, value {value}>"),
            _ => format!("<Plan without groups: {status}>"),
        }
    }

    /// The table that a notebook shows.
    fn _repr_html_(&self) -> String {
        report::notebook::plan(&self.problem, &self.plan)
    }
}
