//! The local search of a whole problem: rounds of parallel searches over neighbourhoods of groups.
//!
//! A neighbourhood is about thirty groups of one component, with tables of its own, so the cost of a step does not depend
//! on the size of the cohort. Each round forms other neighbourhoods. Every neighbourhood of every round has its own random
//! stream, and results are combined in the order of the neighbourhoods. So the plan does not depend on the number of
//! threads.

use rayon::prelude::*;

use crate::compile::{Compiled, Dense};
use crate::ids::SchoolIndex;
use crate::solve::heuristics::local_search::local_search;
use crate::solve::heuristics::neighbourhood::{Neighbourhood, Partition};
use crate::solve::limits::Limits;
use crate::solve::random::Random;
use crate::solve::tuning::LocalSearchTuning;

/// A unit: a school, or schools that must be together.
pub type Unit = Vec<SchoolIndex>;

/// The groups of one component during the search.
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

    /// The number of its neighbourhoods: at least one if any school needs a place.
    fn num_neighbourhoods(&self, tuning: &LocalSearchTuning) -> usize {
        self.groups.len().div_ceil(tuning.groups).max(usize::from(!self.out.is_empty()))
    }
}

/// The settings of a round.
#[derive(Debug, Clone, Copy)]
pub struct Round<'a> {
    /// The number of the round. It determines part of the random stream.
    pub number: u64,
    /// The seed of the solve.
    pub seed: u64,
    /// The assignments for each neighbourhood and chain.
    pub steps: u64,
    /// The parameters.
    pub tuning: &'a LocalSearchTuning,
}

/// The number of assignments in a whole round, for the given steps in each neighbourhood.
#[must_use]
pub fn work_of_round(drafts: &[Draft], steps: u64, tuning: &LocalSearchTuning) -> u64 {
    let neighbourhoods = num_neighbourhoods(drafts, tuning);
    steps * u64::try_from(neighbourhoods * chains(neighbourhoods)).unwrap_or(u64::MAX)
}

/// The number of neighbourhoods in a round.
#[must_use]
pub fn num_neighbourhoods(drafts: &[Draft], tuning: &LocalSearchTuning) -> usize {
    drafts.iter().map(|draft| draft.num_neighbourhoods(tuning)).sum()
}

/// A single neighbourhood is searched twice in parallel, and the better result is kept.
fn chains(neighbourhoods: usize) -> usize {
    if neighbourhoods == 1 { 2 } else { 1 }
}

/// Searches every neighbourhood once. No neighbourhood becomes worse.
pub fn search(compiled: &Compiled, drafts: &mut [Draft], round: Round<'_>, limits: &Limits) {
    let mut parts = Vec::new();
    for (component, draft) in drafts.iter_mut().enumerate() {
        let mut random = Random::new(round.seed, [round.number, component as u64, 1]);
        divide(compiled, draft, round, &mut random, |part| parts.push((component, part)));
    }
    let chains = chains(parts.len());
    let searched: Vec<(Draft, i64)> = (0..parts.len() * chains)
        .into_par_iter()
        .map(|task| {
            let mut random = Random::new(round.seed, [round.number, task as u64, 2]);
            search_one(compiled, &parts[task / chains].1, parts.len() == 1, round, &mut random, limits)
        })
        .collect();
    let mut results = searched.into_iter();
    for (component, _) in &parts {
        // The first of equally good results, so that ties do not depend on the order of completion.
        let best = results.by_ref().take(chains).reduce(|best, other| if other.1 > best.1 { other } else { best });
        let (part, _) = best.expect("every neighbourhood is searched at least once");
        drafts[*component].groups.extend(part.groups);
        drafts[*component].out.extend(part.out);
    }
}

/// Divides a component into neighbourhoods, in random order or along a random direction of the map.
fn divide(compiled: &Compiled, draft: &mut Draft, round: Round<'_>, random: &mut Random, mut push: impl FnMut(Draft)) {
    let parts = draft.num_neighbourhoods(round.tuning);
    let mut groups = std::mem::take(&mut draft.groups);
    let mut out = std::mem::take(&mut draft.out);
    if parts > 1 {
        random.shuffle(&mut groups);
        if compiled.is_local() && !round.number.is_multiple_of(3) {
            let direction = (random.below(2_001), random.below(2_001));
            groups.sort_by_cached_key(|group| compiled.along(direction, group.iter().flatten()));
        }
    }
    random.shuffle(&mut out);
    let (mut groups, mut out) = (groups.into_iter(), out.into_iter());
    for part in (1..=parts).rev() {
        let (groups_left, out_left) = (groups.len(), out.len());
        push(Draft {
            groups: groups.by_ref().take(groups_left.div_ceil(part)).collect(),
            out: out.by_ref().take(out_left.div_ceil(part)).collect(),
        });
    }
    draft.out.extend(out);
}

fn search_one(
    compiled: &Compiled,
    draft: &Draft,
    is_alone: bool,
    round: Round<'_>,
    random: &mut Random,
    limits: &Limits,
) -> (Draft, i64) {
    let units: Vec<&Unit> = draft.groups.iter().flatten().chain(&draft.out).collect();
    let schools: Vec<SchoolIndex> = units.iter().flat_map(|unit| unit.iter().copied()).collect();
    let mut next = 0;
    let mut number = |count: usize| {
        next += count;
        next - count
    };
    let neighbourhood = Neighbourhood {
        dense: Dense::new(compiled, &schools),
        units: units.iter().map(|unit| (number(unit.len())..).take(unit.len()).collect()).collect(),
        price: compiled.price_in_search(),
        keeps_sizes: !is_alone && !compiled.counts().is_empty(),
        counts: if is_alone { compiled.counts_without_locked() } else { Vec::new() },
    };
    let mut next_unit = 0..units.len();
    let start = Partition {
        groups: draft.groups.iter().map(|group| next_unit.by_ref().take(group.len()).collect()).collect(),
        out: next_unit.collect(),
    };
    let (best, total) = local_search(&neighbourhood, start, round.steps, round.tuning, random, limits);
    let name = |unit: &usize| units[*unit].clone();
    let groups = best.groups.iter().map(|group| group.iter().map(name).collect()).collect();
    (Draft { groups, out: best.out.iter().map(name).collect() }, total)
}

#[cfg(test)]
mod tests;
