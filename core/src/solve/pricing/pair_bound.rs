//! Goes over all groups by their best pair. Going over them school by school (`enumeration`) can take minutes, and this
//! takes seconds, because few pairs of schools have much to give each other.
//!
//! For any level t, the best of some levels is at most t plus the sum of what each exceeds t by. With one such level t(a)
//! for each area, the value minus the duals of a group with g schools is at most the sum over its pairs of
//!
//! r_ij = q_ij + W * sum over a of (w_i(a) * max(l_j(a) - t(a), 0) + w_j(a) * max(l_i(a) - t(a), 0)) - (e_i + e_j) / (g - 1)
//!
//! where q are the pair scores and e_i = u_i + tau / g - W * sum over a of w_i(a) * t(a), with u the duals of schools and
//! tau the dual of the size. A group that reaches the threshold has a pair that reaches the pair's share of it, and no pair
//! of a group is better than its best. So it is enough to go over the good pairs, each with the schools whose pairs with
//! both are no better. The few groups that remain (at most some in a hundred thousand) are valued by the definition.

use multiversion::multiversion;
use rayon::prelude::*;

use super::column::Column;
use super::enumeration::{ColumnSink, PricingDuals, SCALE};
use super::tables::{FORBIDDEN, Tables};
use crate::compile::dense::ROWS;
use crate::model::sizes::LARGEST;
use crate::solve::limits::Limits;
use crate::units::quotient_up;

/// The levels that are tried as thresholds t.
const THRESHOLDS: [u16; 8] = [0, 20, 40, 50, 60, 70, 80, 90];

/// A pair that may not meet.
const APART: i16 = i16::MIN;

/// The most and the least that a pair can have, in units.
const MOST: i16 = 30_000;

/// The thresholds t, one for each area, with which the bound is nearest to the values of some groups.
pub(crate) fn thresholds(tables: &Tables, known: &[Column]) -> Vec<u16> {
    let mut excess = vec![[0_u64; THRESHOLDS.len()]; tables.num_areas()];
    for column in known {
        let members = || column.members().iter().map(|&member| usize::from(member));
        for me in members() {
            for (area, &weight) in tables.weights(me).iter().enumerate().filter(|&(_, &weight)| weight > 0) {
                let peers = || members().filter(|&peer| peer != me).map(|peer| tables.levels(peer)[area]);
                let best = peers().max().unwrap_or(0);
                for (excess, level) in excess[area].iter_mut().zip(THRESHOLDS) {
                    let above: u16 = peers().map(|of_peer| of_peer.saturating_sub(level)).sum();
                    *excess += u64::from(weight) * u64::from(level + above - best);
                }
            }
        }
    }
    let least = |excess: [u64; THRESHOLDS.len()]| (0..THRESHOLDS.len()).min_by_key(|&place| excess[place]).unwrap_or(0);
    excess.into_iter().map(|excess| THRESHOLDS[least(excess)]).collect()
}

/// Passes every group whose reduced cost reaches a collector's threshold to the collector of one of its members. There is
/// one collector for each school. A group may be passed more than once. `None` if the limits ended it.
pub(crate) fn by_best_pairs<C: ColumnSink>(
    tables: &Tables,
    duals: &PricingDuals<'_>,
    thresholds: &[u16],
    limits: &Limits,
    collector: impl Fn() -> C + Sync,
) -> Option<Vec<C>> {
    let order = order(tables);
    let mut collectors: Vec<(u16, C)> = order.iter().map(|&school| (school, collector())).collect();
    for &size in tables.sizes() {
        let bounds = PairBounds::new(tables, duals, (&order, thresholds), size, limits)?;
        let walk = |(one, (_, collect)): (usize, &mut (u16, C))| {
            let mut walk = BoundedEnumeration {
                bounds: &bounds,
                collect,
                sums: vec![APART; tables.len()],
                limits,
                cut_short: false,
            };
            (one + 1..tables.len()).all(|other| walk.best_pair(one, other)).then_some(())
        };
        collectors.par_iter_mut().enumerate().map(walk).collect::<Option<()>>()?;
    }
    collectors.sort_unstable_by_key(|&(school, _)| school);
    Some(collectors.into_iter().map(|(_, collect)| collect).collect())
}

