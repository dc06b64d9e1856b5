//! The prices of all rules.

use pyo3::prelude::*;
use pyo3::types::PyList;
use tercet::questions::rule_prices;
use tercet::report;

use crate::convert::{from_serde, to_text};

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
