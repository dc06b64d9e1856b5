//! Goes through all groups of a component, finds those that are worth more than their duals, and skips those that cannot
//! be.
//!
//! A group P of p schools grows by candidates that come later in the order. Before it grows, each candidate c gets a bound
//! on how much it can add to any group of size g that contains P,
//!
//! a_c = W * (sum over members m of learn(m | P - m + c) - learn(m | P - m)) + W * full_c + sum over m of q(m, c) + h_c - u_c
//!
//! where `full_c` is what c learns from all its permitted peers, q are the pair scores, and h_c is half of the r - 1 best
//! pair scores of c, with r the number of schools still to come. What a school learns is submodular in its peers, so the
//! gains of r candidates together are at most the sum of their gains alone. Therefore base(P) plus the r largest a_c bounds
//! every group that contains P. Candidates that cannot reach the threshold even with the best of the others are dropped.
//! Then [`kernel`] finds the last school among those that remain.

use rayon::prelude::*;

use super::column::Column;
use super::frame::Frame;
use super::group::Group;
use super::kernel::{self, BLOCK, Need, Offer, Wide};
use super::tables::{FORBIDDEN, Tables};
use crate::model::sizes::LARGEST;
use crate::solve::limits::Limits;

/// The number of thousandths in a point.
pub(crate) const SCALE: i64 = 1_000;

/// A group, and its value minus its duals, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PricedColumn {
    pub(crate) column: Column,
    pub(crate) reduced: i64,
}

/// Collects what is found for one first school.
pub(crate) trait ColumnSink: Send {
    /// Groups with a reduced cost below this are not needed.
    fn threshold(&self) -> i64;
    /// Receives a group that keeps every rule.
    fn take(&mut self, priced: PricedColumn);
}

/// The duals for a scan, in thousandths of a point.
#[derive(Debug, Clone)]
pub(crate) struct PricingDuals<'a> {
    pub(crate) schools: &'a [i64],
    /// For each size, the dual of every group with that size.
    pub(crate) sizes: &'a [(usize, i64)],
}

impl PricingDuals<'_> {
    /// The dual of every group with a size.
    pub(super) fn of_size(&self, size: usize) -> i64 {
        self.sizes.iter().find(|(of, _)| *of == size).map_or(0, |&(_, price)| price)
    }

    /// A group with its reduced cost, if it keeps every rule.
    pub(super) fn priced(&self, tables: &Tables, members: &[usize]) -> Option<PricedColumn> {
        // If there are few common days, most groups fail here. Their value takes longer to compute.
        let value = tables.may_grow(members).then(|| tables.value(members)).flatten()?;
        let duals: i64 = members.iter().map(|&member| self.schools[member]).sum();
        let reduced = SCALE * value - duals - self.of_size(members.len());
        Some(PricedColumn { column: Column::new(members, value), reduced })
    }
}

/// Looks at every candidate of a first school.
pub(crate) const ALL: usize = usize::MAX;

/// Passes every group to the collector of its first school if the reduced cost reaches the collector's threshold. With a
/// `width` below [`ALL`], it considers only groups of this many candidates for each school: those that make the best pairs
/// with it, in any order. A group may then be passed to several of its schools. `None` if the limits ended it.
pub(crate) fn scan<C: ColumnSink>(
    tables: &Tables,
    duals: &PricingDuals<'_>,
    width: usize,
    limits: &Limits,
    collector: impl Fn() -> C + Sync,
) -> Option<Vec<C>> {
    let of_first = |first| {
        let mut collect = collector();
        for &size in tables.sizes() {
            let pairs = tables.pairs(size);
            let collect = &mut collect;
            let mut walk = Enumeration { tables, duals, size, pairs, width, collect, limits, cut_short: false };
            walk.start(first);
            if walk.cut_short {
                return None;
            }
        }
        Some(collect)
    };
    (0..tables.len()).into_par_iter().map(of_first).collect()
}

