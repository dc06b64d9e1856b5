//! What each school has in its group, piece by piece: terms, areas, sources. The pieces sum to the value of the plan.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::ids::SchoolIndex;
use crate::model::benefit::{Term, share};
use crate::model::format::groups::GroupList;
use crate::model::problem::Problem;
use crate::plan::grouping::{Plan, stated_names};
use crate::units::Points;

/// The breakdown of a plan. The plan's value is the sum of the groups' values minus the prices of the unmatched schools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Breakdown {
    /// The groups, in the plan's order.
    pub groups: Vec<GroupBreakdown>,
    /// The ids of the schools without a group.
    pub unmatched: Vec<String>,
    /// The price in points of each school without a group; 0 if the rules give every school a group.
    pub price: Points,
    /// The value of the plan.
    pub value: Points,
}

/// The breakdown of a group. Its value is the sum of its schools' benefits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct GroupBreakdown {
    /// The name of the group; `None` if it has only a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The schools, in id order.
    pub schools: Vec<SchoolBreakdown>,
    /// The value of the group.
    pub value: Points,
}

/// The breakdown of a school in its group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct SchoolBreakdown {
    /// The school's id.
    pub school: String,
    /// The terms with a weight. The benefit is the sum of weight times points, divided by 1,000 and rounded down.
    pub terms: Vec<TermPart>,
    /// What the school learns in each area of need, the heaviest need first, ties in area order. The points sum to those of
    /// the term `learn`. Empty for a school without needs, which counts as having all needs met.
    pub learns: Vec<Lesson>,
    /// What the school can share with each of its peers, in id order. The average of the points, rounded down, is the term
    /// `share`.
    pub offers: Vec<Offer>,
    /// The benefit: 0 to 10,000 points.
    pub benefit: Points,
}

/// One term of a school's benefit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct TermPart {
    /// The term.
    pub term: Term,
    /// The term's weight in thousandths. The weights of all terms sum to 1,000.
    pub weight: i64,
    /// The points: 0 to 10,000.
    pub points: Points,
}

/// What a school learns in one area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Lesson {
    /// The area of practice.
    pub area: String,
    /// The area's share of the school's needs, in whole percent.
    pub weight: u8,
    /// The strongest peer; in a tie, the one with the first id. `None` if no peer has a strength in the area.
    pub from: Option<Source>,
    /// The second choice: the next strongest peer. `None` if no other peer has a strength in the area.
    pub second: Option<Source>,
    /// The weight times the level of the strongest peer.
    pub points: Points,
}

/// What a school can share with one peer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Offer {
    /// The peer's id.
    pub to: String,
    /// The areas that the peer needs and in which the school has a strength. The area that meets most of the peer's needs
    /// comes first, ties in area order.
    pub areas: Vec<String>,
    /// How much of the peer's needs this school alone meets: 0 to 10,000.
    pub points: Points,
}

/// A peer to learn from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Source {
    /// The peer's id.
    pub school: String,
    /// Its level in the area, in percent of the scale.
    pub level: u8,
}

/// Computes the breakdown of a plan. Schools that the problem does not have are ignored:
/// [`check`](crate::plan::check::check) names them.
///
/// ```
/// use tercet::plan::breakdown::breakdown_groups;
/// use tercet::{Cohort, Problem, Rules, School};
/// let schools = vec![
///     School::new("A", "Ash").with_need("reading", 1.0),
///     School::new("B", "Birch").with_strength("reading", 3.0),
///     School::new("C", "Cedar").with_strength("reading", 4.0),
/// ];
/// let problem = Problem::new(Cohort::new(schools, vec!["reading".to_owned()])?, Rules::default())?;
/// let all: Vec<_> = problem.indices().collect();
/// let parts = breakdown_groups(&problem, &[all], &[]);
/// let lesson = &parts.groups[0].schools[0].learns[0];
/// assert_eq!(lesson.from.as_ref().map(|source| source.school.as_str()), Some("C"));
/// assert_eq!(lesson.second.as_ref().map(|source| source.level), Some(60));
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn breakdown(problem: &Problem, plan: &Plan) -> Breakdown {
    let known = |ids: &[String]| -> Vec<SchoolIndex> { ids.iter().filter_map(|id| problem.index(id)).collect() };
    let groups: Vec<Vec<SchoolIndex>> = plan.groups.iter().map(|group| known(group)).collect();
    breakdown_groups(problem, &groups, &known(&plan.unmatched))
}

