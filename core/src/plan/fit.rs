//! Whether groups fit a problem: a plan of another cohort, or under other rules, claims nothing here, and says by name what does not
//! fit.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::ids::SchoolIndex;
use crate::model::numbers::count;
use crate::model::problem::Problem;
use crate::plan::breakdown::breakdown;
use crate::plan::check::check_ids;
use crate::plan::grouping::Plan;
use crate::solve::outcome::{Proof, Status};

/// How many schools are named.
const NAMED: usize = 5;

/// What keeps groups from being groups of all schools of the problem, in sentences without a full stop; nothing if they are.
///
/// ```
/// use tercet::plan::fit::misfits;
/// use tercet::{Cohort, Problem, Rules, School};
/// let schools = ["1", "2", "3"].map(|id| School::new(id, ""));
/// let problem = Problem::new(Cohort::new(schools.to_vec(), Vec::new())?, Rules::default())?;
/// let group = |ids: &[&str]| vec![ids.iter().map(|&id| id.to_owned()).collect()];
/// assert!(misfits(&problem, &group(&["1", "2", "3"]), &[]).is_empty());
/// let told = misfits(&problem, &group(&["1", "2", "9"]), &[]);
/// assert_eq!(told, ["1 school is not in the cohort: 9", "1 school of the cohort is missing: 3"]);
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn misfits(problem: &Problem, groups: &[Vec<String>], unmatched: &[String]) -> Vec<String> {
    let ids = || groups.iter().flatten().chain(unmatched);
    if groups.is_empty() {
        return vec!["there are no groups".to_owned()];
    }
    let strangers: BTreeSet<&str> = ids().filter(|id| problem.index(id).is_none()).map(String::as_str).collect();
    let placed: BTreeSet<SchoolIndex> = ids().filter_map(|id| problem.index(id)).collect();
    let missing: Vec<&str> = (problem.indices().filter(|school| !placed.contains(school)))
        .map(|school| problem.school(school).display_name())
        .collect();
    let told = |names: Vec<&str>, one: &str, many: &str| {
        (!names.is_empty()).then(|| format!("{}: {}", count(names.len(), one, many), listed(&names)))
    };
    let strangers =
        told(strangers.into_iter().collect(), "school is not in the cohort", "schools are not in the cohort");
    let missing = told(missing, "school of the cohort is missing", "schools of the cohort are missing");
    strangers.into_iter().chain(missing).collect()
}

fn listed(names: &[&str]) -> String {
    let more = names.len().saturating_sub(NAMED);
    let shown = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

impl Plan {
    /// Whether it was made for this problem.
    #[must_use]
    pub fn is_for(&self, problem: &Problem) -> bool {
        self.problem_sha256 == problem.sha256()
    }

    /// The plan as far as it holds for a problem. For the one that it was made for, that is all of it. For another, nothing is
    /// proved: it has the value that its groups have there, and no bound; its status is feasible if they keep every rule, and
    /// unknown otherwise.
    #[must_use]
    pub fn under(&self, problem: &Problem) -> Cow<'_, Self> {
        if self.is_for(problem) {
            return Cow::Borrowed(self);
        }
        let groups: Vec<Vec<String>> = self.groups.clone();
        let is_kept = self.is_found() && check_ids(problem, &groups).is_valid();
        Cow::Owned(Self {
            value: self.is_found().then(|| breakdown(problem, self).value),
            bound: None,
            gap: None,
            status: if is_kept { Status::Feasible } else { Status::Unknown },
            proof: Proof::None,
            certificate: None,
            reasons: Vec::new(),
            ..self.clone()
        })
    }

    /// What has to be said of a plan that was made for another problem, in sentences without a full stop; nothing of one that was
    /// made for this.
    #[must_use]
    pub fn misfits(&self, problem: &Problem) -> Vec<String> {
        if self.is_for(problem) {
            return Vec::new();
        }
        let other = "the plan was made for another cohort, or under other rules, so nothing is proved of it here";
        std::iter::once(other.to_owned()).chain(misfits(problem, &self.groups, &self.unmatched)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rules::Rules;
    use crate::testing::example::{plan, problem, problem_with, schools};

    #[test]
    fn a_plan_is_as_it_is_under_its_own_problem() {
        let (problem, plan) = (problem(), plan());
        if plan.is_for(&problem) {
            assert!(matches!(plan.under(&problem), Cow::Borrowed(_)));
            assert!(plan.misfits(&problem).is_empty());
        }
    }

    #[test]
    fn nothing_is_proved_of_a_plan_under_another_problem_and_leavers_are_named() {
        let mut plan = plan();
        plan.problem_sha256 = "other".to_owned();
        plan.status = Status::Optimal;
        let mut others = schools();
        let leaver = others.pop().expect("six schools");
        others.push(crate::School::new("999", "Gorse Primary"));
        let problem = problem_with(others, Rules::default());
        let told = plan.misfits(&problem);
        assert!(told[0].contains("another cohort"), "{told:?}");
        assert_eq!(told[1], format!("1 school is not in the cohort: {}", leaver.id));
        assert_eq!(told[2], "1 school of the cohort is missing: Gorse Primary");
        let under = plan.under(&problem);
        assert_eq!((under.status, under.proof, under.bound, under.gap), (Status::Unknown, Proof::None, None, None));
    }

    #[test]
    fn a_plan_without_groups_says_so() {
        assert_eq!(misfits(&problem(), &[], &[]), ["there are no groups"]);
    }
}
