//! What withdrawals would cost: the exact expected value of a plan if schools leave by chance, its spread, and the groups
//! that are most at risk. The plan may be anybody's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, Issue, Issues};
use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::model::sizes::LARGEST;
use crate::plan::grouping::Plan;
use crate::questions::arrangement::{Arrangement, finish, unknown_school};
use crate::units::Points;
use remainders::Remainders;

mod remainders;

/// What is certain, in thousandths.
const CERTAIN: u32 = 1_000;

/// How likely each school is to withdraw, independently of the others, in whole thousandths: 50 is 5%.
///
/// Thousandths are as fine as anybody can know such a number, and coarse enough for the sums over groups of six to stay
/// exact.
///
/// ```
/// use tercet::questions::robustness::Withdrawals;
/// let withdrawals = Withdrawals::of_all(50).with_school("101", 200);
/// assert_eq!((withdrawals.of("101"), withdrawals.of("102")), (200, 50));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Withdrawals {
    /// The probability of every school that has none of its own: 0 to 1,000 thousandths; 0 unless stated.
    #[schemars(range(min = 0, max = 1_000))]
    pub all: u32,
    /// The probabilities of some schools, by their ids: 0 to 1,000 thousandths.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(extend("additionalProperties" = { "type": "integer", "minimum": 0, "maximum": 1_000 }))]
    pub schools: BTreeMap<String, u32>,
}

impl Withdrawals {
    /// The same probability for every school, in thousandths.
    #[must_use]
    pub fn of_all(thousandths: u32) -> Self {
        Self { all: thousandths, schools: BTreeMap::new() }
    }

    /// States the probability of one school, in thousandths.
    #[must_use]
    pub fn with_school(mut self, id: impl Into<String>, thousandths: u32) -> Self {
        self.schools.insert(id.into(), thousandths);
        self
    }

    /// The probability of a school, in thousandths.
    #[must_use]
    pub fn of(&self, id: &str) -> u32 {
        self.schools.get(id).copied().unwrap_or(self.all)
    }

    /// Adds an issue for every probability that is more than certain, and for every school that the cohort does not have.
    fn check(&self, problem: &Problem, issues: &mut Issues) {
        if self.all > CERTAIN {
            issues.push(out_of_range(self.all).at_key("all"));
        }
        for (id, &thousandths) in &self.schools {
            if problem.index(id).is_none() {
                issues.push(unknown_school("the list of probabilities", id).at_key("schools"));
            }
            if thousandths > CERTAIN {
                issues.push(out_of_range(thousandths).of_school(id).at_key("schools"));
            }
        }
    }
}

fn out_of_range(thousandths: u32) -> Issue {
    let message = "a probability is above 1,000 thousandths, which is certain";
    let fix = "give 0 to 1,000 thousandths, such as 50 for 5%";
    Issue::error(Code::NumberOutOfRange, message, fix).with_value(thousandths.to_string())
}

/// What a plan is worth if schools withdraw by chance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Robustness {
    /// The probabilities, as they were used.
    pub withdrawals: Withdrawals,
    /// The value of the plan as it is, in points, as a check derives it.
    pub value: Points,
    /// The expected value in points: the sum of the expected values of the groups, less the expected prices of the schools
    /// without a group.
    pub expected: Points,
    /// The standard deviation of the value, in points, rounded down. Groups are independent of one another.
    pub spread: Points,
    /// The expected number of withdrawals, in thousandths of a school.
    pub withdrawn_thousandths: u64,
    /// The smallest size that the rules allow.
    pub smallest: usize,
    /// The groups, in the order of the plan.
    pub groups: Vec<GroupRisk>,
    /// The numbers of the groups that may fall below the smallest size: the largest chance first, then the largest loss, then
    /// the order of the plan.
    pub at_risk: Vec<usize>,
}

/// What withdrawals would cost one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct GroupRisk {
    /// Its number, from 1 in the order of the plan.
    pub number: usize,
    /// The ids of its schools, sorted.
    pub schools: Vec<String>,
    /// The value of the group as it is, in points.
    pub value: Points,
    /// The expected value of what is left of it, in points: exact, then rounded down.
    pub expected: Points,
    /// How much of its value it is expected to lose, in points. Below 0 if it is worth more with fewer schools.
    pub lost: Points,
    /// The chance that fewer schools are left than the smallest size, in millionths to the nearest one: 50,000 is 5%.
    pub below_smallest_millionths: u32,
}