/// Computes the breakdown of groups that are not (yet) a plan.
#[must_use]
pub fn breakdown_groups(problem: &Problem, groups: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Breakdown {
    let groups: Vec<GroupBreakdown> = groups.iter().map(|group| of_group(problem, group)).collect();
    let price = problem.rules().hard.unmatched.price().unwrap_or(0);
    let alone = Points::try_from(unmatched.len()).unwrap_or(Points::MAX);
    let value = groups.iter().map(|group| group.value).sum::<Points>().saturating_sub(price.saturating_mul(alone));
    let unmatched = unmatched.iter().map(|&school| problem.school(school).id.clone()).collect();
    Breakdown { groups, unmatched, price, value }
}

/// Computes the breakdown of groups from a table, and keeps their names.
///
/// ```
/// use tercet::model::format::{csv::parse_cohort, groups::parse_groups};
/// use tercet::plan::breakdown::breakdown_list;
/// use tercet::{Problem, Rules};
/// let problem = Problem::new(parse_cohort(b"id\n1\n2\n3\n", "cohort.csv")?, Rules::default())?;
/// let list = parse_groups(b"school,group\n1,Badger-3\n2,Badger-3\n3,Badger-3\n", "groups.csv", &problem)?;
/// assert_eq!(breakdown_list(&problem, &list).groups[0].name.as_deref(), Some("Badger-3"));
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn breakdown_list(problem: &Problem, list: &GroupList) -> Breakdown {
    let mut parts = breakdown_groups(problem, &list.groups, &list.unmatched);
    for (group, name) in parts.groups.iter_mut().zip(stated_names(list)) {
        group.name = Some(name);
    }
    parts
}

fn of_group(problem: &Problem, group: &[SchoolIndex]) -> GroupBreakdown {
    let schools: Vec<SchoolBreakdown> = group.iter().map(|&school| of_school(problem, school, group)).collect();
    let value = schools.iter().map(|school| school.benefit).sum();
    GroupBreakdown { name: None, schools, value }
}

fn of_school(problem: &Problem, school: SchoolIndex, group: &[SchoolIndex]) -> SchoolBreakdown {
    let terms = (problem.term_weights().iter())
        .map(|(term, weight)| TermPart {
            term: term.clone(),
            weight: *weight,
            points: problem.term_points(term, school, group),
        })
        .collect();
    SchoolBreakdown {
        school: problem.school(school).id.clone(),
        terms,
        learns: lessons(problem, school, group),
        offers: group.iter().filter(|&&peer| peer != school).map(|&peer| offer(problem, school, peer)).collect(),
        benefit: problem.benefit(school, group),
    }
}

fn lessons(problem: &Problem, school: SchoolIndex, group: &[SchoolIndex]) -> Vec<Lesson> {
    let weights = problem.profile(school).weights.iter().zip(problem.cohort().areas()).enumerate();
    let mut lessons: Vec<Lesson> = weights
        .filter(|&(_, (&weight, _))| weight > 0)
        .map(|(place, (&weight, area))| {
            let mut sources = sources(problem, school, group, place).into_iter();
            let (from, second) = (sources.next(), sources.next());
            let level = from.as_ref().map_or(0, |source| source.level);
            Lesson { area: area.clone(), weight, from, second, points: Points::from(weight) * Points::from(level) }
        })
        .collect();
    lessons.sort_by_key(|lesson| Reverse(lesson.weight));
    lessons
}

/// The peers with a strength in an area, the strongest first, ties by id.
fn sources(problem: &Problem, school: SchoolIndex, group: &[SchoolIndex], area: usize) -> Vec<Source> {
    let mut peers: Vec<(Reverse<u8>, SchoolIndex)> = (group.iter())
        .filter(|&&peer| peer != school)
        .map(|&peer| (Reverse(problem.profile(peer).levels[area]), peer))
        .filter(|&(Reverse(level), _)| level > 0)
        .collect();
    peers.sort_unstable();
    peers.into_iter().map(|(Reverse(level), peer)| Source { school: problem.school(peer).id.clone(), level }).collect()
}

fn offer(problem: &Problem, school: SchoolIndex, peer: SchoolIndex) -> Offer {
    let (mine, theirs) = (problem.profile(school), problem.profile(peer));
    let met =
        mine.levels.iter().zip(&theirs.weights).map(|(&level, &weight)| Points::from(level) * Points::from(weight));
    let mut areas: Vec<(Reverse<Points>, &String)> =
        met.map(Reverse).zip(problem.cohort().areas()).filter(|&(Reverse(points), _)| points > 0).collect();
    areas.sort_by_key(|&(points, _)| points);
    Offer {
        to: problem.school(peer).id.clone(),
        areas: areas.into_iter().map(|(_, area)| area.clone()).collect(),
        points: share::pair_points(mine, theirs),
    }
}

#[cfg(test)]
mod tests;
