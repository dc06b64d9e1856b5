//! The strategies without a proof, from start to end: components, size plans, a first draft, and rounds of local search.

use std::collections::BTreeMap;

use crate::combinatorics::size_plan::{self, SizePlan};
use crate::compile::Compiled;
use crate::compile::components::components;
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::heuristics::deal::deal;
use crate::solve::heuristics::greedy::{fits, greedy};
use crate::solve::heuristics::neighbourhoods::{self, Draft, Round, Unit};
use crate::solve::options::Strategy;
use crate::solve::outcome::StopReason;
use crate::solve::random::Random;
use crate::solve::run::Run;
use crate::solve::start::WarmStart;
use crate::solve::tuning::LocalSearchTuning;
use crate::units::Points;

/// The result of a search.
#[derive(Debug, Clone)]
pub struct Found {
    /// The groups, including locked ones.
    pub groups: Vec<Vec<SchoolIndex>>,
    /// The schools left out.
    pub unmatched: Vec<SchoolIndex>,
    /// Whether every rule is kept.
    pub is_feasible: bool,
    /// Why it stopped.
    pub stop: StopReason,
}

impl Found {
    /// The value of the groups less the prices.
    #[must_use]
    pub fn value(&self, compiled: &Compiled) -> Points {
        let groups: Points = self.groups.iter().map(|group| compiled.value(group)).sum();
        let left_out = Points::try_from(self.unmatched.len()).unwrap_or(Points::MAX);
        groups - compiled.price().unwrap_or(0) * left_out
    }
}

/// Searches as `random`, `greedy` or `local_search` do, the last from an earlier plan if there is one. `None` if the schools cannot even be cut into groups of the allowed sizes.
/// `bound` is told to the observer.
pub fn search(run: &Run<'_>, strategy: Strategy, bound: Option<Points>) -> Option<Found> {
    let Run { compiled, seed, limits, .. } = *run;
    let tuning = &run.tuning.local_search;
    run.observer.phase("construct");
    let mut drafts = construct(run, strategy)?;
    run.observer.phase("search");
    let improves = improves(strategy);
    let budget = if improves { default_work(&drafts) } else { repair_work(&drafts) };
    let mut number = 0;
    let stop = loop {
        if let Some(stop) = limits.stop() {
            break stop;
        }
        let feasible = is_feasible(compiled, &drafts);
        if (!improves && feasible) || limits.work() >= budget {
            break StopReason::Finished;
        }
        let each = neighbourhoods::work_of_round(&drafts, 1, tuning).max(1);
        let steps = if improves { steps_of_round(&drafts, tuning) } else { tuning.repair_round };
        let steps = steps.min(limits.work_left().div_ceil(each));
        neighbourhoods::search(compiled, &mut drafts, Round { number, seed, steps, tuning }, limits);
        limits.add_work(each * steps);
        number += 1;
        let found = finish(compiled, &drafts, StopReason::Finished);
        run.tell(found.is_feasible.then(|| found.value(compiled)), bound);
    };
    Some(finish(compiled, &drafts, stop))
}

fn improves(strategy: Strategy) -> bool {
    matches!(strategy, Strategy::LocalSearch | Strategy::Auto)
}

/// The assignments that the local search solves when nothing else limits it.
fn default_work(drafts: &[Draft]) -> u64 {
    let groups: usize = drafts.iter().map(|draft| draft.groups.len()).sum();
    // Medium cohorts get more than their share, because their rounds are cheap. A national cohort still takes only minutes.
    60_000 + 100 * groups as u64 + (300 * groups as u64).min(40_000)
}

fn steps_of_round(drafts: &[Draft], tuning: &LocalSearchTuning) -> u64 {
    let neighbourhoods = neighbourhoods::num_neighbourhoods(drafts, tuning).max(1) as u64;
    (tuning.round / neighbourhoods).max(tuning.least_round)
}

/// The most assignments for repairing a constructor's draft.
fn repair_work(drafts: &[Draft]) -> u64 {
    default_work(drafts) / 4
}

fn construct(run: &Run<'_>, strategy: Strategy) -> Option<Vec<Draft>> {
    let Run { compiled, seed, .. } = *run;
    let compared = run.tuning.local_search.compared;
    let components = searched_together(compiled, run.tuning.local_search.counted_together);
    let components: Vec<Units> = components.iter().map(|schools| Units::new(compiled, schools)).collect();
    let plans = size_plans(compiled, &components)?;
    if let Some(start) = run.start.filter(|_| improves(strategy)) {
        return Some(components.into_iter().map(|units| units.placed_as_in(compiled, start)).collect());
    }
    let drafts = components.into_iter().zip(plans).enumerate().map(|(number, (units, plan))| {
        let Units { closed, open } = units;
        let mut random = Random::new(seed, [number as u64, 0, 0]);
        let mut draft = match strategy {
            Strategy::Greedy => greedy(compiled, open, &plan, compared),
            Strategy::Random => deal(compiled, open, &plan, &mut random),
            _ => dealt_or_picked(compiled, open, &plan, compared, &mut random),
        };
        draft.groups.extend(closed.into_iter().map(|unit| vec![unit]));
        draft
    });
    Some(drafts.collect())
}

