//! Checks a calendar, from Tercet or from a spreadsheet, against the year alone. The check shares no code with the
//! scheduler.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::statement::dates::{Date, days_between, days_later};
use crate::programme::statement::holidays;
use crate::programme::statement::names::{facilitator_name, school_name};
use crate::programme::statement::rules::Continuity;
use crate::programme::statement::year::{Facilitator, Term, Whom, Year};
use crate::units::Points;

mod value;

/// A rule that a calendar breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Breach {
    /// The rule.
    pub rule: CalendarRule,
    /// What breaks the rule, with names and dates.
    pub message: String,
}

/// The rules of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CalendarRule {
    /// Each school of a group hosts once, and no other school hosts.
    HostsOnce,
    /// The date is open for every school of the group.
    Open,
    /// Two visits of a group are at least this many days apart.
    Gap,
    /// A facilitator is available on the day, leads only one visit on it, and leads no more visits in a school term than
    /// agreed.
    FacilitatorFree,
    /// A facilitator does not belong to the host's trust or authority, and lives near enough.
    FacilitatorApart,
    /// One facilitator leads all visits of a group.
    FacilitatorSame,
    /// No day and no week has more visits than the rules allow.
    AtOnce,
    /// A fixed visit is on its fixed date, with its fixed facilitator.
    Fixed,
    /// The calendar's value is the value of its visits.
    Value,
}

/// Every rule that the calendar breaks; empty if the calendar keeps all rules. The check accepts that a group has no visits
/// if the calendar says that the group cannot meet. Visits that have taken place by the calendar's `today` are facts, so
/// the check judges only later visits.
#[must_use]
pub fn check(problem: &Problem, year: &Year, calendar: &Calendar) -> Vec<Breach> {
    let mut judge = Judge::new(problem, year);
    judge.hosts(calendar);
    for number in 1..=calendar.groups.len() {
        let mut visits: Vec<&Visit> = calendar.visits.iter().filter(|visit| visit.group == number).collect();
        visits.sort_by_key(|visit| visit.date);
        judge.group(calendar, number, &visits);
    }
    judge.facilitators(calendar);
    judge.at_once(calendar);
    for fixed in &year.fixed {
        let visit = calendar.visit(&fixed.school).filter(|visit| !calendar.has_taken_place(visit));
        let same = |visit: &Visit| {
            visit.date == fixed.date && (fixed.facilitator.is_none() || visit.facilitator == fixed.facilitator)
        };
        if visit.is_some_and(|visit| !same(visit)) {
            let host = judge.school(&fixed.school);
            judge.say(CalendarRule::Fixed, format!("the visit to {host} is fixed on {}", fixed.date));
        }
    }
    let value = judge.value(calendar);
    if value != calendar.value {
        judge.say(
            CalendarRule::Value,
            format!("the visits are worth {value} points, but the calendar says {}", calendar.value),
        );
    }
    if calendar.bound.is_some_and(|bound| bound < value) {
        judge.say(CalendarRule::Value, format!("the visits are worth {value} points, which is more than the bound"));
    }
    judge.found
}

/// The value of a calendar's visits, in points.
#[must_use]
pub fn value(problem: &Problem, year: &Year, calendar: &Calendar) -> Points {
    Judge::new(problem, year).value(calendar)
}

struct Judge<'a> {
    problem: &'a Problem,
    year: &'a Year,
    holidays: Vec<Date>,
    found: Vec<Breach>,
}

impl<'a> Judge<'a> {
    fn new(problem: &'a Problem, year: &'a Year) -> Self {
        let holidays = year.holidays.clone().unwrap_or_else(|| holidays::england_and_wales().collect());
        Self { problem, year, holidays, found: Vec::new() }
    }

    fn school(&self, id: &str) -> String {
        school_name(self.problem, id)
    }

    fn facilitator(&self, id: &str) -> String {
        facilitator_name(self.year, id)
    }

    fn say(&mut self, rule: CalendarRule, message: String) {
        self.found.push(Breach { rule, message });
    }