/// The schools, with those of similar needs and strengths side by side. The schools that go with a pair then lie close
/// together in memory. If the tables are larger than the caches, this matters more than anything else.
fn order(tables: &Tables) -> Vec<u16> {
    let mut order: Vec<u16> = (0..tables.len()).map(|school| u16::try_from(school).unwrap_or(u16::MAX)).collect();
    order.sort_by_cached_key(|&school| {
        let school = usize::from(school);
        let [needs, strengths] = [tables.weights(school), tables.levels(school)]
            .map(|numbers| numbers.iter().map(|&number| number > 0).collect::<Vec<bool>>());
        (needs, strengths, school)
    });
    order
}

/// The bounds of all pairs for one size.
struct PairBounds<'a> {
    tables: &'a Tables,
    duals: &'a PricingDuals<'a>,
    /// The schools in the order of the rows.
    order: &'a [u16],
    size: usize,
    /// The number of thousandths of a point in a unit.
    unit: usize,
    /// Row by row, by places in the order: the bounds in units, rounded up; [`APART`] for a pair that may not meet.
    pairs: Vec<i16>,
    /// The most that each school has in any pair.
    best: Vec<i32>,
}

impl<'a> PairBounds<'a> {
    /// `None` if the limits ended it.
    fn new(
        tables: &'a Tables,
        duals: &'a PricingDuals<'a>,
        (order, thresholds): (&'a [u16], &[u16]),
        size: usize,
        limits: &Limits,
    ) -> Option<Self> {
        let len = tables.len();
        let learn_weight = i64::from(tables.learn_weight());
        let needs = |school: usize| {
            let weights = tables.weights(school).iter().enumerate();
            weights.filter(|&(_, &weight)| weight > 0).map(|(area, &weight)| (area, i64::from(weight)))
        };
        let all_needs: Vec<Vec<(usize, i64)>> = (0..len).map(|school| needs(school).collect()).collect();
        // The cost of a member for each of its pairs.
        let [members, pairs] = [size, size * (size - 1).max(1)].map(|count| i64::try_from(count).unwrap_or(1));
        let cost = |school: usize| {
            let free: i64 = all_needs[school].iter().map(|&(area, weight)| weight * i64::from(thresholds[area])).sum();
            let cost = duals.schools[school] - i64::from(tables.fixed(school)) - learn_weight * free;
            (cost * members + duals.of_size(size)).div_euclid(pairs)
        };
        let costs: Vec<i64> = (0..len).map(cost).collect();
        let above =
            |school: usize| tables.levels(school).iter().zip(thresholds).map(|(of, level)| of.saturating_sub(*level));
        let above: Vec<u16> = (0..len).flat_map(above).collect();
        let areas = tables.num_areas();
        let gain = |of: usize, from: usize| -> i64 {
            let above = &above[from * areas..(from + 1) * areas];
            all_needs[of].iter().map(|&(area, weight)| weight * i64::from(above[area])).sum()
        };
        let scores = tables.pairs(size);
        let cell = |a: usize, b: usize| {
            let score = scores[a * len + b];
            (score > FORBIDDEN)
                .then(|| i64::from(score) + learn_weight * (gain(a, b) + gain(b, a)) - costs[a] - costs[b])
        };
        // Whole points are fine enough. They are too fine only if a dual is far from any benefit.
        let mut unit = usize::try_from(SCALE).unwrap_or(1);
        let pairs = loop {
            let mut pairs = vec![APART; len * len];
            let rows = pairs.par_chunks_mut(len.max(1)).zip(order).with_min_len(ROWS);
            let most = rows.map(|(row, &a)| {
                let mut most = i64::from(-MOST);
                if limits.is_urgent() {
                    return most;
                }
                for (pair, &b) in row.iter_mut().zip(order) {
                    let Some(bound) = cell(usize::from(a), usize::from(b)) else { continue };
                    let units = quotient_up(bound, unit);
                    most = most.max(units);
                    *pair = i16::try_from(units.max(i64::from(-MOST))).unwrap_or(MOST);
                }
                most
            });
            let most = most.max().unwrap_or(0);
            if limits.is_urgent() {
                return None;
            }
            if most <= i64::from(MOST) {
                break pairs;
            }
            unit *= usize::try_from(quotient_up(most, usize::from(MOST.unsigned_abs()))).unwrap_or(usize::MAX);
        };
        let best = |row: &[i16]| i32::from(row.iter().copied().max().unwrap_or(APART));
        let best = pairs.chunks(len.max(1)).map(best).collect();
        Some(Self { tables, duals, order, size, unit, pairs, best })
    }

    fn row(&self, school: usize) -> &[i16] {
        &self.pairs[school * self.tables.len()..(school + 1) * self.tables.len()]
    }
}

struct BoundedEnumeration<'a, C> {
    bounds: &'a PairBounds<'a>,
    collect: &'a mut C,
    /// For each school, its total with both schools of the pair.
    sums: Vec<i16>,
    limits: &'a Limits,
    /// Whether the limits have ended it.
    cut_short: bool,
}

