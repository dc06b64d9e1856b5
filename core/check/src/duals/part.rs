//! One part of the problem as tables over its pairs: which schools may meet, and what each gives another. From these come
//! the worth of any group and whether the group is feasible.

use super::super::coded::{Coded, dot};
use super::group_rules::GroupRules;
use tercet_model::problem::Problem;
use tercet_model::sizes::LARGEST;
use tercet_model::units::{FULL, Points};

/// Levels are compared one block at a time.
const BLOCK: usize = 16;

/// The schools of a part, by their position in it.
pub(super) struct Part {
    /// Positions in the cohort.
    schools: Vec<usize>,
    /// The sizes that groups may have, ascending.
    sizes: Vec<usize>,
    pub(super) price: Option<Points>,
    /// Whether two schools may meet, with one row for each school.
    permits: Vec<bool>,
    /// Bytes per school in `levels` and `weights`, in whole blocks.
    width: usize,
    levels: Vec<u8>,
    weights: Vec<u8>,
    /// The weight of `learn` in thousandths.
    pub(super) learn: i64,
    terms: Vec<Averaged>,
    /// For both schools of a pair: thousandths times points of all averaged terms from the other school.
    both: Vec<i32>,
    /// Points of `share`, if the rules set a minimum.
    shares: Vec<u16>,
    rules: GroupRules,
}

/// A term that averages a pair score over the peers.
struct Averaged {
    weight: i64,
    points: Vec<u16>,
}

