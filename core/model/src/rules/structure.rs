//! How a cohort is cut into groups: sizes and their numbers, schools that move as one, groups that are fixed, and the price of
//! a school that is left out. The rules that say so add to it; the solver builds on it.

use std::collections::BTreeMap;

use crate::ids::SchoolIndex;
use crate::sizes::Count;
use crate::units::Points;

/// What the rules say of the partition itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Structure {
    /// The allowed group sizes, ascending.
    pub sizes: Vec<usize>,
    /// For some sizes, how many groups of that size there are to be.
    pub counts: BTreeMap<usize, Count>,
    /// The sets of schools that are in one group or all left out: disjoint, each sorted, in order.
    pub together: Vec<Vec<SchoolIndex>>,
    /// The groups that are fixed, each sorted.
    pub locked: Vec<Vec<SchoolIndex>>,
    /// The price of a school that is left out; none where no school may be.
    pub price: Option<Points>,
}

impl Structure {
    /// Adds schools that must be together. Sets that share a school become one.
    pub(crate) fn join(&mut self, schools: &[SchoolIndex]) {
        let (joined, mut rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.together).into_iter().partition(|set| set.iter().any(|s| schools.contains(s)));
        let mut set = joined.concat();
        set.extend_from_slice(schools);
        set.sort_unstable();
        set.dedup();
        rest.push(set);
        rest.sort();
        self.together = rest;
    }
}
