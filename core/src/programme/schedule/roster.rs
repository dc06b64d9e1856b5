//! The groups of a calendar before and after a change: who leaves and joins from which day, which visits have taken place,
//! and which schools still have to host.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Code, Error, Issue, Issues};
use crate::programme::calendar::membership::{Members, Membership};
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::statement::dates::{Date, days_later};
use crate::programme::statement::year::Year;

/// A school that changes its group from a certain day, while the year is under way.
///
/// ```
/// use tercet::programme::{schedule::roster::Move, statement::dates::parse};
/// let from = parse("2027-01-11").expect("a date");
/// let leaves = Move::withdraw("101", from);
/// assert_eq!((leaves.group, Move::join("102", 3, from).group), (None, Some(3)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Move {
    /// The school's id.
    pub school: String,
    /// The number of the group that it joins, from 1; `None` if it withdraws from the programme.
    pub group: Option<usize>,
    /// The first day on which the change applies.
    pub from: Date,
}

impl Move {
    /// A school that withdraws.
    #[must_use]
    pub fn withdraw(school: impl Into<String>, from: Date) -> Self {
        Self { school: school.into(), group: None, from }
    }

    /// A school that joins a group. If it is in another group, it leaves that group.
    #[must_use]
    pub fn join(school: impl Into<String>, group: usize, from: Date) -> Self {
        Self { school: school.into(), group: Some(group), from }
    }
}

/// The groups of a calendar, and everything that can no longer change.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roster {
    pub(crate) groups: Vec<Vec<String>>,
    pub(crate) names: Vec<String>,
    pub(crate) memberships: Vec<Membership>,
    /// The last day that is over.
    pub(crate) today: Option<Date>,
    /// The visits that have taken place, by date.
    pub(crate) held: Vec<Visit>,
}

impl Roster {
    /// The groups for a year that has not begun.
    pub(crate) fn stated(groups: &[Vec<String>], names: &[String]) -> Self {
        Self { groups: groups.to_vec(), names: names.to_vec(), ..Self::default() }
    }

    /// The groups of a calendar that is planned again.
    pub(crate) fn again(before: &Calendar, today: Option<Date>) -> Self {
        Self {
            groups: before.groups.clone(),
            names: before.names.clone(),
            memberships: before.memberships.clone(),
            today: today.max(before.today),
            held: Vec::new(),
        }
    }

