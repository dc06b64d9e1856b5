//! The statements in force in a problem, and every question that all of them answer.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::lookup::ordered;
use crate::rules::statement::Breach;
use crate::rules::{Rule, RuleInForce, RuleShape};

/// A broken rule, with the schools that break it.
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

/// The statements in force in a problem, prepared for quick answers.
#[derive(Debug, Clone)]
pub struct Statements {
    all: Vec<RuleInForce>,
    /// The statements over pairs that must be evaluated: all except those that list their pairs.
    over_pairs: Vec<RuleInForce>,
    /// The pairs that statements list. They are only used for look-ups.
    excluded: HashSet<(SchoolIndex, SchoolIndex)>,
    /// The hereditary statements: if some schools break one, every group that contains them does.
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

    /// All statements, in the order of the list of rules.
    #[must_use]
    pub fn all(&self) -> &[RuleInForce] {
        &self.all
    }

    /// The hereditary statements: if some schools break one, every group that contains them does.
    #[must_use]
    pub fn hereditary(&self) -> &[RuleInForce] {
        &self.hereditary
    }

    /// The statements over whole groups.
    #[must_use]
    pub fn over_groups(&self) -> &[RuleInForce] {
        &self.over_groups
    }

    /// Whether two different schools may be in one group, by the statements over pairs alone.
    #[inline]
    #[must_use]
    pub fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        self.over_pairs.iter().all(|statement| statement.permits(a, b))
            && (self.excluded.is_empty() || !self.excluded.contains(&ordered(a, b)))
            && self.may_grow(&[a, b])
    }

    /// Whether schools that may meet pair by pair may all be in one group. If not, no group that contains them keeps the
    /// rules.
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

    /// Every statement that these schools break by being in one group, whatever other schools join them.
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

    /// Every statement over the whole plan that these groups and unmatched schools break.
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
