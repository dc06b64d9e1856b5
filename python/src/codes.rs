//! `codes`: the catalogue of issue codes.

use pyo3::prelude::*;
use pyo3::types::PyList;
use tercet::{Severity, report};

/// List every issue code with its severity, its meaning and its fix.
///
/// Returns
/// -------
/// list of Code
///     Frozen records of `tercet.records`, in the order of the documentation's page about issues. You can make a data
///     frame from the list.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> codes = {code.code: code for code in tercet.codes()}
/// >>> codes["no-needs"].severity
/// 'warning'
/// >>> codes["duplicate-id"].meaning
/// 'Two schools have the same id.'
#[pyfunction]
pub(crate) fn codes(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    let record = py.import("tercet.records")?.getattr("Code")?;
    let codes = report::codes()
        .iter()
        .map(|entry| record.call1((entry.code, severity_name(entry.severity), entry.meaning, &entry.fix)));
    PyList::new(py, codes.collect::<PyResult<Vec<_>>>()?)
}

/// A severity as Python's users read it.
pub(crate) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
