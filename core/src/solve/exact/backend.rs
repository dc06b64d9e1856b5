//! The only place that knows the solver, HiGHS: `linear` re-solves a linear program that grows, `integer` a set partition.
//! Floats stay here.

pub(crate) mod integer;
pub(crate) mod linear;

/// HiGHS runs on one thread in every call of a process: what it answers then depends on the model alone, and its scheduler,
/// which belongs to a thread and refuses to change its size, is never asked to.
const THREADS: i32 = 1;
