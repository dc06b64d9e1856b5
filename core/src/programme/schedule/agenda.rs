//! A year and groups in, numbers out: the days of each group, who may lead which visit, and what that is worth.
//!
//! Values are thousandths of points here, so that they add up without rounding.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Code, Error, Issue, Issues};
use crate::ids::SchoolIndex;
use crate::model::cohort::Cohort;
use crate::model::letters::loose;
use crate::model::near;
use crate::model::problem::Problem;
use crate::model::rules::max_km;
use crate::programme::schedule::openings::Openings;
use crate::programme::statement::dates::{Date, Period, days_between, days_later};
use crate::programme::statement::holidays;
use crate::programme::statement::rules::Continuity;
use crate::programme::statement::year::{Facilitator, Place, Whom, Year};
use crate::units::FULL;

/// No day, no term.
pub(crate) const NONE: u16 = u16::MAX;

/// The longest year, in days: enough for two school years, and for the table of days to stay small.
const LONGEST: i64 = 1_000;

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
    pub(crate) hosts: Vec<Host>,
    /// The days that are open for all its schools, ascending.
    pub(crate) open: Vec<u16>,
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

impl<'a> Agenda<'a> {
    /// # Errors
    /// [`Error::Input`] with every issue that the statement has.
    pub(crate) fn new(problem: &'a Problem, groups: &[Vec<SchoolIndex>], year: &'a Year) -> Result<Self, Error> {
        let openings = Openings::new(problem.cohort(), year);
        let mut issues = Issues::default();
        check_names(problem.cohort(), year, &mut issues);
        let window = check_window(problem.cohort(), groups, year, &openings, &mut issues);
        check_fixed(problem, groups, year, &openings, &mut issues);
        let Some(window) = window.filter(|_| !issues.has_errors()) else { return Err(issues.into_error()) };
        let is_open = |date: &Date| {
            groups.iter().any(|group| group.iter().all(|&school| openings.closed(school, *date).is_none()))
        };
        let length = days_between(window.start, window.end);
        let days: Vec<Date> = (0..=length).map(|after| days_later(window.start, after)).filter(is_open).collect();
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
            openings,
            window,
            first: window.start,
            days,
            terms,
            facilitators: &year.facilitators,
            can,
            groups: Vec::new(),
            gap_days: i64::from(year.rules.gap_days),
            continuity: year.rules.facilitator,
            weights: year.rules.weights.thousandths(),
        };
        agenda.groups = groups.iter().map(|group| agenda.group(group, year)).collect();
        Ok(agenda)
    }

    fn group(&self, schools: &[SchoolIndex], year: &Year) -> Group {
        let is_open = |date: Date| schools.iter().all(|&school| self.openings.closed(school, date).is_none());
        let open: Vec<u16> = (0..).zip(&self.days).filter(|&(_, &date)| is_open(date)).map(|(day, _)| day).collect();
        let hosts = schools.iter().map(|&school| self.host(school, &open, year)).collect();
        Group { hosts, open }
    }

    fn host(&self, school: SchoolIndex, open: &[u16], year: &Year) -> Host {
        let id = &self.problem.school(school).id;
        let dates = || open.iter().map(|&day| self.days[usize::from(day)]);
        let term = |date| {
            let name = self.openings.term(school, date)?;
            self.terms.binary_search_by(|term| term.as_str().cmp(name)).ok().and_then(|term| u16::try_from(term).ok())
        };
        let fixed = year.fixed.iter().find(|fixed| fixed.school == *id);
        let wishes: Vec<Period> =
            year.preferred.iter().filter(|wish| wish.school == *id).map(|wish| wish.period).collect();
        let is_wished = |date| wishes.is_empty() || wishes.iter().any(|period| period.contains(date));
        let mut choices = self.choices(school, year);
        if let Some(name) = fixed.and_then(|fixed| fixed.facilitator.as_ref()) {
            choices.retain(|(who, _)| who.is_some_and(|who| self.facilitators[usize::from(who)].id == *name));
        }
        Host {
            school,
            term: dates().map(|date| term(date).unwrap_or(NONE)).collect(),
            may: dates().map(|date| fixed.is_none_or(|fixed| fixed.date == date)).collect(),
            preferred: dates().map(|date| if is_wished(date) { FULL * self.weights[3] } else { 0 }).collect(),
            choices,
            kept: None,
        }
    }

    fn choices(&self, school: SchoolIndex, year: &Year) -> Vec<(Option<u16>, i64)> {
        if self.facilitators.is_empty() {
            return vec![(None, FULL * (self.weights[1] + self.weights[2]))];
        }
        let who = (0_u16..).zip(self.facilitators);
        who.filter(|(_, who)| may_lead(self.problem, who, school, year))
            .map(|(place, who)| (Some(place), travel_points(self.problem, who, school, year) * self.weights[1]))
            .collect()
    }

    /// The worth of a day as the `order`-th (from 0) of `of` visits of a group: full in the middle of its share of the
    /// window, nothing a whole share away.
    pub(crate) fn spread(&self, order: usize, of: usize, day: u16) -> i64 {
        let (order, of) = (order as i64, of.max(1) as i64);
        let length = days_between(self.window.start, self.window.end) + 1;
        let off = (2 * of * self.numbers[usize::from(day)] - (2 * order + 1) * length).abs();
        (FULL - FULL * off / (2 * length)).max(0) * self.weights[0]
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

    /// The most visits of a facilitator's term.
    pub(crate) fn most(&self, stint: usize) -> Option<u32> {
        self.facilitators[stint / self.terms.len()].visits_a_term
    }

    pub(crate) fn num_visits(&self) -> usize {
        self.groups.iter().map(|group| group.hosts.len()).sum()
    }
}

