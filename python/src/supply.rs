//! The need and supply of a cohort, area by area, as the crate counts them.

use pyo3::prelude::*;
use pyo3::types::PyList;
use tercet::model::supply::AreaSupply;
use tercet::report::{self, need_and_supply as table};

use crate::convert::{from_serde, from_text, to_text};
use crate::drawing::Drawing;

/// How many schools need each area, and how many are strong in it, as `Cohort.need_and_supply` counts them.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> supply = tercet.example_cohort().need_and_supply()
/// >>> supply
/// <NeedAndSupply of 5 areas, 0 short>
/// >>> supply.to_dicts()[0]["area"], supply.to_dicts()[0]["in_need"], supply.to_dicts()[0]["strong_60"]
/// ('reading', 4, 6)
#[pyclass(frozen, eq, module = "tercet")]
#[derive(PartialEq)]
pub(crate) struct NeedAndSupply(pub(crate) Vec<AreaSupply>);

#[pymethods]
impl NeedAndSupply {
    /// One sentence that says which areas, if any, have too few strong schools to meet the need in any plan.
    #[getter]
    fn verdict(&self) -> String {
        table::verdict(&self.0)
    }

    /// A row for each area, in the cohort's order.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///     ``in_need`` is the number of schools that need the ``area``. ``need`` is the sum of the area's weights over
    ///     these schools. The weights of each school's needs add up to 100. ``declared`` is the number of schools with
    ///     any strength in the area. ``strong_60``, ``strong_80`` and ``strong_100`` are the numbers of schools with
    ///     that level or more. In any plan, at least ``short`` of the schools in need have no peer with a level of 60
    ///     or more.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> for row in tercet.example_cohort().need_and_supply().to_dicts()[:2]:
    /// ...     print(row["area"], row["in_need"], row["strong_60"], row["strong_100"])
    /// reading 4 6 2
    /// mathematics 4 5 2
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.0)?.cast_into()?)
    }

    /// The rows in the order of the chart, with areas as people write them.
    fn _scarcest_first<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let mut rows: Vec<AreaSupply> = table::scarcest_first(&self.0).into_iter().cloned().collect();
        for row in &mut rows {
            row.area = report::labels::standard(&row.area);
        }
        Ok(from_serde(py, &rows)?.cast_into()?)
    }

    /// The rows of `to_dicts` as a data frame.
    ///
    /// Parameters
    /// ----------
    /// backend : {"pandas", "polars", "pyarrow"}, optional
    ///     The data-frame package. The default is a package that is already imported, or else one that is installed.
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
    /// >>> frame = tercet.example_cohort().need_and_supply().to_frame("pandas")
    /// >>> frame.shape
    /// (5, 8)
    #[pyo3(signature = (backend = None))]
    fn to_frame<'py>(&self, py: Python<'py>, backend: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        py.import("tercet.frames")?.call_method1("to_frame", (self.to_dicts(py)?, backend))
    }

    /// The rows of `to_dicts` as CSV text. Cells that a spreadsheet would run as formulas are escaped.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.example_cohort().need_and_supply().to_csv().splitlines()[0][:17]
    /// 'area,in_need,need'
    fn to_csv(&self) -> String {
        table::render_csv(&self.0)
    }

    /// Draw how many schools need each area, next to how many schools are strong in it. The scarcest area is first.
    ///
    /// Returns
    /// -------
    /// Drawing
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> tercet.example_cohort().need_and_supply().chart().title
    /// 'Need and supply by area'
    fn chart(&self) -> Drawing {
        Drawing(table::chart(&self.0))
    }

    #[staticmethod]
    fn _restored(text: &str) -> PyResult<Self> {
        Ok(Self(from_text(text)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("_restored")?, (to_text(&slf.get().0)?,)))
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __repr__(&self) -> String {
        let short = self.0.iter().filter(|area| area.short > 0).count();
        format!("<NeedAndSupply of {} areas, {short} short>", self.0.len())
    }

    /// The chart and the verdict, as a notebook shows them.
    fn _repr_html_(&self) -> String {
        report::notebook::need_and_supply(&self.0)
    }
}