    fn hosts(&mut self, calendar: &Calendar) {
        let missing: BTreeSet<usize> = calendar.clashes.iter().map(|clash| clash.group).collect();
        let excused = |number: usize| missing.contains(&0) || missing.contains(&number);
        let mut seen = BTreeSet::new();
        for id in calendar.groups.iter().flatten().filter(|id| !seen.insert(id.as_str())) {
            self.say(CalendarRule::HostsOnce, format!("{} is in two groups, or twice in one", self.school(id)));
        }
        let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for visit in &calendar.visits {
            *counts.entry((visit.group, &visit.host)).or_default() += 1;
        }
        for (number, group) in (1..).zip(&calendar.groups) {
            let planned = |visit: &&Visit| visit.group == number && !calendar.has_taken_place(visit);
            let any = calendar.visits.iter().any(|visit| planned(&visit));
            for id in group {
                // A school that changes its group may already have hosted for its earlier group.
                let count = calendar.visits.iter().filter(|visit| visit.host == *id).count();
                let is_here = counts.remove(&(number, id)).is_some();
                let elsewhere =
                    calendar.visit(id).is_some_and(|visit| calendar.members().is_in(id, visit.group, visit.date));
                if count != 1 && (any || count > 1 || !excused(number)) || count == 1 && !is_here && !elsewhere {
                    let times = match count {
                        0 => "no visit".to_owned(),
                        _ => format!("{count} visits"),
                    };
                    let message = format!("{} hosts {times} of its group, but each school hosts once", self.school(id));
                    self.say(CalendarRule::HostsOnce, message);
                }
            }
        }
        // Schools that have left, or will leave, host at most once, while they are in the group.
        counts.retain(|&(number, id), count| {
            let visit = calendar.visits.iter().find(|visit| visit.host == id && visit.group == number);
            let was_in = calendar.members().ever(number).any(|member| member == id);
            let is_in = visit.is_some_and(|visit| calendar.members().is_in(id, number, visit.date));
            *count > 1 || !was_in || !is_in
        });
        for (number, id) in counts.into_keys() {
            let group = calendar.name(number).map_or_else(|| format!("group {number}"), str::to_owned);
            self.say(
                CalendarRule::HostsOnce,
                format!("{} hosts a visit of {group}, but is not in this group", self.school(id)),
            );
        }
    }

    fn group(&mut self, calendar: &Calendar, number: usize, visits: &[&Visit]) {
        let is_planned = |visit: &Visit| !calendar.has_taken_place(visit);
        for visit in visits.iter().filter(|visit| is_planned(visit)) {
            for id in calendar.attending(visit) {
                let why =
                    self.problem.index(id).map_or(Some("the cohort does not have it"), |s| self.shut(s, visit.date));
                if let Some(why) = why {
                    self.say(CalendarRule::Open, format!("{} is closed on {}: {why}", self.school(id), visit.date));
                }
            }
        }
        for pair in visits.windows(2).filter(|pair| is_planned(pair[1])) {
            let days = days_between(pair[0].date, pair[1].date);
            if days < i64::from(self.year.rules.gap_days.max(1)) {
                let [first, next] = [pair[0], pair[1]].map(|visit| self.school(&visit.host));
                let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
                let least = self.year.rules.gap_days.max(1);
                let message =
                    format!("the visits to {first} and {next} are {days} apart, but must be at least {least} apart");
                self.say(CalendarRule::Gap, message);
            }
        }
        let planned: Vec<&Visit> = visits.iter().copied().filter(|visit| is_planned(visit)).collect();
        let who: BTreeSet<_> = planned.iter().map(|visit| &visit.facilitator).collect();
        if self.year.rules.facilitator == Continuity::Same && who.len() > 1 {
            let schools: Vec<String> = calendar.groups[number - 1].iter().map(|id| self.school(id)).collect();
            self.say(
                CalendarRule::FacilitatorSame,
                format!("the group of {} has {} facilitators instead of one", schools.join(", "), who.len()),
            );
        }
    }

