//! Turns the crate's errors into Python exceptions, and has the issues that an exception carries.

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use tercet::Error;

use crate::codes::severity_name;
use crate::convert::{from_text, to_text};

/// An issue with the input: an error that you must fix, or a warning that you should know about.
///
/// Attributes
/// ----------
/// code : str
///     The stable code, such as ``"level-out-of-range"``.
/// severity : str
///     ``"error"`` or ``"warning"``.
/// file, row, school, key, value : optional
///     The place of the issue, as far as Tercet knows it. The header is row 1.
/// message : str
///     The problem with the input.
/// fix : str
///     The change that fixes the problem.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> try:
/// ...     tercet.Rules(sizes=[3, 9])
/// ... except tercet.InputError as error:
/// ...     print(error.issues[0].code)
/// size-out-of-range
#[pyclass(frozen, eq, module = "tercet")]
#[derive(PartialEq)]
pub(crate) struct Issue(tercet::Issue);

#[pymethods]
impl Issue {
    /// The stable code.
    #[getter]
    fn code(&self) -> &'static str {
        self.0.code.as_str()
    }

    /// ``"error"`` stops the work; ``"warning"`` does not.
    #[getter]
    fn severity(&self) -> &'static str {
        severity_name(self.0.severity)
    }

    /// The file's name, as the caller gave it.
    #[getter]
    fn file(&self) -> Option<&str> {
        self.0.file.as_deref()
    }

    /// The row in the file. The header is row 1.
    #[getter]
    fn row(&self) -> Option<u64> {
        self.0.row
    }

    /// The school's id.
    #[getter]
    fn school(&self) -> Option<&str> {
        self.0.school.as_deref()
    }

    /// The column of a table, or the dotted key of the rules.
    #[getter]
    fn key(&self) -> Option<&str> {
        self.0.key.as_deref()
    }

    /// The value, as it is in the input.
    #[getter]
    fn value(&self) -> Option<&str> {
        self.0.value.as_deref()
    }

    /// The problem with the input.
    #[getter]
    fn message(&self) -> &str {
        &self.0.message
    }

    /// The change that fixes the problem.
    #[getter]
    fn fix(&self) -> &str {
        &self.0.fix
    }

    #[staticmethod]
    fn _restored(text: &str) -> PyResult<Self> {
        from_text(text).map(Self)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("_restored")?, (to_text(&slf.get().0)?,)))
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Issue {}>", self.0)
    }
}

/// Issues as Python objects.
pub(crate) fn issues(issues: &[tercet::Issue]) -> Vec<Issue> {
    issues.iter().cloned().map(Issue).collect()
}

/// Turns an error of the crate into its exception in `tercet.errors`.
pub(crate) fn raise(py: Python<'_>, error: Error) -> PyErr {
    static INPUT: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static OPTIONS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static BACKEND: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let message = error.to_string();
    let made = match error {
        Error::Input(found) => INPUT
            .import(py, "tercet.errors", "InputError")
            .and_then(|kind| Ok(PyErr::from_value(kind.call1((message, issues(&found)))?))),
        Error::Options(message) => {
            OPTIONS.import(py, "tercet.errors", "OptionsError").map(|kind| PyErr::from_type(kind.clone(), message))
        }
        // Given a number and a path, Python picks the class itself, such as `FileNotFoundError`.
        Error::Io { path, source } => Ok(match source.raw_os_error() {
            Some(number) => PyOSError::new_err((number, strip_number(&source), path.into_os_string())),
            None => PyOSError::new_err(message),
        }),
        _ => BACKEND.import(py, "tercet.errors", "BackendError").map(|kind| PyErr::from_type(kind.clone(), message)),
    };
    made.unwrap_or_else(|error| error)
}

/// The operating system's message without its error number. Rust adds this number, and Python would add it again.
fn strip_number(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((said, _)) => said.to_owned(),
        None => text,
    }
}
