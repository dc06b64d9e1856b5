//! A request for a calendar: the groups and the year. To plan a year again, it also has the earlier calendar and the
//! present day.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Code, Error, Issue, Issues};
use crate::model::problem::Problem;
use crate::model::sizes::LARGEST;
use crate::programme::calendar::{Calendar, Clash, Visit};
use crate::programme::schedule::agenda::{Agenda, Kept};
use crate::programme::schedule::roster::{Move, Roster};
use crate::programme::statement::dates::Date;
use crate::programme::statement::year::{Fixed, Year};

/// A request for a calendar.
///
/// ```
/// use tercet::programme::{schedule::request::Request, statement::year::Year};
/// # let cohort = tercet::format::csv::parse_cohort(b"id\n1\n2\n3\n", "cohort.csv")?;
/// # let problem = tercet::Problem::new(cohort, tercet::Rules::default())?;
/// let (groups, year) = ([["1", "2", "3"].map(String::from).to_vec()], Year::default());
/// let request = Request::new(&problem, &groups, &year);
/// assert!(request.before.is_none() && request.today.is_none());
/// # Ok::<(), tercet::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Request<'a> {
    /// The problem with the schools.
    pub problem: &'a Problem,
    /// The ids of each group's schools.
    pub groups: &'a [Vec<String>],
    /// The names of the groups, in the same order; empty if the groups have only numbers.
    pub names: &'a [String],
    /// The year as the user stated it.
    pub year: &'a Year,
    /// The earlier calendar, if the year is planned again. The search first keeps as many visits on their day as it can,
    /// then as many facilitators, and only then raises the value.
    pub before: Option<&'a Calendar>,
    /// The present day. The earlier calendar's visits up to this day have taken place and stay as they were, and no other
    /// visit gets such a day. If the groups differ from the earlier calendar's, they apply from the next day. If no day is
    /// given, the earlier calendar's day applies.
    pub today: Option<Date>,
    /// The schools that leave or join, each from a certain day. If there are any, the groups are those of the earlier
    /// calendar.
    pub moves: &'a [Move],
    /// The name of the programme's year, by which calendar files recognise an entry. `None` means the earlier calendar's
    /// name, or else the year of the first term.
    pub programme: Option<&'a str>,
    /// The hosts, by id, whose visit in the earlier calendar did not take place. Such a visit gets another day, even if its
    /// day is over.
    pub fell_through: &'a [String],
}

impl<'a> Request<'a> {
    /// A request for a first calendar.
    #[must_use]
    pub fn new(problem: &'a Problem, groups: &'a [Vec<String>], year: &'a Year) -> Self {
        Self {
            problem,
            groups,
            names: &[],
            year,
            before: None,
            today: None,
            moves: &[],
            programme: None,
            fell_through: &[],
        }
    }

    /// Who is in which group on which day, and which visits have taken place.
    ///
    /// # Errors
    /// [`Error::Options`] if there are no groups, or if schools move in a year without an earlier calendar;
    /// [`Error::Input`] with every issue of groups and moves.
    pub(crate) fn roster(&self) -> Result<Roster, Error> {
        if self.groups.iter().all(Vec::is_empty) {
            let message = "the plan has no groups, so there is no year to plan; solve the problem first";
            return Err(Error::Options(message.to_owned()));
        }
        let mut issues = Issues::default();
        let mut seen = BTreeSet::new();
        for id in self.groups.iter().flatten().filter(|id| !seen.insert(*id)) {
            let message = "the school is in two groups, or twice in one";
            issues.push(Issue::error(Code::SchoolTwice, message, "keep it in one place").of_school(id));
        }
        for id in self.groups.iter().flatten().filter(|id| self.problem.index(id).is_none()) {
            let message = "a group of the plan names a school that is not in the cohort";
            let fix = "give the cohort that the plan was made for";
            issues.push(Issue::error(Code::UnknownSchool, message, fix).of_school(id));
        }
        let hosts: Vec<&str> = self.before.iter().flat_map(|before| &before.visits).map(|v| v.host.as_str()).collect();
        for id in self.fell_through.iter().filter(|id| !hosts.contains(&id.as_str())) {
            let message = "a visit is reported as fallen through, but the earlier calendar has no visit at this school";
            issues
                .push(Issue::error(Code::UnknownSchool, message, "name a host of the earlier calendar").of_school(id));
        }
        let roster = match self.before {
            None if !self.moves.is_empty() => {
                let message = "schools leave and join only while a year is under way: give the calendar to plan again";
                return Err(Error::Options(message.to_owned()));
            }
            None => Roster { today: self.today, ..Roster::stated(self.groups, self.names) },
            Some(before) => {
                let mut roster = Roster::again(before, self.today);
                if self.moves.is_empty() {
                    roster.regroup(self.groups, self.names);
                }
                roster.apply(self.moves, |id| self.problem.index(id).is_some(), &mut issues);
                roster.hold(before, self.year, self.fell_through);
                roster
            }
        };
        // The search runs over all sets of hosts, so much larger groups are refused here.
        for group in roster.groups.iter().filter(|group| group.len() > LARGEST) {
            let message = format!("a group has {} schools", group.len());
            let fix = format!("give groups of at most {LARGEST}");
            issues.push(Issue::error(Code::SizeOutOfRange, message, fix).of_school(&group[0]));
        }
        issues.finish().map(|_| roster)
    }

