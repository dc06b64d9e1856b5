//! Reads arrays of NumPy and other packages, and imports none of these packages. An array has the buffer protocol, or
//! an `__array__` method that returns an object with it.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMemoryView};

/// The numbers of an array, in the order of its rows.
pub(crate) struct Array<'py> {
    pub(crate) shape: Vec<usize>,
    /// One contiguous copy of the whole array, whatever the array's strides.
    bytes: Bound<'py, PyBytes>,
    /// The number of bytes of each number.
    size: usize,
    kind: Kind,
    is_big_endian: bool,
}

enum Kind {
    Unsigned,
    Signed,
    Float,
}

impl<'py> Array<'py> {
    /// The array, or `None` if the data is something else, such as a list.
    pub(crate) fn of(data: &Bound<'py, PyAny>) -> PyResult<Option<Self>> {
        let view = match PyMemoryView::from(data) {
            Ok(view) => view,
            Err(_) if data.hasattr("__array__")? => {
                // Otherwise a frame's labels would be ignored, and rows in another order would be read in the cohort's
                // order.
                if data.hasattr("columns")? {
                    let message = "the order of a data frame's rows is not known; give its array, such as \
                                   frame.to_numpy(), and ids=";
                    return Err(PyTypeError::new_err(message));
                }
                PyMemoryView::from(&data.call_method0("__array__")?)?
            }
            Err(_) => return Ok(None),
        };
        let format: String = view.getattr("format")?.extract()?;
        let (order, code) = match format.split_at_checked(1) {
            Some((order, code)) if "@=<>!".contains(order) => (order, code),
            _ => ("@", format.as_str()),
        };
        let kind = match code {
            "?" | "B" | "H" | "I" | "L" | "Q" | "N" => Kind::Unsigned,
            "b" | "h" | "i" | "l" | "q" | "n" => Kind::Signed,
            "f" | "d" => Kind::Float,
            _ => {
                let message = format!(
                    "the cells of the array are of the kind {format:?}; give numbers: booleans, whole numbers, \
                     float32 or float64"
                );
                return Err(PyTypeError::new_err(message));
            }
        };
        Ok(Some(Self {
            shape: view.getattr("shape")?.extract()?,
            bytes: view.call_method0("tobytes")?.cast_into::<PyBytes>()?,
            size: view.getattr("itemsize")?.extract()?,
            kind,
            is_big_endian: order == ">" || order == "!" || (order != "<" && cfg!(target_endian = "big")),
        }))
    }

    /// The cell in a row and a column of a two-dimensional array. `true` is 1.
    pub(crate) fn at(&self, row: usize, column: usize) -> f64 {
        let place = (row * self.shape[1] + column) * self.size;
        let mut bytes = [0; 8];
        bytes[..self.size].copy_from_slice(&self.bytes.as_bytes()[place..place + self.size]);
        if self.is_big_endian {
            bytes[..self.size].reverse();
        }
        let number = u64::from_le_bytes(bytes);
        let unused = 64 - 8 * u32::try_from(self.size).unwrap_or(8);
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_wrap,
            clippy::cast_possible_truncation,
            reason = "exact to 2^53, and larger numbers are out of every range; a float of 4 bytes is the low half"
        )]
        match self.kind {
            Kind::Unsigned => number as f64,
            Kind::Signed => ((number << unused) as i64 >> unused) as f64,
            Kind::Float if self.size == 4 => f64::from(f32::from_bits(number as u32)),
            Kind::Float => f64::from_bits(number),
        }
    }
}