/// A group that grows. None of its pairs has more than the first two schools.
#[derive(Clone, Copy)]
struct GrownGroup {
    /// Its schools, by their places in the order.
    members: [usize; LARGEST],
    len: usize,
    /// The sum over its pairs.
    sum: i32,
    /// What the first two schools have.
    cap: i32,
}

impl<C: ColumnSink> BoundedEnumeration<'_, C> {
    /// The least sum over all pairs that reaches the threshold.
    fn least(&self) -> i32 {
        let least = quotient_up(self.collect.threshold(), self.bounds.unit);
        i32::try_from(least).unwrap_or(if least > 0 { i32::MAX } else { i32::MIN / 2 })
    }

    /// Shows the groups whose best pair this is. Returns whether the limits allow more.
    fn best_pair(&mut self, one: usize, other: usize) -> bool {
        let (bounds, size) = (self.bounds, self.bounds.size);
        let cap = i32::from(bounds.row(one)[other]);
        if cap == i32::from(APART) || cap * pairs_of(size) < self.least() {
            return true;
        }
        if self.limits.is_urgent() {
            return false;
        }
        let mut members = [0; LARGEST];
        members[..2].copy_from_slice(&[one, other]);
        let group = GrownGroup { members, len: 2, sum: cap, cap };
        if size == 2 {
            self.show(&group);
            return true;
        }
        let to_come = size - 2;
        let mut sums = std::mem::take(&mut self.sums);
        let best = i32::from(both(bounds.row(one), bounds.row(other), bounds.row(one)[other], &mut sums));
        // Without a school, the group has at most this.
        let rest = cap + best * count(to_come - 1) + cap * pairs_of(to_come);
        let least = self.least() - rest;
        let of_sums = i16::try_from(least.clamp(i32::from(APART) + 1, i32::from(i16::MAX)));
        let mut candidates = Vec::new();
        at_least(&sums, of_sums.unwrap_or(i16::MAX), &mut candidates);
        self.sums = sums;
        // Schools whose pairs are all worse than this one can expect less from the others.
        candidates.retain(|&(sum, school)| {
            let short = cap - bounds.best[usize::from(school)];
            sum - short.max(0) * count(to_come - 1) >= least
        });
        candidates.sort_unstable_by_key(|&(sum, school)| (std::cmp::Reverse(sum), school));
        self.grow(&group, &candidates);
        !self.cut_short
    }

    /// Shows the groups that consist of this one and some of the candidates. Each candidate has its total with the members,
    /// and the best comes first.
    fn grow(&mut self, group: &GrownGroup, candidates: &[(i32, u16)]) {
        let to_come = self.bounds.size - group.len;
        let open = group.cap * pairs_of(to_come);
        for (place, &(sum, school)) in candidates.iter().enumerate() {
            let school = usize::from(school);
            let later = &candidates[place + 1..];
            let best: i32 = later.iter().take(to_come - 1).map(|&(sum, _)| sum).sum();
            if self.cut_short || later.len() + 1 < to_come || group.sum + sum + best + open < self.least() {
                return;
            }
            let grown = group.with(school, sum);
            if to_come == 1 {
                self.show(&grown);
                continue;
            }
            let row = self.bounds.row(school);
            // If two schools are to come, the second is the last, so it must supply the rest.
            let missing = self.least() - grown.sum;
            if to_come == 2 {
                let cap = group.cap.min(self.bounds.best[school]);
                for &(sum, last) in later {
                    if sum + cap < missing {
                        break;
                    }
                    let pair = i32::from(row[usize::from(last)]);
                    if pair <= group.cap && sum + pair >= missing {
                        self.show(&grown.with(usize::from(last), sum + pair));
                    }
                }
                continue;
            }
            if self.limits.is_urgent() {
                self.cut_short = true;
                return;
            }
            let with = |&(sum, other): &(i32, u16)| {
                let pair = row[usize::from(other)];
                (pair > APART && i32::from(pair) <= group.cap).then_some((sum + i32::from(pair), other))
            };
            let mut candidates: Vec<(i32, u16)> = later.iter().filter_map(with).collect();
            candidates.sort_unstable_by_key(|&(sum, school)| (std::cmp::Reverse(sum), school));
            self.grow(&grown, &candidates);
        }
    }

    fn show(&mut self, group: &GrownGroup) {
        let bounds = self.bounds;
        let mut members = group.members;
        members[..group.len].iter_mut().for_each(|member| *member = usize::from(bounds.order[*member]));
        let priced = bounds.duals.priced(bounds.tables, &members[..group.len]);
        if let Some(priced) = priced.filter(|priced| priced.reduced >= self.collect.threshold()) {
            self.collect.take(priced);
        }
    }
}

