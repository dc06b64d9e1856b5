//! Checks feedback against the calendar. The result is every issue, or what each participant did and said.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Code, Error, Issue, Issues};
use crate::model::problem::Problem;
use crate::programme::calendar::Calendar;
use crate::programme::feedback::summary::Measure;
use crate::programme::feedback::{Feedback, Role};
use crate::programme::statement::year::Place;

/// The count and the total of each [`Measure`].
pub(super) type Tally = [(u64, u64); 4];

/// A participant, by school and by key; if no key is recorded, by school and role.
type Participant<'a> = (&'a str, Result<&'a str, Role>);

/// A leader at a visit or event: the visit, the school, the role.
type Leader<'a> = (&'a str, &'a str, Role);

/// What one participant did and said over the whole year.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The group's number, from 1.
    pub(super) group: usize,
    /// The school's phase; blank if it has none.
    pub(super) phase: String,
    /// The school's id.
    pub(super) school: String,
    /// How often the participant should have come, and did come, as far as anybody recorded this.
    pub(super) attendance: (u64, u64),
    asked: bool,
    answered: bool,
    /// Whether the participant said yes at least once; `None` if the participant never answered the question.
    uses: Option<bool>,
    passes_on: Option<bool>,
    /// The areas that the participant named.
    pub(super) areas: [BTreeSet<String>; 2],
}

impl Record {
    /// What the participant adds to each measure. A participant who answers several times counts once, as a yes if any
    /// answer is yes.
    pub(super) fn tally(&self) -> Tally {
        let said = |said: Option<bool>| (u64::from(said == Some(true)), u64::from(said.is_some()));
        let mut tally = Tally::default();
        tally[Measure::Attendance as usize] = (self.attendance.1, self.attendance.0);
        tally[Measure::Response as usize] = (u64::from(self.answered), u64::from(self.asked || self.answered));
        tally[Measure::Uses as usize] = said(self.uses);
        tally[Measure::PassesOn as usize] = said(self.passes_on);
        tally
    }
}

/// The counts.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// One record for each participant.
    pub(super) participants: Vec<Record>,
    pub(super) warnings: Vec<Issue>,
}

impl Counts {
    /// The sums by group number and phase.
    pub(super) fn cells(&self) -> BTreeMap<(usize, String), Tally> {
        let mut cells: BTreeMap<(usize, String), Tally> = BTreeMap::new();
        for one in &self.participants {
            let cell = cells.entry((one.group, one.phase.clone())).or_default();
            for (sum, (count, of)) in cell.iter_mut().zip(one.tally()) {
                *sum = (sum.0 + count, sum.1 + of);
            }
        }
        cells
    }

    /// How many participants name each area, for each of the two questions: areas to use something from, and areas to pass
    /// something on.
    pub(super) fn areas(&self) -> BTreeMap<String, [u64; 2]> {
        let mut areas: BTreeMap<String, [u64; 2]> = BTreeMap::new();
        for one in &self.participants {
            for (place, named) in one.areas.iter().enumerate() {
                named.iter().for_each(|area| areas.entry(area.clone()).or_default()[place] += 1);
            }
        }
        areas
    }
}

/// Counts the feedback by participant. A visit or an event counts if either table has a row for it.
///
/// # Errors
/// [`Error::Input`] with every issue of both tables.
pub(super) fn count(problem: &Problem, calendar: &Calendar, feedback: &Feedback) -> Result<Counts, Error> {
    let visits = Visits::new(calendar);
    let mut issues = Issues::default();
    for entry in &feedback.attendance {
        visits.check(problem, (&entry.visit, &entry.school), &entry.place, &mut issues);
    }
    for answer in &feedback.answers {
        visits.check(problem, (&answer.visit, &answer.school), &answer.place, &mut issues);
        let named = [("uses_areas", &answer.uses_areas), ("passes_on_areas", &answer.passes_on_areas)];
        for (key, area) in named.iter().flat_map(|(key, areas)| areas.iter().map(move |area| (key, area))) {
            if problem.area(area).is_none() {
                let fix = format!("name one of the cohort's areas: {}", problem.cohort().areas().join(", "));
                let issue = Issue::error(Code::UnknownArea, "the cohort has no area with this name", fix);
                issues.push(answer.place.mark(issue).of_school(&answer.school).at_key(key).with_value(area));
            }
        }
    }
    let came: BTreeSet<Leader<'_>> =
        feedback.attendance.iter().map(|entry| (&*entry.visit, &*entry.school, entry.role)).collect();
    let noted: BTreeSet<&str> = came.iter().map(|leader| leader.0).collect();
    for answer in &feedback.answers {
        let leader = (&*answer.visit, &*answer.school, answer.role);
        if noted.contains(leader.0) && !came.contains(&leader) {
            let message =
                format!("the attendance table does not have this leader ({}) at the visit", answer.role.as_str());
            let issue =
                Issue::warning(Code::NotAttended, message, "add the row there, or find out whose answer this is");
            issues.push(answer.place.mark(issue).of_school(&answer.school).at_key("visit").with_value(&answer.visit));
        }
    }
    let warnings = issues.finish()?;
    let mut people = People::new(problem, calendar, feedback);
    people.add_presence(&visits, feedback, (&came, &noted));
    people.add_answers(feedback);
    Ok(Counts { participants: people.records.into_values().collect(), warnings })
}