/// A dealt draft, or the greedy draft if the dealt one breaks more rules than the search can repair quickly.
fn dealt_or_picked(
    compiled: &Compiled,
    units: Vec<Unit>,
    plan: &SizePlan,
    compared: usize,
    random: &mut Random,
) -> Draft {
    let dealt = deal(compiled, units.clone(), plan, random);
    let broken = num_broken(compiled, &dealt);
    if broken <= dealt.groups.len() / 4 {
        return dealt;
    }
    let picked = greedy(compiled, units, plan, compared);
    if num_broken(compiled, &picked) < broken { picked } else { dealt }
}

/// The components. If the number of groups of a size is prescribed, all schools are in one component, unless there are more
/// than `most`. A search over all schools can change the sizes and keep the counts.
fn searched_together(compiled: &Compiled, most: usize) -> Vec<Vec<SchoolIndex>> {
    let components = components(compiled);
    if compiled.counts().is_empty() || components.iter().map(Vec::len).sum::<usize>() > most {
        return components;
    }
    let mut all = components.concat();
    all.sort_unstable();
    if all.is_empty() { Vec::new() } else { vec![all] }
}

/// The units: each set that must be together, and every other school by itself.
fn units(compiled: &Compiled, schools: &[SchoolIndex]) -> Vec<Unit> {
    let set_of: BTreeMap<SchoolIndex, &Vec<SchoolIndex>> =
        compiled.together().iter().flat_map(|set| set.iter().map(move |&school| (school, set))).collect();
    (schools.iter())
        .filter_map(|school| match set_of.get(school) {
            Some(set) if set[0] == *school => Some((*set).clone()),
            Some(_) => None,
            None => Some(vec![*school]),
        })
        .collect()
}

/// The units of a component.
struct Units {
    /// The units that must be separate groups.
    closed: Vec<Unit>,
    /// All other units.
    open: Vec<Unit>,
}

impl Units {
    fn new(compiled: &Compiled, schools: &[SchoolIndex]) -> Self {
        let all = units(compiled, schools);
        let largest = compiled.sizes().last().copied().unwrap_or(0);
        let is_closed = |unit: &Unit| {
            let may_join = |other: &&Unit| *other != unit && unit.len() + other.len() <= largest;
            unit.len() > 1
                && compiled.is_feasible(unit)
                && !all.iter().filter(may_join).any(|other| fits(compiled, unit, other))
        };
        let (closed, open) = all.iter().cloned().partition(is_closed);
        Self { closed, open }
    }

    /// The number of schools that still need a group.
    fn num_open(&self) -> usize {
        self.open.iter().map(Vec::len).sum()
    }

    /// The groups of an earlier plan. Each unit joins the group of its first school. A unit for which there is no room, or that is
    /// new, takes a place that became free, then one in a group that may grow.
    fn placed_as_in(self, compiled: &Compiled, start: &WarmStart) -> Draft {
        let largest = compiled.sizes().last().copied().unwrap_or(0);
        let group_of: BTreeMap<SchoolIndex, usize> = (0..)
            .zip(start.groups())
            .flat_map(|(number, group)| group.iter().map(move |&school| (school, number)))
            .collect();
        let mut groups: Vec<Vec<Unit>> = vec![Vec::new(); start.groups().len()];
        let mut homeless = Vec::new();
        let schools = |group: &Vec<Unit>| group.iter().map(Vec::len).sum::<usize>();
        let mut open = self.open;
        open.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
        for unit in open {
            match group_of.get(&unit[0]) {
                Some(&number)
                    if schools(&groups[number]) + unit.len() <= start.groups()[number].len().max(unit.len()) =>
                {
                    groups[number].push(unit);
                }
                _ => homeless.push(unit),
            }
        }
        let mut out = Vec::new();
        for unit in homeless {
            let room = |most: &dyn Fn(usize) -> usize| {
                (0..groups.len())
                    .find(|&number| !groups[number].is_empty() && schools(&groups[number]) + unit.len() <= most(number))
            };
            match room(&|number| start.groups()[number].len()).or_else(|| room(&|_| largest)) {
                Some(number) => groups[number].push(unit),
                None => out.push(unit),
            }
        }
        groups.retain(|group| !group.is_empty());
        groups.extend(self.closed.into_iter().map(|unit| vec![unit]));
        Draft { groups, out }
    }

