//! The plan: its groups with value, bound, gap and status, and its renderings. The crate computes all of these.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use tercet::model::format::write;
use tercet::report;

use crate::convert::{from_serde, name, write_files};
use crate::drawing::Drawing;
use crate::errors::raise;
use crate::problem::Problem;
use crate::rows::rows;

/// The groups of a cohort, with their value and a bound on this value, as `solve` returns them.
///
/// The value and the bound are whole points. A school can have up to 10,000 points.
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
    ///     The plan as the text states it. `check` says whether the plan is right.
    ///
    /// Raises
    /// ------
    /// InputError
    ///     If the input has issues. The error lists every issue.
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
        Ok(Self { plan, problem: Arc::clone(&problem.0) })
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
    ///     The plan as the file states it. `check` says whether the plan is right.
    ///
    /// Raises
    /// ------
    /// InputError
    ///     If the input has issues. The error lists every issue.
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
        Ok(Self { plan, problem: Arc::clone(&problem.0) })
    }

    /// The problem of the plan.
    #[getter]
    fn problem(&self) -> Problem {
        Problem(Arc::clone(&self.problem))
    }

    /// The ids of each group's schools, in a fixed order. The list is empty if no plan was found.
    #[getter]
    fn groups(&self) -> Vec<Vec<String>> {
        self.plan.groups.clone()
    }

    /// The ids of the schools left out.
    #[getter]
    fn unmatched(&self) -> Vec<String> {
        self.plan.unmatched.clone()
    }

    /// The value in points, or ``None`` if no plan was found.
    #[getter]
    fn value(&self) -> Option<i64> {
        self.plan.value
    }

    /// The bound in points: no plan has a larger value.
    #[getter]
    fn bound(&self) -> Option<i64> {
        self.plan.bound
    }

    /// (bound - value) / value. A gap of 0.0008 means that no plan is more than 0.08% better than this one.
    #[getter]
    fn gap(&self) -> Option<f64> {
        self.plan.gap
    }

    /// A sentence that says how good the plan is known to be, and on what basis.
    #[getter]
    fn verdict(&self) -> String {
        report::verdict(&self.plan)
    }

    /// The proved status: ``"optimal"``, ``"feasible"``, ``"infeasible"`` or ``"unknown"``.
    #[getter]
    fn status(&self) -> String {
        name(&self.plan.status)
    }

    /// The basis of the proof: ``"certificate"``, ``"solver"`` or ``"none"``.
    #[getter]
    fn proof(&self) -> String {
        name(&self.plan.proof)
    }

    /// Why the search stopped: ``"finished"``, ``"time"``, ``"work"`` or ``"interrupted"``.
    #[getter]
    fn stop(&self) -> String {
        name(&self.plan.stop)
    }

    /// The gap as people read it, rounded up.
    #[getter]
    fn _gap_in_words(&self) -> Option<String> {
        let (value, bound) = self.plan.value.zip(self.plan.bound)?;
        self.plan.gap.map(|_| report::excess(value, bound))
    }

    /// The random seed.
    #[getter]
    fn seed(&self) -> u64 {
        self.plan.seed
    }

    /// The strategy that made the plan.
    #[getter]
    fn strategy(&self) -> String {
        name(&self.plan.strategy)
    }

    /// All options that the search used.
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
    ///     Rows with ``group`` (from 1, or ``None`` for a school left out), ``school``, ``name``, ``benefit``, each
    ///     benefit term that counts (such as ``learn`` and ``share``), and ``learns``. The benefit and its terms are in
    ///     points up to 10,000. ``learns`` gives, for each area, the peer to learn from.
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

    /// The rows of `to_dicts` as a data frame.
    ///
    /// Parameters
    /// ----------
    /// backend : {"pandas", "polars", "pyarrow"}, optional
    ///     The data-frame package. The default is a package that is already imported, or else one that is installed.
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
    /// 'tercet-plan/1'
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

    /// The plan as a summary to read in a terminal.
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

    /// Draw the groups on a map of Great Britain. Schools without a location are listed next to the map.
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
    ///     A picture that needs no network. The picture names the schools of a group when the mouse is on that group.
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
    ///     The folder, which is made if it does not exist. It receives ``plan.json``, ``groups.csv``, ``report.html`` and
    ///     ``report.md``.
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
        write_files(py, folder, || report::files::plan(&self.problem, &self.plan))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, Problem))> {
        Ok((slf.get_type().getattr("from_json")?, (slf.get().to_json(), slf.get().problem())))
    }

    fn __repr__(&self) -> String {
        let groups = self.plan.groups.len();
        let status = name(&self.plan.status);
        match (self.plan.value, self._gap_in_words()) {
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
