//! A year and groups in, numbers out: the days of each group, who may lead which visit, and what that is worth.
//!
//! Values are thousandths of points here, so that they add up without rounding.

use crate::error::{Error, Issues};
use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::schedule::openings::Openings;
use crate::programme::schedule::roster::{self, Roster};
use crate::programme::schedule::stated::{check_fixed, check_names, check_window, may_lead};
use crate::programme::statement::dates::{Date, Period, days_between, days_later};
use crate::programme::statement::rules::Continuity;
use crate::programme::statement::year::{Facilitator, Year};
use crate::units::FULL;

/// No day, no term.
pub(crate) const NONE: u16 = u16::MAX;

/// The compiled year.
#[derive(Debug)]
pub(crate) struct Agenda<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) openings: Openings<'a>,
    /// The first and the last day of any term.
    pub(crate) window: Period,
    /// The first day that is not over when it is planned again.
    pub(crate) first: Date,
    /// The days that are open for at least one group.
    pub(crate) days: Vec<Date>,
    /// How many days each is after the first day of the window.
    pub(crate) numbers: Vec<i64>,
    /// The names of the terms.
    pub(crate) terms: Vec<String>,
    pub(crate) facilitators: &'a [Facilitator],
    /// The visits that each facilitator can still lead in each term; none: any number.
    most: Vec<Option<u32>>,
    /// Whether a facilitator can on a day.
    pub(crate) can: Vec<bool>,
    pub(crate) groups: Vec<Group>,
    pub(crate) gap_days: i64,
    pub(crate) continuity: Continuity,
    /// The weights of spread, travel, continuity and preferred dates in thousandths.
    pub(crate) weights: [i64; 4],
}

/// The visits that one group needs.
#[derive(Debug)]
pub(crate) struct Group {
    /// The schools that are in it now.
    pub(crate) schools: Vec<SchoolIndex>,
    /// The visits to be placed.
    pub(crate) hosts: Vec<Host>,
    /// The days that are open for all schools that are in it on them, ascending.
    pub(crate) open: Vec<u16>,
    /// The visits that have taken place, by date.
    pub(crate) held: Vec<Held>,
}

/// A visit that has taken place.
#[derive(Debug)]
pub(crate) struct Held {
    /// How many days it is after the first day of the window.
    number: i64,
    /// The id of its facilitator.
    facilitator: Option<String>,
    /// What facilitator and day are worth by themselves.
    worth: i64,
}

/// A visit to be placed.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) school: SchoolIndex,
    /// The host's term on each open day of the group.
    pub(crate) term: Vec<u16>,
    /// Whether the host may host on each open day of the group, as far as fixed visits go.
    pub(crate) may: Vec<bool>,
    /// The worth of each open day of the group by the host's preference.
    pub(crate) preferred: Vec<i64>,
    /// Whether it leaves the group later, so that the visit may be let go.
    pub(crate) leaves: bool,
    /// Who may lead, and what that is worth; `None` where the year has no facilitators.
    pub(crate) choices: Vec<(Option<u16>, i64)>,
    /// What a day and a facilitator are worth beyond that, because they are those of the calendar before.
    pub(crate) kept: Option<Kept>,
}

/// A visit of the calendar before, and what it is worth to keep its day and its facilitator.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    pub(crate) day: u16,
    pub(crate) facilitator: Option<u16>,
    pub(crate) day_worth: i64,
    pub(crate) facilitator_worth: i64,
}

/// What an agenda is made from beside the year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) roster: &'a Roster,
    pub(crate) before: Option<&'a Calendar>,
}

