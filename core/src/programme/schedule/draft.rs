//! Calendars that are kept whole: a first one by ejecting visits that are in the way, better ones by placing a few groups again.

use std::collections::VecDeque;

use crate::programme::schedule::agenda::Agenda;
use crate::programme::schedule::group_visits::{Costs, FORBIDDEN, Placed, best};
use crate::solve::limits::Limits;
use crate::solve::random::Random;

/// How often a group is placed at the cost of others, on average, before the first calendar is given up.
const EJECTIONS: usize = 60;

/// The visits of each group, and who is taken on which day.
#[derive(Debug, Clone)]
pub(crate) struct Draft<'a> {
    agenda: &'a Agenda<'a>,
    pub(crate) placed: Vec<Option<Placed>>,
    /// The group that has a facilitator's day.
    owners: Vec<Option<usize>>,
    /// How many visits each facilitator's term holds.
    counts: Vec<u32>,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(agenda: &'a Agenda<'a>) -> Self {
        let who = agenda.facilitators.len();
        Self {
            agenda,
            placed: vec![None; agenda.groups.len()],
            owners: vec![None; who * agenda.days.len()],
            counts: vec![0; who * agenda.terms.len()],
        }
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.placed.iter().all(Option::is_some)
    }

    pub(crate) fn worth(&self) -> i64 {
        self.placed.iter().flatten().map(|placed| placed.worth).sum()
    }

    fn put(&mut self, group: usize, placed: Placed) {
        for visit in &placed.visits {
            if let Some(who) = visit.facilitator {
                self.owners[self.agenda.slot(who, visit.day)] = Some(group);
                self.counts[self.agenda.stint(who, visit.term)] += 1;
            }
        }
        self.placed[group] = Some(placed);
    }

    fn take(&mut self, group: usize) -> Option<Placed> {
        let placed = self.placed[group].take()?;
        for visit in &placed.visits {
            if let Some(who) = visit.facilitator {
                self.owners[self.agenda.slot(who, visit.day)] = None;
                self.counts[self.agenda.stint(who, visit.term)] -= 1;
            }
        }
        Some(placed)
    }

    /// The costs of what is free under a guide: what is taken is not to be had.
    fn costs(&self, guide: &Costs) -> Costs {
        let mut costs = guide.clone();
        for (cost, owner) in costs.slots.iter_mut().zip(&self.owners) {
            if owner.is_some() {
                *cost = FORBIDDEN;
            }
        }
        for (stint, cost) in costs.stints.iter_mut().enumerate() {
            if self.agenda.most(stint).is_some_and(|most| self.counts[stint] >= most) {
                *cost = FORBIDDEN;
            }
        }
        costs
    }

    /// Places a group where nothing is in its way.
    fn place(&mut self, group: usize, guide: &Costs) -> bool {
        let mut costs = self.costs(guide);
        // The program prices each visit of a term alone; where a group takes more of a term than is left, it does without.
        for _ in 0..=self.counts.len() {
            let Some((_, placed)) = best(self.agenda, group, &costs) else { return false };
            match self.overfull(&placed) {
                Some(stint) => costs.stints[stint] = FORBIDDEN,
                None => {
                    self.put(group, placed);
                    return true;
                }
            }
        }
        false
    }

    /// A facilitator's term of which the visits would take more than there is.
    fn overfull(&self, placed: &Placed) -> Option<usize> {
        let stints: Vec<usize> = (placed.visits.iter())
            .filter_map(|visit| visit.facilitator.map(|who| self.agenda.stint(who, visit.term)))
            .collect();
        let wanted = |stint: usize| u32::try_from(stints.iter().filter(|&&other| other == stint).count()).unwrap_or(0);
        let over =
            |&stint: &usize| self.agenda.most(stint).is_some_and(|most| self.counts[stint] + wanted(stint) > most);
        stints.iter().copied().find(over)
    }
}

/// A first calendar: groups with the fewest open days first; one that finds no room takes the room that was taken least
/// often, and whom it displaces is placed again. The draft may stay incomplete.
pub(crate) fn construct<'a>(agenda: &'a Agenda<'a>, guide: &Costs, limits: &Limits) -> Draft<'a> {
    let mut draft = Draft::new(agenda);
    let mut order: Vec<usize> = (0..agenda.groups.len()).collect();
    order.sort_by_key(|&group| (agenda.groups[group].open.len(), group));
    let mut waiting: VecDeque<usize> = order.into();
    let mut taken = Costs::free(agenda);
    let unit = 10_000_000;
    taken.slots.iter_mut().chain(&mut taken.stints).for_each(|cost| *cost = unit);
    let mut left = EJECTIONS * agenda.groups.len();
    while let Some(group) = waiting.pop_front() {
        if limits.is_urgent() {
            break;
        }
        if draft.place(group, guide) {
            continue;
        }
        if left == 0 {
            continue;
        }
        left -= 1;
        waiting.extend(displace(&mut draft, group, &mut taken, unit));
    }
    draft
}