struct Enumeration<'a, C> {
    tables: &'a Tables,
    duals: &'a PricingDuals<'a>,
    size: usize,
    pairs: &'a [i32],
    /// The most candidates of a first school.
    width: usize,
    collect: &'a mut C,
    limits: &'a Limits,
    /// Whether the limits have ended the scan.
    cut_short: bool,
}

impl<C: ColumnSink> Enumeration<'_, C> {
    fn price(&self, school: usize) -> i32 {
        i32::try_from(self.duals.schools[school]).unwrap_or(i32::MAX / 4)
    }

    fn start(&mut self, first: usize) {
        if self.limits.is_urgent() {
            self.cut_short = true;
            return;
        }
        let tables = self.tables;
        let from = if self.width == ALL { first + 1 } else { 0 };
        let later = (from..tables.len()).filter(|&other| other != first && tables.permits(first, other));
        let schools: Vec<u16> = later.map(|school| u16::try_from(school).unwrap_or(u16::MAX)).collect();
        let to_come = self.size - 1;
        if schools.len() < to_come {
            return;
        }
        let own = i64::from(tables.fixed(first) - self.price(first)) - self.duals.of_size(self.size);
        let group = Group::new(tables, &[first], 0, own);
        let linear =
            |school: usize| self.pairs[first * tables.len() + school] - self.price(school) + tables.fixed(school);
        let mut ranked: Vec<(i32, u16)> = (schools.iter())
            .map(|&school| {
                let gain: i32 = (group.needs.iter())
                    .map(|need| i32::from(need.weight) * i32::from(tables.levels(usize::from(school))[need.area]))
                    .sum();
                (self.bound(gain, linear(usize::from(school)), to_come, usize::from(school)), school)
            })
            .collect();
        ranked.sort_unstable_by_key(|&(bound, school)| (std::cmp::Reverse(bound), school));
        let best: i64 = ranked[..to_come].iter().map(|&(bound, _)| i64::from(bound)).sum();
        let least = self.collect.threshold() - own - best + i64::from(ranked[to_come - 1].0);
        ranked.truncate(ranked.partition_point(|&(bound, _)| i64::from(bound) >= least));
        if ranked.len() > self.width {
            ranked.sort_by_cached_key(|&(_, school)| std::cmp::Reverse(self.as_pair(first, usize::from(school))));
            ranked.truncate(self.width);
        }
        if ranked.len() < to_come {
            return;
        }
        let frame = Frame::new(tables, self.pairs, ranked.iter().map(|&(_, school)| school).collect());
        let group = Group::new(tables, &[first], frame.blocks, own);
        let mut wide = vec![[FORBIDDEN; BLOCK]; frame.blocks];
        for (place, &school) in frame.schools.iter().enumerate() {
            wide[place / BLOCK][place % BLOCK] = linear(usize::from(school));
        }
        if to_come == 1 {
            self.finish(&frame, &group, &wide);
        } else {
            self.grow(&frame, &group, &wide, 0);
        }
    }

    /// What a candidate adds with the first school alone, minus the candidate's dual.
    fn as_pair(&self, first: usize, school: usize) -> i32 {
        let tables = self.tables;
        let learns = |me: usize, peer: usize| -> i32 {
            tables.weights(me).iter().zip(tables.levels(peer)).map(|(weight, level)| i32::from(weight * level)).sum()
        };
        let learn = learns(first, school) + learns(school, first);
        tables.learn_weight() * learn + self.pairs[first * tables.len() + school] + tables.fixed(school)
            - self.price(school)
    }

    /// The most that a candidate can add, if the members would gain this much from it alone.
    fn bound(&self, gain: i32, linear: i32, to_come: usize, school: usize) -> i32 {
        let learn = gain + i32::from(self.tables.full(school));
        self.tables.learn_weight() * learn + linear + self.tables.half(self.size, to_come - 1, school)
    }

    /// How much the candidates' numbers must still add to reach the threshold.
    fn missing(&self, linear: i64) -> i32 {
        let missing = self.collect.threshold() - linear;
        i32::try_from(missing.clamp(-500_000_000, 2_000_000_000)).unwrap_or(0)
    }

    /// Shows all groups that contain this one and candidates from a place on. At least two schools are still to come.
    /// `linear` has, for each candidate from the place's block on, the pair scores with the members minus the candidate's
    /// dual.
    fn grow(&mut self, frame: &Frame, group: &Group, linear: &[Wide], from: usize) {
        let tables = self.tables;
        let to_come = self.size - group.len;
        let (first, len) = (from / BLOCK, frame.schools.len());
        let mut gains = vec![[0; BLOCK]; frame.blocks - first];
        kernel::learn(&group.needs, &[], frame.profiles(), first, &mut gains);
        let mut best = [i32::MIN / 8; LARGEST];
        let mut bounds = vec![i32::MIN / 8; len - from];
        for place in from..len {
            let (block, lane) = (place / BLOCK - first, place % BLOCK);
            if linear[block][lane] > FORBIDDEN / 2 {
                let gain = i32::from(gains[block][lane]) - group.learn;
                let bound = self.bound(gain, linear[block][lane], to_come, usize::from(frame.schools[place]));
                bounds[place - from] = bound;
                insert(&mut best[..to_come], bound);
            }
        }
        let base = group.linear + i64::from(tables.learn_weight() * group.learn);
        let sum: i64 = best[..to_come].iter().map(|&bound| i64::from(bound)).sum();
        if base + sum < self.collect.threshold() {
            return;
        }
        // Candidates that cannot reach the threshold even with the best of the others are forbidden from here on.
        let least = self.collect.threshold() - base - sum + i64::from(best[to_come - 1]);
        let mut linear = linear.to_vec();
        let mut end = from;
        for place in from..len {
            if i64::from(bounds[place - from]) < least {
                linear[place / BLOCK - first][place % BLOCK] = FORBIDDEN;
            } else {
                end = place + 1;
            }
        }
        // The sum of the best bounds of later candidates.
        let mut best_later = [i32::MIN / 8; LARGEST];
        let mut reach = vec![i64::MIN; end - from];
        for place in (from..end).rev() {
            let bound = bounds[place - from];
            if i64::from(bound) >= least {
                let later: i64 = best_later[..to_come - 1].iter().map(|&bound| i64::from(bound)).sum();
                reach[place - from] = base + i64::from(bound) + later;
                insert(&mut best_later[..to_come - 1], bound);
            }
        }
        if to_come == 2 {
            self.finish_two(frame, group, &linear[..end.div_ceil(BLOCK) - first], from, &reach);
            return;
        }
        for place in from..end {
            if reach[place - from] < self.collect.threshold() {
                continue;
            }
            let mut members = [0; LARGEST];
            if !self.may_grow(group, usize::from(frame.schools[place]), &mut members) {
                continue;
            }
            let own = group.linear + i64::from(linear[place / BLOCK - first][place % BLOCK]);
            let grown = group.with(tables, usize::from(frame.schools[place]), frame.blocks, own);
            let next = (place + 1) / BLOCK;
            if next < frame.blocks {
                let with =
                    |(one, other): (&Wide, &Wide)| std::array::from_fn(|lane| (one[lane] + other[lane]).max(FORBIDDEN));
                let linear: Vec<Wide> = linear[next - first..].iter().zip(frame.pairs(place, next)).map(with).collect();
                self.grow(frame, &grown, &linear, place + 1);
            }
        }
    }

    /// Completes the group with each pair of candidates whose bound reaches the threshold.
    fn finish_two(&mut self, frame: &Frame, group: &Group, linear: &[Wide], from: usize, reach: &[i64]) {
        let tables = self.tables;
        let base = from / BLOCK;
        let mut needs = Vec::with_capacity(group.needs.len() + tables.num_areas());
        let mut offers = Vec::with_capacity(tables.num_areas());
        let mut best = vec![0; tables.num_areas()];
        group.offers.iter().for_each(|offer| best[offer.area] = offer.level);
        let mut learn = vec![[0; BLOCK]; linear.len()];
        let mut gains = vec![[0; BLOCK]; linear.len()];
        for (place, &reach) in (from..).zip(reach) {
            let first = (place + 1) / BLOCK;
            if first - base >= linear.len() || reach < self.collect.threshold() {
                continue;
            }
            if self.limits.is_urgent() {
                self.cut_short = true;
                return;
            }
            let next = usize::from(frame.schools[place]);
            let mut members = [0; LARGEST];
            if !self.may_grow(group, next, &mut members) {
                continue;
            }
            let (levels, weights) = (tables.levels(next), tables.weights(next));
            needs.clear();
            needs.extend(group.needs.iter().map(|need| Need { level: need.level.max(levels[need.area]), ..*need }));
            offers.clear();
            for (area, &level) in best.iter().enumerate() {
                if weights[area] > 0 {
                    needs.push(Need { area, at: area * frame.blocks, weight: weights[area], level });
                }
                let level = level.max(levels[area]);
                if level > 0 {
                    offers.push(Offer { area, at: area * frame.blocks, level });
                }
            }
            let own = group.linear + i64::from(linear[place / BLOCK - base][place % BLOCK]);
            let missing = self.missing(own);
            let (learn, gains) = (&mut learn[first - base..], &mut gains[first - base..]);
            kernel::learn(&needs, &offers, frame.profiles(), first, learn);
            let linear = [&linear[first - base..], frame.pairs(place, first)];
            let most = kernel::weigh(learn, tables.learn_weight(), linear, gains);
            if most < missing {
                continue;
            }
            for other in place + 1..frame.schools.len().min((first + gains.len()) * BLOCK) {
                if gains[other / BLOCK - first][other % BLOCK] >= missing {
                    self.show(&members[..=group.len], usize::from(frame.schools[other]));
                }
            }
        }
    }

    /// Completes the group with each candidate.
    fn finish(&mut self, frame: &Frame, group: &Group, linear: &[Wide]) {
        let missing = self.missing(group.linear);
        let mut gains = vec![[0; BLOCK]; frame.blocks];
        let nothing = vec![[0; BLOCK]; frame.blocks];
        let mut learn = vec![[0; BLOCK]; frame.blocks];
        kernel::learn(&group.needs, &group.offers, frame.profiles(), 0, &mut learn);
        kernel::weigh(&learn, self.tables.learn_weight(), [linear, &nothing], &mut gains);
        for (place, &school) in frame.schools.iter().enumerate() {
            if gains[place / BLOCK][place % BLOCK] >= missing {
                self.show(group.members(), usize::from(school));
            }
        }
    }

    /// Writes a group with one more school into `members`. Returns whether they have enough days in common to grow further.
    fn may_grow(&self, group: &Group, next: usize, members: &mut [usize; LARGEST]) -> bool {
        members[..group.len].copy_from_slice(group.members());
        members[group.len] = next;
        self.tables.may_grow(&members[..=group.len])
    }

    fn show(&mut self, group: &[usize], last: usize) {
        let mut members = [0; LARGEST];
        members[..group.len()].copy_from_slice(group);
        members[group.len()] = last;
        let priced = self.duals.priced(self.tables, &members[..=group.len()]);
        if let Some(priced) = priced.filter(|priced| priced.reduced >= self.collect.threshold()) {
            self.collect.take(priced);
        }
    }
}

/// Keeps the largest numbers, in falling order.
pub(super) fn insert(best: &mut [i32], number: i32) {
    let mut number = number;
    for held in best {
        if number > *held {
            std::mem::swap(held, &mut number);
        }
    }
}
