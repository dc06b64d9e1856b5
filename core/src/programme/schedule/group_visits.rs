//! Finds the best visits of one group under given costs, exactly. The method is a dynamic program over the set of past
//! hosts and the last day.
//!
//! The visits of a group, ordered by date, form a path. `best[M, d]` is the worth of the best path that has visited the
//! hosts `M`, with the last visit no later than day `d`. A visit adds the worth of its day, its place in the order and its
//! facilitator, minus their costs. So for a fixed lead, a path's worth is the sum over its visits. Trying every lead finds
//! the best one. Time: leads x 2^k x k x days for a group of k schools.

use crate::programme::schedule::agenda::{Agenda, NONE};
use crate::programme::schedule::resources::Placing;
use crate::programme::statement::rules::Continuity;

/// A cost from which a resource is forbidden.
pub(crate) const FORBIDDEN: i64 = 1 << 60;

/// Less than the worth of any path.
const NEVER: i64 = i64::MIN / 4;

/// The cost of each resource, in the order of the resources.
#[derive(Debug, Clone)]
pub(crate) struct Costs(pub(crate) Vec<i64>);

impl Costs {
    pub(crate) fn free(agenda: &Agenda<'_>) -> Self {
        Self(vec![0; agenda.resources.len()])
    }

    /// The total cost of some resources; [`FORBIDDEN`] or more if one of them is forbidden.
    fn of(&self, resources: &[usize]) -> i64 {
        resources.iter().map(|&resource| self.0[resource]).fold(0, i64::saturating_add)
    }
}

/// The visits of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    /// The worth of the visits without costs, in thousandths of points.
    pub(crate) worth: i64,
    /// The visits, ordered by date.
    pub(crate) visits: Vec<Placing>,
}

/// The worth of a host's day, and the facilitator.
#[derive(Debug, Clone, Copy)]
struct Cell {
    worth: i64,
    facilitator: Option<u16>,
}

const EMPTY: Cell = Cell { worth: NEVER, facilitator: None };

/// The visits of a group with the largest worth minus costs, and this number; `None` if the group cannot be placed.
pub(crate) fn best(agenda: &Agenda<'_>, number: usize, costs: &Costs) -> Option<(i64, Placed)> {
    let group = &agenda.groups[number];
    let (size, width) = (group.hosts.len(), group.open.len());
    let (held, lead_worth) = (agenda.held_worth(group), agenda.lead_worth());
    if size == 0 {
        let worth = held + lead_worth * agenda.held_most(group);
        return Some((worth, Placed { worth, visits: Vec::new() }));
    }
    let before = befores(agenda, &group.open);
    let spread: Vec<Vec<i64>> =
        (0..size).map(|order| (0..width).map(|place| agenda.spread(group, order, place)).collect()).collect();
    let any = cells(agenda, number, costs, None);
    let mut leads: Vec<Option<u16>> =
        group.hosts.iter().flat_map(|host| host.choices.iter().map(|&(who, _)| who)).collect();
    leads.sort_unstable();
    leads.dedup();
    if agenda.continuity == Continuity::Any && lead_worth == 0 {
        leads.truncate(1);
    }
    let mut tables = Tables::new(size, width);
    let mut found: Option<(i64, Vec<Placing>)> = None;
    let mut take = |tables: &mut Tables, cells: &[Cell], fixed: i64| {
        let worth = tables.fill(cells, &spread, &before);
        if worth > NEVER / 2 && found.as_ref().is_none_or(|(most, _)| worth + fixed > *most) {
            found = Some((worth + fixed, tables.path(cells, &before, agenda, number)));
        }
    };
    // The facilitator who led most of the past visits may lead no future visit.
    if agenda.continuity == Continuity::Any && !group.held.is_empty() && lead_worth > 0 {
        take(&mut tables, &any, held + lead_worth * agenda.held_most(group));
    }
    for lead in leads {
        let led = lead.map(|lead| cells(agenda, number, costs, Some(lead)));
        let cells: Vec<Cell> = match (&led, agenda.continuity) {
            (Some(led), Continuity::Same) => led.clone(),
            (Some(led), Continuity::Any) => {
                led.iter().zip(&any).map(|(&led, &any)| if any.worth > led.worth { any } else { led }).collect()
            }
            (None, _) => any.clone(),
        };
        take(&mut tables, &cells, held + lead_worth * agenda.held_by(group, lead));
    }
    let (priced, visits) = found?;
    Some((priced, Placed { worth: worth(agenda, number, &visits), visits }))
}

/// For each open day, the place of the last open day that is early enough before it.
fn befores(agenda: &Agenda<'_>, open: &[u16]) -> Vec<u16> {
    let number = |place: usize| agenda.numbers[usize::from(open[place])];
    let mut early = 0;
    (0..open.len())
        .map(|place| {
            while early < place && number(early) + agenda.gap_days.max(1) <= number(place) {
                early += 1;
            }
            early.checked_sub(1).and_then(|before| u16::try_from(before).ok()).unwrap_or(NONE)
        })
        .collect()
}

