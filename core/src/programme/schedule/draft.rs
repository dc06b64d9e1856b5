//! Drafts of calendars. A first draft places all groups by ejecting visits that are in the way. Better drafts place a few
//! groups again.

use std::collections::{BTreeMap, VecDeque};

use crate::programme::schedule::agenda::Agenda;
use crate::programme::schedule::group_visits::{Costs, FORBIDDEN, Placed, best};
use crate::programme::schedule::resources::Placing;
use crate::solve::limits::Limits;
use crate::solve::random::Random;

/// The average number of times that each group displaces others before the search gives up on a first calendar.
const EJECTIONS: usize = 60;

/// How often, in thousandths, a group that is placed again loses the use of a resource that it had.
const GIVES_UP: usize = 300;

/// The visits of each group, and the use of every shared resource.
#[derive(Debug, Clone)]
pub(crate) struct Draft<'a> {
    agenda: &'a Agenda<'a>,
    pub(crate) placed: Vec<Option<Placed>>,
    /// How many visits use each resource.
    counts: Vec<i64>,
    /// The cost of this use.
    cost: i64,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(agenda: &'a Agenda<'a>) -> Self {
        Self {
            agenda,
            placed: vec![None; agenda.groups.len()],
            counts: vec![0; agenda.resources.len()],
            cost: agenda.resources.cost(std::iter::empty()),
        }
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.placed.iter().all(Option::is_some)
    }

    pub(crate) fn worth(&self) -> i64 {
        self.placed.iter().flatten().map(|placed| placed.worth).sum::<i64>() - self.cost
    }

    fn put(&mut self, group: usize, placed: Placed) {
        placed.visits.iter().for_each(|visit| self.count(visit, 1));
        self.placed[group] = Some(placed);
    }

    fn take(&mut self, group: usize) -> Option<Placed> {
        let placed = self.placed[group].take()?;
        placed.visits.iter().for_each(|visit| self.count(visit, -1));
        Some(placed)
    }

    fn count(&mut self, visit: &Placing, more: i64) {
        for resource in self.agenda.resources.of(visit) {
            let (count, what) = (&mut self.counts[resource], self.agenda.resources.all[resource]);
            self.cost -= what.cost(*count);
            *count += more;
            self.cost += what.cost(*count);
        }
    }

    /// The guide's costs for resources with room, and the cost of one more visit for resources without room. A full
    /// resource is forbidden.
    fn costs(&self, guide: &Costs) -> Costs {
        let mut costs = guide.clone();
        for ((cost, resource), &count) in costs.0.iter_mut().zip(&self.agenda.resources.all).zip(&self.counts) {
            if resource.is_full(count) {
                *cost = FORBIDDEN;
            } else if resource.penalty.is_some() {
                *cost = resource.marginal(count);
            }
        }
        costs
    }

    /// Places a group if nothing is in its way.
    fn place(&mut self, group: usize, guide: &Costs) -> bool {
        self.place_without(group, guide, None)
    }

    /// Places a group if nothing is in its way, without using a certain resource.
    fn place_without(&mut self, group: usize, guide: &Costs, without: Option<usize>) -> bool {
        let mut costs = self.costs(guide);
        without.into_iter().for_each(|resource| costs.0[resource] = FORBIDDEN);
        // The program prices each visit alone. If the group uses more of a resource than is left, the resource is
        // forbidden.
        for _ in 0..=self.agenda.num_visits() {
            let Some((_, placed)) = best(self.agenda, group, &costs) else { return false };
            match self.overfull(&placed) {
                Some(resource) => costs.0[resource] = FORBIDDEN,
                None => {
                    self.put(group, placed);
                    return true;
                }
            }
        }
        false
    }

    /// A resource that has too little room for the visits.
    fn overfull(&self, placed: &Placed) -> Option<usize> {
        let mut wanted: BTreeMap<usize, i64> = BTreeMap::new();
        for resource in placed.visits.iter().flat_map(|visit| self.agenda.resources.of(visit)) {
            *wanted.entry(resource).or_default() += 1;
        }
        let over = |&(&resource, &wanted): &(&usize, &i64)| {
            self.agenda.resources.all[resource].is_full(self.counts[resource] + wanted - 1)
        };
        wanted.iter().find(over).map(|(&resource, _)| resource)
    }

    /// Whether the visits of a group use a resource.
    fn holds(&self, group: usize, resource: usize) -> bool {
        let visits = self.placed[group].iter().flat_map(|placed| &placed.visits);
        visits.into_iter().any(|visit| self.agenda.resources.of(visit).any(|taken| taken == resource))
    }
}