    /// The fewest groups that the open units need: two units of more than half of the largest size are in two groups.
    fn fewest_groups(&self, compiled: &Compiled) -> usize {
        let largest = compiled.sizes().last().copied().unwrap_or(0);
        let large = self.open.iter().filter(|unit| 2 * unit.len() > largest).count();
        fewest_groups(compiled, &self.open.concat()).max(large)
    }
}

/// For each component, the fewest groups that its most frequent value needs, or more if sizes and counts require it.
fn size_plans(compiled: &Compiled, components: &[Units]) -> Option<Vec<SizePlan>> {
    let allowed = compiled.sizes();
    if compiled.counts().is_empty() {
        return components.iter().map(|units| size_plan(compiled, units)).collect();
    }
    let closed =
        |size: usize| components.iter().flat_map(|units| &units.closed).filter(|unit| unit.len() == size).count();
    let left = (compiled.counts_without_locked().into_iter())
        .map(|(size, wanted)| {
            let [least, most] = [wanted.start(), wanted.end()].map(|end| end.saturating_sub(closed(size)));
            (size, Count::Between(least, most))
        })
        .collect();
    let fewest: Vec<usize> = components.iter().map(|units| units.fewest_groups(compiled)).collect();
    let plans = |placed: &[usize]| {
        let sizes: Vec<(usize, usize)> = placed.iter().copied().zip(fewest.iter().copied()).collect();
        size_plan::plans_with_counts(&sizes, allowed, &left)
    };
    let mut placed: Vec<usize> = components.iter().map(Units::num_open).collect();
    loop {
        if let Some(plans) = plans(&placed) {
            return Some(plans);
        }
        // If schools may be left out, one more is left out: in the component that places the most, and in a tie the first.
        compiled.price()?;
        let largest = (0..placed.len()).rev().max_by_key(|&place| placed[place]).filter(|&place| placed[place] > 0)?;
        placed[largest] -= 1;
    }
}

fn size_plan(compiled: &Compiled, units: &Units) -> Option<SizePlan> {
    let allowed = compiled.sizes();
    let placed = match compiled.price() {
        Some(_) => size_plan::most_placed(units.num_open(), allowed),
        None => units.num_open(),
    };
    let fewest = units.fewest_groups(compiled);
    let groups = size_plan::group_counts(placed, allowed)
        .find(|&groups| groups >= fewest)
        .or_else(|| size_plan::group_counts(placed, allowed).last())?;
    size_plan::sizes_for(placed, groups, allowed)
}

/// The frequency of the most frequent value of an attribute that must differ. Each school with this value needs a different
/// group.
fn fewest_groups(compiled: &Compiled, schools: &[SchoolIndex]) -> usize {
    let mut counts: BTreeMap<(usize, u32), usize> = BTreeMap::new();
    for &school in schools {
        for (place, &code) in compiled.distinct_codes(school).iter().enumerate().filter(|&(_, &code)| code != 0) {
            *counts.entry((place, code)).or_default() += 1;
        }
    }
    counts.into_values().max().unwrap_or(0)
}

fn num_broken(compiled: &Compiled, draft: &Draft) -> usize {
    draft.school_groups().filter(|group| !compiled.is_feasible(group)).count() + draft.out.len()
}

fn is_feasible(compiled: &Compiled, drafts: &[Draft]) -> bool {
    drafts.iter().all(|draft| {
        (compiled.price().is_some() || draft.out.is_empty())
            && draft.school_groups().all(|group| compiled.is_feasible(&group))
    }) && keeps_counts(compiled, drafts)
}

fn keeps_counts(compiled: &Compiled, drafts: &[Draft]) -> bool {
    compiled.counts().iter().all(|(&size, count)| {
        let free = drafts.iter().flat_map(Draft::school_groups).filter(|group| group.len() == size).count();
        let locked = compiled.locked().iter().filter(|group| group.len() == size).count();
        (count.least()..=count.most()).contains(&(free + locked))
    })
}

fn finish(compiled: &Compiled, drafts: &[Draft], stop: StopReason) -> Found {
    let mut groups: Vec<Vec<SchoolIndex>> = drafts.iter().flat_map(Draft::school_groups).collect();
    groups.extend(compiled.locked().iter().cloned());
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    let mut unmatched: Vec<SchoolIndex> = drafts.iter().flat_map(|draft| draft.out.concat()).collect();
    unmatched.sort_unstable();
    Found { groups, unmatched, is_feasible: is_feasible(compiled, drafts), stop }
}
