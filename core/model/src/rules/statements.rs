//! The statements in force of a problem, and every question that is put to all of them.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::lookup::ordered;
use crate::rules::statement::Breach;
use crate::rules::{Rule, RuleInForce, RuleShape};

/// A rule that does not hold, with the schools it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Broken {
    /// The rule.
    pub rule: Rule,
    /// The ids of the schools.
    pub schools: Vec<String>,
    /// What is wrong, in one sentence that names the schools.
    pub message: String,
}

/// The statements in force of a problem, made ready for quick answers.
#[derive(Debug, Clone)]
pub struct Statements {
    all: Vec<RuleInForce>,
    /// The statements over pairs that have to be asked: all but those that list their pairs.
    over_pairs: Vec<RuleInForce>,
    /// The pairs that statements list. Only ever looked up.
    excluded: HashSet<(SchoolIndex, SchoolIndex)>,
    /// The statements that hold for every part of a group, or for none that holds it.
    hereditary: Vec<RuleInForce>,
    /// The statements over whole groups.
    over_groups: Vec<RuleInForce>,
}

impl Statements {
    pub(crate) fn new(all: Vec<RuleInForce>) -> Self {
        let (mut over_pairs, mut excluded) = (Vec::new(), HashSet::new());
        for statement in all.iter().filter(|statement| statement.shape() == RuleShape::Pair) {
            match statement.excluded() {
                Some(pairs) => excluded.extend(pairs),
                None => over_pairs.push(statement.clone()),
            }
        }
        let of = |shape| all.iter().filter(|statement| statement.shape() == shape).cloned().collect();
        Self { hereditary: of(RuleShape::Hereditary), over_groups: of(RuleShape::Group), all, over_pairs, excluded }
    }

    /// All of them, in the order of the list of rules.
    #[must_use]
    pub fn all(&self) -> &[RuleInForce] {
        &self.all
    }

    /// Those that hold for every part of a group, or for none that holds it.
    #[must_use]
    pub fn hereditary(&self) -> &[RuleInForce] {
        &self.hereditary
    }

    /// Those over whole groups.
    #[must_use]
    pub fn over_groups(&self) -> &[RuleInForce] {
        &self.over_groups
    }

    /// Whether two different schools may be in one group, as far as the two decide.
    #[inline]
    #[must_use]
    pub fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        self.over_pairs.iter().all(|statement| statement.permits(a, b))
            && (self.excluded.is_empty() || !self.excluded.contains(&ordered(a, b)))
            && self.may_grow(&[a, b])
    }

    /// Whether schools that may meet pair by pair may all be in one group. If not, no group that holds them keeps the rules.
    #[inline]
    #[must_use]
    pub fn may_grow(&self, schools: &[SchoolIndex]) -> bool {
        self.hereditary.iter().all(|statement| statement.excess(schools) == 0)
    }

    /// Every statement that one group breaks. `group` holds each school once.
    #[must_use]
    pub fn broken_by_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Broken> {
        let mut broken = self.broken(Rule::Sizes, facts, group);
        broken.extend(self.broken_by_part(facts, group));
        let rest = self.over_groups.iter().filter(|statement| statement.rule() != Rule::Sizes);
        broken.extend(rest.flat_map(|statement| statement.broken_by_group(facts, group)));
        broken
    }

    fn pairs(&self) -> impl Iterator<Item = &RuleInForce> {
        self.all.iter().filter(|statement| statement.shape() == RuleShape::Pair)
    }

    fn broken(&self, rule: Rule, facts: &Facts, group: &[SchoolIndex]) -> Vec<Broken> {
        let statements = self.all.iter().filter(|statement| statement.rule() == rule);
        statements.flat_map(|statement| statement.broken_by_group(facts, group)).collect()
    }

    /// Every statement that schools break by being in one group, whoever else joins them.
    #[must_use]
    pub fn broken_by_part(&self, facts: &Facts, part: &[SchoolIndex]) -> Vec<Broken> {
        let mut broken = Vec::new();
        for (place, &a) in part.iter().enumerate() {
            for &b in &part[place + 1..] {
                broken.extend(self.pairs().filter_map(|statement| statement.broken_by_pair(facts, a, b)));
            }
        }
        broken.extend(self.hereditary.iter().flat_map(|statement| statement.broken_by_group(facts, part)));
        broken
    }

    /// Every statement over the plan as a whole that these groups and unmatched schools break.
    #[must_use]
    pub fn broken_by_plan(&self, facts: &Facts, groups: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Vec<Broken> {
        self.all.iter().flat_map(|statement| statement.broken_by_plan(facts, groups, unmatched)).collect()
    }
}

impl Broken {
    fn new(facts: &Facts, rule: Rule, breach: Breach) -> Self {
        let ids = breach.schools.iter().map(|&school| facts.school(school).id.clone()).collect();
        Self { rule, schools: ids, message: breach.message }
    }
}

impl RuleInForce {
    /// The stable id: `max_km`, `differ:region`, `apart:2` (the second list as stated).
    #[must_use]
    pub fn id(&self) -> String {
        match self.part() {
            Some(part) => format!("{}:{part}", self.rule()),
            None => self.rule().to_string(),
        }
    }

    /// The breach of two schools, with the rule.
    #[must_use]
    pub fn broken_by_pair(&self, facts: &Facts, a: SchoolIndex, b: SchoolIndex) -> Option<Broken> {
        self.breach_of_pair(facts, a, b).map(|breach| Broken::new(facts, self.rule(), breach))
    }

    /// Every breach of a group, with the rule.
    #[must_use]
    pub fn broken_by_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Broken> {
        let breaches = self.breaches_of_group(facts, group).into_iter();
        breaches.map(|breach| Broken::new(facts, self.rule(), breach)).collect()
    }

    /// Every breach of a plan, with the rule.
    #[must_use]
    pub fn broken_by_plan(&self, facts: &Facts, groups: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Vec<Broken> {
        let breaches = self.breaches_of_plan(facts, groups, unmatched).into_iter();
        breaches.map(|breach| Broken::new(facts, self.rule(), breach)).collect()
    }
}
