//! `at_least`: a group has at least this many schools with a trait.

use std::sync::Arc;

use serde::Serialize;

use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::facts::Facts;
use crate::format::tree::{self, FromTree, Item, Walk};
use crate::ids::SchoolIndex;
use crate::numbers::count;
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::rules::traits::{Trait, counted_kind};
use crate::tables::Tables;

/// At least `count` schools in a group must have a trait.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[schemars(extend("unevaluatedProperties" = false))]
pub struct AtLeast {
    /// The trait.
    #[serde(flatten)]
    pub kind: Trait,
    /// The fewest such schools in a group.
    pub count: usize,
}

/// Whether a group with this many schools of the kind has enough.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::at_least::permits;
/// assert!(permits(1, 1));
/// assert!(!permits(0, 1));
/// ```
#[must_use]
pub fn permits(schools: usize, count: usize) -> bool {
    schools >= count
}

/// One entry of the rule.
#[derive(Debug, Clone)]
pub struct AtLeastStatement {
    /// The entry's place among the stated entries.
    at: usize,
    entry: AtLeast,
    /// For each school, the number of its kind; 0 if the school does not count.
    codes: Arc<[u32]>,
}

impl AtLeastStatement {
    fn new(facts: &Facts, at: usize, entry: AtLeast) -> Self {
        let codes = entry.kind.codes(facts);
        Self { at, entry, codes: codes.into() }
    }
}

impl Statement for AtLeastStatement {
    type Stated = Vec<AtLeast>;
    const SHAPE: RuleShape = RuleShape::Group;

    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self> {
        stated.iter().enumerate().map(|(at, entry)| Self::new(facts, at, entry.clone())).collect()
    }

    fn part(&self) -> Option<String> {
        Some((self.at + 1).to_string())
    }

    fn sentence(&self, facts: &Facts) -> String {
        let schools = count(self.entry.count, "school", "schools");
        format!("A group has at least {schools} with {}", self.entry.kind.in_words(facts))
    }

    fn remove(&self, _: &Facts, stated: &mut Self::Stated) {
        stated.remove(self.at);
    }

    fn relax(&self, stated: &mut Self::Stated, steps: u32) -> bool {
        let steps = usize::try_from(steps).unwrap_or(usize::MAX);
        let count = self.entry.count.saturating_sub(steps);
        stated[self.at].count = count;
        count > 0
    }

    fn issues(stated: &Self::Stated, key: &str) -> Vec<Issue> {
        stated.iter().enumerate().filter_map(|(at, rule)| rule.kind.issue(&format!("{key}[{at}]"))).collect()
    }

    fn needs(cohort: &Cohort, _: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        stated.iter().enumerate().filter_map(|(at, rule)| rule.kind.needs(cohort, &format!("{key}[{at}]"))).collect()
    }

    fn excess(&self, schools: &[SchoolIndex]) -> u32 {
        let have = schools.iter().filter(|school| self.codes[school.position()] != 0).count();
        if permits(have, self.entry.count) { 0 } else { u32::try_from(self.entry.count - have).unwrap_or(u32::MAX) }
    }

    fn restrict(&self, schools: &[SchoolIndex]) -> Self {
        let codes = schools.iter().map(|school| self.codes[school.position()]).collect();
        Self { codes, ..self.clone() }
    }

    fn breaches_of_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Breach> {
        let have = group.iter().filter(|&&school| self.entry.kind.holds(facts, school)).count();
        if permits(have, self.entry.count) {
            return Vec::new();
        }
        let (kind, least) = (self.entry.kind.in_words(facts), self.entry.count);
        let message =
            format!("{have} schools have {kind}, but the group needs at least {least}: {}", facts.names(group));
        vec![Breach::new(group, message)]
    }
}

impl FromTree for AtLeast {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let (path, line) = (item.path.clone(), item.node.line);
        match counted_kind(item, walk)? {
            (Ok(kind), count) => Some(Self { kind, count }),
            (Err(attribute), _) => {
                let message = format!("the key `value` is missing, so nothing says which {attribute} to count");
                walk.push(Issue::error(Code::MissingKey, message, "add it"), &path, line);
                None
            }
        }
    }
}

tree::deserialize_as_read!(AtLeast);
