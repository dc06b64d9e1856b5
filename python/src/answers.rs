//! The answers to the questions that follow a plan.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use tercet::questions::session::Session;
use tercet::questions::{backbone, best_effort, conflict, price, rule_prices};
use tercet::report;

use crate::convert::{from_serde, name, to_text};
use crate::errors::raise;
use crate::plan::Plan;

/// What a demand on a plan costs, from `Session.why_not` and `Session.price`.
///
/// The price is the value of the best plan without the demand, less the value of the best plan with it. For a rule that is lifted it is
/// what the rule costs.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> session = tercet.Session(tercet.example_cohort())
/// >>> price = session.price(apart=session.plan.groups[0][:2])
/// >>> price.at_least <= price.at_most
/// True
#[pyclass(frozen, module = "tercet")]
pub(crate) struct Price {
    pub(crate) price: price::Price,
    pub(crate) session: Arc<Session>,
}

#[pymethods]
impl Price {
    /// What is known: ``"forbidden"`` by the rules, ``"impossible"`` (proved), ``"met"`` by the plan already, ``"proved"`` to the
    /// point, ``"between"`` two proved numbers, or ``"unknown"``.
    #[getter]
    fn verdict(&self) -> String {
        name(&self.price.verdict)
    }

    /// The demand: its ``kind`` with ``schools``, ``school`` or ``rule``.
    #[getter]
    fn demand<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        Ok(from_serde(py, &self.price.demand)?.cast_into()?)
    }

    /// The price is at least this many points; None if nothing is proved.
    #[getter]
    fn at_least(&self) -> Option<i64> {
        self.price.at_least
    }

    /// The price is at most this many points; None if no plan that meets the demand is known.
    #[getter]
    fn at_most(&self) -> Option<i64> {
        self.price.at_most
    }

    /// The value in points of the plan that the session holds.
    #[getter]
    fn value(&self) -> i64 {
        self.price.value
    }

    /// The rules that forbid it: ``rule`` (an id such as ``"differ:region"``, or None) and ``message``.
    #[getter]
    fn obstacles<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.price.obstacles)?.cast_into()?)
    }

    /// The groups of a plan that meets the demand; empty if none is known.
    #[getter]
    fn groups(&self) -> Vec<Vec<String>> {
        self.price.plan.as_ref().map_or_else(Vec::new, |plan| plan.groups.clone())
    }

    /// The ids of the schools that change group from the session's plan to that plan.
    #[getter]
    fn moved(&self) -> Vec<String> {
        let changes = self.price.changes.iter();
        changes.flat_map(|changes| changes.moved().map(|change| change.school.clone())).collect()
    }

    /// The answer as text: the verdict, then the reasons or the changes.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> session = tercet.Session(tercet.example_cohort())
    /// >>> isinstance(session.why_not("01", "02").to_text(), str)
    /// True
    fn to_text(&self) -> String {
        report::questions::price(self.session.problem(), &self.price)
    }

    /// The answer as JSON text, with the plan that meets the demand.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json, tercet
    /// >>> session = tercet.Session(tercet.example_cohort())
    /// >>> json.loads(session.why_not("01", "02").to_json())["demand"]["kind"]
    /// 'together'
    fn to_json(&self) -> PyResult<String> {
        to_text(&self.price)
    }

    fn __repr__(&self) -> String {
        let points = |points: Option<i64>| points.map_or_else(|| "none".to_owned(), |points| points.to_string());
        let price::Price { at_least, at_most, .. } = self.price;
        format!("<Price: {}, at least {}, at most {}>", self.verdict(), points(at_least), points(at_most))
    }

    /// The view that a notebook shows.
    fn _repr_html_(&self) -> String {
        report::notebook::text(&self.to_text())
    }
}

/// What each rule costs, from `Session.rule_prices`.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> prices = tercet.Session(tercet.example_cohort()).rule_prices()
/// >>> all(row["at_least"] >= 0 for row in prices.to_dicts())
/// True
#[pyclass(frozen, module = "tercet")]
pub(crate) struct RulePrices(pub(crate) rule_prices::RulePrices);

#[pymethods]
impl RulePrices {
    /// The value in points of the plan that the session holds.
    #[getter]
    fn value(&self) -> i64 {
        self.0.value
    }

