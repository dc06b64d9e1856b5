//! The local search of a whole problem: rounds over blocks of groups, searched side by side.
//!
//! A block is some thirty groups of one component with tables of their own, so the cost of a step does not depend on the size
//! of the cohort. Between rounds the groups are put into other blocks. Every block of every round draws from a random stream
//! of its own and results are joined in block order, so the plan does not depend on the number of threads.

use rayon::prelude::*;

use crate::compile::{Compiled, Dense};
use crate::ids::SchoolIndex;
use crate::solve::heuristics::local_search::local_search;
use crate::solve::heuristics::part::{Part, Partition};
use crate::solve::limits::Limits;
use crate::solve::random::Random;

/// The most groups in a block.
const BLOCK: usize = 36;

/// A unit: a school, or schools that must be together.
pub type Unit = Vec<SchoolIndex>;

/// The groups of one component while they are being searched.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The groups, as units.
    pub groups: Vec<Vec<Unit>>,
    /// The units left out.
    pub out: Vec<Unit>,
}

impl Draft {
    /// The schools of each group.
    pub fn school_groups(&self) -> impl Iterator<Item = Vec<SchoolIndex>> {
        self.groups.iter().map(|group| group.concat())
    }

    /// Into how many blocks it is cut: at least one where there is anyone to place.
    #[must_use]
    pub fn num_blocks(&self) -> usize {
        self.groups.len().div_ceil(BLOCK).max(usize::from(!self.out.is_empty()))
    }
}

/// How a round searches.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    /// Which round it is: part of the random stream.
    pub number: u64,
    /// The seed of the solve.
    pub seed: u64,
    /// The assignments for each block and chain.
    pub steps: u64,
}

/// How many assignments a round solves in all, for the given steps a block.
#[must_use]
pub fn work_of_round(drafts: &[Draft], steps: u64) -> u64 {
    let blocks = num_blocks(drafts);
    steps * u64::try_from(blocks * chains(blocks)).unwrap_or(u64::MAX)
}

/// How many blocks a round has.
#[must_use]
pub fn num_blocks(drafts: &[Draft]) -> usize {
    drafts.iter().map(Draft::num_blocks).sum()
}

/// A single block is searched twice side by side, and the better result is kept.
fn chains(blocks: usize) -> usize {
    if blocks == 1 { 2 } else { 1 }
}

/// Searches every block once. No block gets worse.
pub fn search(compiled: &Compiled, drafts: &mut [Draft], round: Round, limits: &Limits) {
    let mut blocks = Vec::new();
    for (component, draft) in drafts.iter_mut().enumerate() {
        let mut random = Random::new(round.seed, [round.number, component as u64, 1]);
        cut(compiled, draft, round.number, &mut random, |block| blocks.push((component, block)));
    }
    let chains = chains(blocks.len());
    let searched: Vec<(Draft, i64)> = (0..blocks.len() * chains)
        .into_par_iter()
        .map(|task| {
            let mut random = Random::new(round.seed, [round.number, task as u64, 2]);
            search_block(compiled, &blocks[task / chains].1, blocks.len() == 1, round, &mut random, limits)
        })
        .collect();
    let mut results = searched.into_iter();
    for (component, _) in &blocks {
        // The first of equals, so that ties do not depend on the order of completion.
        let best = results.by_ref().take(chains).reduce(|best, other| if other.1 > best.1 { other } else { best });
        let (block, _) = best.expect("every block is searched at least once");
        drafts[*component].groups.extend(block.groups);
        drafts[*component].out.extend(block.out);
    }
}

/// Cuts a component into blocks, in random order or along a random direction of the map.
fn cut(compiled: &Compiled, draft: &mut Draft, round: u64, random: &mut Random, mut push: impl FnMut(Draft)) {
    let blocks = draft.num_blocks();
    let mut groups = std::mem::take(&mut draft.groups);
    let mut out = std::mem::take(&mut draft.out);
    if blocks > 1 {
        random.shuffle(&mut groups);
        if compiled.is_local() && !round.is_multiple_of(3) {
            let direction = (random.below(2_001), random.below(2_001));
            groups.sort_by_cached_key(|group| compiled.along(direction, group.iter().flatten()));
        }
    }
    random.shuffle(&mut out);
    let (mut groups, mut out) = (groups.into_iter(), out.into_iter());
    for block in (1..=blocks).rev() {
        let (groups_left, out_left) = (groups.len(), out.len());
        push(Draft {
            groups: groups.by_ref().take(groups_left.div_ceil(block)).collect(),
            out: out.by_ref().take(out_left.div_ceil(block)).collect(),
        });
    }
    draft.out.extend(out);
}

fn search_block(
    compiled: &Compiled,
    block: &Draft,
    is_alone: bool,
    round: Round,
    random: &mut Random,
    limits: &Limits,
) -> (Draft, i64) {
    let units: Vec<&Unit> = block.groups.iter().flatten().chain(&block.out).collect();
    let schools: Vec<SchoolIndex> = units.iter().flat_map(|unit| unit.iter().copied()).collect();
    let mut next = 0;
    let mut number = |count: usize| {
        next += count;
        next - count
    };
    let part = Part {
        dense: Dense::new(compiled, &schools),
        units: units.iter().map(|unit| (number(unit.len())..).take(unit.len()).collect()).collect(),
        price: compiled.price_in_search(),
        keeps_sizes: !is_alone && !compiled.counts().is_empty(),
        counts: if is_alone { compiled.counts_beside_locked() } else { Vec::new() },
    };
    let mut next_unit = 0..units.len();
    let start = Partition {
        groups: block.groups.iter().map(|group| next_unit.by_ref().take(group.len()).collect()).collect(),
        out: next_unit.collect(),
    };
    let (best, total) = local_search(&part, start, round.steps, random, limits);
    let name = |unit: &usize| units[*unit].clone();
    let groups = best.groups.iter().map(|group| group.iter().map(name).collect()).collect();
    (Draft { groups, out: best.out.iter().map(name).collect() }, total)
}

#[cfg(test)]
mod tests;
