//! A linear program that grows by columns and rows and is solved again from its last basis: max cost * x, x >= 0.
//!
//! HiGHS keeps its basis when columns are added, so a round of column generation costs a few pivots and not a full solve.
//! good_lp would state a new model each time, and the `highs` crate adds one column in each call. So this module uses
//! HiGHS's own interface.

use std::ffi::{c_char, c_int, c_void};

use super::THREADS;
use crate::error::Error;
use crate::solve::limits::Limits;

/// A linear program inside HiGHS. Rows and columns are numbered in the order in which they were added.
#[derive(Debug)]
pub(crate) struct Linear<'a> {
    highs: *mut c_void,
    num_rows: usize,
    num_columns: usize,
    limits: &'a Limits,
}

/// HiGHS's name for the limit on pivots.
const ITERATIONS: &std::ffi::CStr = c"simplex_iteration_limit";

// SAFETY: the object belongs to one `Linear` alone, no thread but the one that holds it calls HiGHS with it, and nothing in it belongs
// to the thread that made it: HiGHS's scheduler, which does, is not used by a simplex on one thread.
#[expect(unsafe_code, reason = "a raw pointer is not Send by itself")]
unsafe impl Send for Linear<'_> {}

/// A column: its cost, and its rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entries {
    costs: Vec<f64>,
    starts: Vec<c_int>,
    rows: Vec<c_int>,
    values: Vec<f64>,
}

impl Entries {
    /// Adds a column to the batch that the solver gets next.
    pub(crate) fn push(&mut self, cost: f64, entries: impl Iterator<Item = (usize, f64)>) {
        self.costs.push(-cost);
        self.starts.push(int(self.rows.len()));
        for (row, value) in entries {
            self.rows.push(int(row));
            self.values.push(value);
        }
    }

    /// The number of columns.
    pub(crate) fn len(&self) -> usize {
        self.costs.len()
    }

    /// Whether there are no columns.
    pub(crate) fn is_empty(&self) -> bool {
        self.costs.is_empty()
    }
}

/// An optimal basic solution.
#[derive(Debug, Clone, Default)]
pub(crate) struct Solution {
    /// The value of the program.
    pub(crate) objective: f64,
    /// One for each column.
    pub(crate) primal: Vec<f64>,
    /// One for each row: the worth of one more unit on its right side.
    pub(crate) duals: Vec<f64>,
}

impl<'a> Linear<'a> {
    /// A program with rows `lower <= ... <= upper` and no columns yet. Its runs end when the limits are urgent.
    ///
    /// # Errors
    /// [`Error::Backend`] if HiGHS refuses.
    #[expect(unsafe_code, reason = "HiGHS's interface is C")]
    pub(crate) fn new(rows: &[(f64, f64)], limits: &'a Limits) -> Result<Self, Error> {
        // SAFETY: creates an object that `drop` destroys; null is refused.
        let highs = unsafe { highs_sys::Highs_create() };
        if highs.is_null() {
            return Err(Error::Backend("HiGHS could not be started".to_owned()));
        }
        let mut linear = Self { highs, num_rows: 0, num_columns: 0, limits };
        // SAFETY: the object is live, the names are C strings, and `limits` outlives the object, whose callback only reads it.
        let done = unsafe {
            [
                highs_sys::Highs_setBoolOptionValue(highs, c"output_flag".as_ptr(), 0),
                highs_sys::Highs_setIntOptionValue(highs, c"threads".as_ptr(), THREADS),
                highs_sys::Highs_setStringOptionValue(highs, c"presolve".as_ptr(), c"off".as_ptr()),
                highs_sys::Highs_setStringOptionValue(highs, c"solver".as_ptr(), c"simplex".as_ptr()),
                highs_sys::Highs_setCallback(
                    highs,
                    Some(on_callback),
                    std::ptr::from_ref(limits).cast_mut().cast::<c_void>(),
                ),
                highs_sys::Highs_startCallback(highs, highs_sys::kHighsCallbackSimplexInterrupt),
            ]
        };
        if done.iter().any(|&status| status != highs_sys::STATUS_OK) {
            return Err(refused("its options"));
        }
        for &(lower, upper) in rows {
            linear.add_row(lower, upper, &[])?;
        }
        Ok(linear)
    }

