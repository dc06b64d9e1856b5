//! Prices the neighbours of known groups: those that replace one school by another, or add one.
//!
//! A set is a group without one of its schools, or the group as it is. Any other school could complete it. One pass of
//! [`kernel`] values all completions of a set, in microseconds for some thousands of schools. A round over the best groups
//! of a pool finds most of what exact pricing would find, at a small fraction of its cost, but proves nothing.

use rayon::prelude::*;

use super::column::Column;
use super::enumeration::{PricedColumn, PricingDuals, insert};
use super::frame::Frame;
use super::group::Group;
use super::kernel::{self, BLOCK, Sixteen, Wide};
use super::tables::{FORBIDDEN, Tables};
use crate::model::sizes::LARGEST;
use crate::solve::limits::Limits;

/// The most schools that complete one set in a round.
const EACH: usize = 6;

/// The neighbours of known groups with a positive reduced cost, the best six for each set. `None` if the limits ended it.
pub(crate) fn exchange(
    tables: &Tables,
    duals: &PricingDuals<'_>,
    known: &[Column],
    limits: &Limits,
) -> Option<Vec<PricedColumn>> {
    let frame = Frame::of_profiles(tables);
    let alone = |school| i64::from(tables.fixed(school)) - duals.schools[school];
    let alone = (0..tables.len()).map(|school| i32::try_from(alone(school)).unwrap_or(FORBIDDEN)).collect();
    let round = NeighbourhoodPricing { tables, duals, frame, alone };
    let sets = sets(tables, known);
    let complete = |work: &mut Work, set: &Column| (!limits.is_urgent()).then(|| round.complete(set, work));
    let found: Option<Vec<Vec<PricedColumn>>> =
        sets.par_iter().map_init(|| Work::new(&round.frame), complete).collect();
    found.map(|found| found.concat())
}

/// The sets of schools that one more school completes to a group of an allowed size. They are worth nothing by themselves.
fn sets(tables: &Tables, known: &[Column]) -> Vec<Column> {
    let is_allowed = |size: &usize| tables.sizes().contains(size);
    let mut sets = Vec::new();
    for column in known {
        let members: Vec<usize> = column.members().iter().map(|&member| usize::from(member)).collect();
        let rest = |&out: &usize| members.iter().copied().filter(|&member| member != out).collect::<Vec<usize>>();
        let smaller = members.iter().filter(|_| is_allowed(&column.size())).map(rest);
        sets.extend(smaller.map(|rest| Column::new(&rest, 0)));
        if is_allowed(&(column.size() + 1)) {
            sets.push(Column::new(&members, 0));
        }
    }
    sets.sort_unstable_by_key(Column::key);
    sets.dedup();
    sets
}

/// The data with which all sets are priced.
struct NeighbourhoodPricing<'a> {
    tables: &'a Tables,
    duals: &'a PricingDuals<'a>,
    /// All schools, in their own order.
    frame: Frame,
    /// The worth of a school alone: what it learns whatever its peers, minus its dual.
    alone: Vec<i32>,
}

/// The working memory of one thread.
struct Work {
    linear: Vec<Wide>,
    nothing: Vec<Wide>,
    learn: Vec<Sixteen>,
    gains: Vec<Wide>,
}

impl Work {
    fn new(frame: &Frame) -> Self {
        let [linear, nothing, gains] = [FORBIDDEN, 0, 0].map(|of| vec![[of; BLOCK]; frame.blocks]);
        Self { linear, nothing, learn: vec![[0; BLOCK]; frame.blocks], gains }
    }
}

impl NeighbourhoodPricing<'_> {
    /// The best groups with a positive reduced cost that consist of a set and one more school.
    fn complete(&self, set: &Column, work: &mut Work) -> Vec<PricedColumn> {
        let (tables, len) = (self.tables, self.tables.len());
        let size = set.size() + 1;
        let pairs = tables.pairs(size);
        let mut members = [0; LARGEST];
        members.iter_mut().zip(set.members()).for_each(|(to, &member)| *to = usize::from(member));
        let set = &members[..size - 1];
        let mut own = -self.duals.of_size(size);
        let linear = &mut work.linear.as_flattened_mut()[..len];
        linear.copy_from_slice(&self.alone);
        for (place, &member) in set.iter().enumerate() {
            let row = &pairs[member * len..(member + 1) * len];
            linear.iter_mut().zip(row).for_each(|(linear, pair)| *linear = (*linear + pair).max(FORBIDDEN));
            own += i64::from(self.alone[member]) + set[..place].iter().map(|&peer| i64::from(row[peer])).sum::<i64>();
        }
        let group = Group::new(tables, set, self.frame.blocks, own);
        let missing = i32::try_from((1 - own).clamp(i64::from(FORBIDDEN) / 2, 2_000_000_000)).unwrap_or(i32::MAX);
        kernel::learn(&group.needs, &group.offers, self.frame.profiles(), 0, &mut work.learn);
        let linear = [work.linear.as_slice(), work.nothing.as_slice()];
        let most = kernel::weigh(&work.learn, tables.learn_weight(), linear, &mut work.gains);
        if most < missing {
            return Vec::new();
        }
        let gains = || work.gains.as_flattened()[..len].iter().copied().enumerate();
        let mut best = [missing - 1; EACH];
        gains().for_each(|(_, gain)| insert(&mut best, gain));
        let least = best[EACH - 1].max(missing);
        let mut best: Vec<(usize, i32)> = gains().filter(|&(_, gain)| gain >= least).collect();
        best.sort_unstable_by_key(|&(school, gain)| (-gain, school));
        best.truncate(EACH);
        let priced = |(school, _): (usize, i32)| {
            let mut members = members;
            members[size - 1] = school;
            self.duals.priced(tables, &members[..size]).filter(|priced| priced.reduced > 0)
        };
        best.into_iter().filter_map(priced).collect()
    }
}

#[cfg(test)]
mod tests;
