//! Pictures that the crate draws as SVG, for notebooks and files.

use std::path::PathBuf;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tercet::model::format::write;
use tercet::report::drawing;

use crate::convert::{from_text, to_text};
use crate::errors::raise;

/// A map or a chart as an SVG picture, which needs no network. Notebooks show the picture.
///
/// `Plan.map`, `NeedAndSupply.chart` and `Feedback.chart` return drawings.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> tercet.solve(tercet.example_cohort()).map()
/// <Drawing: Map of the plan, 629 x 480>
#[pyclass(frozen, eq, module = "tercet")]
#[derive(PartialEq)]
pub(crate) struct Drawing(pub(crate) drawing::Drawing);

#[pymethods]
impl Drawing {
    /// The title, in a few words.
    #[getter]
    fn title(&self) -> &str {
        &self.0.title
    }

    /// The picture's content in sentences, for readers who cannot see it.
    #[getter]
    fn description(&self) -> &str {
        &self.0.description
    }

    /// The picture as the text of an SVG file, which follows the reader's choice of light or dark mode.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.solve(tercet.example_cohort()).map().to_svg()[:4]
    /// '<svg'
    fn to_svg(&self) -> String {
        self.0.to_svg()
    }

    /// Write the picture to an SVG file, whole or not at all.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file to write. An existing file is replaced.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     If the name does not end in ``.svg``.
    /// OSError
    ///     If the file cannot be written.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.solve(tercet.example_cohort()).map().save("map.svg")
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg")) {
            let message = format!("{} does not end in .svg; a drawing can be saved only as SVG", path.display());
            return Err(PyValueError::new_err(message));
        }
        py.detach(move || write::write_whole(path, self.0.to_svg().as_bytes())).map_err(|error| raise(py, error))
    }

    #[staticmethod]
    fn _restored(text: &str) -> PyResult<Self> {
        Ok(Self(from_text(text)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("_restored")?, (to_text(&slf.get().0)?,)))
    }

    fn __repr__(&self) -> String {
        format!("<Drawing: {}, {} x {}>", self.0.title, self.0.width, self.0.height)
    }

    /// The picture that a notebook shows, in the colours of the notebook's page.
    fn _repr_html_(&self) -> String {
        self.0.to_inline_svg()
    }

    /// The picture with its own background, for viewers that can show only pictures.
    fn _repr_svg_(&self) -> String {
        self.0.to_svg()
    }
}
