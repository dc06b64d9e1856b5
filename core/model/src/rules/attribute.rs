//! One attribute that a rule compares pair by pair, with its values as numbers. `differ` and `same` share this code.

use std::sync::Arc;

use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::school::Value;
use crate::validate::names::unknown_attribute;

/// An attribute that a rule compares.
#[derive(Debug, Clone)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) is_default: bool,
    /// Equal values have equal numbers; a blank has 0.
    pub(super) codes: Arc<[u32]>,
}

impl Attribute {
    /// The attributes that a rule states, or else those of its defaults that the cohort has.
    pub(super) fn all(facts: &Facts, stated: Option<&[String]>, defaults: &[&str]) -> Vec<Self> {
        let attribute = |name: String| Self { is_default: stated.is_none(), codes: facts.codes(&name).into(), name };
        names(facts, stated, defaults).into_iter().map(attribute).collect()
    }

    /// Removes the attribute from a rule. If the rule uses its defaults, the remaining defaults become stated.
    pub(super) fn remove(&self, facts: &Facts, stated: &mut Option<Vec<String>>, defaults: &[&str]) {
        let mut left = names(facts, stated.as_deref(), defaults);
        left.retain(|name| *name != self.name);
        *stated = Some(left);
    }

    /// The values of two schools, as numbers.
    #[inline]
    pub(super) fn pair(&self, a: SchoolIndex, b: SchoolIndex) -> (u32, u32) {
        (self.codes[a.position()], self.codes[b.position()])
    }

    /// The value of a school as the input states it.
    pub(super) fn value<'a>(&self, facts: &'a Facts, school: SchoolIndex) -> Option<&'a Value> {
        facts.school(school).attribute(&self.name)
    }

    /// The value of a school for a message; empty for a blank.
    pub(super) fn text(&self, facts: &Facts, school: SchoolIndex) -> String {
        self.value(facts, school).map_or_else(String::new, Value::to_string)
    }
}

fn names(facts: &Facts, stated: Option<&[String]>, defaults: &[&str]) -> Vec<String> {
    let default = || defaults.iter().filter(|name| facts.cohort().has_attribute(name)).map(|&name| name.to_owned());
    stated.map_or_else(|| default().collect(), <[String]>::to_vec)
}

/// The issues of stated attributes that the cohort does not have.
pub(super) fn unknown(cohort: &Cohort, stated: Option<&[String]>, key: &str) -> Vec<Issue> {
    let list = stated.into_iter().flatten().enumerate();
    list.filter_map(|(at, name)| unknown_attribute(cohort, name, format!("{key}[{at}]"))).collect()
}
