//! Tables over all pairs of some of the problem's schools. The inner loops read them.

use std::sync::Arc;

use rayon::prelude::*;
use smallvec::{SmallVec, smallvec};

use crate::compile::group_rules::GroupRules;
use crate::compile::lanes::{Lane, Lanes};
use crate::compile::residual::{Residual, raise};
use crate::compile::value::Compiled;
use crate::ids::SchoolIndex;
use crate::units::Points;

/// The fewest rows for a thread to fill. Fewer rows are not worth a switch of threads.
pub(crate) const ROWS: usize = 256;

/// Some schools of a problem, renumbered from 0, with compatibility and pair scores as tables. O(schools^2) memory: meant
/// for a few hundred schools at a time.
#[derive(Debug, Clone)]
pub struct Dense {
    schools: Vec<SchoolIndex>,
    pub(super) lanes: Lanes,
    group_rules: GroupRules,
    sizes: Vec<usize>,
    pub(super) learn_weight: i64,
    pub(super) weights: Vec<i64>,
    /// For each pair, 1 if the two may not be in one group.
    conflicts: Vec<u8>,
    /// For each averaged term, the pair scores row by row.
    pub(super) scores: Vec<Vec<u16>>,
    /// The pair scores of `share`. The rule's minimum needs them whether or not the benefit includes the term.
    shares: Vec<u16>,
    /// What each benefit counts in the search; empty if it counts as it is.
    curve: Arc<[Points]>,
}

/// The value of a set of schools as a group, and how far the set is from being a feasible group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// The number of broken rules: pairs that may not meet, schools too many or too few, members with too few points.
    pub broken: u32,
    /// The value, as if no rule were broken.
    pub value: Points,
}

impl Dense {
    /// The tables for some schools, in the order given.
    #[must_use]
    pub fn new(compiled: &Compiled, schools: &[SchoolIndex]) -> Self {
        let lanes = compiled.lanes.restrict(schools);
        let conflicts = over_pairs(schools.len(), |a, b| u8::from(a != b && !compiled.permits(schools[a], schools[b])));
        let table = |points: &(dyn Fn(SchoolIndex, SchoolIndex) -> Points + Sync)| -> Vec<u16> {
            let cell = |a: usize, b: usize| points(schools[a], schools[b]);
            over_pairs(schools.len(), |a, b| u16::try_from(cell(a, b)).expect("a pair score is at most 10,000"))
        };
        let terms = &compiled.pair_terms;
        let share = |a: SchoolIndex, b: SchoolIndex| compiled.lanes.share(a.position(), b.position());
        Self {
            schools: schools.to_vec(),
            group_rules: compiled.group_rules.restrict(schools),
            sizes: compiled.sizes().to_vec(),
            learn_weight: compiled.learn_weight,
            weights: terms.iter().map(|term| term.weight).collect(),
            conflicts,
            scores: terms.iter().map(|term| table(&|a, b| term.points(&compiled.lanes, a, b))).collect(),
            shares: if compiled.group_rules.least_share > 0 { table(&share) } else { Vec::new() },
            curve: Arc::clone(&compiled.curve),
            lanes,
        }
    }

    /// The memory for a pair of schools, in bytes.
    #[must_use]
    pub(crate) fn bytes_a_pair(compiled: &Compiled) -> usize {
        1 + 2 * (compiled.pair_terms.len() + usize::from(compiled.group_rules.least_share > 0))
    }

    /// The number of schools.
    #[must_use]
    pub fn len(&self) -> usize {
        self.schools.len()
    }

