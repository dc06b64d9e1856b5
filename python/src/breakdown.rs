//! `explain`: the crate explains a plan, school by school.

use std::sync::Arc;

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use tercet::plan::breakdown as parts;
use tercet::report;

use crate::background::away;
use crate::convert::{from_serde, from_text, to_text};
use crate::given::Given;
use crate::problem::Problem;
use crate::rules::Rules;
use crate::solve::as_problem;

/// The explanation of a plan, as `explain` returns it: what each school learns from which peer, and what it shares.
///
/// The plan's value is the sum of the schools' benefits, less the price of each school without a group.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> plan = tercet.solve(tercet.example_cohort())
/// >>> parts = tercet.explain(plan.problem, plan)
/// >>> parts.value == plan.value == sum(group["value"] for group in parts.groups)
/// True
#[pyclass(frozen, module = "tercet")]
pub(crate) struct Breakdown {
    pub(crate) parts: parts::Breakdown,
    pub(crate) problem: Arc<tercet::Problem>,
}

#[pymethods]
impl Breakdown {
    /// The groups in the order of the plan, each with ``value`` and ``schools``.
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.parts.groups)?.cast_into()?)
    }

    /// The ids of the schools without a group.
    #[getter]
    fn unmatched(&self) -> Vec<String> {
        self.parts.unmatched.clone()
    }

    /// The points that each school without a group costs the plan. The price is 0 if the rules give every school a
    /// group.
    #[getter]
    fn price(&self) -> i64 {
        self.parts.price
    }

    /// The value of the plan in points.
    #[getter]
    fn value(&self) -> i64 {
        self.parts.value
    }

    /// Explain one school in its group.
    ///
    /// Parameters
    /// ----------
    /// school : str
    ///     The school's id.
    ///
    /// Returns
    /// -------
    /// dict
    ///     ``benefit`` is the sum of weight times points over the benefit terms in ``terms``, with weights in
    ///     thousandths. ``learns`` has an entry for each area, with the peer to learn from and the second-best peer.
    ///     ``offers`` says what the school can share with each peer.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     If no group has the school.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> cohort = tercet.example_cohort()
    /// >>> ash = tercet.explain(cohort, [["01", "03", "05"]]).school("01")
    /// >>> for lesson in ash["learns"]:
    /// ...     print(lesson["area"], lesson["points"], lesson["from"]["school"])
    /// behaviour 7500 05
    /// early_years 2000 03
    fn school<'py>(&self, py: Python<'py>, school: &str) -> PyResult<Bound<'py, PyDict>> {
        let mut schools = self.parts.groups.iter().flat_map(|group| &group.schools);
        let found = schools.find(|part| part.school == school).ok_or_else(|| PyKeyError::new_err(school.to_owned()))?;
        Ok(from_serde(py, found)?.cast_into()?)
    }

    /// The breakdown as text, with every item of each sum.
    ///
    /// Parameters
    /// ----------
    /// schools : sequence of str, optional
    ///     The ids of the schools to explain. By default the text explains all schools and the value of the plan.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> cohort = tercet.example_cohort()
    /// >>> text = tercet.explain(cohort, [["01", "03", "05"]]).to_text(["01"])
    /// >>> print(text.splitlines()[0])
    /// Group 1: trio, 16,450 points
    #[pyo3(signature = (schools = None))]
    fn to_text(&self, schools: Option<Vec<String>>) -> String {
        report::breakdown::render(&self.problem, &self.parts, &schools.unwrap_or_default())
    }

    /// The breakdown as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json, tercet
    /// >>> cohort = tercet.example_cohort()
    /// >>> sorted(json.loads(tercet.explain(cohort, [["01", "03", "05"]]).to_json()))
    /// ['groups', 'price', 'unmatched', 'value']
    fn to_json(&self) -> PyResult<String> {
        to_text(&self.parts)
    }

    /// The problem of the plan.
    #[getter]
    fn problem(&self) -> Problem {
        Problem(Arc::clone(&self.problem))
    }

    #[staticmethod]
    fn _restored(text: &str, problem: &Problem) -> PyResult<Self> {
        Ok(Self { parts: from_text(text)?, problem: Arc::clone(&problem.0) })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, Problem))> {
        let Self { parts, problem } = slf.get();
        Ok((slf.get_type().getattr("_restored")?, (to_text(parts)?, Problem(Arc::clone(problem)))))
    }

    fn __repr__(&self) -> String {
        format!("<Breakdown of {} groups: value {}>", self.parts.groups.len(), self.parts.value)
    }

    /// The table that a notebook shows.
    fn _repr_html_(&self) -> String {
        report::notebook::breakdown(&self.problem, &self.parts)
    }
}

/// Explain a plan: what each school learns from which peer, the second-best peer, and what the school shares.
///
/// Schools that the problem does not have are ignored. `check` names these schools.
///
/// Parameters
/// ----------
/// problem : Problem or Cohort
///     The problem of the plan, or a cohort that becomes a problem with `rules`.
/// plan : Plan, path or sequence of sequence of str
///     A plan, the ``.json`` file of a plan, a CSV with the columns ``school`` and ``group``, or the ids of each
///     group's schools.
/// rules : Rules, optional
///     The rules for a cohort. A problem already has its rules.
///
/// Returns
/// -------
/// Breakdown
///     The breakdown of the plan's value.
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
/// >>> tercet.explain(cohort, [["01", "03", "05"], ["02", "06", "09"]])
/// <Breakdown of 2 groups: value 26956>
#[pyfunction]
#[pyo3(signature = (problem, plan, rules = None))]
pub(crate) fn explain(
    problem: &Bound<'_, PyAny>,
    plan: &Bound<'_, PyAny>,
    rules: Option<&Rules>,
) -> PyResult<Breakdown> {
    let py = problem.py();
    let problem = as_problem(problem, rules)?;
    let shared = Arc::clone(&problem);
    let given = Given::of(plan)?;
    let parts = away(py, move || given.breakdown(&shared))?;
    Ok(Breakdown { parts, problem })
}
