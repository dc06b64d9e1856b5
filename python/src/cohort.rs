//! The cohort: its schools and areas as Python sees them, and the functions that read a cohort.

use std::path::{Path, PathBuf};

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};
use tercet::model::cohort::Kind;
use tercet::model::format::{self, write};
use tercet::model::supply::need_and_supply;
use tercet::report;

use crate::background::away;
use crate::convert::{as_bytes, from_serde};
use crate::errors::{Issue, issues, raise};
use crate::rules::Rules;
use crate::supply::NeedAndSupply;

/// The schools to group, with their areas of practice.
///
/// `read_csv`, `read_tables` and `read_register` read a cohort from files. `Cohort.from_frame` and `Cohort.from_csv`
/// make a cohort from data in memory. `generate` makes a random cohort. The schools are in the order of their ids, so
/// the order of the input never matters.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> cohort = tercet.example_cohort()
/// >>> len(cohort)
/// 12
/// >>> cohort.schools[0]["name"]
/// 'Ash Lane Primary'
/// >>> cohort.areas
/// ('reading', 'mathematics', 'behaviour', 'early_years', 'send')
#[pyclass(frozen, eq, module = "tercet")]
#[derive(PartialEq)]
pub(crate) struct Cohort(pub(crate) tercet::Cohort);

