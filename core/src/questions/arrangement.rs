//! Groups as a question takes them: every school of the problem in just one place. What is wrong with groups that somebody
//! else made is one error with every issue.

use crate::error::{Code, Error, Issue, Issues};
use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::plan::grouping::Plan;

/// The groups by index, each sorted, in the order in which they were given, and all other schools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Arrangement {
    pub(super) groups: Vec<Vec<SchoolIndex>>,
    /// The schools without a group, sorted.
    pub(super) unmatched: Vec<SchoolIndex>,
}

impl Arrangement {
    /// The groups of a plan. A school that the plan does not name is without a group.
    pub(super) fn of_plan(problem: &Problem, plan: &Plan, issues: &mut Issues) -> Self {
        let by_id = |id: &String| problem.index(id).ok_or_else(|| id.clone());
        let groups = plan.groups.iter().map(|group| group.iter().map(by_id).collect());
        Self::collect(problem, groups.collect(), plan.unmatched.iter().map(by_id).collect(), issues)
    }

    /// Groups that somebody made. A school that no group names is without a group.
    pub(super) fn of_groups(problem: &Problem, groups: &[Vec<SchoolIndex>], issues: &mut Issues) -> Self {
        let known = |&school: &SchoolIndex| {
            if school.position() < problem.len() { Ok(school) } else { Err(format!("number {}", school.0)) }
        };
        let groups = groups.iter().map(|group| group.iter().map(known).collect());
        Self::collect(problem, groups.collect(), Vec::new(), issues)
    }

    fn collect(
        problem: &Problem,
        groups: Vec<Vec<Result<SchoolIndex, String>>>,
        unmatched: Vec<Result<SchoolIndex, String>>,
        issues: &mut Issues,
    ) -> Self {
        let mut times = vec![0_u32; problem.len()];
        let mut place = |entries: Vec<Result<SchoolIndex, String>>| {
            let mut known = Vec::with_capacity(entries.len());
            for entry in entries {
                match entry {
                    Ok(school) => {
                        times[school.position()] += 1;
                        if times[school.position()] == 2 {
                            issues.push(twice(problem, school));
                        }
                        known.push(school);
                    }
                    Err(id) => issues.push(unknown_school("the plan", &id).at_key("groups")),
                }
            }
            known.sort_unstable();
            known
        };
        let groups = groups.into_iter().map(&mut place).collect();
        place(unmatched);
        let in_group = |groups: &Vec<Vec<SchoolIndex>>| {
            let mut grouped = vec![false; problem.len()];
            groups.iter().flatten().for_each(|school| grouped[school.position()] = true);
            problem.indices().filter(|school| !grouped[school.position()]).collect()
        };
        Self { unmatched: in_group(&groups), groups }
    }
}

/// The issue that something names a school which the cohort does not have.
pub(super) fn unknown_school(who: &str, id: &str) -> Issue {
    let message = format!("{who} names a school that is not in the cohort");
    Issue::error(Code::UnknownSchool, message, "correct the id, or remove it").with_value(id)
}

fn twice(problem: &Problem, school: SchoolIndex) -> Issue {
    let school = problem.school(school);
    let message = format!("{} is in the plan twice", school.display_name());
    Issue::error(Code::SchoolTwice, message, "leave it in one group").of_school(&school.id).at_key("groups")
}

/// An arrangement, or everything that was found wrong on the way.
pub(super) fn finish<T>(found: T, issues: Issues) -> Result<T, Error> {
    issues.finish().map(|_| found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::example::{plan, problem};

    #[test]
    fn schools_that_no_group_names_are_without_a_group() {
        let problem = problem();
        let mut issues = Issues::default();
        let found = Arrangement::of_groups(&problem, &[[3, 1, 0].map(SchoolIndex).to_vec()], &mut issues);
        assert!(!issues.has_errors());
        assert_eq!(found.groups, [[0, 1, 3].map(SchoolIndex)]);
        assert_eq!(found.unmatched, [2, 4, 5].map(SchoolIndex));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let problem = problem();
        let mut plan = plan();
        plan.groups[0].extend(["104".to_owned(), "x1".to_owned()]);
        plan.unmatched = vec!["x2".to_owned(), "101".to_owned()];
        let mut issues = Issues::default();
        let found = Arrangement::of_plan(&problem, &plan, &mut issues);
        let error = finish(found, issues).unwrap_err();
        let told: Vec<(Code, Option<&str>, Option<&str>)> = (error.issues().iter())
            .map(|issue| (issue.code, issue.school.as_deref(), issue.value.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                (Code::UnknownSchool, None, Some("x1")),
                (Code::SchoolTwice, Some("104"), None),
                (Code::UnknownSchool, None, Some("x2")),
                (Code::SchoolTwice, Some("101"), None),
            ]
        );
    }
}