/// What a plan is worth if schools withdraw by chance.
///
/// A group of which some schools are left is worth what these schools are worth as a group. A group below the smallest size
/// that the rules allow counts only what its members learn from one another, with the weight of that term. A single school
/// counts 0. So does a school without a group that withdraws, whose price is not paid either. The other rules do not matter:
/// nobody forms the groups again.
///
/// Fewer schools are worth less as far as they learn, but not always in total: other terms are averages over the peers, which
/// can rise if one of them leaves.
///
/// ```
/// use tercet::questions::robustness::Withdrawals;
/// use tercet::{Cohort, Options, Problem, Rules, School, robustness, solve};
/// let schools = ["A", "B", "C"].map(|id| School::new(id, id).with_strength("eal", 5.0).with_need("eal", 1.0));
/// let problem = Problem::new(Cohort::new(schools.to_vec(), vec!["eal".to_owned()])?, Rules::default())?;
/// let plan = solve(&problem, &Options::default())?;
/// let found = robustness(&problem, &plan, &Withdrawals::of_all(100))?;
/// // All three stay with 72.9%: 30,000 points. Two with 24.3%: the 7,000 points that each of them learns.
/// assert_eq!((found.value, found.expected), (30_000, 21_870 + 3_402));
/// assert_eq!(found.groups[0].below_smallest_millionths, 271_000);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue: schools that the cohort does not have, schools that are in the plan twice, groups of
/// more than six schools, and probabilities above 1,000 thousandths.
pub fn robustness(problem: &Problem, plan: &Plan, withdrawals: &Withdrawals) -> Result<Robustness, Error> {
    let mut issues = Issues::default();
    let arrangement = Arrangement::of_plan(problem, plan, &mut issues);
    answer(problem, &arrangement, withdrawals, issues)
}

/// As [`robustness`], for groups that somebody made, such as those of a spreadsheet. A school that no group names is without
/// one.
///
/// ```
/// use tercet::model::format::{csv::parse_cohort, groups::parse_groups};
/// use tercet::questions::robustness::{Withdrawals, robustness_of_groups};
/// use tercet::{Problem, Rules};
/// let problem = Problem::new(parse_cohort(b"id\n1\n2\n3\n", "cohort.csv")?, Rules::default())?;
/// let list = parse_groups(b"school,group\n1,A\n2,A\n3,A\n", "groups.csv", &problem)?;
/// let found = robustness_of_groups(&problem, &list.groups, &Withdrawals::of_all(0).with_school("2", 1_000))?;
/// assert_eq!(found.at_risk, [1]);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// As [`robustness`].
pub fn robustness_of_groups(
    problem: &Problem,
    groups: &[Vec<SchoolIndex>],
    withdrawals: &Withdrawals,
) -> Result<Robustness, Error> {
    let mut issues = Issues::default();
    let arrangement = Arrangement::of_groups(problem, groups, &mut issues);
    answer(problem, &arrangement, withdrawals, issues)
}

fn answer(
    problem: &Problem,
    plan: &Arrangement,
    withdrawals: &Withdrawals,
    mut issues: Issues,
) -> Result<Robustness, Error> {
    withdrawals.check(problem, &mut issues);
    for (number, group) in (1..).zip(&plan.groups) {
        if group.len() > LARGEST {
            let message = format!("group {number} has {} schools, and groups have at most {LARGEST}", group.len());
            let issue = Issue::error(Code::SizeOutOfRange, message, "divide it into smaller groups");
            issues.push(issue.at_key("groups"));
        }
    }
    finish((), issues)?;
    let stays = |school: SchoolIndex| CERTAIN - withdrawals.of(&problem.school(school).id);
    let smallest = problem.structure().sizes.first().copied().unwrap_or(0);
    let price = problem.structure().price.unwrap_or(0);
    let mut found = Robustness {
        withdrawals: withdrawals.clone(),
        value: 0,
        expected: 0,
        spread: 0,
        withdrawn_thousandths: problem.indices().map(|school| u64::from(CERTAIN - stays(school))).sum(),
        smallest,
        groups: Vec::with_capacity(plan.groups.len()),
        at_risk: Vec::new(),
    };
    let mut variance = 0;
    for (number, group) in (1..).zip(&plan.groups) {
        let left = Remainders::of_group(problem, group, &stays, smallest);
        let (value, expected) = (problem.value(group), left.expected());
        variance += left.variance_millionths();
        found.value += value;
        found.expected += expected;
        found.groups.push(GroupRisk {
            number,
            schools: group.iter().map(|&school| problem.school(school).id.clone()).collect(),
            value,
            expected,
            lost: value - expected,
            below_smallest_millionths: left.below_smallest_millionths(),
        });
    }
    for &school in &plan.unmatched {
        let left = Remainders::of_unmatched(price, stays(school));
        variance += left.variance_millionths();
        found.value = found.value.saturating_sub(price);
        found.expected = found.expected.saturating_add(left.expected());
    }
    // The root of millionths is thousandths.
    found.spread = Points::try_from(variance.max(0).isqrt() / 1_000).unwrap_or(Points::MAX);
    let mut at_risk: Vec<&GroupRisk> =
        found.groups.iter().filter(|group| group.below_smallest_millionths > 0).collect();
    at_risk.sort_by_key(|group| std::cmp::Reverse((group.below_smallest_millionths, group.lost)));
    found.at_risk = at_risk.into_iter().map(|group| group.number).collect();
    Ok(found)
}

#[cfg(test)]
mod tests;