#[pymethods]
impl Cohort {
    /// Every school, each as a dictionary with ``id``, ``name``, ``location``, ``attributes``, ``strengths`` and
    /// ``needs``.
    ///
    /// The last three leave out the values that a school has not declared. ``location`` is ``None``, or has ``easting``
    /// and ``northing`` in metres on the British National Grid.
    #[getter]
    fn schools<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let schools: Vec<_> = self.0.schools().iter().map(|school| to_dict(py, school)).collect::<PyResult<_>>()?;
        PyList::new(py, schools)
    }

    /// The areas of practice, in the order of the input.
    #[getter]
    fn areas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.areas())
    }

    /// The kind of each attribute by name: ``"number"`` or ``"text"``.
    #[getter]
    fn attributes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let attributes = PyDict::new(py);
        for (name, kind) in self.0.attributes() {
            let kind = match kind {
                Kind::Number => "number",
                Kind::Text => "text",
            };
            attributes.set_item(name, kind)?;
        }
        Ok(attributes)
    }

    /// The file that the cohort was read from, as the caller named it.
    #[getter]
    fn file(&self) -> Option<&str> {
        self.0.file()
    }

    /// The warnings from reading the cohort, which do not stop the work.
    #[getter]
    fn warnings(&self) -> Vec<Issue> {
        issues(self.0.warnings())
    }

    /// The cohort as the text of one CSV table. `read_csv` reads the same cohort from this text.
    ///
    /// Returns
    /// -------
    /// str
    ///     The CSV text. Cells are not escaped, even if a spreadsheet would run them as formulas.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.example_cohort().to_csv().splitlines()[0].split(",")[:5]
    /// ['id', 'name', 'easting', 'northing', 'region']
    fn to_csv(&self, py: Python<'_>) -> String {
        py.detach(|| format::csv::cohort_to_csv(&self.0))
    }

    /// Make a cohort from CSV text.
    ///
    /// Parameters
    /// ----------
    /// text : str or bytes
    ///     The result of `to_csv`, or any table that `read_csv` reads.
    /// file : str, default "cohort"
    ///     The name of the table, as issues and the property `file` show it.
    ///
    /// Returns
    /// -------
    /// Cohort
    ///
    /// Raises
    /// ------
    /// InputError
    ///     If the input has issues. The error lists every issue.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> cohort = tercet.example_cohort()
    /// >>> tercet.Cohort.from_csv(cohort.to_csv()).schools == cohort.schools
    /// True
    #[staticmethod]
    #[pyo3(signature = (text, file = "cohort"))]
    fn from_csv(text: &Bound<'_, PyAny>, file: &str) -> PyResult<Self> {
        let (py, bytes) = (text.py(), as_bytes(text)?);
        py.detach(|| format::csv::parse_cohort(&bytes, file)).map(Self).map_err(|error| raise(py, error))
    }

    /// Make a cohort from a data frame.
    ///
    /// The frame has a row for each school, with the columns that `read_csv` reads. The strengths and needs can also be in
    /// a second, long table, as in `read_tables`.
    ///
    /// Parameters
    /// ----------
    /// frame : table
    ///     A data frame of any kind (pandas, Polars, pyarrow and others) or a sequence of mappings. Its columns are
    ///     ``id``, ``name``, any attributes, ``easting`` and ``northing``. It also has ``strength:<area>`` and
    ///     ``need:<area>``, unless `areas` has the strengths and needs. A missing value counts as blank.
    /// areas : table, optional
    ///     A table with the columns ``id``, ``area``, ``strength`` and ``need``.
    ///
    /// Returns
    /// -------
    /// Cohort
    ///
    /// Raises
    /// ------
    /// InputError
    ///     If the input has issues. The error lists every issue. Rows are numbered as in a file, so the first row is
    ///     row 2.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> cohort = tercet.Cohort.from_frame([
    /// ...     {"id": "1", "name": "Ash Lane", "strength:reading": 5, "need:writing": 1},
    /// ...     {"id": "2", "name": "Birch Road", "strength:writing": 4, "need:reading": 2},
    /// ... ])
    /// >>> cohort.areas
    /// ('reading', 'writing')
    #[staticmethod]
    #[pyo3(signature = (frame, areas = None))]
    fn from_frame(frame: &Bound<'_, PyAny>, areas: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let py = frame.py();
        let text = |table: &Bound<'_, PyAny>| -> PyResult<String> {
            py.import("tercet.frames")?.call_method1("to_csv_text", (table,))?.extract()
        };
        let (schools, areas) = (text(frame)?, areas.map(text).transpose()?);
        let cohort = py.detach(move || match areas {
            None => format::csv::parse_cohort(schools.as_bytes(), "frame"),
            Some(areas) => format::two_tables::parse_cohort((schools.as_bytes(), "frame"), (areas.as_bytes(), "areas")),
        });
        cohort.map(Self).map_err(|error| raise(py, error))
    }

    /// Count the schools that need each area, and the schools that are strong in it.
    ///
    /// Parameters
    /// ----------
    /// rules : Rules, optional
    ///     The rules whose scale and group sizes are used. The default rules are used if none are given.
    ///
    /// Returns
    /// -------
    /// NeedAndSupply
    ///     A table that can draw its own chart.
    ///
    /// Raises
    /// ------
    /// InputError
    ///     If a strength is not within the scale.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> print(tercet.example_cohort().need_and_supply().verdict)
    /// There are enough strong schools in every area to meet demand.
    #[pyo3(signature = (rules = None))]
    fn need_and_supply(&self, py: Python<'_>, rules: Option<&Rules>) -> PyResult<NeedAndSupply> {
        let defaults = tercet::Rules::default();
        let rules = rules.map_or(&defaults, |rules| &rules.0);
        py.detach(|| need_and_supply(&self.0, rules)).map(NeedAndSupply).map_err(|error| raise(py, error))
    }

    /// Write the cohort to a CSV file, whole or not at all.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file to write. An existing file is replaced.
    ///
    /// Raises
    /// ------
    /// OSError
    ///     If the file cannot be written.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.generate(30).save("cohort.csv")
    /// >>> tercet.read_csv("cohort.csv").schools == tercet.generate(30).schools
    /// True
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let text = self.to_csv(py);
        py.detach(move || write::write_whole(path, text.as_bytes())).map_err(|error| raise(py, error))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, String))> {
        let cohort = slf.get();
        let file = cohort.file().unwrap_or("cohort").to_owned();
        Ok((slf.get_type().getattr("from_csv")?, (cohort.to_csv(slf.py()), file)))
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __repr__(&self) -> String {
        let name = self.0.file().and_then(|file| Path::new(file).file_name());
        let file = name.map(|name| format!(" from {}", name.display())).unwrap_or_default();
        format!("<Cohort of {} schools, {} areas{file}>", self.0.len(), self.0.areas().len())
    }

    /// The table that a notebook shows.
    fn _repr_html_(&self) -> String {
        report::notebook::cohort(&self.0)
    }
}

