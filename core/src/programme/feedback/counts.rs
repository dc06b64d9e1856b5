//! Feedback checked against the calendar: every issue at once, or the counts of each group and phase.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Code, Error, Issue, Issues};
use crate::model::problem::Problem;
use crate::programme::calendar::Calendar;
use crate::programme::feedback::summary::Measure;
use crate::programme::feedback::{Feedback, Role};
use crate::programme::statement::year::Place;

/// How many of how many, by [`Measure`].
pub(super) type Tally = [(u64, u64); 4];

/// What is counted.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// By the number of the group and the phase of the leader's school, blank where it has none.
    pub(super) cells: BTreeMap<(usize, String), Tally>,
    /// By area: the answers that name it as one to use something of, and as one to pass something on in.
    pub(super) areas: BTreeMap<String, [u64; 2]>,
    pub(super) warnings: Vec<Issue>,
}

/// A leader at a visit: host, school, role.
type Leader<'a> = (&'a str, &'a str, Role);

/// Counts what came back. A visit counts as soon as either table has a row of it.
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
                let issue = Issue::error(Code::UnknownArea, "the cohort has no area of this name", fix);
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
            let issue = Issue::warning(Code::NotAttended, message, "add the row there, or see whose answer this is");
            issues.push(answer.place.mark(issue).of_school(&answer.school).at_key("visit").with_value(&answer.visit));
        }
    }
    let mut counts = Counts { warnings: issues.finish()?, ..Counts::default() };
    counts.add_presence(problem, &visits, feedback, (&came, &noted));
    counts.add_answers(problem, &visits, feedback);
    Ok(counts)
}

impl Counts {
    fn cell(&mut self, problem: &Problem, group: usize, school: &str) -> &mut Tally {
        let phase = problem.index(school).and_then(|school| problem.school(school).text("phase"));
        self.cells.entry((group, phase.unwrap_or_default().to_owned())).or_default()
    }

    /// Who came of those who should, and who answered of those who came. Where nobody noted who came, all should have.
    fn add_presence(
        &mut self,
        problem: &Problem,
        visits: &Visits<'_>,
        feedback: &Feedback,
        (came, noted): (&BTreeSet<Leader<'_>>, &BTreeSet<&str>),
    ) {
        let answered: BTreeSet<Leader<'_>> =
            feedback.answers.iter().map(|answer| (&*answer.visit, &*answer.school, answer.role)).collect();
        let held: BTreeSet<&str> = answered.iter().map(|leader| leader.0).chain(noted.iter().copied()).collect();
        for host in held {
            let Some((group, members)) = visits.0.get(host) else { continue };
            for (school, role) in members.iter().flat_map(|school| Role::ALL.map(|role| (school, role))) {
                let leader = (host, *school, role);
                let (is_noted, did_come, did_answer) =
                    (noted.contains(host), came.contains(&leader), answered.contains(&leader));
                let tally = self.cell(problem, *group, school);
                let mut add = |measure: Measure, did: bool, of: bool| {
                    tally[measure as usize].0 += u64::from(did && of);
                    tally[measure as usize].1 += u64::from(of);
                };
                add(Measure::Attendance, did_come, is_noted);
                add(Measure::Response, did_answer, !is_noted || did_come || did_answer);
            }
        }
    }

    fn add_answers(&mut self, problem: &Problem, visits: &Visits<'_>, feedback: &Feedback) {
        for answer in &feedback.answers {
            let Some((group, _)) = visits.0.get(answer.visit.as_str()) else { continue };
            let tally = self.cell(problem, *group, &answer.school);
            for (measure, said) in [(Measure::Uses, answer.uses), (Measure::PassesOn, answer.passes_on)] {
                tally[measure as usize].0 += u64::from(said == Some(true));
                tally[measure as usize].1 += u64::from(said.is_some());
            }
            for (place, areas) in [&answer.uses_areas, &answer.passes_on_areas].into_iter().enumerate() {
                for area in areas {
                    self.areas.entry(area.clone()).or_default()[place] += 1;
                }
            }
        }
    }
}

/// The visits of a calendar by their host: the number of the group, and the schools that attend.
struct Visits<'a>(BTreeMap<&'a str, (usize, Vec<&'a str>)>);

impl<'a> Visits<'a> {
    fn new(calendar: &'a Calendar) -> Self {
        let visits = calendar.visits.iter();
        Self(visits.map(|visit| (visit.host.as_str(), (visit.group, calendar.attending(visit).collect()))).collect())
    }

    fn check(&self, problem: &Problem, (visit, school): (&str, &str), place: &Place, issues: &mut Issues) {
        let mut refuse = |code, key: &str, value: &str, message: String, fix: &str| {
            issues.push(place.mark(Issue::error(code, message, fix)).of_school(school).at_key(key).with_value(value));
        };
        let Some((group, members)) = self.0.get(visit) else {
            let fix = "name the school that hosted the visit by its id";
            refuse(Code::UnknownVisit, "visit", visit, format!("no visit of the calendar is to {visit:?}"), fix);
            return;
        };
        if problem.index(school).is_none() {
            let message = "there is no school of this id in the cohort".to_owned();
            refuse(Code::UnknownSchool, "school", school, message, "name a school of the cohort, or remove the row");
        } else if !members.contains(&school) {
            let message = format!("the visit is of group {group}, and the school was not in it on that day");
            refuse(Code::NotAMember, "visit", visit, message, "name a visit of the school's own group");
        }
    }
}
