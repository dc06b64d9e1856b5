//! The proof of a bound by integer duals, as an exact strategy leaves it: plain data in indices. `plan::certificate` gives
//! its schools names, and `plan::check` re-derives the bound from it; `core/docs/algorithm.md` says why it holds.

use crate::ids::SchoolIndex;
use crate::units::Points;

pub use tercet_check::certificate::{Branch, CutDual, Duals, LevelProof, ProofNode};

/// A proof that no plan is worth more than the bounds of its parts together, with the values of the locked groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DualProof {
    /// Duals are whole multiples of 1 / scale points: 1 to 1,000,000.
    pub scale: i64,
    /// The parts: disjoint, and together all schools outside locked groups. No feasible group lies in two of them.
    pub parts: Vec<PartProof>,
}

/// The proof of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartProof {
    /// The schools of the part, ascending.
    pub schools: Vec<SchoolIndex>,
    /// No set of groups of these schools is worth more, less the prices of those that it leaves out.
    pub bound: Points,
    /// The branch-and-bound tree; the first node is the root.
    pub nodes: Vec<ProofNode>,
    /// Where the worst-off schools come first: the levels that are proved, and the bound is one for plans that have them.
    pub levels: Vec<LevelProof>,
}
