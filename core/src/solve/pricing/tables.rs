//! The tables for pricing: levels, weights and pair scores of some schools, renumbered from 0, in whole numbers.

use rayon::prelude::*;

use crate::compile::dense::{ROWS, over_pairs};
use crate::compile::lanes::Lane;
use crate::compile::{Compiled, Dense};
use crate::ids::SchoolIndex;
use crate::model::sizes::LARGEST;
use crate::units::{Points, quotient_up};

/// The pair score of two schools that may not be in one group. It is below anything that a group can gain.
pub(crate) const FORBIDDEN: i32 = -1_000_000_000;

/// The most memory for the tables of a component, in bytes.
const MOST_BYTES: usize = 4 << 30;

/// The tables of a component. O(schools^2) memory: 4 bytes for each pair and size, in addition to those of [`Dense`].
#[derive(Debug, Clone)]
pub(crate) struct Tables {
    dense: Dense,
    num_areas: usize,
    /// Row by row, a school's levels.
    levels: Vec<u16>,
    /// Row by row, a school's weights.
    weights: Vec<u16>,
    /// What a school learns whatever its peers, in thousandths: everything for a school without needs.
    fixed: Vec<i32>,
    /// What a school learns from all its permitted peers together.
    full: Vec<u16>,
    /// By size and by pair: what the averaged terms of two schools add to a group of that size, in thousandths of a point,
    /// rounded up; [`FORBIDDEN`] for a pair that may not meet.
    pairs: Vec<(usize, Vec<i32>)>,
    /// By size and by school: half the sums of the best 0, 1, 2, ... pair scores.
    halves: Vec<(usize, Vec<[i32; LARGEST]>)>,
    /// Sets that must be together, in local numbers.
    together: Vec<Vec<u16>>,
    /// The weight of `learn` in thousandths.
    learn_weight: i32,
    /// Whether groups count nothing, whatever they are worth.
    is_worthless: bool,
}

impl Tables {
    /// The number of schools whose tables fit into 4 GiB, including those of restricted pricing. With the default rules and
    /// weights, they take 13 bytes for each pair.
    #[must_use]
    pub(crate) fn most_schools(compiled: &Compiled) -> usize {
        let each_pair = 4 * compiled.sizes().len() + Dense::bytes_a_pair(compiled) + 2;
        (MOST_BYTES / each_pair).isqrt().min(usize::from(u16::MAX))
    }

    /// The tables of some schools, in the given order.
    ///
    /// # Panics
    /// If there are more than 65,535 schools: their pair tables would take 17 GB for each size.
    #[must_use]
    pub(crate) fn new(compiled: &Compiled, schools: &[SchoolIndex]) -> Self {
        assert!(u16::try_from(schools.len()).is_ok(), "a component with pair tables has fewer than 65,536 schools");
        let dense = Dense::new(compiled, schools);
        let len = schools.len();
        let lanes = dense.lanes();
        let used = |lanes: &[Lane]| lanes.concat().iter().rposition(|&byte| byte > 0).map_or(0, |last| last + 1);
        let num_areas = (0..len).map(|school| used(lanes.levels(school)).max(used(lanes.weights(school))));
        let num_areas = num_areas.max().unwrap_or(0);
        let numbers = |of: &dyn Fn(usize) -> Vec<u8>| -> Vec<u16> {
            (0..len).flat_map(|school| of(school).into_iter().take(num_areas).map(u16::from)).collect()
        };
        let levels = numbers(&|school| lanes.levels(school).concat());
        let weights = numbers(&|school| lanes.weights(school).concat());
        let fixed =
            (0..len).map(|school| if lanes.is_served(school) { weight(compiled) * 10_000 } else { 0 }).collect();
        let full = (0..len).into_par_iter().with_min_len(ROWS);
        let full = full.map(|school| full_of(&dense, school, num_areas, &levels, &weights)).collect();
        let pairs: Vec<(usize, Vec<i32>)> = compiled.sizes().iter().map(|&size| (size, pairs(&dense, size))).collect();
        let halves = |pairs: &Vec<i32>| pairs.par_chunks(len.max(1)).with_min_len(ROWS).map(halves).collect();
        let halves = pairs.iter().map(|(size, pairs)| (*size, halves(pairs))).collect();
        let local = |school: &SchoolIndex| schools.iter().position(|other| other == school);
        let set = |set: &Vec<SchoolIndex>| -> Option<Vec<u16>> {
            set.iter().map(|school| u16::try_from(local(school)?).ok()).collect()
        };
        let together = compiled.together().iter().filter_map(set).collect();
        let (learn_weight, is_worthless) = (weight(compiled), false);
        Self { num_areas, levels, weights, fixed, full, pairs, halves, together, learn_weight, is_worthless, dense }
    }

    /// The same schools and rules, with every group worth nothing. The question is then whether groups can cover each
    /// school once.
    #[must_use]
    pub(crate) fn worthless(&self) -> Self {
        let mut tables = self.clone();
        tables.is_worthless = true;
        tables.learn_weight = 0;
        tables.fixed.fill(0);
        tables.full.fill(0);
        for pair in tables.pairs.iter_mut().flat_map(|(_, pairs)| pairs) {
            *pair = if *pair == FORBIDDEN { FORBIDDEN } else { 0 };
        }
        tables.halves.iter_mut().for_each(|(_, halves)| halves.fill([0; LARGEST]));
        tables
    }