impl GrownGroup {
    fn with(&self, school: usize, sum: i32) -> Self {
        let mut grown = *self;
        grown.members[grown.len] = school;
        grown.len += 1;
        grown.sum += sum;
        grown
    }
}

fn count(schools: usize) -> i32 {
    i32::try_from(schools).unwrap_or(i32::MAX)
}

fn pairs_of(schools: usize) -> i32 {
    count(schools * schools.saturating_sub(1) / 2)
}

/// For each school, its total with both of two schools, or [`APART`] if it may not meet one of them or has more than `cap`
/// with one; and the largest total.
#[multiversion(targets("x86_64+avx2"))]
fn both(one: &[i16], other: &[i16], cap: i16, sums: &mut [i16]) -> i16 {
    let mut most = APART;
    for ((sum, &one), &other) in sums.iter_mut().zip(one).zip(other) {
        let is_open = (one <= cap) & (other <= cap) & (one > APART) & (other > APART);
        *sum = if is_open { one.saturating_add(other).max(APART + 1) } else { APART };
        most = most.max(*sum);
    }
    most
}

/// The schools with at least this much.
#[multiversion(targets("x86_64+avx2"))]
fn at_least(sums: &[i16], least: i16, found: &mut Vec<(i32, u16)>) {
    const BLOCK: usize = 64;
    for (block, sums) in sums.chunks(BLOCK).enumerate() {
        if sums.iter().fold(APART, |most, &sum| most.max(sum)) < least {
            continue;
        }
        for (place, &sum) in sums.iter().enumerate().filter(|&(_, &sum)| sum >= least) {
            found.push((i32::from(sum), u16::try_from(block * BLOCK + place).unwrap_or(u16::MAX)));
        }
    }
}

#[cfg(test)]
mod tests;
