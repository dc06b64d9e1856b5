//! The cohort: schools and areas as Python sees them, and the readers that make one.

use std::path::{Path, PathBuf};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMapping, PyTuple};
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
/// Made by `read_csv`, `read_tables` and `read_register` from files, by `Cohort.from_frame` and `Cohort.from_csv` from data in
/// memory, or by `generate`. Its schools are in the order of their ids, so the order of the input never matters.
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
    /// Every school, as dictionaries with ``id``, ``name``, ``location``, ``attributes``, ``strengths`` and ``needs``.
    ///
    /// A value that a school has not declared is not in its dictionaries; ``location`` is None or has ``easting`` and
    /// ``northing`` in British National Grid metres.
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

    /// The attributes by name: ``"number"`` or ``"text"``.
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

    /// The file that it was read from, as it was given.
    #[getter]
    fn file(&self) -> Option<&str> {
        self.0.file()
    }

    /// The reader's warnings, which do not stop the work.
    #[getter]
    fn warnings(&self) -> Vec<Issue> {
        issues(self.0.warnings())
    }

    /// The values of attributes that are probably one value: they differ only in case, blanks, punctuation, or words such as
    /// "The" and "Trust".
    ///
    /// Returns
    /// -------
    /// list of dict
    ///     Each has ``attribute`` and ``values``. The values are pairs of a value and the number of schools that have it. With
    ///     `merge_near`, the first value replaces the others.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> cohort = tercet.Cohort.from_frame([{"id": "1", "region": "London"}, {"id": "2", "region": "LONDON"}])
    /// >>> cohort.near_values()
    /// [{'attribute': 'region', 'values': [('London', 1), ('LONDON', 1)]}]
    fn near_values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        for near in self.0.near_values() {
            let row = PyDict::new(py);
            row.set_item("attribute", &near.attribute)?;
            row.set_item("values", near.values.clone())?;
            rows.append(row)?;
        }
        Ok(rows)
    }

    /// The cohort as the text of one CSV table. `read_csv` reads the same cohort from it.
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
    ///     The name of the table in issues and in `file`.
    /// columns : mapping of str to str, optional
    ///     As for `read_csv`.
    ///
    /// Returns
    /// -------
    /// Cohort
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue found.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> cohort = tercet.example_cohort()
    /// >>> tercet.Cohort.from_csv(cohort.to_csv()).schools == cohort.schools
    /// True
    #[staticmethod]
    #[pyo3(signature = (text, file = "cohort", *, columns = None))]
    fn from_csv(text: &Bound<'_, PyAny>, file: &str, columns: Option<Columns>) -> PyResult<Self> {
        let (py, bytes) = (text.py(), as_bytes(text)?);
        let columns = columns.unwrap_or_default();
        py.detach(|| format::csv::parse_cohort_with(&bytes, file, &columns.0))
            .map(Self)
            .map_err(|error| raise(py, error))
    }

    /// Make a cohort from a data frame.
    ///
    /// The frame has a row for each school, with the columns that `read_csv` reads. The strengths and needs can also be in
    /// a second, long table, as in `read_tables`.
    ///
    /// Parameters
    /// ----------
    /// frame : table
    ///     A data frame of any kind (pandas, Polars, pyarrow and others) or a sequence of mappings: ``id``, ``name``, any
    ///     attributes, ``easting`` and ``northing``, and ``strength:<area>`` and ``need:<area>`` unless `areas` has them.
    ///     Missing values are blank.
    /// areas : table, optional
    ///     ``id``, ``area``, ``strength``, ``need``.
    /// columns : mapping of str to str, optional
    ///     Names that columns are to have, by their headers in the frame: ``{"URN": "id", "FSM %": "fsm_pct"}``.
    ///
    /// Returns
    /// -------
    /// Cohort
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue found. Rows are numbered as in a file, so the first one is row 2.
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
    #[pyo3(signature = (frame, areas = None, *, columns = None))]
    fn from_frame(
        frame: &Bound<'_, PyAny>,
        areas: Option<&Bound<'_, PyAny>>,
        columns: Option<Columns>,
    ) -> PyResult<Self> {
        let py = frame.py();
        let text = |table: &Bound<'_, PyAny>| -> PyResult<String> {
            py.import("tercet.frames")?.call_method1("to_csv_text", (table,))?.extract()
        };
        let (schools, areas) = (text(frame)?, areas.map(text).transpose()?);
        let columns = columns.unwrap_or_default();
        let cohort = py.detach(move || match areas {
            None => format::csv::parse_cohort_with(schools.as_bytes(), "frame", &columns.0),
            Some(areas) => format::two_tables::parse_cohort_with(
                (schools.as_bytes(), "frame"),
                (areas.as_bytes(), "areas"),
                &columns.0,
            ),
        });
        cohort.map(Self).map_err(|error| raise(py, error))
    }

    /// Count, for each area, the schools that need it and those that are strong in it.
    ///
    /// Parameters
    /// ----------
    /// rules : Rules, optional
    ///     The rules whose scale and group sizes are used. The default rules are used if none are given.
    ///
    /// Returns
    /// -------
    /// NeedAndSupply
    ///     A table that can draw its chart.
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