/// For each host, the worth of each open day, with the best facilitator or with the lead only.
fn cells(agenda: &Agenda<'_>, number: usize, costs: &Costs, lead: Option<u16>) -> Vec<Cell> {
    let group = &agenda.groups[number];
    let mut cells = vec![EMPTY; group.hosts.len() * group.open.len()];
    let bonus = if lead.is_some() { agenda.lead_worth() } else { 0 };
    // The worth and cost of a day that do not depend on the host or facilitator.
    let common: Vec<Option<i64>> = (group.open.iter().zip(&group.calm))
        .map(|(&day, calm)| {
            let cost = costs.of(agenda.resources.of_day(day));
            (cost < FORBIDDEN).then(|| calm + agenda.room_worth() - cost)
        })
        .collect();
    for (host, row) in group.hosts.iter().zip(cells.chunks_mut(group.open.len().max(1))) {
        for &(who, worth) in host.choices.iter().filter(|(who, _)| lead.is_none() || *who == lead) {
            for (place, (&day, cell)) in group.open.iter().zip(row.iter_mut()).enumerate() {
                let Some(common) = common[place].filter(|_| host.may[place]) else { continue };
                let mut worth = worth + bonus + host.worth[place] + common;
                if let Some(kept) = host.kept.filter(|kept| kept.day == day) {
                    worth += kept.day_worth + if kept.facilitator == who { kept.facilitator_worth } else { 0 };
                }
                if let Some(who) = who {
                    let cost = costs.of(&agenda.resources.of_lead(who, day, host.term[place]));
                    if cost >= FORBIDDEN || !agenda.can(who, day) {
                        continue;
                    }
                    worth -= cost;
                }
                if worth > cell.worth {
                    *cell = Cell { worth, facilitator: who };
                }
            }
        }
    }
    cells
}

/// The worth of visits without costs. The visits are ordered by date.
pub(crate) fn worth(agenda: &Agenda<'_>, number: usize, visits: &[Placing]) -> i64 {
    let group = &agenda.groups[number];
    let led = |who: Option<u16>| {
        let led = visits.iter().filter(|visit| visit.facilitator == who).count() as i64;
        led + agenda.held_by(group, who)
    };
    let most = visits.iter().map(|visit| led(visit.facilitator)).max().unwrap_or(0).max(agenda.held_most(group));
    let each = visits.iter().enumerate().map(|(order, visit)| {
        let host = &group.hosts[visit.host];
        let place = group.open.binary_search(&visit.day).unwrap_or(0);
        let travel = host.choices.iter().find(|(who, _)| *who == visit.facilitator).map_or(0, |&(_, worth)| worth);
        let kept = host.kept.filter(|kept| kept.day == visit.day);
        let kept = kept.map_or(0, |kept| {
            kept.day_worth + if kept.facilitator == visit.facilitator { kept.facilitator_worth } else { 0 }
        });
        let own = agenda.spread(group, order, place) + group.calm[place] + host.worth[place];
        own + travel + kept + agenda.room_worth()
    });
    agenda.held_worth(group) + each.sum::<i64>() + agenda.lead_worth() * most
}

/// The tables of the dynamic program, by set of hosts and then by open day.
struct Tables {
    size: usize,
    width: usize,
    /// The best path that ends on or before the day, and the day on which the path ends.
    best: Vec<(i64, u16)>,
    /// The last host of the best path that ends on the day.
    last: Vec<u8>,
}

impl Tables {
    fn new(size: usize, width: usize) -> Self {
        let count = (1 << size) * width;
        Self { size, width, best: vec![(NEVER, NONE); count], last: vec![0; count] }
    }

    /// The worth of the best path through all hosts.
    fn fill(&mut self, cells: &[Cell], spread: &[Vec<i64>], before: &[u16]) -> i64 {
        let width = self.width;
        for set in 1_usize..1 << self.size {
            let order = set.count_ones() as usize - 1;
            let mut most = (NEVER, NONE);
            for day in 0..width {
                let (mut here, mut last) = (NEVER, 0);
                for host in (0..self.size).filter(|host| set >> host & 1 == 1) {
                    let cell = cells[host * width + day].worth;
                    let rest = set & !(1 << host);
                    let so_far = match before[day] {
                        _ if rest == 0 => 0,
                        NONE => NEVER,
                        before => self.best[rest * width + usize::from(before)].0,
                    };
                    if cell > NEVER && so_far > NEVER / 2 && so_far + cell + spread[order][day] > here {
                        (here, last) = (so_far + cell + spread[order][day], host);
                    }
                }
                self.last[set * width + day] = u8::try_from(last).unwrap_or(0);
                if here > most.0 {
                    most = (here, u16::try_from(day).unwrap_or(NONE));
                }
                self.best[set * width + day] = most;
            }
        }
        self.best.last().map_or(NEVER, |&(worth, _)| worth)
    }

    /// The visits of the best path, ordered by date.
    fn path(&self, cells: &[Cell], before: &[u16], agenda: &Agenda<'_>, number: usize) -> Vec<Placing> {
        let group = &agenda.groups[number];
        let mut visits = Vec::new();
        let mut set = (1_usize << self.size) - 1;
        let mut upto = self.width.saturating_sub(1);
        while set != 0 {
            let day = usize::from(self.best[set * self.width + upto].1);
            let host = usize::from(self.last[set * self.width + day]);
            let facilitator = cells[host * self.width + day].facilitator;
            visits.push(Placing { host, day: group.open[day], term: group.hosts[host].term[day], facilitator });
            set &= !(1 << host);
            upto = usize::from(before[day]);
        }
        visits.reverse();
        visits
    }
}
