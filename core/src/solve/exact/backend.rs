//! The only place that knows the solver, HiGHS: `linear` re-solves a linear program that grows, `integer` a set partition.
//! Floats stay here.

use crate::units::Points;

pub(crate) mod integer;
pub(crate) mod linear;

/// HiGHS runs on one thread in every call of a process: what it answers then depends on the model alone, and its scheduler,
/// which belongs to a thread and refuses to change its size, is never asked to.
const THREADS: i32 = 1;

/// Points as the solver reads them.
#[expect(clippy::cast_precision_loss, reason = "values and capped duals are far below 2^53")]
pub(super) fn points(points: Points) -> f64 {
    points as f64
}

/// A count as the solver reads it.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub(super) fn float(count: usize) -> f64 {
    count as f64
}
