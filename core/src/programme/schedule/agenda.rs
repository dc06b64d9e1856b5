//! Compiles a year and its groups into numbers: the days of each group, who may lead which visit, and what each choice is
//! worth.
//!
//! Values are in thousandths of points here, so that they add up without rounding.

use std::collections::BTreeMap;

use crate::error::{Error, Issues};
use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::schedule::half_terms;
use crate::programme::schedule::openings::Openings;
use crate::programme::schedule::resources::{Numbers, Resource, Resources};
use crate::programme::schedule::roster::{self, Roster};
use crate::programme::schedule::stated::{check_fixed, check_names, check_window, may_lead};
use crate::programme::statement::dates::{Date, Period, days_between, days_later};
use crate::programme::statement::rules::{Continuity, Shares};
use crate::programme::statement::year::{Facilitator, Year};
use crate::units::FULL;

/// Stands for no day or no school term.
pub(crate) const NONE: u16 = u16::MAX;

/// The compiled year.
#[derive(Debug)]
pub(crate) struct Agenda<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) openings: Openings<'a>,
    /// The first day and the last day of all school terms.
    pub(crate) window: Period,
    /// If the year is planned again, the first day that is not over.
    pub(crate) first: Date,
    /// The days that are open for at least one group.
    pub(crate) days: Vec<Date>,
    /// For each day, the number of days since the first day of the window.
    pub(crate) numbers: Vec<i64>,
    /// The number of groups that are open on each day.
    open_groups: Vec<i64>,
    /// The names of the school terms.
    pub(crate) terms: Vec<String>,
    pub(crate) facilitators: &'a [Facilitator],
    /// The number of visits that each facilitator can still lead in each school term; `None` means any number.
    pub(crate) most: Vec<Option<i64>>,
    /// Whether a facilitator is available on a day.
    pub(crate) can: Vec<bool>,
    pub(crate) groups: Vec<Group>,
    pub(crate) gap_days: i64,
    pub(crate) continuity: Continuity,
    /// The most visits on a day and in a week.
    most_visits: [Option<u32>; 2],
    /// The weights in thousandths.
    pub(crate) weights: Shares,
    /// The resources that visits share.
    pub(crate) resources: Resources,
}

/// The visits of one group.
#[derive(Debug)]
pub(crate) struct Group {
    /// The present members.
    pub(crate) schools: Vec<SchoolIndex>,
    /// The visits that need a place.
    pub(crate) hosts: Vec<Host>,
    /// The days on which every member at the time is open, ascending.
    pub(crate) open: Vec<u16>,
    /// For each open day, its worth to the group as a day that no school wants to avoid.
    pub(crate) calm: Vec<i64>,
    /// The visits that have taken place, by date.
    pub(crate) held: Vec<Held>,
}

/// A visit that has taken place.
#[derive(Debug)]
pub(crate) struct Held {
    /// The day.
    date: Date,
    /// How many of the group's open days come before it.
    rank: i64,
    /// The id of its facilitator.
    facilitator: Option<String>,
    /// What the facilitator and the day are worth by themselves.
    worth: i64,
}

/// A visit that needs a place.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) school: SchoolIndex,
    /// The host's school term on each open day of the group.
    pub(crate) term: Vec<u16>,
    /// Whether the host may host on each open day of the group, given the fixed visits.
    pub(crate) may: Vec<bool>,
    /// What each open day of the group is worth to the host, because of the host's preference and the distance from the
    /// ends of a half-term.
    pub(crate) worth: Vec<i64>,
    /// Whether the host leaves the group later. Then the search may drop the visit.
    pub(crate) leaves: bool,
    /// The facilitators who may lead, with the worth of each; the facilitator is `None` if the year has no facilitators.
    pub(crate) choices: Vec<(Option<u16>, i64)>,
    /// The extra worth of the day and the facilitator that the earlier calendar had.
    pub(crate) kept: Option<Kept>,
}

/// A visit of the earlier calendar, and what it is worth to keep its day and its facilitator.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    pub(crate) day: u16,
    pub(crate) facilitator: Option<u16>,
    pub(crate) day_worth: i64,
    pub(crate) facilitator_worth: i64,
}

