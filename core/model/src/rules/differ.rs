//! `differ`: no two schools of a group are alike in the attribute. A blank never conflicts.

use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::rules::attribute::{self, Attribute};
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::school::Value;
use crate::tables::Tables;
use crate::validate::numbers::repeats;

/// The attributes that count where nothing is stated, if the cohort has them.
pub(crate) const DEFAULT: [&str; 2] = ["region", "trust"];

/// Whether two schools with these values may be in one group.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::{rules::differ::permits, school::Value};
/// let (london, south_east) = (Value::from("London"), Value::from("South East"));
/// assert!(permits(Some(&london), Some(&south_east)));
/// assert!(!permits(Some(&london), Some(&london)));
/// assert!(permits(None, None)); // blank never conflicts
/// ```
#[must_use]
pub fn permits(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a != b,
        _ => true,
    }
}

/// One attribute of the rule.
#[derive(Debug, Clone)]
pub struct Differ(Attribute);

impl Statement for Differ {
    type Stated = Option<Vec<String>>;
    const SHAPE: RuleShape = RuleShape::Pair;

    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self> {
        Attribute::all(facts, stated.as_deref(), &DEFAULT).into_iter().map(Self).collect()
    }

    fn part(&self) -> Option<String> {
        Some(self.0.name.clone())
    }

    fn is_default(&self) -> bool {
        self.0.is_default
    }

    fn sentence(&self, facts: &Facts) -> String {
        format!("No two schools in a group have the same {} (where it is known)", facts.label(&self.0.name))
    }

    fn remove(&self, facts: &Facts, stated: &mut Self::Stated) {
        self.0.remove(facts, stated, &DEFAULT);
    }

    fn issues(stated: &Self::Stated, key: &str) -> Vec<Issue> {
        stated.as_deref().map_or_else(Vec::new, |list| repeats(list, key))
    }

    fn needs(cohort: &Cohort, _: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        attribute::unknown(cohort, stated.as_deref(), key)
    }

    #[inline]
    fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        let (a, b) = self.0.pair(a, b);
        a != b || a == 0
    }

    fn one_of_each(&self) -> Option<&[u32]> {
        Some(&self.0.codes)
    }

    fn breach_of_pair(&self, facts: &Facts, a: SchoolIndex, b: SchoolIndex) -> Option<Breach> {
        (!permits(self.0.value(facts, a), self.0.value(facts, b))).then(|| {
            let (x, y) = (facts.name(a), facts.name(b));
            let label = facts.label(&self.0.name);
            Breach::new(&[a, b], format!("{x} and {y} have the same {label}, {}", self.0.text(facts, a)))
        })
    }
}
