//! Two plans of a cohort compared: which groups are unchanged, who moved, and what each school gains or loses. The
//! changes sum to the change of the value.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;
use serde::{Deserialize, Serialize};

use crate::combinatorics::assignment::Assignment;
use crate::plan::breakdown::{Breakdown, GroupBreakdown};
use crate::units::Points;

/// Above this many groups that hang together, groups are paired one after another and not all at once: some thousand
/// schools in two plans that have nothing to do with each other.
const MOST_AT_ONCE: usize = 1_500;

/// What differs between two plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Comparison {
    /// The value of the first plan.
    pub before: Points,
    /// The value of the second plan. The changes of all schools sum to what it has more.
    pub after: Points,
    /// How many groups both plans have.
    pub kept: usize,
    /// How many groups the first plan has.
    pub groups_before: usize,
    /// How many groups the second plan has.
    pub groups_after: usize,
    /// The names of the first plan's groups; empty where they have but numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names_before: Vec<String>,
    /// The names of the second plan's groups; empty where they have but numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names_after: Vec<String>,
    /// What keeps the plans from being compared by their values, in sentences without a full stop.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Every school whose peers are others, or whose benefit is another; in id order.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// With what does not fit of either plan ([`misfits`](crate::plan::fit::misfits)): the values then say nothing.
    #[must_use]
    pub fn with_misfits(mut self, before: &[String], after: &[String]) -> Self {
        let of = |which: &str, misfits: &[String]| -> Vec<String> {
            misfits.iter().map(|misfit| format!("of the {which} plan: {misfit}")).collect()
        };
        self.notes = [of("first", before), of("second", after)].concat();
        self
    }

    /// The schools that moved, in id order.
    pub fn moved(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.moved)
    }
}

/// What a second plan changes for one school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Change {
    /// The school's id.
    pub school: String,
    /// Whether it moved. Groups of the first plan live on in groups of the second so that the fewest schools move: a school
    /// that others leave or join has stayed. A school that comes to be without a group, or no longer is, has moved; one that only one of the plans
    /// names has not.
    pub moved: bool,
    /// Its place in the first plan; none if that does not name it.
    pub before: Option<Place>,
    /// Its place in the second plan; none if that does not name it.
    pub after: Option<Place>,
    /// The ids of the peers that it loses, sorted.
    pub loses: Vec<String>,
    /// The ids of the peers that it finds, sorted.
    pub finds: Vec<String>,
    /// The points that the plan has more through this school: benefits, less the price where it has no group.
    pub change: Points,
}

/// Where a school is in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Place {
    /// The number of its group, from 1; none if it is without a group.
    pub group: Option<usize>,
    /// The points that the plan has through it: its benefit; the price, below zero, where it has no group.
    pub points: Points,
}

/// Compares a second plan with a first.
///
/// Both are seen as their [`breakdown`](crate::plan::breakdown::breakdown), so that they may be of different rules, or of a
/// cohort that schools left and joined.
///
/// ```
/// use tercet::plan::{breakdown::breakdown_groups, compare::compare};
/// use tercet::{Cohort, Problem, Rules, School};
/// let schools = ["A", "B", "C", "D", "E", "F", "G"].map(|id| School::new(id, id));
/// let problem = Problem::new(Cohort::new(schools.to_vec(), vec!["reading".to_owned()])?, Rules::default())?;
/// let all: Vec<_> = problem.indices().collect();
/// let before = breakdown_groups(&problem, &[all[..4].to_vec(), all[4..].to_vec()], &[]);
/// let after = breakdown_groups(&problem, &[all[..3].to_vec(), all[3..].to_vec()], &[]);
/// let comparison = compare(&before, &after);
/// let moved: Vec<&str> = comparison.moved().map(|change| change.school.as_str()).collect();
/// assert_eq!(moved, ["D"]);
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn compare(before: &Breakdown, after: &Breakdown) -> Comparison {
    let (old, new) = (Seen::of(before), Seen::of(after));
    let lives_on = lives_on(before, after, &new);
    let ids: BTreeSet<&str> = old.places.keys().chain(new.places.keys()).copied().collect();
    let changes = ids.into_iter().filter_map(|id| {
        let places = (old.places.get(id).copied(), new.places.get(id).copied());
        let (was, is) = (old.peers(id), new.peers(id));
        let points = |place: Option<Place>| place.map_or(0, |place| place.points);
        let list = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
        let moved = match places {
            (Some(Place { group: Some(from), .. }), Some(Place { group: Some(to), .. })) => {
                lives_on[from - 1] != Some(to - 1)
            }
            (Some(was), Some(is)) => was.group != is.group,
            _ => false,
        };
        let change = Change {
            school: id.to_owned(),
            moved,
            before: places.0,
            after: places.1,
            loses: list(was.difference(&is).copied().collect()),
            finds: list(is.difference(&was).copied().collect()),
            change: points(places.1) - points(places.0),
        };
        let is_same = was == is && change.change == 0 && !moved && places.0.is_some() == places.1.is_some();
        (!is_same).then_some(change)
    });
    let changes = changes.collect();
    let sets: BTreeSet<&BTreeSet<&str>> = old.groups.iter().collect();
    Comparison {
        before: before.value,
        after: after.value,
        kept: new.groups.iter().filter(|group| sets.contains(group)).count(),
        groups_before: before.groups.len(),
        groups_after: after.groups.len(),
        names_before: names(before),
        names_after: names(after),
        notes: Vec::new(),
        changes,
    }
}