/// The sources of an agenda, apart from the year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) roster: &'a Roster,
    pub(crate) before: Option<&'a Calendar>,
}

impl<'a> Agenda<'a> {
    /// # Errors
    /// [`Error::Input`] with every issue in the year.
    pub(crate) fn new(asked: Asked<'a>, year: &'a Year) -> Result<Self, Error> {
        let Asked { problem, roster, .. } = asked;
        let openings = Openings::new(problem.cohort(), year);
        let now = |group: &Vec<String>| group.iter().filter_map(|id| problem.index(id)).collect();
        let groups: Vec<Vec<SchoolIndex>> = roster.groups.iter().map(now).collect();
        let mut issues = Issues::default();
        check_names(problem.cohort(), year, &mut issues);
        let window = check_window(problem.cohort(), &groups, year, &openings, &mut issues);
        check_fixed(problem, roster, year, &openings, &mut issues);
        let Some(window) = window.filter(|_| !issues.has_errors()) else { return Err(issues.into_error()) };
        let length = days_between(window.start, window.end);
        let dates: Vec<Date> = (0..=length).map(|after| days_later(window.start, after)).collect();
        // For each group and date, whether all members at that date can come.
        let open: Vec<Vec<bool>> = (1..=groups.len()).map(|group| is_open(asked, &openings, group, &dates)).collect();
        let is_day = |&(place, _): &(usize, &Date)| open.iter().any(|open| open[place]);
        let days: Vec<Date> = dates.iter().enumerate().filter(is_day).map(|(_, &date)| date).collect();
        let mut terms: Vec<String> = year.terms.iter().map(|term| term.name.clone()).collect();
        terms.sort_unstable();
        terms.dedup();
        let can = |facilitator: &Facilitator, &date: &Date| {
            let within =
                facilitator.available.is_empty() || facilitator.available.iter().any(|days| days.contains(date));
            within && facilitator.weekdays.contains(date)
        };
        let can = year.facilitators.iter().flat_map(|who| days.iter().map(move |date| can(who, date))).collect();
        let mut agenda = Self {
            problem,
            numbers: days.iter().map(|&day| days_between(window.start, day)).collect(),
            open_groups: vec![0; days.len()],
            most: most(problem, (year, &terms), &openings, &roster.held),
            openings,
            window,
            first: roster.today.map_or(window.start, |today| days_later(today, 1).max(window.start)),
            days,
            terms,
            facilitators: &year.facilitators,
            can,
            groups: Vec::new(),
            gap_days: i64::from(year.rules.gap_days),
            continuity: year.rules.facilitator,
            most_visits: [year.rules.visits_a_day, year.rules.visits_a_week],
            weights: year.weights(),
            resources: Resources::default(),
        };
        let place = |date: &Date| usize::try_from(days_between(window.start, *date)).unwrap_or(usize::MAX);
        agenda.groups = (1..)
            .zip(&open)
            .map(|(number, open)| {
                let is_open = |&(_, date): &(u16, &Date)| open.get(place(date)).is_some_and(|open| *open);
                let open = (0..).zip(&agenda.days).filter(is_open).map(|(day, _)| day).collect();
                agenda.group(asked, (number, open), year)
            })
            .collect();
        for &day in agenda.groups.iter().flat_map(|group| &group.open) {
            agenda.open_groups[usize::from(day)] += 1;
        }
        agenda.share_out();
        Ok(agenda)
    }

