//! The pairs that no good plan can do without.

use pyo3::prelude::*;
use tercet::questions::backbone;
use tercet::questions::session::Session;
use tercet::report;

use crate::convert::to_text;

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
    pub(crate) session: Session,
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
