//! Where a solve can begin: the groups of an earlier plan, and the duals of its proof.

use std::collections::BTreeMap;

use crate::ids::SchoolIndex;

/// The groups and the duals that a solve begins with. They make a solve shorter. They never change what is proved, because a plan
/// that breaks a rule is repaired first, and any duals are a valid start of the relaxation.
///
/// [`of_plan`](Self::of_plan) makes one of a plan for this problem or for a similar one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WarmStart {
    groups: Vec<Vec<SchoolIndex>>,
    duals: BTreeMap<SchoolIndex, i64>,
}

impl WarmStart {
    /// Groups of schools, each school at most once, and the dual of each school in thousandths of a point, where it is known.
    #[must_use]
    pub fn new(groups: Vec<Vec<SchoolIndex>>, duals: BTreeMap<SchoolIndex, i64>) -> Self {
        Self { groups, duals }
    }

    /// The groups.
    pub(crate) fn groups(&self) -> &[Vec<SchoolIndex>] {
        &self.groups
    }

    /// The duals of some schools, in thousandths. A school without one gets the mean of the others. `None` if no dual is known.
    pub(crate) fn duals_of(&self, schools: &[SchoolIndex]) -> Option<Vec<i64>> {
        let known: Vec<i64> = schools.iter().filter_map(|school| self.duals.get(school).copied()).collect();
        let mean = known.iter().sum::<i64>().checked_div(i64::try_from(known.len()).unwrap_or(i64::MAX))?;
        Some(schools.iter().map(|school| self.duals.get(school).copied().unwrap_or(mean)).collect())
    }
}