    /// Works out the room of every resource that visits share, from the number of visits.
    pub(crate) fn share_out(&mut self) {
        let visits: i64 = self.groups.iter().map(|group| (group.hosts.len() + group.held.len()) as i64).sum();
        let all: i64 = self.open_groups.iter().sum();
        // The share in quarters, rounded up.
        let cap =
            |open: i64, quarters: i64| if all == 0 { 0 } else { (quarters * visits * open + 4 * all - 1) / (4 * all) };
        let held = || self.groups.iter().flat_map(|group| &group.held);
        let count = self.facilitators.len() as i64;
        let penalty = FULL * self.weights.workload;
        let mut known = 0;
        let loads: Vec<Resource> = (self.facilitators.iter())
            .map(|who| {
                let led = held().filter(|held| held.facilitator.as_ref() == Some(&who.id)).count() as i64;
                known += led;
                Resource::soft((5 * visits + 4 * count - 1) / (4 * count) - led, penalty)
            })
            .collect();
        let counts = Numbers { days: self.days.len(), terms: self.terms.len(), facilitators: self.facilitators.len() };
        let mut resources = Resources::new(counts, &self.most, &loads);
        resources.lost += (held().count() as i64 - known) * penalty;
        let week = |date: Date| days_between(self.window.start, monday(date)).div_euclid(7) + 1;
        let month = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
        let day = |date: Date| days_between(self.window.start, date);
        let [most_a_day, most_a_week] = self.most_visits;
        let periods: [PeriodKind<'_>; 3] = [
            PeriodKind { number: &day, quarters: 5, weight: self.weights.days, most: most_a_day },
            PeriodKind { number: &week, quarters: 5, weight: self.weights.weeks, most: most_a_week },
            PeriodKind { number: &month, quarters: 4, weight: self.weights.months, most: None },
        ];
        for PeriodKind { number: kind, quarters, weight, most } in periods {
            let mut open: BTreeMap<i64, i64> = BTreeMap::new();
            for (&date, &groups) in self.days.iter().zip(&self.open_groups) {
                *open.entry(kind(date)).or_default() += groups;
            }
            let taken = |period: i64| held().filter(|held| kind(held.date) == period).count() as i64;
            let soft: Vec<Resource> = open
                .iter()
                .map(|(&period, &open)| Resource::soft(cap(open, quarters) - taken(period), FULL * weight))
                .collect();
            let places: Vec<i64> = open.keys().copied().collect();
            let of_day = |day: usize| places.binary_search(&kind(self.days[day])).unwrap_or(0);
            resources.lost += held().filter(|held| !open.contains_key(&kind(held.date))).count() as i64 * FULL * weight;
            resources.add(&soft, of_day);
            if let Some(most) = most {
                let hard: Vec<Resource> =
                    places.iter().map(|&period| Resource::hard(Some(i64::from(most) - taken(period)))).collect();
                resources.add(&hard, of_day);
            }
        }
        self.resources = resources;
    }

    /// What every visit is worth as long as all shared resources have room for it.
    pub(crate) fn room_worth(&self) -> i64 {
        let Shares { days, weeks, months, workload, .. } = self.weights;
        FULL * (days + weeks + months + workload)
    }

    fn group(&self, asked: Asked<'_>, (number, open): (usize, Vec<u16>), year: &Year) -> Group {
        let Asked { problem, roster, before } = asked;
        let held: Vec<&Visit> = roster.held.iter().filter(|visit| visit.group == number).collect();
        let first = held.last().map(|last| days_later(last.date, self.gap_days.max(1)));
        let owing = roster.owing(number, before);
        let hosts = owing.into_iter().filter_map(|id| problem.index(id).map(|school| (id, school)));
        let hosts = hosts.map(|(id, school)| {
            let mut host = self.host(school, &open, year);
            host.leaves = roster.leaves(id, number);
            for (may, &day) in host.may.iter_mut().zip(&open) {
                let date = self.days[usize::from(day)];
                *may &= roster.members().is_in(id, number, date) && first.is_none_or(|first| date >= first);
            }
            host
        });
        let hosts = hosts.collect();
        let schools = roster.groups[number - 1].iter().filter_map(|id| problem.index(id)).collect();
        let calm = open.iter().map(|&day| self.calm(asked, number, self.days[usize::from(day)], year)).collect();
        let held = held.into_iter().map(|visit| self.held(asked, visit, &open, year)).collect();
        Group { schools, hosts, open, calm, held }
    }

    /// What a day is worth to a group because no school wants to avoid it. The school with the strongest wish to avoid it
    /// decides.
    fn calm(&self, asked: Asked<'_>, group: usize, date: Date, year: &Year) -> i64 {
        let there = || year.avoid.iter().filter(|avoid| avoid.period.contains(date));
        let members = asked.roster.members().on(group, date).filter_map(|id| self.problem.index(id));
        let weights = members.flat_map(|school| {
            there().filter(move |avoid| avoid.whom.means(self.problem.school(school))).map(|avoid| avoid.weight)
        });
        let worst = i64::from(weights.max().unwrap_or(0));
        FULL * (100 - worst) / 100 * self.weights.avoid
    }

