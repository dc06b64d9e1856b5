//! The only module that uses the solver, HiGHS. `linear` solves a growing linear program again and again, and `integer`
//! solves a set partition. Floats stay in this module.

use crate::units::Points;

pub(crate) mod integer;
pub(crate) mod linear;

/// HiGHS runs on one thread in every call of a process. So its answer depends only on the model. Its scheduler belongs to a
/// thread and refuses to change its size, but is never asked to.
const THREADS: i32 = 1;

/// Points as a float for the solver.
#[expect(clippy::cast_precision_loss, reason = "values and capped duals are far below 2^53")]
pub(super) fn points(points: Points) -> f64 {
    points as f64
}

/// A count as a float for the solver.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub(super) fn float(count: usize) -> f64 {
    count as f64
}