    /// Adds a row over existing columns, and returns its number.
    ///
    /// # Errors
    /// [`Error::Backend`] if HiGHS refuses.
    #[expect(unsafe_code, reason = "HiGHS's interface is C")]
    pub(crate) fn add_row(&mut self, lower: f64, upper: f64, entries: &[(usize, f64)]) -> Result<usize, Error> {
        let columns: Vec<c_int> = entries.iter().map(|&(column, _)| int(column)).collect();
        let values: Vec<f64> = entries.iter().map(|&(_, value)| value).collect();
        // SAFETY: the object is live and both arrays have the length that is given.
        let status = unsafe {
            highs_sys::Highs_addRow(self.highs, lower, upper, int(columns.len()), columns.as_ptr(), values.as_ptr())
        };
        if status != highs_sys::STATUS_OK {
            return Err(refused("a row"));
        }
        self.num_rows += 1;
        Ok(self.num_rows - 1)
    }

    /// Adds columns, and returns the number of the first.
    ///
    /// # Errors
    /// [`Error::Backend`] if HiGHS refuses.
    #[expect(unsafe_code, reason = "HiGHS's interface is C")]
    pub(crate) fn add_columns(&mut self, columns: &Entries) -> Result<usize, Error> {
        let first = self.num_columns;
        let count = columns.costs.len();
        let (lower, upper) = (vec![0.0; count], vec![f64::INFINITY; count]);
        // SAFETY: the object is live; costs, bounds and starts have `count` entries, rows and values as many as is given.
        let status = unsafe {
            highs_sys::Highs_addCols(
                self.highs,
                int(count),
                columns.costs.as_ptr(),
                lower.as_ptr(),
                upper.as_ptr(),
                int(columns.rows.len()),
                columns.starts.as_ptr(),
                columns.rows.as_ptr(),
                columns.values.as_ptr(),
            )
        };
        if status != highs_sys::STATUS_OK {
            return Err(refused("columns"));
        }
        self.num_columns += count;
        Ok(first)
    }

    /// Sets the upper bounds of columns. A bound of 0 takes a column out.
    ///
    /// # Errors
    /// [`Error::Backend`] if HiGHS refuses.
    #[expect(unsafe_code, reason = "HiGHS's interface is C")]
    pub(crate) fn limit_columns(&mut self, limits: &[(usize, f64)]) -> Result<(), Error> {
        if limits.is_empty() {
            return Ok(());
        }
        let mut limits = limits.to_vec();
        limits.sort_unstable_by_key(|&(column, _)| column);
        let columns: Vec<c_int> = limits.iter().map(|&(column, _)| int(column)).collect();
        let upper: Vec<f64> = limits.iter().map(|&(_, upper)| upper).collect();
        let lower = vec![0.0; upper.len()];
        // SAFETY: the object is live; the three arrays have the length that is given, and the set ascends.
        let status = unsafe {
            highs_sys::Highs_changeColsBoundsBySet(
                self.highs,
                int(columns.len()),
                columns.as_ptr(),
                lower.as_ptr(),
                upper.as_ptr(),
            )
        };
        if status == highs_sys::STATUS_OK { Ok(()) } else { Err(refused("bounds")) }
    }

    /// Solves from the last basis. `None` if the limits ended the solve, or HiGHS found no optimum.
    ///
    /// # Errors
    /// [`Error::Backend`] if HiGHS fails.
    #[expect(unsafe_code, reason = "HiGHS's interface is C")]
    pub(crate) fn solve(&mut self) -> Result<Option<Solution>, Error> {
        // SAFETY: the object is live, and `limits`, which its callback reads, is borrowed for as long as it is.
        let (ran, mut status) =
            unsafe { (highs_sys::Highs_run(self.highs), highs_sys::Highs_getModelStatus(self.highs)) };
        if status != highs_sys::MODEL_STATUS_OPTIMAL && !self.limits.is_urgent() {
            // HiGHS can give up from a basis that has become numerically bad. Without a basis it starts again.
            // SAFETY: as above.
            status = unsafe {
                highs_sys::Highs_clearSolver(self.highs);
                highs_sys::Highs_run(self.highs);
                highs_sys::Highs_getModelStatus(self.highs)
            };
        }
        if ran == highs_sys::STATUS_ERROR && status != highs_sys::MODEL_STATUS_OPTIMAL && !self.limits.is_urgent() {
            return Err(Error::Backend(format!("HiGHS ended a linear program with model status {status}")));
        }
        if status != highs_sys::MODEL_STATUS_OPTIMAL {
            return Ok(None);
        }
        let mut primal = vec![0.0; self.num_columns];
        let mut duals = vec![0.0; self.num_rows];
        let (mut of_columns, mut of_rows) = (vec![0.0; self.num_columns], vec![0.0; self.num_rows]);
        // SAFETY: the object is live and has as many columns and rows as the arrays that it writes to.
        let objective = unsafe {
            highs_sys::Highs_getSolution(
                self.highs,
                primal.as_mut_ptr(),
                of_columns.as_mut_ptr(),
                of_rows.as_mut_ptr(),
                duals.as_mut_ptr(),
            );
            highs_sys::Highs_getObjectiveValue(self.highs)
        };
        duals.iter_mut().for_each(|dual| *dual = -*dual);
        Ok(Some(Solution { objective: -objective, primal, duals }))
    }

