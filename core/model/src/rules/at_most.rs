//! `at_most`: a group has no more than so many schools with a trait; for an attribute without a value, of any one value.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::traits::Trait;
use crate::rules::{Broken, Rule};

/// At most `count` schools of a kind in a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(extend("unevaluatedProperties" = false))]
pub struct AtMost {
    /// Which schools count.
    #[serde(flatten)]
    pub kind: AtMostKind,
    /// The most there may be.
    pub count: usize,
}

/// Which schools an [`AtMost`] counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
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

/// Whether a group with so many schools of the kind is within the limit.
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

pub(super) fn broken(problem: &Problem, group: &[SchoolIndex]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for rule in &problem.rules().hard.at_most {
        let mut kinds: BTreeMap<String, Vec<SchoolIndex>> = BTreeMap::new();
        for &school in group {
            match &rule.kind {
                AtMostKind::Trait(kind) if kind.holds(problem, school) => {
                    kinds.entry(kind.to_string()).or_default().push(school);
                }
                AtMostKind::AnyValue { attribute } => {
                    if let Some(value) = problem.school(school).attribute(attribute) {
                        kinds.entry(format!("{attribute} {value}")).or_default().push(school);
                    }
                }
                AtMostKind::Trait(_) => {}
            }
        }
        for (kind, schools) in kinds {
            if !permits(schools.len(), rule.count) {
                let (have, most) = (schools.len(), rule.count);
                let message =
                    format!("{have} schools have {kind}, and {most} is the most: {}", problem.names(&schools));
                broken.push(Broken::new(problem, Rule::AtMost, &schools, message));
            }
        }
    }
    broken
}