fn may_lead(problem: &Problem, who: &Facilitator, school: SchoolIndex, year: &Year) -> bool {
    let school = problem.school(school);
    let is = |own: &Option<String>, name: &str| own.as_deref().is_some_and(|own| school.text(name) == Some(own));
    let near = year.rules.max_km.is_none_or(|km| max_km::permits(who.location, school.location, f64::from(km)));
    near && !is(&who.trust, "trust") && !is(&who.authority, "local_authority")
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

pub(crate) fn check_names(cohort: &Cohort, year: &Year, issues: &mut Issues) {
    let known = |id: &str| cohort.position(id).is_some();
    let of_term = |whom: &Whom| if let Whom::School(school) = whom { Some(school.clone()) } else { None };
    let named = (year.terms.iter().filter_map(|term| of_term(&term.whom).map(|id| (id, &term.place))))
        .chain(year.unavailable.iter().map(|entry| (entry.school.clone(), &entry.place)))
        .chain(year.fixed.iter().map(|entry| (entry.school.clone(), &entry.place)))
        .chain(year.preferred.iter().map(|entry| (entry.school.clone(), &entry.place)));
    for (id, place) in named.filter(|(id, _)| !known(id)) {
        let message = "there is no school of this id in the cohort";
        let fix = match cohort.meant(&id) {
            Some(meant) => format!("did you mean {meant:?}?"),
            None => "name a school of the cohort, or remove the row".to_owned(),
        };
        let issue = Issue::error(Code::UnknownSchool, message, fix);
        issues.push(place.mark(issue).at_key("school").with_value(id));
    }
    check_authorities(cohort, year, issues);
    for fixed in &year.fixed {
        if let Some(id) = fixed.facilitator.as_ref().filter(|id| !year.facilitators.iter().any(|who| who.id == **id)) {
            let message = "there is no facilitator of this id";
            let issue = Issue::error(Code::UnknownFacilitator, message, "name one of the list of facilitators");
            issues.push(fixed.place.mark(issue).of_school(&fixed.school).at_key("facilitator").with_value(id));
        }
    }
    if year.rules.max_km.is_some() {
        for who in year.facilitators.iter().filter(|who| who.location.is_none()) {
            let message = format!("the travel limit needs to know where the facilitator {:?} lives", who.id);
            let issue = Issue::error(Code::MissingLocation, message, "give easting and northing, or drop the limit");
            issues.push(who.place.mark(issue));
        }
    }
}

/// Authorities that the terms and the facilitators name. A table may well list more authorities than the cohort has, but not one that
/// is nearly one of the cohort's and in place of it.
fn check_authorities(cohort: &Cohort, year: &Year, issues: &mut Issues) {
    let of_terms = year.terms.iter().filter_map(|term| match &term.whom {
        Whom::Authority(authority) => Some((authority.as_str(), &term.place)),
        _ => None,
    });
    let of_people = year.facilitators.iter().filter_map(|who| Some((who.authority.as_deref()?, &who.place)));
    let named: Vec<(&str, &Place)> = of_terms.chain(of_people).collect();
    let Some((first, place)) = named.first() else { return };
    if !cohort.has_attribute(AUTHORITY) {
        let words = ["la", "laname", "authority", "council", "localauthorityname"];
        let near = cohort.attributes().keys().find(|name| words.contains(&loose(name).as_str()));
        let fix = match near {
            Some(name) => format!("rename the column {name:?} of the cohort to {AUTHORITY:?}"),
            None => format!("add a column {AUTHORITY:?} to the cohort, or leave the authorities out"),
        };
        let message = format!("authorities are named here, and the cohort has no column {AUTHORITY:?}");
        let issue = Issue::error(Code::UnknownAttribute, message, fix);
        issues.push(place.mark(issue).at_key("authority").with_value(first));
        return;
    }
    let known: BTreeSet<&str> = cohort.schools().iter().filter_map(|school| school.text(AUTHORITY)).collect();
    let stated: BTreeSet<&str> = named.iter().map(|&(authority, _)| authority).collect();
    let mut told = BTreeSet::new();
    for (authority, place) in named.into_iter().filter(|(authority, _)| !known.contains(authority)) {
        let others = known.iter().copied().filter(|other| !stated.contains(other));
        if let Some(meant) = near::nearest(authority, others).filter(|_| told.insert(authority)) {
            let message = "no school of the cohort has this authority";
            let issue = Issue::error(Code::UnusedValue, message, format!("did you mean {meant:?}?"));
            issues.push(place.mark(issue).at_key("authority").with_value(authority));
        }
    }
}

const AUTHORITY: &str = "local_authority";

/// The days from the first to the last of any term, if they can be planned.
pub(crate) fn check_window(
    cohort: &Cohort,
    groups: &[Vec<SchoolIndex>],
    year: &Year,
    openings: &Openings<'_>,
    issues: &mut Issues,
) -> Option<Period> {
    for &school in groups.iter().flatten().filter(|&&school| openings.terms(school).is_empty()) {
        let message = "the school has no term";
        let fix = "give terms for all, for its authority or for the school";
        issues.push(Issue::error(Code::NoTerms, message, fix).of_school(&cohort.schools()[school.position()].id));
    }
    let start = year.terms.iter().map(|term| term.period.start).min()?;
    let last = year.terms.iter().max_by_key(|term| term.period.end)?;
    let window = Period { start, end: last.period.end };
    let known = holidays::KNOWN;
    if year.holidays.is_none() && !(known.contains(start) && known.contains(window.end)) {
        let message = format!("bank holidays are known from {} to {} only", known.start, known.end);
        let issue =
            Issue::error(Code::HolidaysUnknown, message, "give the days off of this year in a table of holidays");
        issues.push(last.place.mark(issue).with_value(format!("{start} to {}", window.end)));
    }
    if days_between(window.start, window.end) >= LONGEST {
        let message = format!("the terms span more than {LONGEST} days");
        let issue = Issue::error(Code::NumberOutOfRange, message, "give the terms of one programme");
        issues.push(last.place.mark(issue).with_value(format!("{start} to {}", window.end)));
    }
    Some(window)
}

fn check_fixed(
    problem: &Problem,
    groups: &[Vec<SchoolIndex>],
    year: &Year,
    openings: &Openings<'_>,
    issues: &mut Issues,
) {
    let mut seen: BTreeMap<&str, Date> = BTreeMap::new();
    for fixed in &year.fixed {
        let mut refuse = |code, message: String, fix: &str| {
            let issue = fixed.place.mark(Issue::error(code, message, fix));
            issues.push(issue.of_school(&fixed.school).with_value(fixed.date.to_string()));
        };
        if let Some(before) = seen.insert(&fixed.school, fixed.date) {
            refuse(
                Code::DuplicateEntry,
                format!("the school has a fixed visit already, on {before}"),
                "leave one of them",
            );
            continue;
        }
        let group = groups.iter().find(|group| group.iter().any(|&s| problem.school(s).id == fixed.school));
        for &school in group.into_iter().flatten() {
            if let Some(closed) = openings.closed(school, fixed.date) {
                let name = problem.school(school).display_name();
                let message = format!("{name} cannot attend on the fixed date: {}", closed.reason());
                refuse(Code::FixedBreaksRule, message, "fix another date, or remove what closes this one");
            }
        }
        let who = fixed.facilitator.as_ref().and_then(|id| year.facilitators.iter().find(|who| who.id == *id));
        if let (Some(who), Some(host)) = (who, problem.index(&fixed.school))
            && !may_lead(problem, who, host, year)
        {
            let message =
                format!("the facilitator {:?} may not lead this visit: same trust or authority, or too far", who.id);
            refuse(Code::FixedBreaksRule, message, "name another facilitator, or leave the facilitator open");
        }
    }
}