impl Part {
    /// O(schools² * terms) time and memory.
    pub(super) fn new(problem: &Problem, coded: &Coded<'_>, schools: &[usize]) -> Self {
        let rules = GroupRules::new(problem, schools);
        let table = |points: &dyn Fn(usize, usize) -> Points| -> Vec<u16> {
            let pairs = schools.iter().flat_map(|&a| schools.iter().map(move |&b| (a, b)));
            let points = pairs.map(|(a, b)| if a == b { 0 } else { points(a, b) });
            points.map(|points| u16::try_from(points).expect("a pair score is 0 to 10,000")).collect()
        };
        let terms: Vec<Averaged> = (0..coded.num_averaged())
            .map(|term| Averaged {
                weight: coded.weight_of(term),
                points: table(&|school, peer| coded.points(term, school, peer)),
            })
            .collect();
        let rows = |bytes: &dyn Fn(usize) -> Vec<u8>| schools.iter().flat_map(|&school| bytes(school)).collect();
        Self {
            sizes: (problem.structure().sizes.iter().copied())
                .filter(|size| (2..=LARGEST.min(schools.len())).contains(size))
                .collect(),
            price: problem.structure().price,
            permits: schools
                .iter()
                .flat_map(|&a| schools.iter().map(move |&b| a != b && coded.permits(a, b)))
                .collect(),
            width: coded.levels(0).len().max(BLOCK),
            levels: rows(&|school| padded(coded.levels(school))),
            weights: rows(&|school| padded(coded.weights(school))),
            learn: coded.learn_weight(),
            both: both(&terms, schools.len()),
            terms,
            shares: if rules.least_share > 0 {
                table(&|school, peer| dot(coded.weights(peer), coded.levels(school)))
            } else {
                Vec::new()
            },
            rules,
            schools: schools.to_vec(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.schools.len()
    }

    pub(super) fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The position in the cohort.
    pub(super) fn school(&self, position: u16) -> usize {
        self.schools[usize::from(position)]
    }

    pub(super) fn permits(&self, a: usize, b: usize) -> bool {
        self.permits[a * self.len() + b]
    }

    /// The schools after one school that it may meet.
    pub(super) fn peers_after(&self, school: usize) -> Vec<usize> {
        (school + 1..self.len()).filter(|&peer| self.permits(school, peer)).collect()
    }

    /// The levels of a school, one for each area.
    pub(super) fn levels(&self, school: usize) -> &[u8] {
        &self.levels[school * self.width..(school + 1) * self.width]
    }

    /// The weights of a school, one for each area.
    pub(super) fn weights(&self, school: usize) -> &[u8] {
        &self.weights[school * self.width..(school + 1) * self.width]
    }

    /// What a school learns whatever its peers: everything, if it has no needs.
    pub(super) fn unconditional(&self, school: usize) -> u16 {
        if self.weights(school).iter().all(|&weight| weight == 0) { 10_000 } else { 0 }
    }

    /// For both schools of a pair: thousandths times points of the averaged terms from the other school.
    pub(super) fn both(&self, a: usize, b: usize) -> i64 {
        i64::from(self.both[a * self.len() + b])
    }

    /// An estimate of the number of groups to go over. It assumes that the graph's pairs are independent beyond the first
    /// school.
    pub(super) fn num_groups(&self) -> u128 {
        let after: Vec<u128> = (0..self.len()).map(|school| self.peers_after(school).len() as u128).collect();
        let (pairs, all) = (after.iter().sum::<u128>(), (self.len() as u128).pow(2) / 2 + 1);
        let of_size = |peers: u128, size: usize| {
            let mut groups = 1;
            for place in 0..size as u128 - 1 {
                groups = groups * peers.saturating_sub(place) / (place + 1);
            }
            if size > 3 { groups * pairs / all } else { groups }
        };
        after.iter().map(|&peers| self.sizes.iter().map(|&size| of_size(peers, size)).sum::<u128>()).sum()
    }

    /// value(G), by the definition.
    pub(super) fn value(&self, group: &[u16]) -> Points {
        group.iter().map(|&school| self.benefit(school, group)).sum()
    }

    /// benefit(i | G), by the definition.
    pub(super) fn benefit(&self, school: u16, group: &[u16]) -> Points {
        let peers = i64::try_from(group.len()).expect("a group has 6 schools at most") - 1;
        let mut sum = self.learn * self.learn_points(school, group);
        for Averaged { weight, points } in &self.terms {
            sum += weight * (self.sum_over_peers(points, school, group) / peers);
        }
        sum / 1_000
    }

    /// Whether a group of an allowed size keeps every rule.
    pub(super) fn is_feasible(&self, group: &[u16]) -> bool {
        let peers = i64::try_from(group.len()).expect("a group has 6 schools at most") - 1;
        let (least_learn, least_share) = (self.rules.least_learn, self.rules.least_share);
        let pairs = |(place, &a): (usize, &u16)| {
            group[place + 1..].iter().all(|&b| self.permits(usize::from(a), usize::from(b)))
        };
        group.iter().enumerate().all(pairs)
            && self.rules.permit(group)
            && (least_learn == 0 || group.iter().all(|&school| self.learn_points(school, group) >= least_learn))
            && (least_share == 0
                || group.iter().all(|&me| self.sum_over_peers(&self.shares, me, group) / peers >= least_share))
    }

    fn sum_over_peers(&self, points: &[u16], school: u16, group: &[u16]) -> i64 {
        let row = &points[usize::from(school) * self.len()..];
        // The table has 0 for a school and itself.
        group.iter().map(|&peer| i64::from(row[usize::from(peer)])).sum()
    }

    fn learn_points(&self, school: u16, group: &[u16]) -> Points {
        let me = usize::from(school);
        let mut sum = 0_u32;
        let mut needs = 0_u32;
        for (block, weights) in self.weights(me).chunks_exact(BLOCK).enumerate() {
            let mut best = [0_u8; BLOCK];
            for &peer in group.iter().filter(|&&peer| peer != school) {
                let levels = &self.levels(usize::from(peer))[block * BLOCK..(block + 1) * BLOCK];
                for (best, &level) in best.iter_mut().zip(levels) {
                    *best = level.max(*best);
                }
            }
            for (&weight, &level) in weights.iter().zip(&best) {
                sum += u32::from(weight) * u32::from(level);
                needs += u32::from(weight);
            }
        }
        if needs == 0 { FULL } else { Points::from(sum) }
    }
}

/// A cohort without areas still gets one block.
fn padded(bytes: &[u8]) -> Vec<u8> {
    let mut padded = bytes.to_vec();
    padded.resize(bytes.len().max(BLOCK), 0);
    padded
}

fn both(terms: &[Averaged], len: usize) -> Vec<i32> {
    let mut both = vec![0_i32; len * len];
    for a in 0..len {
        for b in 0..len {
            let points = terms.iter().map(|Averaged { weight, points }| {
                weight * (i64::from(points[a * len + b]) + i64::from(points[b * len + a]))
            });
            both[a * len + b] = i32::try_from(points.sum::<i64>()).expect("thousandths sum to 1,000");
        }
    }
    both
}