    /// A row for each rule, the dearest first.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///     With ``rule`` (its id), ``sentence``, ``at_least`` and ``at_most`` in points, ``verdict``, and ``moved``: how many schools
    ///     would change group without the rule.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> rows = tercet.Session(tercet.example_cohort()).rule_prices().to_dicts()
    /// >>> rows[0]["at_least"] >= rows[-1]["at_least"]
    /// True
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.0.rules)?.cast_into()?)
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
    /// >>> len(tercet.Session(tercet.example_cohort()).rule_prices().to_frame("pandas"))
    /// 3
    #[pyo3(signature = (backend = None))]
    fn to_frame<'py>(&self, py: Python<'py>, backend: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        py.import("tercet.frames")?.call_method1("to_frame", (self.to_dicts(py)?, backend))
    }

    /// The prices as a table of text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> session = tercet.Session(tercet.example_cohort())
    /// >>> session.rule_prices().to_text().splitlines()[0]
    /// 'What each rule costs'
    fn to_text(&self) -> String {
        report::questions::rule_prices(&self.0)
    }

    /// The prices as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json, tercet
    /// >>> session = tercet.Session(tercet.example_cohort())
    /// >>> len(json.loads(session.rule_prices().to_json())["rules"])
    /// 3
    fn to_json(&self) -> PyResult<String> {
        to_text(&self.0)
    }

    fn __repr__(&self) -> String {
        format!("<RulePrices of {} rules>", self.0.rules.len())
    }

    /// The view that a notebook shows.
    fn _repr_html_(&self) -> String {
        report::notebook::text(&self.to_text())
    }
}

/// The pairs that no good plan can do without, from `Session.backbone`.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> found = tercet.Session(tercet.example_cohort()).backbone()
/// >>> found.open
/// []
#[pyclass(frozen, module = "tercet")]
pub(crate) struct Backbone {
    pub(crate) found: backbone::Backbone,
    pub(crate) session: Arc<Session>,
}

#[pymethods]
impl Backbone {
    /// The pairs of ids that are together in every plan worth at least `least_value`: proved.
    #[getter]
    fn always(&self) -> Vec<[String; 2]> {
        self.found.always.clone()
    }

    /// The pairs of the plan that another such plan does without.
    #[getter]
    fn replaceable(&self) -> Vec<[String; 2]> {
        self.found.replaceable.clone()
    }

    /// The pairs of the plan for which the time was too short to tell.
    #[getter]
    fn open(&self) -> Vec<[String; 2]> {
        self.found.open.clone()
    }

    /// The groups of which every pair is always together.
    #[getter]
    fn groups(&self) -> Vec<Vec<String>> {
        self.found.groups.clone()
    }

    /// Plans of at least this many points were looked at.
    #[getter]
    fn least_value(&self) -> i64 {
        self.found.least_value
    }

    /// The backbone as text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> session = tercet.Session(tercet.example_cohort())
    /// >>> session.backbone().to_text().splitlines()[0]
    /// 'Which pairs no good plan can do without'
    fn to_text(&self) -> String {
        let value = self.session.plan().value.unwrap_or(0);
        report::questions::backbone(self.session.problem(), value, &self.found)
    }

    /// The backbone as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json, tercet
    /// >>> session = tercet.Session(tercet.example_cohort())
    /// >>> json.loads(session.backbone().to_json())["open"]
    /// []
    fn to_json(&self) -> PyResult<String> {
        to_text(&self.found)
    }

    fn __repr__(&self) -> String {
        let backbone::Backbone { always, replaceable, open, .. } = &self.found;
        format!("<Backbone: {} pairs always, {} replaceable, {} open>", always.len(), replaceable.len(), open.len())
    }

    /// The view that a notebook shows.
    fn _repr_html_(&self) -> String {
        report::notebook::text(&self.to_text())
    }
}

/// Why a problem has no plan, from `conflict`.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> tercet.conflict(tercet.example_cohort()).verdict
/// 'none'
#[pyclass(frozen, module = "tercet")]
pub(crate) struct Conflict {
    pub(crate) found: conflict::Conflict,
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
    pub(crate) found: best_effort::BestEffort,
    pub(crate) problem: Arc<tercet::Problem>,
}

#[pymethods]
impl BestEffort {
    /// The plan. In its value, each school left out costs a high price.
    #[getter]
    fn plan(&self, py: Python<'_>) -> PyResult<Plan> {
        let problem = best_effort::at_price(&self.problem, self.found.price).map_err(|error| raise(py, error))?;
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
