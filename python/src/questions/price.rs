//! The price of a demand on a plan.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use tercet::questions::price;
use tercet::questions::session::Session;
use tercet::report;

use crate::convert::{from_serde, name, to_text};

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
    pub(crate) session: Session,
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
