//! What a caller may observe while a solve runs.

use std::time::Duration;

use crate::units::Points;

/// Receives progress, on the thread that solves. Every method does nothing unless overridden.
pub trait Observer: Sync {
    /// A new phase begins. The phases are:
    ///
    /// - `compile`: the rules are compiled into tables.
    /// - `bound`: the independent bound is computed, from the best group of each school alone.
    /// - `construct`, `search`: the local search builds a first plan and improves it.
    /// - `columns`: column generation solves the relaxation; for the strategy `mip`, all columns are enumerated.
    /// - `neighbourhoods`: neighbourhood search improves the plans of large components.
    /// - `tree`: branch and price closes the remaining gap.
    /// - `levels`: the aim `worst_first` is proved level by level.
    /// - `mip`: the MIP solver runs.
    fn phase(&self, _name: &str) {}

    /// Something new is known, or some time has passed.
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

/// An observer that ignores everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {}
