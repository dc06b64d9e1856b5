//! Checks where a plan puts each school: each must be in exactly one place.

use serde::{Deserialize, Serialize};

use tercet_model::ids::SchoolIndex;
use tercet_model::problem::Problem;

/// A school that is unknown, missing, or twice in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Misplaced {
    /// What is wrong.
    pub fault: Fault,
    /// The school's id.
    pub school: String,
    /// What is wrong, in one sentence that names the school.
    pub message: String,
}

/// How a school can be misplaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fault {
    /// The cohort does not have the school.
    Unknown,
    /// The school is in two places.
    Twice,
    /// The school is neither in a group nor among the unmatched schools.
    Missing,
}

/// A school, or the name of a school that the problem does not have.
pub(super) type Entry = Result<SchoolIndex, String>;

/// The groups by index, with only the known schools, and the faults found.
pub(super) struct Placement {
    pub(super) groups: Vec<Vec<SchoolIndex>>,
    pub(super) unmatched: Vec<SchoolIndex>,
    pub(super) missing: Vec<SchoolIndex>,
    pub(super) misplaced: Vec<Misplaced>,
}

pub(super) fn by_id(problem: &Problem, id: &str) -> Entry {
    problem.index(id).ok_or_else(|| id.to_owned())
}

pub(super) fn by_index(problem: &Problem, school: SchoolIndex) -> Entry {
    if school.position() < problem.len() { Ok(school) } else { Err(format!("number {}", school.0)) }
}

impl Placement {
    /// A school in two groups stays in both, so that the rules of each group are checked with it. Within one group the
    /// school counts once.
    pub(super) fn new(problem: &Problem, groups: Vec<Vec<Entry>>, unmatched: Vec<Entry>) -> Self {
        let mut census = Census { problem, times: vec![0; problem.len()], misplaced: Vec::new() };
        let groups = groups.into_iter().map(|group| census.count(group)).collect();
        let unmatched = census.count(unmatched);
        let Census { times, mut misplaced, .. } = census;
        let missing: Vec<SchoolIndex> = problem.indices().filter(|school| times[school.position()] == 0).collect();
        misplaced.extend(missing.iter().map(|&school| {
            let School { id, name } = School::of(problem, school);
            let message = format!("{name} is neither in a group nor among the unmatched schools");
            Misplaced { fault: Fault::Missing, school: id, message }
        }));
        Self { groups, unmatched, missing, misplaced }
    }
}

/// How often each school has occurred so far.
struct Census<'a> {
    problem: &'a Problem,
    times: Vec<u32>,
    misplaced: Vec<Misplaced>,
}

impl Census<'_> {
    /// The schools of one group that the problem knows, sorted, with each school once.
    fn count(&mut self, entries: Vec<Entry>) -> Vec<SchoolIndex> {
        let mut known = Vec::with_capacity(entries.len());
        for entry in entries {
            match entry {
                Ok(school) => {
                    let times = &mut self.times[school.position()];
                    *times += 1;
                    if *times == 2 {
                        let School { id, name } = School::of(self.problem, school);
                        let message = format!("{name} is in the plan twice");
                        self.misplaced.push(Misplaced { fault: Fault::Twice, school: id, message });
                    }
                    known.push(school);
                }
                Err(name) => {
                    let message = format!("the cohort has no school {name}");
                    self.misplaced.push(Misplaced { fault: Fault::Unknown, school: name, message });
                }
            }
        }
        known.sort_unstable();
        known.dedup();
        known
    }
}

/// How messages name a school.
struct School {
    id: String,
    name: String,
}

impl School {
    fn of(problem: &Problem, school: SchoolIndex) -> Self {
        let school = problem.school(school);
        Self { id: school.id.clone(), name: school.display_name().to_owned() }
    }
}