    /// The school terms that apply to a school.
    fn terms(&self, school: SchoolIndex) -> Vec<&'a Term> {
        let school = self.problem.school(school);
        let pick = |rank: u8| {
            let fits = |term: &&Term| match &term.whom {
                Whom::School(id) => rank == 0 && *id == school.id,
                Whom::Authority(name) => rank == 1 && school.text("local_authority") == Some(name),
                Whom::All => rank == 2,
                Whom::Phase(_) => false,
            };
            self.year.terms.iter().filter(fits).collect::<Vec<_>>()
        };
        (0..3).map(pick).find(|terms| !terms.is_empty()).unwrap_or_default()
    }

    /// Why a school is closed on a date.
    fn shut(&self, school: SchoolIndex, date: Date) -> Option<&'static str> {
        let terms = self.terms(school);
        let begins = terms.iter().map(|term| term.period.start).min();
        let own = self.problem.school(school);
        if !self.year.rules.weekdays.contains(date) {
            Some("no visits on this day of the week")
        } else if self.holidays.contains(&date) {
            Some("a bank holiday")
        } else if self.year.events.iter().any(|event| event.period.start <= date && date <= event.period.end) {
            Some("an event for all schools")
        } else if !terms.iter().any(|term| term.period.start <= date && date <= term.period.end) {
            Some("not in term")
        } else if begins.is_some_and(|begins| date < days_later(begins, 7)) {
            Some("the first week of the year")
        } else if self.year.unavailable.iter().any(|row| row.whom.means(own) && row.period.contains(date)) {
            Some("the school is not available")
        } else {
            None
        }
    }

    /// How many visits there are on a day and in a week. Visits that have taken place count, but break no rule by
    /// themselves.
    fn at_once(&mut self, calendar: &Calendar) {
        let monday = |date: Date| days_later(date, -i64::from(date.weekday().to_monday_zero_offset()));
        let rules = [
            (self.year.rules.visits_a_day, "on", &(|date| date) as &dyn Fn(Date) -> Date),
            (self.year.rules.visits_a_week, "in the week of", &monday),
        ];
        for (most, when, period) in rules {
            let Some(most) = most else { continue };
            let mut counts: BTreeMap<Date, (u32, bool)> = BTreeMap::new();
            for visit in &calendar.visits {
                let (count, is_planned) = counts.entry(period(visit.date)).or_default();
                *count += 1;
                *is_planned |= !calendar.has_taken_place(visit);
            }
            for (date, (count, _)) in counts.into_iter().filter(|&(_, (count, planned))| planned && count > most) {
                self.say(
                    CalendarRule::AtOnce,
                    format!("there are {count} visits {when} {date}, but at most {most} are allowed"),
                );
            }
        }
    }

    fn facilitators(&mut self, calendar: &Calendar) {
        let mut by_day: BTreeMap<(&str, Date), usize> = BTreeMap::new();
        let mut by_term: BTreeMap<(&str, &str), (u32, bool)> = BTreeMap::new();
        for visit in calendar.visits.iter().filter(|visit| !calendar.has_taken_place(visit)) {
            let Some(id) = &visit.facilitator else {
                if !self.year.facilitators.is_empty() {
                    self.say(
                        CalendarRule::FacilitatorFree,
                        format!("the visit to {} has no facilitator", self.school(&visit.host)),
                    );
                }
                continue;
            };
            let Some(who) = self.year.facilitators.iter().find(|who| who.id == *id) else {
                self.say(CalendarRule::FacilitatorFree, format!("the year has no facilitator {id}"));
                continue;
            };
            *by_day.entry((id, visit.date)).or_default() += 1;
            let in_period =
                |days: &crate::programme::statement::dates::Period| days.start <= visit.date && visit.date <= days.end;
            if !who.weekdays.contains(visit.date) || !(who.available.is_empty() || who.available.iter().any(in_period))
            {
                self.say(
                    CalendarRule::FacilitatorFree,
                    format!("{} is not available on {}", self.facilitator(id), visit.date),
                );
            }
            if let Some(host) = self.problem.index(&visit.host) {
                self.apart(who, host);
            }
        }
        for visit in &calendar.visits {
            let host = self.problem.index(&visit.host);
            let within = |term: &&Term| term.period.start <= visit.date && visit.date <= term.period.end;
            let term = host.and_then(|host| self.terms(host).into_iter().find(within));
            if let (Some(id), Some(term)) = (&visit.facilitator, term) {
                let (count, is_planned) = by_term.entry((id, &term.name)).or_default();
                *count += 1;
                *is_planned |= !calendar.has_taken_place(visit);
            }
        }
        for ((id, date), count) in by_day.into_iter().filter(|&(_, count)| count > 1) {
            self.say(CalendarRule::FacilitatorFree, format!("{} leads {count} visits on {date}", self.facilitator(id)));
        }
        for ((id, term), (count, _)) in by_term.into_iter().filter(|(_, (_, is_planned))| *is_planned) {
            let most = self.year.facilitators.iter().find(|who| who.id == id).and_then(|who| who.visits_a_term);
            if most.is_some_and(|most| count > most) {
                self.say(
                    CalendarRule::FacilitatorFree,
                    format!("{} leads {count} visits in {term}, more than agreed", self.facilitator(id)),
                );
            }
        }
    }

    fn apart(&mut self, who: &Facilitator, host: SchoolIndex) {
        let host = self.problem.school(host);
        let shared = |own: &Option<String>, name: &str| own.is_some() && own.as_deref() == host.text(name);
        if shared(&who.trust, "trust") || shared(&who.authority, "local_authority") {
            self.say(
                CalendarRule::FacilitatorApart,
                format!("{} works for the trust or authority of {}", self.facilitator(&who.id), self.school(&host.id)),
            );
        }
        if let (Some(km), Some(home), Some(at)) = (self.year.rules.max_km, who.location, host.location)
            && home.squared_metres(at) > (i64::from(km) * 1_000).pow(2)
        {
            let (who, host) = (self.facilitator(&who.id), self.school(&host.id));
            self.say(CalendarRule::FacilitatorApart, format!("{who} lives more than {km} km from {host}"));
        }
    }
}
