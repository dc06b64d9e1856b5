//! Why a problem has no plan.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyList;
use tercet::questions::conflict as conflicting;
use tercet::report;

use crate::convert::{from_serde, name, to_text};
use crate::errors::raise;
use crate::rules::Rules;
use crate::solve::{as_problem, options_of};
use crate::watch::{Listener, OnInterrupt, attended};

/// Why a problem has no plan, from `conflict`.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> tercet.conflict(tercet.example_cohort()).verdict
/// 'none'
#[pyclass(frozen, module = "tercet")]
pub(crate) struct Conflict {
    pub(crate) found: conflicting::Conflict,
    pub(crate) problem: Arc<tercet::Problem>,
}

#[pymethods]
impl Conflict {
    /// What is known: ``"none"`` if there is a plan, ``"minimal"`` if each rule of the conflict is needed for it,
    /// ``"perhaps_not_minimal"``, or ``"unknown"``.
    #[getter]
    fn verdict(&self) -> String {
        name(&self.found.verdict)
    }

    /// The rules that cannot hold together: ``rule`` (an id), ``sentence``, and ``is_needed``.
    #[getter]
    fn rules<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.found.rules)?.cast_into()?)
    }

    /// The counts that show that no plan exists, each with ``have``, ``need`` and ``fixes``.
    #[getter]
    fn reasons<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.found.reasons)?.cast_into()?)
    }

    /// Changes that make a plan possible: ``rules`` (ids), ``changes`` (sentences), ``is_least``, ``value`` in points and
    /// ``groups`` of a plan that shows it.
    #[getter]
    fn relaxations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = self.found.relaxations.iter().map(|found| {
            serde_json::json!({
                "rules": found.rules,
                "changes": found.changes,
                "is_least": found.is_least,
                "value": found.value,
                "groups": found.plan.groups,
            })
        });
        Ok(from_serde(py, &rows.collect::<Vec<_>>())?.cast_into()?)
    }

    /// The conflict as text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.conflict(tercet.example_cohort(), tercet.Rules(max_km=5)).to_text().splitlines()[0]
    /// 'No plan keeps every rule'
    fn to_text(&self) -> String {
        report::questions::conflict(&self.problem, &self.found)
    }

    /// The conflict as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json, tercet
    /// >>> json.loads(tercet.conflict(tercet.example_cohort(), tercet.Rules(max_km=5)).to_json())["verdict"]
    /// 'minimal'
    fn to_json(&self) -> PyResult<String> {
        to_text(&self.found)
    }

    fn __repr__(&self) -> String {
        format!(
            "<Conflict: {}, {} rules, {} changes that help>",
            self.verdict(),
            self.found.rules.len(),
            self.found.relaxations.len()
        )
    }

    /// The view that a notebook shows.
    fn _repr_html_(&self) -> String {
        report::notebook::text(&self.to_text())
    }
}

/// Find out why a problem has no plan: rules that cannot hold together, and the least changes that help.
///
/// Parameters
/// ----------
/// problem : Problem or Cohort
///     The problem. A cohort becomes a problem with `rules`.
/// rules : Rules, optional
///     The rules for a cohort. A problem has its own.
/// time_limit : float, optional
///     Seconds for each solve. If it is too short for a proof, the verdict says so.
/// strategy, seed, work_limit, threads : optional
///     As for `solve`.
///
/// Returns
/// -------
/// Conflict
///     The rules, and changes that make a plan possible, each shown by a plan.
///
/// Raises
/// ------
/// InputError
///     If cohort and rules do not fit together.
/// OptionsError
///     If the options cannot be followed.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> found = tercet.conflict(tercet.example_cohort(), tercet.Rules(max_km=5))
/// >>> found.verdict, [rule["rule"] for rule in found.rules]
/// ('minimal', ['max_km'])
#[pyfunction]
#[pyo3(signature = (problem, rules = None, *, strategy = "auto", seed = None, time_limit = None, work_limit = None, threads = None),
    text_signature = "(problem, rules=None, *, strategy='auto', seed=0, time_limit=None, work_limit=None, threads=None)")]
pub(crate) fn conflict(
    problem: &Bound<'_, PyAny>,
    rules: Option<&Rules>,
    strategy: &str,
    seed: Option<&Bound<'_, PyAny>>,
    time_limit: Option<f64>,
    work_limit: Option<&Bound<'_, PyAny>>,
    threads: Option<&Bound<'_, PyAny>>,
) -> PyResult<Conflict> {
    let py = problem.py();
    let options = options_of(py, (strategy, seed, threads), (time_limit, work_limit))?;
    let problem = as_problem(problem, rules)?;
    let shared = Arc::clone(&problem);
    let found = attended(
        py,
        move |cancel, _| conflicting::conflict(&shared, &options, cancel),
        &Listener::nobody(),
        OnInterrupt::Raise,
    )?;
    Ok(Conflict { found: found.map_err(|error| raise(py, error))?, problem })
}