    fn held(&self, asked: Asked<'_>, visit: &Visit, open: &[u16], year: &Year) -> Held {
        let school = self.problem.index(&visit.host);
        let who = year.facilitators.iter().find(|who| Some(&who.id) == visit.facilitator.as_ref());
        let travel = who.zip(school).map_or(0, |(who, school)| travel_points(self.problem, who, school, year));
        let wished = if is_wished(year, &visit.host, visit.date) { FULL } else { 0 };
        let edges = school.map_or(0, |school| {
            let points = half_terms::points(&self.openings, school, self.window);
            let place = usize::try_from(days_between(self.window.start, visit.date)).ok();
            place.and_then(|place| points.get(place).copied()).unwrap_or(0)
        });
        let Shares { travel: by_travel, preferred, edges: by_edges, .. } = self.weights;
        let own = travel * by_travel + wished * preferred + edges * by_edges;
        Held {
            date: visit.date,
            rank: open.partition_point(|&day| self.days[usize::from(day)] < visit.date) as i64,
            facilitator: visit.facilitator.clone(),
            worth: own + self.calm(asked, visit.group, visit.date, year) + self.room_worth(),
        }
    }

    fn host(&self, school: SchoolIndex, open: &[u16], year: &Year) -> Host {
        let id = &self.problem.school(school).id;
        let dates = || open.iter().map(|&day| self.days[usize::from(day)]);
        let term = |date| {
            let name = self.openings.term(school, date)?;
            self.terms.binary_search_by(|term| term.as_str().cmp(name)).ok().and_then(|term| u16::try_from(term).ok())
        };
        let fixed = year.fixed.iter().find(|fixed| fixed.school == *id);
        let mut choices = self.choices(school, year);
        if let Some(name) = fixed.and_then(|fixed| fixed.facilitator.as_ref()) {
            choices.retain(|(who, _)| who.is_some_and(|who| self.facilitators[usize::from(who)].id == *name));
        }
        let edges = half_terms::points(&self.openings, school, self.window);
        let worth = |&day: &u16| {
            let day = usize::from(day);
            let wished = if is_wished(year, id, self.days[day]) { FULL } else { 0 };
            let edge = usize::try_from(self.numbers[day]).ok().and_then(|place| edges.get(place)).copied().unwrap_or(0);
            wished * self.weights.preferred + edge * self.weights.edges
        };
        Host {
            school,
            term: dates().map(|date| term(date).unwrap_or(NONE)).collect(),
            may: dates().map(|date| fixed.is_none_or(|fixed| fixed.date == date)).collect(),
            worth: open.iter().map(worth).collect(),
            leaves: false,
            choices,
            kept: None,
        }
    }

    fn choices(&self, school: SchoolIndex, year: &Year) -> Vec<(Option<u16>, i64)> {
        if self.facilitators.is_empty() {
            return vec![(None, 0)];
        }
        let who = (0_u16..).zip(self.facilitators);
        who.filter(|(_, who)| may_lead(self.problem, who, school, year))
            .map(|(place, who)| (Some(place), travel_points(self.problem, who, school, year) * self.weights.travel))
            .collect()
    }

    /// What an open day, by its place, is worth as the group's `order`-th (from 0) future visit. Each visit has a share of
    /// the open days: the middle of its share has full worth, and a day that is a whole share away has none.
    pub(crate) fn spread(&self, group: &Group, order: usize, place: usize) -> i64 {
        self.spread_of(group, group.held.len() + order, place as i64)
    }

    fn spread_of(&self, group: &Group, order: usize, rank: i64) -> i64 {
        let (order, of) = (order as i64, (group.held.len() + group.hosts.len()).max(1) as i64);
        let open = group.open.len().max(1) as i64;
        let off = (of * (2 * rank + 1) - (2 * order + 1) * open).abs();
        (FULL - FULL * off / (2 * open)).max(0) * self.weights.spread
    }

