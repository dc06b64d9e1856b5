//! `compare`: two plans, compared by the crate.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyList;
use tercet::plan::compare as comparing;
use tercet::report;

use crate::background::away;
use crate::convert::{from_serde, from_text, to_text};
use crate::given::Given;
use crate::problem::Problem;
use crate::rules::Rules;
use crate::solve::as_problem;

/// The comparison of two plans, made by `compare`.
///
/// It names the groups that stay and the schools that move, and says what each school gains or loses.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> cohort = tercet.example_cohort()
/// >>> plan = tercet.solve(cohort)
/// >>> tercet.compare(cohort, plan, plan).changes
/// []
#[pyclass(frozen, module = "tercet")]
pub(crate) struct Comparison {
    comparison: comparing::Comparison,
    problem: Arc<tercet::Problem>,
}

#[pymethods]
impl Comparison {
    /// The value of the first plan in points.
    #[getter]
    fn before(&self) -> i64 {
        self.comparison.before
    }

    /// The value of the second plan in points.
    #[getter]
    fn after(&self) -> i64 {
        self.comparison.after
    }

    /// How many groups both plans have.
    #[getter]
    fn kept(&self) -> usize {
        self.comparison.kept
    }

    /// The ids of the schools that moved. The groups of the two plans are paired so that as few schools as possible count
    /// as moved.
    #[getter]
    fn moved(&self) -> Vec<&str> {
        self.comparison.moved().map(|change| change.school.as_str()).collect()
    }

    /// Every school with other peers or another benefit: ``school``, ``moved``, ``before`` and ``after`` (each with
    /// ``group`` and ``points``, or None), ``loses`` and ``finds`` (ids of peers), and ``change`` in points. The changes
    /// sum to the difference in value of the two plans.
    #[getter]
    fn changes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.comparison.changes)?.cast_into()?)
    }

    /// The comparison as text: the values first, then who moved, then who has other peers.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> cohort = tercet.example_cohort()
    /// >>> plan = tercet.solve(cohort)
    /// >>> print(tercet.compare(cohort, plan, plan).to_text().splitlines()[0])
    /// Both plans are worth the same.
    fn to_text(&self) -> String {
        report::comparison::render(&self.problem, &self.comparison)
    }

    /// The comparison as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json, tercet
    /// >>> cohort = tercet.example_cohort()
    /// >>> plan = tercet.solve(cohort)
    /// >>> json.loads(tercet.compare(cohort, plan, plan).to_json())["changes"]
    /// []
    fn to_json(&self) -> PyResult<String> {
        to_text(&self.comparison)
    }

    #[staticmethod]
    fn _restored(text: &str, problem: &Problem) -> PyResult<Self> {
        Ok(Self { comparison: from_text(text)?, problem: Arc::clone(&problem.0) })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, Problem))> {
        let Self { comparison, problem } = slf.get();
        Ok((slf.get_type().getattr("_restored")?, (to_text(comparison)?, Problem(Arc::clone(problem)))))
    }

    fn __repr__(&self) -> String {
        let comparing::Comparison { before, after, .. } = &self.comparison;
        format!("<Comparison: value {before} to {after}, {} schools moved>", self.comparison.moved().count())
    }

    /// The view that a notebook shows.
    fn _repr_html_(&self) -> String {
        report::notebook::comparison(&self.problem, &self.comparison)
    }
}

/// Compare a second plan with a first: the groups that stay, the schools that move, and what each school gains or loses.
///
/// Schools that the problem does not have are named and left out; the values of the plans are then not compared.
///
/// Parameters
/// ----------
/// problem : Problem or Cohort
///     The problem of the plans. A cohort becomes a problem with `rules`.
/// before, after : Plan, path or sequence of sequence of str
///     A plan, or the ``.json`` file of one; a CSV with the columns ``school`` and ``group``; or the ids of each group's
///     schools.
/// rules : Rules, optional
///     The rules for a cohort. A problem has its own.
///
/// Returns
/// -------
/// Comparison
///     The comparison, with a change for each school that has other peers or another benefit.
///
/// Raises
/// ------
/// InputError
///     If a file cannot be understood.
/// OSError
///     If a file cannot be read.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> cohort = tercet.example_cohort()
/// >>> first = [["01", "03", "05"], ["02", "06", "09"], ["04", "07", "11"], ["08", "10", "12"]]
/// >>> second = [["02", "03", "05"], ["01", "06", "09"], ["04", "07", "11"], ["08", "10", "12"]]
/// >>> comparison = tercet.compare(cohort, first, second)
/// >>> comparison.kept, comparison.moved
/// (2, ['01', '02'])
#[pyfunction]
#[pyo3(signature = (problem, before, after, rules = None))]
pub(crate) fn compare(
    problem: &Bound<'_, PyAny>,
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    rules: Option<&Rules>,
) -> PyResult<Comparison> {
    let py = problem.py();
    let problem = as_problem(problem, rules)?;
    let shared = Arc::clone(&problem);
    let (before, after) = (Given::of(before)?, Given::of(after)?);
    let comparison = away(py, move || {
        let (first, second) = (before.misfits(&shared)?, after.misfits(&shared)?);
        let comparison = comparing::compare(&before.breakdown(&shared)?, &after.breakdown(&shared)?);
        Ok(comparison.with_misfits(&first, &second))
    })?;
    Ok(Comparison { comparison, problem })
}
