//! The JSON Schemas of the file formats.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tercet::model::format::schema as schemas;

/// Return the JSON Schema of a file format.
///
/// Parameters
/// ----------
/// kind : {"problem", "rules", "plan"}
///     The file format.
///
/// Returns
/// -------
/// str
///     The schema as JSON text.
///
/// Raises
/// ------
/// ValueError
///     If there is no such format.
///
/// Examples
/// --------
/// >>> import json, tercet
/// >>> sorted(json.loads(tercet.schema("rules"))["properties"])
/// ['aim', 'benefit', 'labels', 'rules', 'scale', 'sizes']
#[pyfunction]
pub(crate) fn schema(kind: &str) -> PyResult<String> {
    let schema = match kind {
        "problem" => schemas::problem(),
        "rules" => schemas::rules(),
        "plan" => tercet::Plan::schema(),
        _ => return Err(PyValueError::new_err(format!("there is no schema '{kind}'; give problem, rules or plan"))),
    };
    Ok(format!("{schema:#}"))
}
