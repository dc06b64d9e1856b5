//! As many schools in groups as can be.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyList;
use tercet::questions::best_effort as placing;
use tercet::{Cancel, Observer, report};

use crate::convert::{from_serde, to_text};
use crate::errors::raise;
use crate::plan::Plan;
use crate::rules::Rules;
use crate::solve::{as_problem, options_of};
use crate::watch::{Listener, OnInterrupt, attended};

/// A plan that places as many schools as can be, from `best_effort`.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> found = tercet.best_effort(tercet.example_cohort(), tercet.Rules(max_km=250))
/// >>> found.placed + len(found.left_out)
/// 12
#[pyclass(frozen, module = "tercet")]
pub(crate) struct BestEffort {
    pub(crate) found: placing::BestEffort,
    pub(crate) problem: Arc<tercet::Problem>,
}

#[pymethods]
impl BestEffort {
    /// The plan. In its value, each school left out costs a high price.
    #[getter]
    fn plan(&self, py: Python<'_>) -> PyResult<Plan> {
        let problem = placing::at_price(&self.problem, self.found.price).map_err(|error| raise(py, error))?;
        Ok(Plan { plan: self.found.plan.clone(), problem: Arc::new(problem) })
    }

    /// The groups of the plan, as ids.
    #[getter]
    fn groups(&self) -> Vec<Vec<String>> {
        self.found.plan.groups.clone()
    }

    /// How many schools are in groups.
    #[getter]
    fn placed(&self) -> usize {
        self.found.placed
    }

    /// No plan places more schools than this: proved.
    #[getter]
    fn most_placed(&self) -> usize {
        self.found.most_placed
    }

    /// The benefits of the schools in groups, in points.
    #[getter]
    fn benefit(&self) -> i64 {
        self.found.benefit
    }

    /// No plan that places as many schools has a larger benefit; None if that is not known.
    #[getter]
    fn benefit_bound(&self) -> Option<i64> {
        self.found.benefit_bound
    }

    /// The schools left out: ``school`` (an id), ``has_group`` (whether the rules allow a group with it), and ``kept_out_by``: the
    /// rules each of which would allow one if it were lifted.
    #[getter]
    fn left_out<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.found.left_out)?.cast_into()?)
    }

    /// The answer as text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> "are in groups" in tercet.best_effort(tercet.example_cohort(), tercet.Rules(max_km=250)).to_text()
    /// True
    fn to_text(&self) -> String {
        report::questions::best_effort(&self.problem, &self.found)
    }

    /// The answer as JSON text, with the plan.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json, tercet
    /// >>> json.loads(tercet.best_effort(tercet.example_cohort(), tercet.Rules(max_km=250)).to_json())["placed"] > 0
    /// True
    fn to_json(&self) -> PyResult<String> {
        to_text(&self.found)
    }

    fn __repr__(&self) -> String {
        format!("<BestEffort: {} of {} schools placed>", self.found.placed, self.problem.len())
    }

    /// The view that a notebook shows.
    fn _repr_html_(&self) -> String {
        report::notebook::text(&self.to_text())
    }
}

/// Place as many schools as can be, and find out why the others are left out.
///
/// Parameters
/// ----------
/// problem : Problem or Cohort
///     The problem. A cohort becomes a problem with `rules`. A price of schools left out is replaced.
/// rules : Rules, optional
///     The rules for a cohort. A problem has its own.
/// strategy, seed, time_limit, work_limit, threads, progress : optional
///     As for `solve`.
///
/// Returns
/// -------
/// BestEffort
///     The plan, how many schools it places, how many any plan can place, and the rules that keep each of the others out.
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
/// >>> found = tercet.best_effort(tercet.example_cohort(), tercet.Rules(max_km=250))
/// >>> found.placed == found.most_placed
/// True
#[pyfunction]
#[pyo3(signature = (problem, rules = None, *, strategy = "auto", seed = None, time_limit = None, work_limit = None, threads = None,
    progress = None),
    text_signature = "(problem, rules=None, *, strategy='auto', seed=0, time_limit=None, work_limit=None, threads=None, progress=None)")]
#[expect(clippy::too_many_arguments, reason = "keyword arguments, as Python's users expect them")]
pub(crate) fn best_effort(
    problem: &Bound<'_, PyAny>,
    rules: Option<&Rules>,
    strategy: &str,
    seed: Option<&Bound<'_, PyAny>>,
    time_limit: Option<f64>,
    work_limit: Option<&Bound<'_, PyAny>>,
    threads: Option<&Bound<'_, PyAny>>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<BestEffort> {
    let py = problem.py();
    let options = options_of(py, (strategy, seed, threads), (time_limit, work_limit))?;
    let problem = as_problem(problem, rules)?;
    let shared = Arc::clone(&problem);
    let listener = Listener::of(py, progress, problem.len())?;
    let search =
        move |cancel: &Cancel, observer: &dyn Observer| placing::best_effort(&shared, &options, cancel, observer);
    let found = attended(py, search, &listener, OnInterrupt::Raise)?;
    Ok(BestEffort { found: found.map_err(|error| raise(py, error))?, problem })
}
