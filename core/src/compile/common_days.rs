//! `common_days` in bits: whether schools have enough usable days in common.

use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::model::rules::common_days;

/// The days of some schools, and the fewest that a group needs.
#[derive(Debug, Clone)]
pub(super) struct CommonDays {
    least: u32,
    words: usize,
    bits: Vec<u64>,
}

impl CommonDays {
    /// `None` where the rule is not in force.
    pub(super) fn new(problem: &Problem) -> Option<Self> {
        let least = problem.rules().hard.common_days?;
        let rows = || problem.indices().map(|school| problem.days().of(school));
        Some(Self { least, words: rows().next().map_or(0, <[u64]>::len), bits: rows().flatten().copied().collect() })
    }

    /// The same for some of the schools, in the order given.
    pub(super) fn restrict(&self, schools: &[SchoolIndex]) -> Self {
        let bits = schools.iter().flat_map(|school| self.of(school.position())).copied().collect();
        Self { bits, ..*self }
    }

    fn of(&self, school: usize) -> &[u64] {
        &self.bits[school * self.words..(school + 1) * self.words]
    }

    /// Whether so many schools, one at least, have enough days in common.
    #[inline]
    pub(super) fn permit(&self, schools: &[usize]) -> bool {
        let mut days = 0;
        for word in 0..self.words {
            let common = schools.iter().fold(u64::MAX, |common, school| common & self.bits[school * self.words + word]);
            days += common.count_ones();
        }
        common_days::permits(days, self.least)
    }
}