fn to_dict<'py>(py: Python<'py>, school: &tercet::School) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("id", &school.id)?;
    dict.set_item("name", school.display_name())?;
    dict.set_item("location", from_serde(py, &school.location)?)?;
    dict.set_item("attributes", from_serde(py, &school.attributes)?)?;
    dict.set_item("strengths", from_serde(py, &school.strengths)?)?;
    dict.set_item("needs", from_serde(py, &school.needs)?)?;
    Ok(dict)
}

/// Read a cohort from one CSV table with a row for each school.
///
/// Parameters
/// ----------
/// path : str or os.PathLike
///     A table with the column ``id``. It can also have ``name``, ``region``, ``phase``, ``trust``, ``easting``,
///     ``northing``, and ``strength:<area>`` and ``need:<area>`` for each area. Any other column is an attribute. A
///     blank cell means "not declared".
///
/// Returns
/// -------
/// Cohort
///
/// Raises
/// ------
/// InputError
///     With every issue found in the file.
/// OSError
///     If the file cannot be read.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> tercet.read_csv("schools.csv")  # doctest: +SKIP
/// <Cohort of 120 schools, 12 areas from schools.csv>
#[pyfunction]
pub(crate) fn read_csv(py: Python<'_>, path: PathBuf) -> PyResult<Cohort> {
    away(py, move || format::csv::read_cohort(path)).map(Cohort)
}

/// Read a cohort from two CSV tables: the schools, and their strengths and needs.
///
/// Parameters
/// ----------
/// schools : str or os.PathLike
///     A table with a row for each school, as for `read_csv`, but without the strengths and needs.
/// areas : str or os.PathLike
///     A long table with the columns ``id``, ``area``, ``strength`` and ``need``.
///
/// Returns
/// -------
/// Cohort
///     The cohort, with its areas sorted by name.
///
/// Raises
/// ------
/// InputError
///     With every issue found in both files.
/// OSError
///     If a file cannot be read.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> tercet.read_tables("schools.csv", "areas.csv")  # doctest: +SKIP
/// <Cohort of 120 schools, 12 areas from schools.csv>
#[pyfunction]
pub(crate) fn read_tables(py: Python<'_>, schools: PathBuf, areas: PathBuf) -> PyResult<Cohort> {
    away(py, move || format::two_tables::read_cohort(schools, areas)).map(Cohort)
}

/// Read the open schools from the published register of schools in England (GIAS).
///
/// Parameters
/// ----------
/// path : str or os.PathLike
///     The register, which is a CSV file in Windows-1252 with 111 or more columns. Columns with personal data are
///     dropped while the file is read.
/// strengths : str or os.PathLike, optional
///     A long table with the columns ``id``, ``area``, ``strength`` and ``need``. Only the schools in this table are
///     kept.
///
/// Returns
/// -------
/// Cohort
///
/// Raises
/// ------
/// InputError
///     If the input has issues. The error lists every issue.
/// OSError
///     If a file cannot be read.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> tercet.read_register("edubasealldata.csv", "strengths.csv")  # doctest: +SKIP
/// <Cohort of 120 schools, 12 areas from edubasealldata.csv>
#[pyfunction]
#[pyo3(signature = (path, strengths = None))]
pub(crate) fn read_register(py: Python<'_>, path: PathBuf, strengths: Option<PathBuf>) -> PyResult<Cohort> {
    away(py, move || format::register::read_register(path, strengths.as_deref())).map(Cohort)
}