    pub(crate) fn members(&self) -> Members<'_> {
        Members { groups: &self.groups, memberships: &self.memberships }
    }

    /// Replaces the groups from the day after `today`, or from the beginning if no day is over. A plan with the present
    /// groups changes nothing, and neither does the plan that the calendar began with.
    pub(crate) fn regroup(&mut self, groups: &[Vec<String>], names: &[String]) {
        let began = self.began();
        if is_same(groups, &self.groups) || (!self.memberships.is_empty() && is_same(groups, &began)) {
            if !names.is_empty() && groups == self.groups.as_slice() {
                names.clone_into(&mut self.names);
            }
            return;
        }
        let Some(today) = self.today else {
            (self.groups, self.names) = (groups.to_vec(), names.to_vec());
            self.memberships.clear();
            return;
        };
        let numbers = self.continued(groups);
        let count = self.groups.len().max(numbers.iter().max().map_or(0, |most| most + 1));
        let mut now = vec![Vec::new(); count];
        let named = |place: usize| (place + 1).to_string();
        let mut now_names: Vec<String> =
            (0..count).map(|place| self.names.get(place).cloned().unwrap_or_else(|| named(place))).collect();
        for (place, (group, &number)) in groups.iter().zip(&numbers).enumerate() {
            now[number].clone_from(group);
            if let Some(name) = names.get(place) {
                now_names[number].clone_from(name);
            }
        }
        let before = std::mem::take(&mut self.groups);
        let has_names = !names.is_empty() || !self.names.is_empty();
        self.names = if has_names { now_names } else { Vec::new() };
        let is_in = |groups: &[Vec<String>], number: usize, school: &String| {
            groups.get(number).is_some_and(|group| group.contains(school))
        };
        for (number, school) in (0..).zip(&before).flat_map(|(number, group)| group.iter().map(move |id| (number, id)))
        {
            if !is_in(&now, number, school) {
                self.leave(school, number + 1, today);
            }
        }
        for (number, school) in (0..).zip(&now).flat_map(|(number, group)| group.iter().map(move |id| (number, id))) {
            if !is_in(&before, number, school) {
                self.enter(school, number + 1, days_later(today, 1));
            }
        }
        self.groups = now;
    }

    /// Applies the moves of schools.
    pub(crate) fn apply(&mut self, moves: &[Move], is_school: impl Fn(&str) -> bool, issues: &mut Issues) {
        for one in moves {
            let mut refuse = |code, message: String, fix: &str| {
                issues.push(Issue::error(code, message, fix).of_school(&one.school));
            };
            let at = self.groups.iter().position(|group| group.contains(&one.school));
            if !is_school(&one.school) {
                let message = "the cohort has no school with this id".to_owned();
                refuse(Code::UnknownSchool, message, "name a school of the cohort");
                continue;
            }
            if let Some(today) = self.today.filter(|today| one.from <= *today) {
                let message = format!("the change starts on {}, but the days up to {today} are over", one.from);
                refuse(Code::DayIsOver, message, "give a later day; visits that have taken place do not change");
                continue;
            }
            if let Some(group) = one.group.filter(|&group| group == 0 || group > self.groups.len()) {
                let message = format!("there is no group {group}: the calendar has {}", self.groups.len());
                refuse(Code::NumberOutOfRange, message, "give the number of a group of the calendar, from 1");
                continue;
            }
            if at.is_none() && one.group.is_none() {
                let message = "the school is in no group of the calendar, so it cannot withdraw".to_owned();
                refuse(Code::UnknownSchool, message, "name a school of one of the groups");
                continue;
            }
            if at.is_some_and(|at| Some(at + 1) == one.group) {
                let message = "the school is already in this group".to_owned();
                refuse(Code::DuplicateEntry, message, "name another group, or leave the change out");
                continue;
            }
            if let Some(at) = at {
                self.groups[at].retain(|school| *school != one.school);
                self.leave(&one.school, at + 1, days_later(one.from, -1));
            }
            if let Some(group) = one.group {
                self.groups[group - 1].push(one.school.clone());
                self.enter(&one.school, group, one.from);
            }
        }
    }

    /// Takes the past visits from the earlier calendar. If the year fixes such a visit on another day, it did not take
    /// place.
    pub(crate) fn hold(&mut self, before: &Calendar, year: &Year, fell_through: &[String]) {
        let Some(today) = self.today else { return };
        let is_held = |visit: &&Visit| {
            let moved = year.fixed.iter().any(|fixed| fixed.school == visit.host && fixed.date != visit.date);
            visit.date <= today && !moved && !fell_through.contains(&visit.host)
        };
        self.held = before.visits.iter().filter(is_held).cloned().collect();
        self.held.sort_by(|a, b| (a.date, &a.host).cmp(&(b.date, &b.host)));
    }

    /// The schools of a group that still have to host, by the group's number from 1: the members that have not hosted, and
    /// the leaving members whose visit was due before they leave.
    pub(crate) fn owing(&self, group: usize, before: Option<&Calendar>) -> Vec<&str> {
        let has_hosted = |school: &str| self.held.iter().any(|visit| visit.host == school);
        let now = self.members().now(group);
        let leaves_later = |school: &str| {
            let visit = before.and_then(|before| before.visit(school));
            let is_elsewhere = || self.groups.iter().flatten().any(|other| other == school);
            let is_in = |visit: &Visit| self.members().is_in(school, group, visit.date);
            !is_elsewhere() && visit.is_some_and(|visit| visit.group == group && is_in(visit))
        };
        self.members()
            .ever(group)
            .filter(|&school| {
                !has_hosted(school) && (now.iter().any(|member| member == school) || leaves_later(school))
            })
            .collect()
    }

    /// Whether a school has left, or will leave, a group. Groups are numbered from 1.
    pub(crate) fn leaves(&self, school: &str, group: usize) -> bool {
        !self.members().now(group).iter().any(|member| member == school)
    }

    /// The groups before anybody left or joined.
    fn began(&self) -> Vec<Vec<String>> {
        let joined = |school: &str, group| {
            let mut parts =
                self.memberships.iter().filter(|part| part.group == group && part.school == school).peekable();
            parts.peek().is_some() && parts.all(|part| part.from.is_some())
        };
        let of =
            |group| self.members().ever(group).filter(|school| !joined(school, group)).map(str::to_owned).collect();
        (1..=self.groups.len()).map(of).collect()
    }

    /// For each group, the place of the group that it continues: the one with most of the same schools, or the first such
    /// group in a tie.
    fn continued(&self, groups: &[Vec<String>]) -> Vec<usize> {
        let mut pairs = Vec::new();
        for (new, group) in groups.iter().enumerate() {
            for (old, before) in self.groups.iter().enumerate() {
                let shared = group.iter().filter(|school| before.contains(school)).count();
                if shared > 0 {
                    pairs.push((std::cmp::Reverse(shared), old, new));
                }
            }
        }
        pairs.sort_unstable();
        let mut numbers = vec![None; groups.len()];
        let mut taken = BTreeSet::new();
        for (_, old, new) in pairs {
            if numbers[new].is_none() && taken.insert(old) {
                numbers[new] = Some(old);
            }
        }
        let mut next = self.groups.len();
        let mut fresh = || {
            next += 1;
            next - 1
        };
        numbers.into_iter().map(|number| number.unwrap_or_else(&mut fresh)).collect()
    }

    fn leave(&mut self, school: &str, group: usize, until: Date) {
        let open = (self.memberships.iter())
            .position(|part| part.school == school && part.group == group && part.until.is_none());
        match open {
            // The school never came: it leaves before it joins.
            Some(place) if self.memberships[place].from.is_some_and(|from| from > until) => {
                self.memberships.remove(place);
            }
            Some(place) => self.memberships[place].until = Some(until),
            None => {
                self.memberships.push(Membership { school: school.to_owned(), group, from: None, until: Some(until) });
            }
        }
        self.sort();
    }

    fn enter(&mut self, school: &str, group: usize, from: Date) {
        self.memberships.push(Membership { school: school.to_owned(), group, from: Some(from), until: None });
        self.sort();
    }

    fn sort(&mut self) {
        self.memberships.sort_by(|a, b| (a.group, &a.school, a.from).cmp(&(b.group, &b.school, b.from)));
    }
}