/// The names of the sheets of a workbook. Any other file has none.
///
/// Parameters
/// ----------
/// path : str or os.PathLike
///     The file.
///
/// Returns
/// -------
/// list of str
///
/// Raises
/// ------
/// OSError
///     If the file cannot be read.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> tercet.example_cohort().save("cohort.csv")
/// >>> tercet.sheets("cohort.csv")
/// []
#[pyfunction]
pub(crate) fn sheets(py: Python<'_>, path: PathBuf) -> PyResult<Vec<String>> {
    away(py, move || format::workbook::sheets(path))
}

/// Read a cohort from one table with a row for each school.
///
/// Parameters
/// ----------
/// path : str or os.PathLike
///     A CSV file or a workbook (``.xlsx``, ``.xlsm``, ``.ods``) with the column ``id``; ``name``, ``region``, ``phase``, ``trust``,
///     ``easting`` and ``northing`` (or ``latitude`` and ``longitude``, or ``grid_ref``); columns ``strength:<area>`` and
///     ``need:<area>``; any other column is an attribute. A blank cell is "not declared". To read one sheet of a workbook, put
///     its name after the file's: ``cohort.xlsx#Schools``. A workbook with the sheets ``schools`` and ``areas`` is read as
///     `read_tables` reads two files.
/// columns : mapping of str to str, optional
///     The names that columns should have, by their headers in the file: ``{"URN": "id", "FSM %": "fsm_pct"}``.
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
#[pyo3(signature = (path, *, columns = None))]
pub(crate) fn read_csv(py: Python<'_>, path: PathBuf, columns: Option<Columns>) -> PyResult<Cohort> {
    let columns = columns.unwrap_or_default();
    away(py, move || format::csv::read_cohort_with(path, &columns.0)).map(Cohort)
}

/// The names that columns are to have, by the headers that they have in the table.
#[derive(Default)]
pub(crate) struct Columns(Vec<(String, String)>);

impl<'py> FromPyObject<'_, 'py> for Columns {
    type Error = PyErr;

    fn extract(data: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let Ok(mapping) = data.cast::<PyMapping>() else {
            let message = "columns maps headers of the table to names, such as {'URN': 'id'}";
            return Err(PyTypeError::new_err(message));
        };
        let text = |part: Bound<'py, PyAny>| -> PyResult<String> { part.str()?.extract() };
        let pair = |item: Bound<'py, PyAny>| -> PyResult<(String, String)> {
            let (header, name): (Bound<'py, PyAny>, Bound<'py, PyAny>) = item.extract()?;
            Ok((text(header)?, text(name)?))
        };
        mapping.items()?.iter().map(pair).collect::<PyResult<_>>().map(Self)
    }
}

/// Read a cohort from two CSV tables: the schools, and their strengths and needs.
///
/// Parameters
/// ----------
/// schools : str or os.PathLike
///     A table with a row for each school, as for `read_csv` but without the columns of strengths and needs.
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
///     The register: Windows-1252, 111 columns and more. Columns with personal data are dropped as the file is read.
/// strengths : str or os.PathLike, optional
///     A long table with the columns ``id``, ``area``, ``strength`` and ``need``; only its schools are kept.
///
/// Returns
/// -------
/// Cohort
///
/// Raises
/// ------
/// InputError
///     With every issue found.
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
