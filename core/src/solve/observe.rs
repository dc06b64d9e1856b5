//! What a caller may watch while a solve runs.

use std::time::Duration;

use crate::units::Points;

/// Told of progress, from the thread that solves. Every method does nothing unless overridden.
pub trait Observer: Sync {
    /// A new phase begins: `compile`, `bound`, `columns`, `construct`, `search`, `blocks`, `tree`, `mip`.
    fn phase(&self, _name: &str) {}

    /// Something is known that was not before, or a while has passed.
    fn progress(&self, _progress: &Progress) {}
}

/// The state of a solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The value of the best plan so far.
    pub incumbent: Option<Points>,
    /// No plan is better than this.
    pub bound: Option<Points>,
    /// The work done, in the strategy's units.
    pub work: u64,
    /// The time since the start.
    pub elapsed: Duration,
}

/// An observer that watches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {}
