//! How a cohort is divided into groups: sizes and their numbers, schools that move together, fixed groups, and the price of
//! a school that is left out. The rules add to this structure, and the solver builds on it.

use std::collections::BTreeMap;

use crate::ids::SchoolIndex;
use crate::sizes::Count;
use crate::units::Points;

/// What the rules say about the division itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Structure {
    /// The allowed group sizes, ascending.
    pub sizes: Vec<usize>,
    /// For some sizes, the required number of groups.
    pub counts: BTreeMap<usize, Count>,
    /// The sets of schools that are either in one group or all left out. They are disjoint, each is sorted, and they are in
    /// order.
    pub together: Vec<Vec<SchoolIndex>>,
    /// The fixed groups, each sorted.
    pub locked: Vec<Vec<SchoolIndex>>,
    /// The price of a school that is left out; `None` if no school may be left out.
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
