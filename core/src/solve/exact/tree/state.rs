//! The state of a tree: waiting nodes, decisions on pairs, the values to beat, and everything that a batch of nodes sees.

use std::sync::Arc;

use super::history::PairHistory;
use crate::solve::exact::cut::Cut;
use crate::solve::exact::duals::SideConstraints;
use crate::solve::exact::enumerated::EnumeratedColumns;
use crate::solve::limits::Limits;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::tuning::TreeTuning;
use crate::units::Points;

/// A waiting node.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) bound: i64,
    pub(super) number: usize,
    /// The columns in play at its parent.
    pub(super) active: Arc<Vec<u32>>,
    /// The decided pairs. Its parent decided the last one.
    pub(super) pairs: Vec<Decision>,
    /// The place of the restricted master that processed its parent, because that basis is the nearest.
    pub(super) place: usize,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Decision {
    pub(super) pair: [u16; 2],
    pub(super) together: bool,
}

impl Decision {
    pub(super) fn keeps(&self, column: &Column) -> bool {
        let [a, b] = self.pair;
        match (column.has(a), column.has(b)) {
            (true, true) => self.together,
            (false, false) => true,
            _ => !self.together,
        }
    }
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Open {}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Open {
    /// The largest bound first, then the oldest node.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.bound.cmp(&other.bound).then_with(|| other.number.cmp(&self.number))
    }
}

/// The values that a plan must beat.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goal {
    /// No plan above this is known, or no plan up to this is of interest.
    pub(super) cutoff: Points,
    /// The value of the best plan known.
    pub(super) incumbent: Option<Points>,
}

impl Goal {
    /// Records the value of a plan. Returns whether it is better.
    pub(super) fn raise(&mut self, value: Points, constraints: &SideConstraints) -> bool {
        let is_better = self.incumbent.is_none_or(|incumbent| value > incumbent);
        if is_better {
            self.incumbent = Some(value);
            self.cutoff = self.cutoff.max(value + (constraints.step - 1).max(0));
        }
        is_better
    }

    /// A bound below this closes a node.
    pub(super) fn target(&self) -> i64 {
        SCALE * (self.cutoff + 1)
    }
}

/// A plan with its value.
pub(crate) type ValuedPlan = (Points, Vec<Column>);

/// Data that all nodes of a batch see and none of them changes.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'t> {
    pub(super) num_schools: usize,
    pub(super) constraints: &'t SideConstraints,
    pub(super) tuning: &'t TreeTuning,
    pub(super) limits: &'t Limits,
    pub(super) list: &'t EnumeratedColumns,
    /// The cuts that any node has found, in the order of the batches.
    pub(super) pool: &'t [Cut],
    pub(super) history: &'t PairHistory,
}