/// A first calendar. Groups with the fewest open days come first. A group that finds no room displaces others where groups
/// were displaced least often, and the displaced groups are placed again. The draft may stay incomplete.
pub(crate) fn construct<'a>(agenda: &'a Agenda<'a>, guide: &Costs, limits: &Limits) -> Draft<'a> {
    let mut draft = Draft::new(agenda);
    let mut order: Vec<usize> = (0..agenda.groups.len()).collect();
    order.sort_by_key(|&group| (agenda.groups[group].open.len(), group));
    let mut waiting: VecDeque<usize> = order.into();
    let mut taken = Costs::free(agenda);
    let unit = 10_000_000;
    taken.0.iter_mut().for_each(|cost| *cost = unit);
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

/// Places a group at the expense of others, and returns the groups that lost their visits.
fn displace(draft: &mut Draft<'_>, group: usize, taken: &mut Costs, unit: i64) -> Vec<usize> {
    let agenda = draft.agenda;
    let mut costs = Costs::free(agenda);
    for (resource, cost) in costs.0.iter_mut().enumerate() {
        let what = agenda.resources.all[resource];
        *cost = match what.room {
            Some(0) if what.penalty.is_none() => FORBIDDEN,
            _ if what.is_full(draft.counts[resource]) => taken.0[resource],
            _ => 0,
        };
    }
    // If a group alone needs more of a resource than exists, displacing others does not help.
    let alone = Draft::new(agenda);
    let placed = loop {
        let Some((_, placed)) = best(agenda, group, &costs) else { return Vec::new() };
        match alone.overfull(&placed) {
            Some(resource) => costs.0[resource] = FORBIDDEN,
            None => break placed,
        }
    };
    let mut out = Vec::new();
    while let Some(resource) = draft.overfull(&placed) {
        taken.0[resource] += unit;
        // The group with the least worth loses its place. In a tie, the first group does.
        let holders = (0..draft.placed.len()).filter(|&other| draft.holds(other, resource));
        let Some(loser) = holders.min_by_key(|&other| draft.placed[other].as_ref().map(|placed| placed.worth)) else {
            break;
        };
        draft.take(loser);
        out.push(loser);
    }
    draft.put(group, placed);
    out
}

/// Places a few groups again, this many times, and keeps every result that is at least as good.
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
        let worth = draft.worth();
        let before: Vec<(usize, Placed)> =
            chosen.iter().filter_map(|&group| draft.take(group).map(|placed| (group, placed))).collect();
        random.shuffle(&mut chosen);
        let guide = guides[usize::try_from(time).unwrap_or(0) % guides.len()];
        // Sometimes the first group loses a resource that it used, so that another group may use it.
        let given_up =
            if random.chance(GIVES_UP) { one_resource(draft.agenda, &before, chosen[0], random) } else { None };
        let place =
            |(place, &group): (usize, &usize)| draft.place_without(group, guide, given_up.filter(|_| place == 0));
        let all = chosen.iter().enumerate().all(place);
        if !all || draft.worth() < worth {
            for &group in &chosen {
                draft.take(group);
            }
            for (group, placed) in before {
                draft.put(group, placed);
            }
        }
    }
}

/// A resource that one of a group's visits used.
fn one_resource(agenda: &Agenda<'_>, before: &[(usize, Placed)], group: usize, random: &mut Random) -> Option<usize> {
    let (_, placed) = before.iter().find(|(other, placed)| *other == group && !placed.visits.is_empty())?;
    let taken: Vec<usize> = agenda.resources.of(&placed.visits[random.below(placed.visits.len())]).collect();
    Some(taken[random.below(taken.len())])
}

/// Another group that shares a resource with one of this group's visits: the facilitator, the day, the week or the month.
fn related(draft: &Draft<'_>, group: usize, random: &mut Random) -> Option<usize> {
    let visits = &draft.placed[group].as_ref().filter(|placed| !placed.visits.is_empty())?.visits;
    let taken: Vec<usize> = draft.agenda.resources.of(&visits[random.below(visits.len())]).collect();
    let resource = taken[random.below(taken.len())];
    let others: Vec<usize> =
        (0..draft.placed.len()).filter(|&other| other != group && draft.holds(other, resource)).collect();
    if others.is_empty() { None } else { Some(others[random.below(others.len())]) }
}