    /// The number of schools.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.dense.len()
    }

    /// The number of areas.
    #[must_use]
    pub(crate) fn num_areas(&self) -> usize {
        self.num_areas
    }

    /// The allowed sizes, ascending.
    #[must_use]
    pub(crate) fn sizes(&self) -> &[usize] {
        self.dense.sizes()
    }

    /// The problem's index of a school.
    #[must_use]
    pub(crate) fn school(&self, local: usize) -> SchoolIndex {
        self.dense.school(local)
    }

    /// Whether two schools may be in one group, by the rules over pairs alone.
    #[inline]
    #[must_use]
    pub(crate) fn permits(&self, a: usize, b: usize) -> bool {
        self.dense.permits(a, b)
    }

    /// A school's levels, one for each area.
    #[inline]
    #[must_use]
    pub(crate) fn levels(&self, school: usize) -> &[u16] {
        &self.levels[school * self.num_areas..(school + 1) * self.num_areas]
    }

    /// A school's weights, one for each area.
    #[inline]
    #[must_use]
    pub(crate) fn weights(&self, school: usize) -> &[u16] {
        &self.weights[school * self.num_areas..(school + 1) * self.num_areas]
    }

    /// The weight of `learn` in thousandths.
    #[must_use]
    pub(crate) fn learn_weight(&self) -> i32 {
        self.learn_weight
    }

    /// What a school learns whatever its peers, in thousandths.
    #[inline]
    #[must_use]
    pub(crate) fn fixed(&self, school: usize) -> i32 {
        self.fixed[school]
    }

    /// What a school learns from all its permitted peers together, minus what it learns whatever its peers.
    #[inline]
    #[must_use]
    pub(crate) fn full(&self, school: usize) -> u16 {
        self.full[school]
    }

    /// For each pair, what two schools add to a group of some size, in thousandths of a point.
    ///
    /// # Panics
    /// If the size is not allowed.
    #[must_use]
    pub(crate) fn pairs(&self, size: usize) -> &[i32] {
        let (_, pairs) = self.pairs.iter().find(|(of, _)| *of == size).expect("a size that is allowed");
        pairs
    }

    /// Half of what a school's best peers, this many of them, add with it to a group of some size, in thousandths, rounded
    /// up.
    #[inline]
    #[must_use]
    pub(crate) fn half(&self, size: usize, peers: usize, school: usize) -> i32 {
        self.halves.iter().find(|(of, _)| *of == size).map_or(0, |(_, halves)| halves[school][peers])
    }

    /// Whether schools have enough days in common. If not, no group that contains them has.
    #[inline]
    #[must_use]
    pub(crate) fn may_grow(&self, schools: &[usize]) -> bool {
        self.dense.may_grow(schools)
    }

    /// The value of a set of schools as a group, whatever rules it breaks.
    #[must_use]
    pub(crate) fn worth(&self, group: &[usize]) -> Points {
        self.dense.score(group).value
    }

    /// benefit(i | G) of the member at `place`.
    #[must_use]
    pub(crate) fn benefit(&self, place: usize, group: &[usize]) -> Points {
        self.dense.benefit(place, group)
    }

    /// The value of a group, or `None` if it breaks a rule.
    #[must_use]
    pub(crate) fn value(&self, group: &[usize]) -> Option<Points> {
        let score = self.dense.score(group);
        let whole = |set: &Vec<u16>| {
            let inside = set.iter().filter(|&&school| group.contains(&usize::from(school))).count();
            inside == 0 || inside == set.len()
        };
        let value = if self.is_worthless { 0 } else { score.value };
        (score.broken == 0 && self.together.iter().all(whole)).then_some(value)
    }
}

fn weight(compiled: &Compiled) -> i32 {
    i32::try_from(compiled.learn_weight()).unwrap_or(0)
}

fn full_of(dense: &Dense, school: usize, num_areas: usize, levels: &[u16], weights: &[u16]) -> u16 {
    let mut best = vec![0; num_areas];
    for peer in (0..dense.len()).filter(|&peer| peer != school && dense.permits(school, peer)) {
        let levels = &levels[peer * num_areas..(peer + 1) * num_areas];
        best.iter_mut().zip(levels).for_each(|(best, &level)| *best = level.max(*best));
    }
    let weights = &weights[school * num_areas..(school + 1) * num_areas];
    best.iter().zip(weights).map(|(best, weight)| best * weight).sum()
}

fn pairs(dense: &Dense, size: usize) -> Vec<i32> {
    let peers = size.max(2) - 1;
    let cell = |a: usize, b: usize| {
        if a == b || !dense.permits(a, b) {
            return FORBIDDEN;
        }
        let sum = dense.averaged(a, b) + dense.averaged(b, a);
        i32::try_from(quotient_up(sum, peers)).unwrap_or(i32::MAX / 8)
    };
    over_pairs(dense.len(), cell)
}

/// Half the sums of the best 0, 1, 2, ... numbers of a row, rounded up.
fn halves(row: &[i32]) -> [i32; LARGEST] {
    let mut best = [FORBIDDEN; LARGEST - 1];
    for &number in row {
        let place = best.partition_point(|&other| other >= number);
        if place < best.len() {
            best[place..].rotate_right(1);
            best[place] = number;
        }
    }
    let mut sums = [0; LARGEST];
    let mut sum = 0_i64;
    for (place, &number) in best.iter().enumerate() {
        sum = (sum + i64::from(number)).max(i64::from(FORBIDDEN));
        sums[place + 1] = i32::try_from(quotient_up(sum, 2)).unwrap_or(FORBIDDEN);
    }
    sums
}