/// Places a group over others, and gives those who lost their visits by it.
fn displace(draft: &mut Draft<'_>, group: usize, taken: &mut Costs, unit: i64) -> Vec<usize> {
    let agenda = draft.agenda;
    let mut costs = Costs::free(agenda);
    for (slot, cost) in costs.slots.iter_mut().enumerate() {
        *cost = if draft.owners[slot].is_some() { taken.slots[slot] } else { 0 };
    }
    for (stint, cost) in costs.stints.iter_mut().enumerate() {
        let is_full = agenda.most(stint).is_some_and(|most| draft.counts[stint] >= most);
        *cost = match agenda.most(stint) {
            Some(0) => FORBIDDEN,
            _ if is_full => taken.stints[stint],
            _ => 0,
        };
    }
    // A group that alone wants more of a term than there is cannot be helped by displacing others.
    let alone = Draft::new(agenda);
    let placed = loop {
        let Some((_, placed)) = best(agenda, group, &costs) else { return Vec::new() };
        match alone.overfull(&placed) {
            Some(stint) => costs.stints[stint] = FORBIDDEN,
            None => break placed,
        }
    };
    let mut out = Vec::new();
    for visit in &placed.visits {
        let Some(who) = visit.facilitator else { continue };
        let slot = agenda.slot(who, visit.day);
        if let Some(owner) = draft.owners[slot] {
            taken.slots[slot] += unit;
            draft.take(owner);
            out.push(owner);
        }
    }
    while let Some(stint) = draft.overfull(&placed) {
        taken.stints[stint] += unit;
        let holds = |placed: &Placed| {
            placed
                .visits
                .iter()
                .any(|visit| visit.facilitator.is_some_and(|who| agenda.stint(who, visit.term) == stint))
        };
        // The one that is worth the least loses its place; of several the first.
        let holders = (0..draft.placed.len()).filter(|&other| draft.placed[other].as_ref().is_some_and(holds));
        let Some(loser) = holders.min_by_key(|&other| draft.placed[other].as_ref().map(|placed| placed.worth)) else {
            break;
        };
        draft.take(loser);
        out.push(loser);
    }
    draft.put(group, placed);
    out
}

/// Places a few groups again, this many times, and keeps a result that is no worse.
pub(crate) fn improve(draft: &mut Draft<'_>, guides: &[&Costs], times: u64, random: &mut Random, limits: &Limits) {
    let count = draft.placed.len();
    if count == 0 {
        return;
    }
    for time in 0..times {
        if limits.is_urgent() {
            return;
        }
        let first = random.below(count);
        let mut chosen = vec![first];
        for _ in 0..1 + random.below(3) {
            let other = if random.chance(700) { related(draft, first, random) } else { None };
            let other = other.unwrap_or_else(|| random.below(count));
            if !chosen.contains(&other) {
                chosen.push(other);
            }
        }
        let before: Vec<(usize, Placed)> =
            chosen.iter().filter_map(|&group| draft.take(group).map(|placed| (group, placed))).collect();
        random.shuffle(&mut chosen);
        let guide = guides[usize::try_from(time).unwrap_or(0) % guides.len()];
        let mut after = 0;
        let all = chosen.iter().all(|&group| {
            let done = draft.place(group, guide);
            after += draft.placed[group].as_ref().map_or(0, |placed| placed.worth);
            done
        });
        if !all || after < before.iter().map(|(_, placed)| placed.worth).sum() {
            for &group in &chosen {
                draft.take(group);
            }
            for (group, placed) in before {
                draft.put(group, placed);
            }
        }
    }
}

/// Another group that has a day of one of this group's facilitators.
fn related(draft: &Draft<'_>, group: usize, random: &mut Random) -> Option<usize> {
    let visits = &draft.placed[group].as_ref().filter(|placed| !placed.visits.is_empty())?.visits;
    let who = visits[random.below(visits.len())].facilitator?;
    let days = draft.agenda.days.len();
    let row = &draft.owners[usize::from(who) * days..(usize::from(who) + 1) * days];
    let others: Vec<usize> = row.iter().flatten().copied().filter(|&other| other != group).collect();
    others.get(random.below(others.len())).copied()
}
