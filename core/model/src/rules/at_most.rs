//! `at_most`: a group has at most this many schools with a trait, or, for an attribute without a value, with any one value.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::format::tree::{self, FromTree, Item, Walk};
use crate::ids::SchoolIndex;
use crate::numbers::count;
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::rules::traits::{Trait, counted_kind};
use crate::tables::Tables;
use crate::validate::names::unknown_attribute;
use crate::validate::numbers::out_of_range;

/// At most `count` schools in a group may have a trait.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[schemars(extend("unevaluatedProperties" = false))]
pub struct AtMost {
    /// The schools that count.
    #[serde(flatten)]
    pub kind: AtMostKind,
    /// The most such schools in a group.
    pub count: usize,
}

/// The schools that an [`AtMost`] counts.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum AtMostKind {
    /// The schools with this trait.
    Trait(Trait),
    /// For each value of the attribute, the schools that have it.
    AnyValue {
        /// The attribute's name.
        attribute: String,
    },
}

/// Whether a group with this many schools of the kind is within the limit.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::at_most::permits;
/// assert!(permits(2, 2));
/// assert!(!permits(3, 2));
/// ```
#[must_use]
pub fn permits(schools: usize, count: usize) -> bool {
    schools <= count
}

/// One entry of the rule.
#[derive(Debug, Clone)]
pub struct AtMostStatement {
    /// The entry's place among the stated entries.
    at: usize,
    entry: AtMost,
    /// For each school, the number of its kind; 0 if the school does not count.
    codes: Arc<[u32]>,
}

impl AtMostStatement {
    fn new(facts: &Facts, at: usize, entry: AtMost) -> Self {
        let codes = match &entry.kind {
            AtMostKind::Trait(kind) => kind.codes(facts),
            AtMostKind::AnyValue { attribute } => facts.codes(attribute),
        };
        Self { at, entry, codes: codes.into() }
    }
}

impl Statement for AtMostStatement {
    type Stated = Vec<AtMost>;
    const SHAPE: RuleShape = RuleShape::Hereditary;

    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self> {
        stated.iter().enumerate().map(|(at, entry)| Self::new(facts, at, entry.clone())).collect()
    }

    fn part(&self) -> Option<String> {
        Some((self.at + 1).to_string())
    }

    fn sentence(&self, facts: &Facts) -> String {
        let schools = count(self.entry.count, "school", "schools");
        match &self.entry.kind {
            AtMostKind::Trait(kind) => format!("A group has at most {schools} with {}", kind.in_words(facts)),
            AtMostKind::AnyValue { attribute } => {
                format!("A group has at most {schools} with the same {}", facts.label(attribute))
            }
        }
    }

    fn remove(&self, _: &Facts, stated: &mut Self::Stated) {
        stated.remove(self.at);
    }

    fn relax(&self, stated: &mut Self::Stated, steps: u32) -> bool {
        let steps = usize::try_from(steps).unwrap_or(usize::MAX);
        stated[self.at].count = self.entry.count.saturating_add(steps);
        self.entry.count.checked_add(steps).is_some()
    }

    fn issues(stated: &Self::Stated, key: &str) -> Vec<Issue> {
        let issue = |(at, rule): (usize, &AtMost)| match &rule.kind {
            AtMostKind::Trait(kind) => kind.issue(&format!("{key}[{at}]")),
            AtMostKind::AnyValue { .. } => (rule.count == 0).then(|| {
                let wanted = "1 or more, or name a value that no group may have";
                out_of_range(&format!("{key}[{at}].count"), &rule.count, wanted)
            }),
        };
        stated.iter().enumerate().filter_map(issue).collect()
    }

    fn needs(cohort: &Cohort, _: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        let need = |(at, rule): (usize, &AtMost)| match &rule.kind {
            AtMostKind::Trait(kind) => kind.needs(cohort, &format!("{key}[{at}]")),
            AtMostKind::AnyValue { attribute } => {
                unknown_attribute(cohort, attribute, format!("{key}[{at}].attribute"))
            }
        };
        stated.iter().enumerate().filter_map(need).collect()
    }

    fn excess(&self, schools: &[SchoolIndex]) -> u32 {
        let mut excess = 0;
        for (place, &school) in schools.iter().enumerate() {
            let code = self.codes[school.position()];
            // Each school beyond the count is one too many. It is counted once, at its own place.
            let before = schools[..place].iter().filter(|other| self.codes[other.position()] == code).count();
            excess += u32::from(code != 0 && !permits(before + 1, self.entry.count));
        }
        excess
    }

    fn restrict(&self, schools: &[SchoolIndex]) -> Self {
        let codes = schools.iter().map(|school| self.codes[school.position()]).collect();
        Self { codes, ..self.clone() }
    }

    fn breaches_of_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Breach> {
        let mut kinds: BTreeMap<String, Vec<SchoolIndex>> = BTreeMap::new();
        for &school in group {
            match &self.entry.kind {
                AtMostKind::Trait(kind) if kind.holds(facts, school) => {
                    kinds.entry(kind.in_words(facts)).or_default().push(school);
                }
                AtMostKind::AnyValue { attribute } => {
                    if let Some(value) = facts.school(school).attribute(attribute) {
                        kinds.entry(format!("{} {value}", facts.label(attribute))).or_default().push(school);
                    }
                }
                AtMostKind::Trait(_) => {}
            }
        }
        kinds.retain(|_, schools| !permits(schools.len(), self.entry.count));
        let breach = |(kind, schools): (String, Vec<SchoolIndex>)| {
            let (have, most) = (schools.len(), self.entry.count);
            let message = format!("{have} schools have {kind}; the limit is {most}: {}", facts.names(&schools));
            Breach { schools, message }
        };
        kinds.into_iter().map(breach).collect()
    }
}

impl FromTree for AtMost {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let (kind, count) = counted_kind(item, walk)?;
        Some(Self { kind: kind.map_or_else(|attribute| AtMostKind::AnyValue { attribute }, AtMostKind::Trait), count })
    }
}

tree::deserialize_as_read!(AtMost);