/// The names of the groups, if all have one.
fn names(parts: &Breakdown) -> Vec<String> {
    let names: Option<Vec<String>> = parts.groups.iter().map(|group| group.name.clone()).collect();
    names.unwrap_or_default()
}

/// A plan by its schools.
struct Seen<'a> {
    groups: Vec<BTreeSet<&'a str>>,
    places: BTreeMap<&'a str, Place>,
}

impl<'a> Seen<'a> {
    fn of(parts: &'a Breakdown) -> Self {
        let ids = |group: &'a GroupBreakdown| group.schools.iter().map(|school| school.school.as_str()).collect();
        let grouped = (1..).zip(&parts.groups).flat_map(|(number, group)| {
            let place = move |points| Place { group: Some(number), points };
            group.schools.iter().map(move |school| (school.school.as_str(), place(school.benefit)))
        });
        let alone = Place { group: None, points: -parts.price };
        let unmatched = parts.unmatched.iter().map(|id| (id.as_str(), alone));
        Self { groups: parts.groups.iter().map(ids).collect(), places: grouped.chain(unmatched).collect() }
    }

    fn peers(&self, id: &str) -> BTreeSet<&'a str> {
        let group = self.places.get(id).and_then(|place| place.group);
        let group = group.map(|number| &self.groups[number - 1]);
        group.into_iter().flatten().copied().filter(|&peer| peer != id).collect()
    }
}

/// For each group of the first plan the group of the second in which it lives on, so that the fewest schools move. That is
/// an assignment with the schools in common as gains, one for each part of the groups that hang together.
fn lives_on(before: &Breakdown, after: &Breakdown, new: &Seen<'_>) -> Vec<Option<usize>> {
    let (olds, news) = (before.groups.len(), after.groups.len());
    let mut common: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    let mut together = UnionFind::<usize>::new(olds + news);
    for (from, group) in before.groups.iter().enumerate() {
        for school in &group.schools {
            if let Some(to) = new.places.get(school.school.as_str()).and_then(|place| place.group) {
                *common.entry((from, to - 1)).or_default() += 1;
                together.union(from, olds + to - 1);
            }
        }
    }
    let mut parts: BTreeMap<usize, Vec<(usize, usize, i64)>> = BTreeMap::new();
    for (&(from, to), &schools) in &common {
        parts.entry(together.find(from)).or_default().push((from, to, schools));
    }
    let mut lives_on = vec![None; olds];
    let mut assignment = Assignment::default();
    for part in parts.values() {
        for (from, to) in pair(part, &mut assignment) {
            lives_on[from] = Some(to);
        }
    }
    lives_on
}

/// Pairs of groups from the schools that they have in common, with as many of them as can be.
fn pair(part: &[(usize, usize, i64)], assignment: &mut Assignment) -> Vec<(usize, usize)> {
    let rows: Vec<usize> = part.iter().map(|&(from, ..)| from).collect::<BTreeSet<_>>().into_iter().collect();
    let columns: Vec<usize> = part.iter().map(|&(_, to, _)| to).collect::<BTreeSet<_>>().into_iter().collect();
    if rows.len().max(columns.len()) > MOST_AT_ONCE {
        return pair_in_turn(part);
    }
    let width = columns.len().max(rows.len());
    let mut gains = vec![0; rows.len() * width];
    for &(from, to, schools) in part {
        let (row, column) = (rows.partition_point(|&row| row < from), columns.partition_point(|&column| column < to));
        gains[row * width + column] = schools;
    }
    let columns_of = assignment.solve(&gains, width);
    (rows.iter().zip(columns_of).enumerate())
        .filter(|&(row, (_, column))| gains[row * width + column] > 0)
        .map(|(_, (&from, column))| (from, columns[column]))
        .collect()
}

/// The pair with the most schools in common first, ties in the order of the groups.
fn pair_in_turn(part: &[(usize, usize, i64)]) -> Vec<(usize, usize)> {
    let mut part = part.to_vec();
    part.sort_by_key(|&(from, to, schools)| (std::cmp::Reverse(schools), from, to));
    let (mut ended, mut taken) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (from, to, _) in part {
        if !ended.contains(&from) && !taken.contains(&to) {
            ended.insert(from);
            taken.insert(to);
            pairs.push((from, to));
        }
    }
    pairs
}

#[cfg(test)]
mod tests;
