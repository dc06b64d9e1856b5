//! What a change of a plan breaks: the statements of rules that the groups kept before it, or kept better.
//!
//! A plan from a spreadsheet may break rules already. A change is blamed only for what it adds: a pair that meets because of
//! it, a group that is further from keeping a rule, a school that comes to have too little, a plan that is further from the
//! numbers asked for.

use std::collections::BTreeSet;

use crate::ids::SchoolIndex;
use crate::model::benefit::{learn, share};
use crate::model::problem::Problem;
use crate::model::rules::statements::Broken;
use crate::model::rules::{Minimum, Rule, RuleInForce, RuleShape};
use crate::model::sizes::Count;

/// Judges changes of one plan. Statements are their positions in [`Problem::rules_in_force`].
#[derive(Debug)]
pub(super) struct Judge<'a> {
    problem: &'a Problem,
    /// What each statement finds in the plan as it is, seen as a whole.
    before: Vec<Vec<Broken>>,
    /// How far each statement on numbers of groups is from being kept in the plan as it is.
    distances: Vec<usize>,
}

impl<'a> Judge<'a> {
    /// A judge of changes of this plan.
    pub(super) fn new(problem: &'a Problem, groups: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Self {
        let all = problem.rules_in_force().iter();
        let before = all.clone().map(|rule| rule.broken_by_plan(problem.facts(), groups, unmatched)).collect();
        Self { problem, before, distances: all.map(|rule| distance(problem, rule, groups)).collect() }
    }

    /// Whether a statement is that on the sizes of groups.
    pub(super) fn is_size(&self, statement: usize) -> bool {
        self.problem.rules_in_force()[statement].rule() == Rule::Sizes
    }

    /// The statements that a group breaks by becoming another one, in their order. A group may become empty, or have been so.
    pub(super) fn broken_by_change(&self, before: &[SchoolIndex], after: &[SchoolIndex]) -> Vec<usize> {
        let breaks = |(place, rule): (usize, &RuleInForce)| self.breaks(rule, before, after).then_some(place);
        self.problem.rules_in_force().iter().enumerate().filter_map(breaks).collect()
    }

    fn breaks(&self, rule: &RuleInForce, before: &[SchoolIndex], after: &[SchoolIndex]) -> bool {
        if after.is_empty() {
            return false;
        }
        match rule.shape() {
            RuleShape::Pair => new_pairs(before, after).any(|(a, b)| !rule.permits(a, b)),
            RuleShape::Plan => false,
            RuleShape::Hereditary | RuleShape::Group => match rule.minimum() {
                Some(least) => after.iter().any(|&school| {
                    self.is_short(least, school, after)
                        && !(before.contains(&school) && self.is_short(least, school, before))
                }),
                None => rule.excess(after) > if before.is_empty() { 0 } else { rule.excess(before) },
            },
        }
    }

    fn is_short(&self, least: Minimum, school: SchoolIndex, group: &[SchoolIndex]) -> bool {
        let facts = self.problem.facts();
        match least {
            Minimum::Learn(least) => learn::points(facts, school, group) < least,
            Minimum::Share(least) => share::points(facts, school, group) < least,
        }
    }

    /// The statements that the plan as a whole breaks by becoming another one, in their order.
    pub(super) fn broken_in_plan(&self, groups: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Vec<usize> {
        let rules = self.problem.rules_in_force().iter().enumerate();
        let found = rules.filter(|&(place, rule)| self.breaks_plan(place, rule, groups, unmatched));
        found.map(|(place, _)| place).collect()
    }

    fn breaks_plan(
        &self,
        place: usize,
        rule: &RuleInForce,
        groups: &[Vec<SchoolIndex>],
        unmatched: &[SchoolIndex],
    ) -> bool {
        if rule.rule() == Rule::Exactly {
            return distance(self.problem, rule, groups) > self.distances[place];
        }
        let known: BTreeSet<&String> = self.before[place].iter().flat_map(|broken| &broken.schools).collect();
        let is_new = |broken: &Broken| broken.schools.iter().any(|school| !known.contains(school));
        rule.broken_by_plan(self.problem.facts(), groups, unmatched).iter().any(is_new)
    }

    /// The id of each statement that a group breaks by becoming another one, with the sentences that say so.
    pub(super) fn told_by_change(&self, before: &[SchoolIndex], after: &[SchoolIndex]) -> Vec<(usize, Broken)> {
        let facts = self.problem.facts();
        let tell = |place: usize| -> Vec<(usize, Broken)> {
            let rule = &self.problem.rules_in_force()[place];
            let broken: Vec<Broken> = match (rule.shape(), rule.minimum()) {
                (RuleShape::Pair, _) => {
                    new_pairs(before, after).filter_map(|(a, b)| rule.broken_by_pair(facts, a, b)).collect()
                }
                (_, Some(_)) => {
                    let short = rule.broken_by_group(facts, before);
                    let is_new = |broken: &Broken| !short.iter().any(|old| old.schools == broken.schools);
                    rule.broken_by_group(facts, after).into_iter().filter(is_new).collect()
                }
                _ => rule.broken_by_group(facts, after),
            };
            broken.into_iter().map(|broken| (place, broken)).collect()
        };
        self.broken_by_change(before, after).into_iter().flat_map(tell).collect()
    }

    /// The same for the plan as a whole.
    pub(super) fn told_in_plan(&self, groups: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Vec<(usize, Broken)> {
        let tell = |place: usize| {
            let found = self.problem.rules_in_force()[place].broken_by_plan(self.problem.facts(), groups, unmatched);
            found.into_iter().map(move |broken| (place, broken))
        };
        self.broken_in_plan(groups, unmatched).into_iter().flat_map(tell).collect()
    }
}

/// The pairs of a group that were not together before.
fn new_pairs<'a>(
    before: &'a [SchoolIndex],
    after: &'a [SchoolIndex],
) -> impl Iterator<Item = (SchoolIndex, SchoolIndex)> + 'a {
    let pairs = move |(place, &a): (usize, &SchoolIndex)| after[place + 1..].iter().map(move |&b| (a, b));
    let is_new = |&(a, b): &(SchoolIndex, SchoolIndex)| !(before.contains(&a) && before.contains(&b));
    after.iter().enumerate().flat_map(pairs).filter(is_new)
}

/// How many groups too few or too many there are for a statement on their number; 0 for any other.
fn distance(problem: &Problem, rule: &RuleInForce, groups: &[Vec<SchoolIndex>]) -> usize {
    let size: Option<usize> = (rule.rule() == Rule::Exactly).then(|| rule.part()?.parse().ok()).flatten();
    let Some((size, count)) = size.and_then(|size| Some((size, problem.structure().counts.get(&size)?))) else {
        return 0;
    };
    let have = groups.iter().filter(|group| group.len() == size).count();
    beyond(*count, have)
}

fn beyond(count: Count, have: usize) -> usize {
    count.least().saturating_sub(have) + have.saturating_sub(count.most())
}
