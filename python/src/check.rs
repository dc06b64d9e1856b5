//! `check`: the crate's checker checks the rules, the value and the bound of any plan.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyList;
use tercet::plan::check as checker;
use tercet::report;

use crate::background::away;
use crate::convert::{from_serde, from_text, name, to_text};
use crate::given::Given;
use crate::problem::Problem;
use crate::rules::Rules;
use crate::solve::as_problem;

/// The result of checking a plan, as `check` returns it.
///
/// Attributes
/// ----------
/// is_valid : bool
///     True if a plan exists, keeps every rule, and makes only correct claims.
/// value, bound : int or None
///     The value and the bound in points, as the check derived them.
/// basis : str
///     The basis of a claimed bound: ``"unclaimed"`` (the plan claims no bound), ``"derived"`` (the check derived the
///     bound again), ``"too_large"`` (the certificate covers too many groups to be re-checked), ``"solvers_word"``
///     (only the MIP solver's calculation) or ``"nothing"``.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> cohort = tercet.example_cohort()
/// >>> tercet.check(cohort, tercet.solve(cohort)).is_valid
/// True
#[pyclass(frozen, module = "tercet")]
pub(crate) struct Checked {
    checked: checker::Checked,
    problem: Arc<tercet::Problem>,
}

#[pymethods]
impl Checked {
    /// True if a plan exists, keeps every rule, and makes only correct claims.
    #[getter]
    fn is_valid(&self) -> bool {
        self.checked.is_valid()
    }

    /// The value, as the check derived it. It is ``None`` if there is no plan.
    #[getter]
    fn value(&self) -> Option<i64> {
        self.checked.value
    }

    /// The bound, as the check derived it. No plan has a larger value. The bound is ``None`` if no plan exists.
    #[getter]
    fn bound(&self) -> Option<i64> {
        self.checked.bound
    }

    /// The basis of a claimed bound.
    #[getter]
    fn basis(&self) -> String {
        name(&self.checked.basis)
    }

    /// The broken rules, each with ``rule``, ``schools`` and ``message``.
    #[getter]
    fn broken<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.checked.broken)?.cast_into()?)
    }

    /// The schools that are unknown, missing or in the plan twice, each with ``fault``, ``school`` and ``message``.
    #[getter]
    fn misplaced<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.checked.misplaced)?.cast_into()?)
    }

    /// The false claims of the plan, each with ``claim`` and ``message``.
    #[getter]
    fn claims<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.checked.claims)?.cast_into()?)
    }

    /// Everything that is wrong, with one sentence for each problem.
    #[getter]
    fn findings(&self) -> Vec<&str> {
        self.checked.findings()
    }

    /// The findings as text: the verdict first, then a line for each problem.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> cohort = tercet.example_cohort()
    /// >>> print(tercet.check(cohort, tercet.solve(cohort)).to_text().splitlines()[0])
    /// The plan keeps every rule, and all that it claims is true.
    fn to_text(&self) -> String {
        report::checked::render(&self.problem, &self.checked)
    }

    /// The result as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json, tercet
    /// >>> cohort = tercet.example_cohort()
    /// >>> json.loads(tercet.check(cohort, tercet.solve(cohort)).to_json())["broken"]
    /// []
    fn to_json(&self) -> PyResult<String> {
        to_text(&self.checked)
    }

    #[staticmethod]
    fn _restored(text: &str, problem: &Problem) -> PyResult<Self> {
        Ok(Self { checked: from_text(text)?, problem: Arc::clone(&problem.0) })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, Problem))> {
        let Self { checked, problem } = slf.get();
        Ok((slf.get_type().getattr("_restored")?, (to_text(checked)?, Problem(Arc::clone(problem)))))
    }

    fn __repr__(&self) -> String {
        let points = |points: Option<i64>| points.map_or("none".to_owned(), |points| points.to_string());
        let verdict = if self.checked.is_valid() {
            "valid".to_owned()
        } else {
            format!("{} findings", self.checked.findings().len())
        };
        format!("<Checked: {verdict}, value {}, bound {}>", points(self.checked.value), points(self.checked.bound))
    }

    /// The view that a notebook shows.
    fn _repr_html_(&self) -> String {
        report::notebook::checked(&self.problem, &self.checked)
    }
}

/// Check the rules, the value and the bound of a plan, using the problem alone.
///
/// The checker shares no code with the search. It takes a plan of any strategy, an edited plan, or groups without a plan.
///
/// Parameters
/// ----------
/// problem : Problem or Cohort
///     The problem of the plan, or a cohort that becomes a problem with `rules`.
/// plan : Plan, path or sequence of sequence of str
///     A plan with its claims, the ``.json`` file of a plan, a CSV with the columns ``school`` and ``group``, or the
///     ids of each group's schools. A school that a file or a list leaves out counts as unmatched.
/// rules : Rules, optional
///     The rules for a cohort. A problem already has its rules.
///
/// Returns
/// -------
/// Checked
///     The result, with every broken rule by name.
///
/// Raises
/// ------
/// InputError
///     If the file cannot be understood.
/// OSError
///     If the file cannot be read.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> cohort = tercet.example_cohort()
/// >>> checked = tercet.check(cohort, [["01", "02", "03"], ["04", "05", "06"], ["07", "08", "09"], ["10", "11", "12"]])
/// >>> for finding in checked.findings[:1]:
/// ...     print(finding)
/// Ash Lane Primary and Birch Hill Primary have the same region, North East
#[pyfunction]
#[pyo3(signature = (problem, plan, rules = None))]
pub(crate) fn check(problem: &Bound<'_, PyAny>, plan: &Bound<'_, PyAny>, rules: Option<&Rules>) -> PyResult<Checked> {
    let py = problem.py();
    let problem = as_problem(problem, rules)?;
    let shared = Arc::clone(&problem);
    let given = Given::of(plan)?;
    let checked = away(py, move || given.check(&shared))?;
    Ok(Checked { checked, problem })
}