    /// Whether there are no schools.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.schools.is_empty()
    }

    /// The problem's index of a school.
    #[must_use]
    pub fn school(&self, local: usize) -> SchoolIndex {
        self.schools[local]
    }

    /// The allowed sizes, ascending.
    #[must_use]
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The levels and weights.
    #[must_use]
    pub fn lanes(&self) -> &Lanes {
        &self.lanes
    }

    /// The weight of `learn` in thousandths.
    #[must_use]
    pub fn learn_weight(&self) -> i64 {
        self.learn_weight
    }

    /// What the averaged terms give a school from one peer: the sum of thousandths times points.
    #[must_use]
    pub fn averaged(&self, school: usize, peer: usize) -> i64 {
        let at = school * self.len() + peer;
        self.scores.iter().zip(&self.weights).map(|(table, weight)| weight * i64::from(table[at])).sum()
    }

    /// Whether two schools may be in one group, by the rules over pairs alone.
    #[inline]
    #[must_use]
    pub fn permits(&self, a: usize, b: usize) -> bool {
        self.conflicts[a * self.len() + b] == 0
    }

    /// How much a school can share with a peer, if a minimum is in force; else 0.
    #[inline]
    pub(super) fn share(&self, school: usize, peer: usize) -> Points {
        if self.shares.is_empty() { 0 } else { Points::from(self.shares[school * self.len() + peer]) }
    }

    /// Whether each school must learn or share a minimum.
    #[inline]
    pub(super) fn has_minima(&self) -> bool {
        self.group_rules.least_learn > 0 || self.group_rules.least_share > 0
    }

    /// How many of the two minima a school misses.
    #[inline]
    pub(super) fn falls_short(&self, learn: Points, share: Points) -> u32 {
        u32::from(learn < self.group_rules.least_learn) + u32::from(share < self.group_rules.least_share)
    }

    /// Whether any rule needs more than the pairs of a group and the points of its members.
    #[inline]
    pub(super) fn counts_members(&self) -> bool {
        self.group_rules.count_members()
    }

    /// How far a group is from keeping these rules, in schools too many or too few.
    pub(super) fn excess(&self, group: &[usize]) -> u32 {
        self.group_rules.excess(group)
    }

    /// Whether some schools (at least one) may all be in one group, beyond the rules over their pairs. If not, no group
    /// that contains them keeps the rules.
    #[inline]
    #[must_use]
    pub fn may_grow(&self, schools: &[usize]) -> bool {
        self.group_rules.may_grow(schools)
    }

    /// The value of a set of schools, and the rules that it breaks. The empty set has value 0 and breaks no rule.
    #[must_use]
    pub fn score(&self, group: &[usize]) -> Score {
        let Some((&last, rest)) = group.split_last() else {
            return Score::default();
        };
        Residual::new(self, rest).with(last)
    }

    /// What a school's benefit counts in a search.
    #[inline]
    pub(super) fn worth(&self, benefit: Points) -> Points {
        if self.curve.is_empty() { benefit } else { self.curve[usize::try_from(benefit).unwrap_or(0)] }
    }

    /// benefit(i | G) of the member at `place`, whether or not the group keeps every rule.
    #[must_use]
    pub fn benefit(&self, place: usize, group: &[usize]) -> Points {
        let me = group[place];
        let peers = || group.iter().enumerate().filter(|&(other, _)| other != place).map(|(_, &peer)| peer);
        let mut best: SmallVec<[Lane; 2]> = smallvec![[0; 16]; self.lanes.per_school()];
        for peer in peers() {
            raise(&mut best, self.lanes.levels(peer));
        }
        let count = Points::try_from(group.len() - 1).unwrap_or(Points::MAX).max(1);
        let averaged = self.scores.iter().zip(&self.weights).map(|(table, weight)| {
            let row = &table[me * self.len()..(me + 1) * self.len()];
            weight * (peers().map(|peer| Points::from(row[peer])).sum::<Points>() / count)
        });
        (self.learn_weight * self.lanes.learn(me, &best) + averaged.sum::<Points>()) / 1_000
    }

    /// 1 for a size that is not allowed.
    #[inline]
    pub(super) fn broken_by_size(&self, size: usize) -> u32 {
        u32::from(!self.sizes.contains(&size))
    }
}

/// A table over all pairs of this many schools, row by row. Large tables are filled in parallel.
pub(crate) fn over_pairs<T: Copy + Default + Send>(len: usize, cell: impl Fn(usize, usize) -> T + Sync) -> Vec<T> {
    let mut table = vec![T::default(); len * len];
    let rows = table.par_chunks_mut(len.max(1)).with_min_len(ROWS).enumerate();
    rows.for_each(|(a, row)| row.iter_mut().enumerate().for_each(|(b, to)| *to = cell(a, b)));
    table
}
