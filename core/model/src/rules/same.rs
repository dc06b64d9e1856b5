//! `same`: all schools of a group are alike in the attribute. A blank never conflicts.

use std::sync::Arc;

use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::school::Value;
use crate::tables::Tables;
use crate::validate::names::unknown_attribute;
use crate::validate::numbers::repeats;

/// The attributes that count where nothing is stated, if the cohort has them.
const DEFAULT: [&str; 1] = ["phase"];

/// Whether two schools with these values may be in one group.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::{rules::same::permits, school::Value};
/// let (primary, special) = (Value::from("Primary"), Value::from("Special"));
/// assert!(permits(Some(&primary), Some(&primary)));
/// assert!(!permits(Some(&primary), Some(&special)));
/// assert!(permits(Some(&primary), None)); // blank never conflicts
/// ```
#[must_use]
pub fn permits(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// One attribute of the rule.
#[derive(Debug, Clone)]
pub struct Same {
    attribute: String,
    is_default: bool,
    codes: Arc<[u32]>,
}

impl Statement for Same {
    type Stated = Option<Vec<String>>;
    const SHAPE: RuleShape = RuleShape::Pair;

    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self> {
        let default = || DEFAULT.iter().filter(|name| facts.cohort().has_attribute(name)).map(|&name| name.to_owned());
        let attributes = stated.clone().unwrap_or_else(|| default().collect());
        let statement =
            |attribute: String| Self { is_default: stated.is_none(), codes: facts.codes(&attribute).into(), attribute };
        attributes.into_iter().map(statement).collect()
    }

    fn part(&self) -> Option<String> {
        Some(self.attribute.clone())
    }

    fn is_default(&self) -> bool {
        self.is_default
    }

    fn sentence(&self, facts: &Facts) -> String {
        format!("All schools in a group have the same {} (where it is known)", facts.label(&self.attribute))
    }

    fn remove(&self, facts: &Facts, stated: &mut Self::Stated) {
        let all = Self::in_force(facts, stated).into_iter().map(|statement| statement.attribute);
        *stated = Some(all.filter(|attribute| *attribute != self.attribute).collect());
    }

    fn issues(stated: &Self::Stated, key: &str) -> Vec<Issue> {
        stated.as_deref().map_or_else(Vec::new, |list| repeats(list, key))
    }

    fn needs(cohort: &Cohort, _: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        let list = stated.iter().flatten().enumerate();
        list.filter_map(|(at, attribute)| unknown_attribute(cohort, attribute, format!("{key}[{at}]"))).collect()
    }

    #[inline]
    fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        let (a, b) = (self.codes[a.position()], self.codes[b.position()]);
        a == b || a == 0 || b == 0
    }

    fn breach_of_pair(&self, facts: &Facts, a: SchoolIndex, b: SchoolIndex) -> Option<Breach> {
        let value = |school| facts.school(school).attribute(&self.attribute);
        (!permits(value(a), value(b))).then(|| {
            let text = |school| value(school).map_or_else(String::new, Value::to_string);
            let (x, y) = (facts.name(a), facts.name(b));
            let label = facts.label(&self.attribute);
            Breach::new(&[a, b], format!("{x} and {y} differ in {label}: {} and {}", text(a), text(b)))
        })
    }
}
