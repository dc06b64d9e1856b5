//! A neighbourhood as the local search sees it: units that move, groups that hold them, and what they are worth.

use std::ops::RangeInclusive;

use smallvec::SmallVec;

use crate::compile::Dense;
use crate::compile::dense::Score;
use crate::units::Points;

/// What one broken rule costs: more than all the value that a neighbourhood of some hundred schools can have.
pub const PENALTY: i64 = 1_000_000_000;

/// Some schools with their tables, as units: single schools, and sets that must be together.
#[derive(Debug)]
pub struct Neighbourhood {
    /// The tables.
    pub dense: Dense,
    /// The schools of each unit, in the numbering of `dense`.
    pub units: Vec<Vec<usize>>,
    /// The price of leaving a school out, or `None` where that is forbidden.
    pub price: Option<Points>,
    /// Whether the number of groups of each size must stay as it is, because other neighbourhoods share the counts.
    pub keeps_sizes: bool,
    /// How many groups of some sizes there are to be, where this neighbourhood alone decides.
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
    /// How many schools a unit has.
    #[must_use]
    pub fn size(&self, unit: usize) -> usize {
        self.units[unit].len()
    }

    /// The schools of a group.
    #[must_use]
    pub fn schools(&self, group: &[usize]) -> SmallVec<[usize; 6]> {
        group.iter().flat_map(|&unit| self.units[unit].iter().copied()).collect()
    }

    /// How many schools a group has.
    #[must_use]
    pub fn num_schools(&self, group: &[usize]) -> usize {
        group.iter().map(|&unit| self.size(unit)).sum()
    }

    /// The value of a group less the penalty for what it breaks. The empty group is worth 0.
    #[must_use]
    pub fn worth(&self, group: &[usize]) -> i64 {
        let schools = self.schools(group);
        if schools.len() > self.largest() {
            return self.net_overfull(schools.len());
        }
        self.net(self.dense.score(&schools))
    }

    /// The value of a score less the penalty for what is broken.
    #[inline]
    #[must_use]
    pub fn net(&self, score: Score) -> i64 {
        score.value - PENALTY * i64::from(score.broken)
    }

    /// The worth of a group that is larger than any group may be: a penalty for each school too many.
    #[must_use]
    pub fn net_overfull(&self, schools: usize) -> i64 {
        let surplus = i64::try_from(schools.saturating_sub(self.largest())).unwrap_or(1).max(1);
        -10 * PENALTY * surplus
    }

    /// What it is worth to leave a unit out: its price, or the penalty where that is forbidden.
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

    /// How many groups too many or too few there are of the sizes that are counted.
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
