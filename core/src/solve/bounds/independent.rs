//! The first bound: the sum over the schools of the best benefit that each could have if it alone chose its group.
//!
//! Let P be the permitted peers of school i, g a size, and A(i, j) the sum of W_t * s_t(i, j) over the averaged terms. Let
//! l(i, j) be what i learns from j alone, and C what i learns from all of P together. In a group of size g
//!
//! ```text
//! 1000 * benefit <= W_learn * C + (the g - 1 largest A(i, j)) / (g - 1)          coverage cannot pass that of all peers
//! 1000 * benefit <= (the g - 1 largest W_learn * (g - 1) * l(i, j) + A(i, j)) / (g - 1)    a maximum is at most a sum
//! ```
//!
//! For each size, take the smaller of the two. U(i) is the largest of these over the sizes, rounded down. O(schools^2)
//! time, O(schools) memory.

use rayon::prelude::*;

use crate::compile::Compiled;
use crate::compile::lanes::{Lane, larger};
use crate::ids::SchoolIndex;
use crate::model::sizes::LARGEST;
use crate::solve::limits::Limits;
use crate::units::{FULL, Points};

/// U(i) of every school, or minus its price if that is more. The sum bounds every plan. `None` if some school has no
/// possible group and may not be left out, so that there is no plan.
///
/// If the limits become urgent, the remaining schools count with the largest possible benefit. The sum is still a bound.
#[must_use]
pub fn best_benefits(compiled: &Compiled, limits: &Limits) -> Option<Vec<Points>> {
    (0..compiled.len())
        .into_par_iter()
        .map(|position| {
            if limits.is_urgent() {
                return Some(FULL);
            }
            let benefit = best_benefit(compiled, SchoolIndex::new(position));
            benefit.max(compiled.price().map(|price| -price))
        })
        .collect()
}

/// U(i): the most benefit that a school can have in any group, or `None` if it has too few permitted peers for every size.
#[must_use]
pub fn best_benefit(compiled: &Compiled, school: SchoolIndex) -> Option<Points> {
    let peers = Peers::collect(compiled, school);
    compiled.sizes().iter().filter_map(|&size| peers.best_in(size)).max()
}

/// What the permitted peers of a school offer it.
struct Peers {
    count: usize,
    /// `W_learn` * C.
    coverage: i64,
    /// Whether the school has needs. A school without needs learns everything from any peer.
    is_served: bool,
    /// The largest A(i, j), descending.
    averaged: Largest,
    /// For each size, the largest `W_learn` * (g - 1) * l(i, j) + A(i, j), descending.
    joined: Vec<(usize, Largest)>,
}

impl Peers {
    fn collect(compiled: &Compiled, school: SchoolIndex) -> Self {
        let (lanes, me) = (compiled.lanes(), school.position());
        let mut best: Vec<Lane> = vec![[0; 16]; lanes.per_school()];
        let mut averaged = Largest::default();
        let mut joined: Vec<(usize, Largest)> =
            compiled.sizes().iter().map(|&size| (size, Largest::default())).collect();
        let mut count = 0;
        for peer in (0..compiled.len()).map(SchoolIndex::new) {
            if peer == school || !compiled.permits(school, peer) {
                continue;
            }
            count += 1;
            let levels = lanes.levels(peer.position());
            best.iter_mut().zip(levels).for_each(|(best, levels)| *best = larger(best, levels));
            let terms = compiled.pair_terms();
            let rest: i64 = terms.iter().map(|term| term.weight * term.points(lanes, school, peer)).sum();
            let learn = compiled.learn_weight() * lanes.learn(me, levels);
            averaged.insert(rest);
            for (size, largest) in &mut joined {
                largest.insert(peers_in(*size) * learn + rest);
            }
        }
        let coverage = compiled.learn_weight() * lanes.learn(me, &best);
        Self { count, coverage, is_served: lanes.is_served(me), averaged, joined }
    }

    fn best_in(&self, size: usize) -> Option<Points> {
        let others = size.checked_sub(1)?;
        if self.count < others {
            return None;
        }
        let divisor = 1_000 * peers_in(size);
        let by_coverage = (self.coverage * peers_in(size) + self.averaged.sum(others)) / divisor;
        let joined = self.joined.iter().find(|(other, _)| *other == size)?;
        let by_sum = joined.1.sum(others) / divisor;
        Some(if self.is_served { by_coverage } else { by_coverage.min(by_sum) })
    }
}

fn peers_in(size: usize) -> i64 {
    i64::try_from(size - 1).expect("a size is small")
}

/// The largest numbers seen, as many as a group has peers.
#[derive(Default)]
struct Largest([i64; LARGEST - 1], usize);

impl Largest {
    fn insert(&mut self, number: i64) {
        let Self(largest, len) = self;
        if *len == largest.len() {
            if number <= largest[*len - 1] {
                return;
            }
            *len -= 1;
        }
        let place = largest[..*len].partition_point(|&other| other >= number);
        largest.copy_within(place..*len, place + 1);
        largest[place] = number;
        *len += 1;
    }

    fn sum(&self, count: usize) -> i64 {
        self.0[..count.min(self.1)].iter().sum()
    }
}
