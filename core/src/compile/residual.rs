//! The value of a group with one more school: the inner loop of every search.
//!
//! Whatever does not depend on the newcomer is computed once for each group: for each member, the best levels among the
//! others and the sums of its pair scores. A newcomer then costs one coverage for each member and a few table look-ups.

use smallvec::{SmallVec, smallvec};

use crate::compile::dense::{Dense, Score};
use crate::compile::lanes::{Lane, larger};
use crate::units::Points;

/// A group that waits for one more school. Groups are small enough to need no heap.
#[derive(Debug)]
pub struct Residual<'a> {
    dense: &'a Dense,
    members: SmallVec<[usize; 6]>,
    /// The best levels over all members.
    best: SmallVec<[Lane; 2]>,
    /// For each member, the best levels over the others.
    best_of_others: SmallVec<[Lane; 6]>,
    /// For each member and averaged term, the sum of its scores with the others.
    sums: SmallVec<[Points; 12]>,
    /// For each member, the sum of what it shares with the others, if a minimum is in force.
    shares: SmallVec<[Points; 6]>,
    /// Forbidden pairs among the members.
    conflicts: u32,
}

impl<'a> Residual<'a> {
    /// Prepares a group of any size, even an empty one.
    #[must_use]
    pub fn new(dense: &'a Dense, members: &[usize]) -> Self {
        let lanes = dense.lanes.per_school();
        let mut residual = Self {
            dense,
            members: members.into(),
            best: smallvec![[0; 16]; lanes],
            best_of_others: smallvec![[0; 16]; lanes * members.len()],
            sums: smallvec![0; members.len() * dense.scores.len()],
            shares: smallvec![0; members.len()],
            conflicts: 0,
        };
        for (place, &me) in members.iter().enumerate() {
            raise(&mut residual.best, dense.lanes.levels(me));
            for (other, &peer) in members.iter().enumerate().filter(|&(other, _)| other != place) {
                raise(&mut residual.best_of_others[place * lanes..(place + 1) * lanes], dense.lanes.levels(peer));
                residual.conflicts += u32::from(other > place && !dense.permits(me, peer));
                for (term, table) in dense.scores.iter().enumerate() {
                    residual.sums[place * dense.scores.len() + term] += Points::from(table[me * dense.len() + peer]);
                }
                residual.shares[place] += dense.share(me, peer);
            }
        }
        residual
    }

    /// The group as it is, without a newcomer.
    #[must_use]
    pub fn alone(&self) -> Score {
        self.dense.score(&self.members)
    }

    /// The score of the group with a newcomer.
    ///
    /// # Panics
    /// If the group then has more than six schools. No rule allows a larger group.
    #[must_use]
    pub fn with(&self, newcomer: usize) -> Score {
        let dense = self.dense;
        let lanes = dense.lanes.per_school();
        let terms = dense.scores.len();
        let peers = PEERS[self.members.len()];
        let mut score = Score { broken: self.conflicts + dense.broken_by_size(self.members.len() + 1), value: 0 };
        let mut own_share = 0;
        for (place, &me) in self.members.iter().enumerate() {
            score.broken += u32::from(!dense.permits(me, newcomer));
            let others = &self.best_of_others[place * lanes..(place + 1) * lanes];
            let learn = dense.lanes.learn_of_two(me, others, dense.lanes.levels(newcomer));
            let mut weighted = dense.learn_weight * learn;
            let row = me * dense.len() + newcomer;
            for term in 0..terms {
                let sum = self.sums[place * terms + term] + Points::from(dense.scores[term][row]);
                weighted += dense.weights[term] * peers.average(sum);
            }
            score.value += dense.worth(weighted / 1_000);
            if dense.has_minima() {
                let share = peers.average(self.shares[place] + dense.share(me, newcomer));
                own_share += dense.share(newcomer, me);
                score.broken += dense.falls_short(learn, share);
            }
        }
        let learn = dense.lanes.learn(newcomer, &self.best);
        let mut weighted = dense.learn_weight * learn;
        for (table, weight) in dense.scores.iter().zip(&dense.weights) {
            let row = &table[newcomer * dense.len()..(newcomer + 1) * dense.len()];
            let sum = self.members.iter().map(|&peer| Points::from(row[peer])).sum();
            weighted += weight * peers.average(sum);
        }
        score.value += dense.worth(weighted / 1_000);
        if dense.has_minima() {
            score.broken += dense.falls_short(learn, peers.average(own_share));
        }
        if dense.counts_members() {
            let mut group = self.members.clone();
            group.push(newcomer);
            score.broken += dense.excess(&group);
        }
        score
    }
}

/// Divides by a number of peers through a multiplication. The compiler does not know the divisor, and this is the innermost
/// line.
#[derive(Clone, Copy)]
struct Peers(u64);

/// By the number of peers. 0 peers divide like 1, because nothing is shared.
const PEERS: [Peers; 6] = [Peers::of(1), Peers::of(1), Peers::of(2), Peers::of(3), Peers::of(4), Peers::of(5)];

impl Peers {
    const fn of(count: u64) -> Self {
        Self((1_u64 << 32).div_ceil(count))
    }

    /// floor(sum / peers). Exact for 0 <= sum < 2^29: the rounding error of the reciprocal stays below one part in `peers`.
    #[inline]
    fn average(self, sum: Points) -> Points {
        ((sum.unsigned_abs() * self.0) >> 32).cast_signed()
    }
}

pub(super) fn raise(best: &mut [Lane], levels: &[Lane]) {
    for (lane, levels) in best.iter_mut().zip(levels) {
        *lane = larger(lane, levels);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averages_are_floors() {
        for (peers, average) in (1..=5).zip(&PEERS[1..]) {
            for sum in (0..50_001).chain([49_999, 50_000]) {
                assert_eq!(average.average(sum), sum / peers, "{sum} / {peers}");
            }
        }
    }
}