/// The participants found so far.
struct People<'a> {
    problem: &'a Problem,
    calendar: &'a Calendar,
    /// The key of each leader at a visit, if one is recorded.
    keys: BTreeMap<Leader<'a>, &'a str>,
    records: BTreeMap<Participant<'a>, Record>,
}

impl<'a> People<'a> {
    fn new(problem: &'a Problem, calendar: &'a Calendar, feedback: &'a Feedback) -> Self {
        let keys = feedback
            .attendance
            .iter()
            .filter_map(|entry| Some(((&*entry.visit, &*entry.school, entry.role), entry.person.as_deref()?)));
        Self { problem, calendar, keys: keys.collect(), records: BTreeMap::new() }
    }

    fn of(&mut self, leader: Leader<'a>) -> &mut Record {
        let (_, school, role) = leader;
        let who = (school, self.keys.get(&leader).copied().ok_or(role));
        let Self { problem, calendar, records, .. } = self;
        records.entry(who).or_insert_with(|| {
            let groups = 1..=calendar.groups.len();
            let group = groups.clone().find(|&group| calendar.groups[group - 1].iter().any(|id| id == school));
            let ever = || groups.clone().find(|&group| calendar.ever_in(group).any(|id| id == school));
            let phase = problem.index(school).and_then(|school| problem.school(school).text("phase"));
            Record {
                group: group.or_else(ever).unwrap_or(0),
                phase: phase.unwrap_or_default().to_owned(),
                school: school.to_owned(),
                ..Record::default()
            }
        })
    }

    /// Counts who should have come, who came, and who was asked. If nobody recorded who came to a visit, everybody counts
    /// as asked. Hosts count as asked about their own visit only if at least one host answers about its own.
    fn add_presence(
        &mut self,
        visits: &Visits<'a>,
        feedback: &'a Feedback,
        (came, noted): (&BTreeSet<Leader<'a>>, &BTreeSet<&'a str>),
    ) {
        let are_hosts_asked = feedback.answers.iter().any(|answer| answer.visit == answer.school);
        let answered = feedback.answers.iter().map(|answer| &*answer.visit);
        let held: BTreeSet<&'a str> = answered.chain(noted.iter().copied()).collect();
        for visit in held {
            let Some((_, members)) = visits.0.get(visit) else { continue };
            for (&school, role) in members.iter().flat_map(|school| Role::ALL.map(|role| (school, role))) {
                let leader = (visit, school, role);
                let (is_noted, did_come) = (noted.contains(visit), came.contains(&leader));
                let record = self.of(leader);
                record.attendance.0 += u64::from(is_noted);
                record.attendance.1 += u64::from(did_come);
                record.asked |= (!is_noted || did_come) && (are_hosts_asked || visit != school);
            }
        }
    }

    fn add_answers(&mut self, feedback: &'a Feedback) {
        for answer in &feedback.answers {
            let record = self.of((&answer.visit, &answer.school, answer.role));
            record.answered = true;
            for (so_far, said) in [(&mut record.uses, answer.uses), (&mut record.passes_on, answer.passes_on)] {
                *so_far = (*so_far).max(said);
            }
            record.areas[0].extend(answer.uses_areas.iter().cloned());
            record.areas[1].extend(answer.passes_on_areas.iter().cloned());
        }
    }
}

/// A calendar's visits by host, and its events by name: each with the group's number and the schools that attend.
struct Visits<'a>(BTreeMap<&'a str, (usize, Vec<&'a str>)>);

impl<'a> Visits<'a> {
    fn new(calendar: &'a Calendar) -> Self {
        let all: Vec<&str> = calendar.groups.iter().flatten().map(String::as_str).collect();
        let events = calendar.events.iter().map(|event| (event.name.as_str(), (0, all.clone())));
        let visits = calendar.visits.iter();
        let visits = visits.map(|visit| (visit.host.as_str(), (visit.group, calendar.attending(visit).collect())));
        Self(events.chain(visits).collect())
    }

    fn check(&self, problem: &Problem, (visit, school): (&str, &str), place: &Place, issues: &mut Issues) {
        let mut refuse = |code, key: &str, value: &str, message: String, fix: &str| {
            issues.push(place.mark(Issue::error(code, message, fix)).of_school(school).at_key(key).with_value(value));
        };
        let Some((group, members)) = self.0.get(visit) else {
            let fix = "give the id of the school that hosted the visit";
            refuse(Code::UnknownVisit, "visit", visit, format!("no visit of the calendar is to {visit:?}"), fix);
            return;
        };
        if problem.index(school).is_none() {
            let message = "the cohort has no school with this id".to_owned();
            refuse(Code::UnknownSchool, "school", school, message, "name a school of the cohort, or remove the row");
        } else if !members.contains(&school) {
            let message = match group {
                0 => "the school is in no group, so it was not at the event".to_owned(),
                group => {
                    format!("the visit belongs to group {group}, and the school was not in this group on that day")
                }
            };
            refuse(Code::NotAMember, "visit", visit, message, "name a visit of the school's own group");
        }
    }
}