impl<'a> Agenda<'a> {
    /// # Errors
    /// [`Error::Input`] with every issue that the statement has.
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
        // By group and date whether all that are in the group on it can come.
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
            weights: year.weights(),
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
        Ok(agenda)
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
        let held = held.into_iter().map(|visit| self.held(visit, year)).collect();
        Group { schools, hosts, open, held }
    }

    fn held(&self, visit: &Visit, year: &Year) -> Held {
        let school = self.problem.index(&visit.host);
        let who = year.facilitators.iter().find(|who| Some(&who.id) == visit.facilitator.as_ref());
        let travel = who.zip(school).map_or(0, |(who, school)| travel_points(self.problem, who, school, year));
        let wished = is_wished(year, &visit.host, visit.date);
        let worth = travel * self.weights[1] + if wished { FULL * self.weights[3] } else { 0 };
        let number = days_between(self.window.start, visit.date);
        Held { number, facilitator: visit.facilitator.clone(), worth }
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
        let preferred = |date| if is_wished(year, id, date) { FULL * self.weights[3] } else { 0 };
        Host {
            school,
            term: dates().map(|date| term(date).unwrap_or(NONE)).collect(),
            may: dates().map(|date| fixed.is_none_or(|fixed| fixed.date == date)).collect(),
            preferred: dates().map(preferred).collect(),
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
            .map(|(place, who)| (Some(place), travel_points(self.problem, who, school, year) * self.weights[1]))
            .collect()
    }

    /// The worth of a day of a group as the `order`-th (from 0) of its visits that are to come: full in the middle of its share
    /// of the window, nothing a whole share away.
    pub(crate) fn spread(&self, group: &Group, order: usize, day: u16) -> i64 {
        self.spread_of(group, group.held.len() + order, self.numbers[usize::from(day)])
    }

    fn spread_of(&self, group: &Group, order: usize, number: i64) -> i64 {
        let (order, of) = (order as i64, (group.held.len() + group.hosts.len()).max(1) as i64);
        let length = days_between(self.window.start, self.window.end) + 1;
        let off = (2 * of * number - (2 * order + 1) * length).abs();
        (FULL - FULL * off / (2 * length)).max(0) * self.weights[0]
    }

    /// What the visits of a group that have taken place are worth, but for who led them.
    pub(crate) fn held_worth(&self, group: &Group) -> i64 {
        let each = group.held.iter().enumerate();
        each.map(|(order, held)| held.worth + self.spread_of(group, order, held.number)).sum()
    }

    /// How many visits of a group that have taken place a facilitator led.
    pub(crate) fn held_by(&self, group: &Group, who: Option<u16>) -> i64 {
        let id = who.map(|who| &self.facilitators[usize::from(who)].id);
        group.held.iter().filter(|held| held.facilitator.as_ref() == id).count() as i64
    }

    /// The most visits of a group that have taken place under one facilitator.
    pub(crate) fn held_most(&self, group: &Group) -> i64 {
        let led = |one: &Held| group.held.iter().filter(|held| held.facilitator == one.facilitator).count() as i64;
        group.held.iter().map(led).max().unwrap_or(0)
    }

    /// What it is worth that a visit is led by the one who leads most of the group.
    pub(crate) fn lead_worth(&self) -> i64 {
        FULL * self.weights[2]
    }

    pub(crate) fn can(&self, facilitator: u16, day: u16) -> bool {
        self.can[self.slot(facilitator, day)]
    }

    /// The number of a facilitator's day.
    pub(crate) fn slot(&self, facilitator: u16, day: u16) -> usize {
        usize::from(facilitator) * self.days.len() + usize::from(day)
    }

    /// The number of a facilitator's term.
    pub(crate) fn stint(&self, facilitator: u16, term: u16) -> usize {
        usize::from(facilitator) * self.terms.len() + usize::from(term)
    }

    /// The most visits that are left of a facilitator's term.
    pub(crate) fn most(&self, stint: usize) -> Option<u32> {
        self.most[stint]
    }

    pub(crate) fn num_visits(&self) -> usize {
        self.groups.iter().map(|group| group.hosts.len()).sum()
    }
}

/// On which dates all schools that are in a group then can come, by the number from 1.
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

/// What is left of each facilitator's terms after the visits that have taken place.
fn most(
    problem: &Problem,
    (year, terms): (&Year, &[String]),
    openings: &Openings<'_>,
    held: &[Visit],
) -> Vec<Option<u32>> {
    let led = roster::led(held, |visit| openings.term(problem.index(&visit.host)?, visit.date));
    let left = |who: &Facilitator, term: &String| {
        let led = led.get(&(who.id.as_str(), term.as_str())).copied().unwrap_or(0);
        who.visits_a_term.map(|most| most.saturating_sub(led))
    };
    year.facilitators.iter().flat_map(|who| terms.iter().map(move |term| left(who, term))).collect()
}

/// Whether a host has a date that it prefers, or prefers none.
fn is_wished(year: &Year, host: &str, date: Date) -> bool {
    let mut wishes = year.preferred.iter().filter(|wish| wish.school == host).peekable();
    wishes.peek().is_none() || wishes.any(|wish| wish.period.contains(date))
}

/// How near a facilitator lives: 10,000 at no distance, 0 from `zero_at_km` on. Where a location is not known, 10,000 within
/// the region and 0 elsewhere.
fn travel_points(problem: &Problem, who: &Facilitator, school: SchoolIndex, year: &Year) -> i64 {
    let school = problem.school(school);
    let (Some(home), Some(at)) = (who.location, school.location) else {
        let same = who.region.is_some() && school.text("region") == who.region.as_deref();
        return if same { FULL } else { 0 };
    };
    let metres = home.squared_metres(at).isqrt();
    (FULL - FULL * metres / (i64::from(year.rules.zero_at_km).max(1) * 1_000)).max(0)
}
