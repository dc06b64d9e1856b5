//! A neighbourhood in the local search: units that move, groups that hold them, and their worth.

use std::ops::RangeInclusive;

use smallvec::SmallVec;

use crate::compile::Dense;
use crate::compile::dense::Score;
use crate::units::Points;

/// The cost of one broken rule. It is more than the total value of a neighbourhood of a few hundred schools.
pub const PENALTY: i64 = 1_000_000_000;

/// Some schools with their tables, as units: single schools, and sets that must be together.
#[derive(Debug)]
pub struct Neighbourhood {
    /// The tables.
    pub dense: Dense,
    /// The schools of each unit, in the numbering of `dense`.
    pub units: Vec<Vec<usize>>,
    /// The price of leaving a school out, or `None` if no school may be left out.
    pub price: Option<Points>,
    /// Whether the number of groups of each size must stay the same, because other neighbourhoods share the counts.
    pub keeps_sizes: bool,
    /// The required numbers of groups of some sizes, if this neighbourhood alone decides them.
    pub counts: Vec<(usize, RangeInclusive<usize>)>,
}

/// A way to group the units of a neighbourhood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Partition {
    /// The units of each group.
    pub groups: Vec<Vec<usize>>,
    /// The units left out.
    pub out: Vec<usize>,
}

impl Neighbourhood {
    /// The number of schools in a unit.
    #[must_use]
    pub fn size(&self, unit: usize) -> usize {
        self.units[unit].len()
    }

    /// The schools of a group.
    #[must_use]
    pub fn schools(&self, group: &[usize]) -> SmallVec<[usize; 6]> {
        group.iter().flat_map(|&unit| self.units[unit].iter().copied()).collect()
    }

    /// The number of schools in a group.
    #[must_use]
    pub fn num_schools(&self, group: &[usize]) -> usize {
        group.iter().map(|&unit| self.size(unit)).sum()
    }

    /// The value of a group minus the penalty for the rules that it breaks. The empty group is worth 0.
    #[must_use]
    pub fn worth(&self, group: &[usize]) -> i64 {
        let schools = self.schools(group);
        if schools.len() > self.largest() {
            return self.net_overfull(schools.len());
        }
        self.net(self.dense.score(&schools))
    }

    /// The value of a score minus the penalty for broken rules.
    #[inline]
    #[must_use]
    pub fn net(&self, score: Score) -> i64 {
        score.value - PENALTY * i64::from(score.broken)
    }

    /// The worth of a group that is too large: a penalty for each school too many.
    #[must_use]
    pub fn net_overfull(&self, schools: usize) -> i64 {
        let surplus = i64::try_from(schools.saturating_sub(self.largest())).unwrap_or(1).max(1);
        -10 * PENALTY * surplus
    }

    /// The worth of leaving a unit out: minus its price, or minus the penalty if no school may be left out.
    #[must_use]
    pub fn worth_out(&self, unit: usize) -> i64 {
        let schools = i64::try_from(self.size(unit)).expect("a unit is small");
        schools * self.price.map_or(-PENALTY, |price| -price)
    }

    /// The worth of a whole partition.
    #[must_use]
    pub fn total(&self, partition: &Partition) -> i64 {
        let groups: i64 = partition.groups.iter().map(|group| self.worth(group)).sum();
        let out: i64 = partition.out.iter().map(|&unit| self.worth_out(unit)).sum();
        groups + out - PENALTY * self.miscounted(partition)
    }

    /// How many groups too many or too few there are, over the counted sizes.
    fn miscounted(&self, partition: &Partition) -> i64 {
        let off = |(size, wanted): &(usize, RangeInclusive<usize>)| {
            let have = partition.groups.iter().filter(|group| self.num_schools(group) == *size).count();
            i64::try_from(wanted.start().saturating_sub(have) + have.saturating_sub(*wanted.end())).unwrap_or(i64::MAX)
        };
        self.counts.iter().map(off).sum()
    }

    /// The smallest group that is allowed.
    #[must_use]
    pub fn smallest(&self) -> usize {
        self.dense.sizes().first().copied().unwrap_or(0)
    }

    /// The largest group that is allowed.
    #[must_use]
    pub fn largest(&self) -> usize {
        self.dense.sizes().last().copied().unwrap_or(0)
    }
}