    /// What the group's past visits are worth, without the terms that depend on the facilitator.
    pub(crate) fn held_worth(&self, group: &Group) -> i64 {
        let each = group.held.iter().enumerate();
        each.map(|(order, held)| held.worth + self.spread_of(group, order, held.rank)).sum()
    }

    /// How many of the group's past visits a facilitator led.
    pub(crate) fn held_by(&self, group: &Group, who: Option<u16>) -> i64 {
        let id = who.map(|who| &self.facilitators[usize::from(who)].id);
        group.held.iter().filter(|held| held.facilitator.as_ref() == id).count() as i64
    }

    /// The most past visits of the group that one facilitator led.
    pub(crate) fn held_most(&self, group: &Group) -> i64 {
        let led = |one: &Held| group.held.iter().filter(|held| held.facilitator == one.facilitator).count() as i64;
        group.held.iter().map(led).max().unwrap_or(0)
    }

    /// What it is worth that the facilitator who leads most of the group's visits leads a visit.
    pub(crate) fn lead_worth(&self) -> i64 {
        FULL * self.weights.continuity
    }

    pub(crate) fn can(&self, facilitator: u16, day: u16) -> bool {
        self.can[usize::from(facilitator) * self.days.len() + usize::from(day)]
    }

    pub(crate) fn num_visits(&self) -> usize {
        self.groups.iter().map(|group| group.hosts.len()).sum()
    }
}

/// The Monday of a date's week.
fn monday(date: Date) -> Date {
    days_later(date, -i64::from(date.weekday().to_monday_zero_offset()))
}

/// The dates on which all members at the time can come. Groups are numbered from 1.
fn is_open(asked: Asked<'_>, openings: &Openings<'_>, group: usize, dates: &[Date]) -> Vec<bool> {
    let members = asked.roster.members();
    let ever: Vec<&str> = members.ever(group).collect();
    let can =
        |id: &str, date: Date| asked.problem.index(id).is_none_or(|school| openings.closed(school, date).is_none());
    let all_can = |&date: &Date| {
        let mut there = ever.iter().filter(|id| members.is_in(id, group, date)).peekable();
        there.peek().is_some() && there.all(|id| can(id, date))
    };
    dates.iter().map(all_can).collect()
}

/// The number of visits that each facilitator can still lead in each school term after the past visits.
fn most(
    problem: &Problem,
    (year, terms): (&Year, &[String]),
    openings: &Openings<'_>,
    held: &[Visit],
) -> Vec<Option<i64>> {
    let led = roster::led(held, |visit| openings.term(problem.index(&visit.host)?, visit.date));
    let left = |who: &Facilitator, term: &String| {
        let led = led.get(&(who.id.as_str(), term.as_str())).copied().unwrap_or(0);
        who.visits_a_term.map(|most| i64::from(most.saturating_sub(led)))
    };
    year.facilitators.iter().flat_map(|who| terms.iter().map(move |term| left(who, term))).collect()
}

/// Whether a host prefers the date, or prefers no date.
fn is_wished(year: &Year, host: &str, date: Date) -> bool {
    let mut wishes = year.preferred.iter().filter(|wish| wish.school == host).peekable();
    wishes.peek().is_none() || wishes.any(|wish| wish.contains(date))
}

/// Days, weeks or months over which visits are spread.
struct PeriodKind<'a> {
    /// The number of the period that holds a date.
    number: &'a dyn Fn(Date) -> i64,
    /// How many quarters of its share a period may have without cost.
    quarters: i64,
    /// The cost of each visit beyond that.
    weight: i64,
    /// The most visits that the rules allow in one period.
    most: Option<u32>,
}

/// How near a facilitator lives: 10,000 at no distance, falling to 0 at `zero_at_km`. If a location is unknown: 10,000
/// within the region, and 0 elsewhere.
fn travel_points(problem: &Problem, who: &Facilitator, school: SchoolIndex, year: &Year) -> i64 {
    let school = problem.school(school);
    let (Some(home), Some(at)) = (who.location, school.location) else {
        let same = who.region.is_some() && school.text("region") == who.region.as_deref();
        return if same { FULL } else { 0 };
    };
    let metres = home.squared_metres(at).isqrt();
    (FULL - FULL * metres / (i64::from(year.rules.zero_at_km).max(1) * 1_000)).max(0)
}
