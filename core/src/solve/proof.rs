//! The proof of a bound by integer duals, from an exact strategy: plain data with indices. `plan::certificate` replaces the
//! indices by names of schools. `plan::check` derives the bound again, and `core/docs/algorithm.md` says why it holds.

use crate::ids::SchoolIndex;
use crate::units::Points;

pub use tercet_check::certificate::{Branch, CutDual, Duals, LevelProof, ProofNode};

/// A proof that no plan is worth more than the bounds of all parts plus the values of the locked groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DualProof {
    /// Duals are whole multiples of 1 / scale points: 1 to 1,000,000.
    pub scale: i64,
    /// The parts. They are disjoint and contain all schools outside locked groups. No feasible group has schools from two
    /// parts.
    pub parts: Vec<PartProof>,
}

/// The proof of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartProof {
    /// The schools of the part, ascending.
    pub schools: Vec<SchoolIndex>,
    /// No set of groups of these schools is worth more, after the prices of the schools that it leaves out.
    pub bound: Points,
    /// The branch-and-bound tree. The first node is the root.
    pub nodes: Vec<ProofNode>,
    /// If the worst-off schools come first: the proved levels. The bound is then for plans that have them.
    pub levels: Vec<LevelProof>,
}
