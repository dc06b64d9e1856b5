//! Plain Python data to and from JSON values, which is how rules and dictionaries cross the border.

use std::path::PathBuf;

use pyo3::exceptions::{PyRecursionError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyList, PyMapping, PyString};
use serde_json::{Map, Value};
use tercet::model::format::write;

use crate::errors::raise;

/// How deep plain data may nest; rules are three deep.
const DEEPEST: usize = 32;

/// Python data as a JSON value: none, booleans, numbers (NumPy's too), text, mappings and anything that can be iterated.
pub(crate) fn to_json(data: &Bound<'_, PyAny>) -> PyResult<Value> {
    to_json_within(data, DEEPEST)
}

fn to_json_within(data: &Bound<'_, PyAny>, depth: usize) -> PyResult<Value> {
    if depth == 0 {
        return Err(PyRecursionError::new_err("the data is nested too deeply for rules"));
    }
    if data.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(flag) = data.cast::<PyBool>() {
        return Ok(Value::Bool(flag.is_true()));
    }
    if let Ok(text) = data.cast::<PyString>() {
        return Ok(Value::String(text.extract()?));
    }
    // Arrays can be asked for one number too; what has a length is a list.
    if data.is_exact_instance_of::<PyFloat>() || (data.hasattr("__float__")? && !data.hasattr("__len__")?) {
        return number(data);
    }
    if let Ok(mapping) = data.cast::<PyMapping>() {
        let mut object = Map::new();
        for item in mapping.items()?.iter() {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            object.insert(key.str()?.to_string(), to_json_within(&value, depth - 1)?);
        }
        return Ok(Value::Object(object));
    }
    let Ok(items) = data.try_iter() else {
        let message = format!("{} is not plain data; give numbers, text, lists or mappings", data.get_type().name()?);
        return Err(PyTypeError::new_err(message));
    };
    items.map(|item| to_json_within(&item?, depth - 1)).collect::<PyResult<_>>().map(Value::Array)
}

fn number(data: &Bound<'_, PyAny>) -> PyResult<Value> {
    if data.hasattr("__index__")? {
        return match data.extract::<i64>() {
            Ok(whole) => Ok(Value::from(whole)),
            Err(_) => Ok(Value::from(data.extract::<f64>()?)),
        };
    }
    let number: f64 = data.extract()?;
    // JSON has no infinity; as text it is refused by the crate, with the key it stands at.
    Ok(serde_json::Number::from_f64(number).map_or_else(|| Value::String(number.to_string()), Value::Number))
}

/// A JSON value as Python data.
pub(crate) fn from_json<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(flag) => PyBool::new(py, *flag).to_owned().into_any(),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(whole), _, _) => whole.into_pyobject(py)?.into_any(),
            (_, Some(whole), _) => whole.into_pyobject(py)?.into_any(),
            (_, _, real) => real.into_pyobject(py)?.into_any(),
        },
        Value::String(text) => PyString::new(py, text).into_any(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| from_json(py, item)).collect::<PyResult<_>>()?;
            PyList::new(py, items)?.into_any()
        }
        Value::Object(object) => {
            let dict = PyDict::new(py);
            for (key, value) in object {
                dict.set_item(key, from_json(py, value)?)?;
            }
            dict.into_any()
        }
    })
}

/// A serialisable value as Python data.
pub(crate) fn from_serde<'py>(py: Python<'py>, data: &impl serde::Serialize) -> PyResult<Bound<'py, PyAny>> {
    let value = serde_json::to_value(data).map_err(|error| PyTypeError::new_err(error.to_string()))?;
    from_json(py, &value)
}

/// A serialisable value as text, for another process.
pub(crate) fn to_text(data: &impl serde::Serialize) -> PyResult<String> {
    serde_json::to_string(data).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// The value that another process wrote with [`to_text`].
pub(crate) fn from_text<Data: serde::de::DeserializeOwned>(text: &str) -> PyResult<Data> {
    serde_json::from_str(text).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// The name that a serialising enum has in files.
pub(crate) fn name(data: &impl serde::Serialize) -> String {
    match serde_json::to_value(data) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Text as UTF-8, or bytes as they are: whether they are text is for the crate to say.
pub(crate) fn as_bytes(data: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    match data.cast::<PyString>() {
        Ok(text) => Ok(text.to_str()?.as_bytes().to_vec()),
        Err(_) => data.extract(),
    }
}

/// The path, if the argument is one: text or `os.PathLike`.
pub(crate) fn as_path(data: &Bound<'_, PyAny>) -> Option<PathBuf> {
    data.extract().ok()
}

/// Files of text as files of bytes.
pub(crate) fn in_bytes(files: Vec<(String, String)>) -> Vec<(String, Vec<u8>)> {
    files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

/// Writes the files of an export into a folder, all of them or none.
pub(crate) fn write_files(
    py: Python<'_>,
    folder: PathBuf,
    files: impl FnOnce() -> Vec<(String, Vec<u8>)> + Send,
) -> PyResult<()> {
    let written = py.detach(move || {
        let files = files();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        write::write_all(folder, &files)
    });
    written.map_err(|error| raise(py, error))
}