    /// The value after at most this many pivots of the dual simplex from the last optimum, with some open columns closed
    /// (given in ascending order). `None` if this is infeasible. Afterwards, columns and basis are as before.
    ///
    /// # Errors
    /// [`Error::Backend`] if HiGHS refuses.
    #[expect(unsafe_code, reason = "HiGHS's interface is C")]
    pub(crate) fn probe(&mut self, closed: &[usize], pivots: i32) -> Result<Option<f64>, Error> {
        let (mut of_columns, mut of_rows) = (vec![0; self.num_columns], vec![0; self.num_rows]);
        // SAFETY: the object is live and has as many columns and rows as the arrays that it writes to.
        let status = unsafe { highs_sys::Highs_getBasis(self.highs, of_columns.as_mut_ptr(), of_rows.as_mut_ptr()) };
        if status != highs_sys::STATUS_OK {
            return Err(refused("to give its basis"));
        }
        let close = |upper: f64| -> Vec<(usize, f64)> { closed.iter().map(|&column| (column, upper)).collect() };
        self.limit_columns(&close(0.0))?;
        // SAFETY: the object is live, and the name is a C string.
        let (status, value) = unsafe {
            highs_sys::Highs_setIntOptionValue(self.highs, ITERATIONS.as_ptr(), pivots);
            highs_sys::Highs_run(self.highs);
            highs_sys::Highs_setIntOptionValue(self.highs, ITERATIONS.as_ptr(), c_int::MAX);
            (highs_sys::Highs_getModelStatus(self.highs), -highs_sys::Highs_getObjectiveValue(self.highs))
        };
        self.limit_columns(&close(f64::INFINITY))?;
        // SAFETY: the object is live, and the basis has as many columns and rows as it has.
        let restored = unsafe { highs_sys::Highs_setBasis(self.highs, of_columns.as_ptr(), of_rows.as_ptr()) };
        if restored != highs_sys::STATUS_OK {
            return Err(refused("its own basis"));
        }
        let is_known =
            [highs_sys::MODEL_STATUS_OPTIMAL, highs_sys::MODEL_STATUS_REACHED_ITERATION_LIMIT].contains(&status);
        Ok(is_known.then_some(value).filter(|value| value.is_finite()))
    }

    /// The number of columns.
    pub(crate) fn num_columns(&self) -> usize {
        self.num_columns
    }
}

impl Drop for Linear<'_> {
    #[expect(unsafe_code, reason = "HiGHS's interface is C")]
    fn drop(&mut self) {
        // SAFETY: the object is live and not used again.
        unsafe { highs_sys::Highs_destroy(self.highs) };
    }
}

/// The function that HiGHS calls between pivots.
#[expect(unsafe_code, reason = "HiGHS passes raw pointers")]
unsafe extern "C" fn on_callback(
    _kind: c_int,
    _message: *const c_char,
    _out: *const highs_sys::HighsCallbackDataOut,
    into: *mut highs_sys::HighsCallbackDataIn,
    data: *mut c_void,
) {
    // SAFETY: `new` gave limits that outlive the object.
    let limits = unsafe { data.cast::<Limits>().cast_const().as_ref() };
    // SAFETY: HiGHS passes null or a place that is valid for the time of this call.
    let into = unsafe { into.as_mut() };
    if let (Some(limits), Some(into)) = (limits, into) {
        into.user_interrupt = c_int::from(limits.is_urgent());
    }
}

fn int(number: usize) -> c_int {
    c_int::try_from(number).expect("a linear program here has fewer than 2^31 entries")
}

fn refused(what: &str) -> Error {
    Error::Backend(format!("HiGHS refused {what}"))
}