    /// The year without the fixed visits that have already taken place.
    pub(crate) fn year(&self, roster: &Roster) -> Cow<'a, Year> {
        let is_held = |fixed: &Fixed| roster.held.iter().any(|visit| visit.host == fixed.school);
        if !self.year.fixed.iter().any(is_held) {
            return Cow::Borrowed(self.year);
        }
        let mut year = self.year.clone();
        year.fixed.retain(|fixed| !is_held(fixed));
        Cow::Owned(year)
    }

    /// Closes the days up to `today` for visits that are not fixed. For each visit that did not take place, it closes the
    /// earlier day for the host.
    pub(crate) fn close(&self, agenda: &mut Agenda<'_>, year: &Year, today: Option<Date>) {
        let Agenda { problem, days, groups, .. } = agenda;
        for group in groups {
            for host in &mut group.hosts {
                let id = &problem.school(host.school).id;
                let is_fixed = year.fixed.iter().any(|fixed| fixed.school == *id);
                let lost = self.fell_through.contains(id).then(|| self.before?.visit(id)).flatten();
                for (may, &day) in host.may.iter_mut().zip(&group.open) {
                    let date = days[usize::from(day)];
                    let is_over = !is_fixed && today.is_some_and(|today| date <= today);
                    *may &= !is_over && lost.is_none_or(|visit| visit.date != date);
                }
            }
        }
    }

    /// Makes keeping days, and then facilitators, worth more than everything else.
    pub(crate) fn keep(&self, agenda: &mut Agenda<'_>) {
        let Some(before) = self.before else { return };
        // One more visit on its earlier day outweighs all facilitators, and one more facilitator outweighs all points of
        // value.
        let visits = i64::try_from(agenda.num_visits()).unwrap_or(i64::MAX);
        let facilitator_worth = visits.saturating_mul(10_000_000) + 1;
        // The sum of all worths must fit the number type. Beyond about a thousand visits, days therefore weigh less.
        let day_worth = facilitator_worth.saturating_mul(visits + 1).min(i64::MAX / 8 / visits.max(1));
        let old: BTreeMap<&str, &Visit> = before.visits.iter().map(|visit| (visit.host.as_str(), visit)).collect();
        let Agenda { problem, days, groups, facilitators, .. } = agenda;
        for host in groups.iter_mut().flat_map(|group| &mut group.hosts) {
            let visit = old.get(problem.school(host.school).id.as_str());
            host.kept = visit.and_then(|visit| {
                let day = u16::try_from(days.binary_search(&visit.date).ok()?).ok()?;
                let place = facilitators.iter().position(|who| Some(&who.id) == visit.facilitator.as_ref());
                let facilitator = place.and_then(|place| u16::try_from(place).ok());
                Some(Kept { day, facilitator, day_worth, facilitator_worth })
            });
        }
    }

    /// Adds to the reasons that some days are over.
    pub(crate) fn explain(today: Option<Date>, clashes: &mut [Clash]) {
        if let Some(today) = today {
            for clash in clashes {
                clash.have.push_str(&format!("; the days up to {today} are over"));
            }
        }
    }
}

#[cfg(test)]
mod tests;