/// Whether two lists of groups put the same schools together. Groups without schools do not count.
fn is_same(a: &[Vec<String>], b: &[Vec<String>]) -> bool {
    let sorted = |groups: &[Vec<String>]| -> BTreeSet<BTreeSet<String>> {
        let sets = groups.iter().filter(|group| !group.is_empty()).map(|group| group.iter().cloned().collect());
        sets.collect()
    };
    sorted(a) == sorted(b)
}

/// Refuses a different name for a year that is planned again.
pub(crate) fn programme(before: Option<&Calendar>, stated: Option<&str>, year: &Year) -> Result<String, Error> {
    let known = before.map(|before| before.programme.as_str()).filter(|name| !name.is_empty());
    match (known, stated) {
        (Some(known), Some(stated)) if known != stated => {
            let message = format!("the calendar to plan again has the name {known:?}");
            let fix = "leave the name out, or give the same name; a different name would make every entry a new one";
            Err(Error::Input(vec![Issue::error(Code::NameChanged, message, fix).at_key("name").with_value(stated)]))
        }
        (Some(name), _) | (None, Some(name)) => Ok(name.to_owned()),
        (None, None) => Ok(year.default_name()),
    }
}

/// How many past visits each facilitator led in each school term, by the facilitator's id and the host's term.
pub(crate) fn led<'a>(
    held: &'a [Visit],
    term: impl Fn(&Visit) -> Option<&'a str>,
) -> BTreeMap<(&'a str, &'a str), u32> {
    let mut led = BTreeMap::new();
    for visit in held {
        if let (Some(who), Some(term)) = (visit.facilitator.as_deref(), term(visit)) {
            *led.entry((who, term)).or_default() += 1;
        }
    }
    led
}
