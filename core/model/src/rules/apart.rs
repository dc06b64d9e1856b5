//! `apart`: no two schools of a list may be in one group.

use std::sync::Arc;

use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::tables::Tables;
use crate::validate::names::unknown_schools;
use crate::validate::numbers::of_lists;

/// Whether two schools may be in one group. `list` has the schools to keep apart.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::apart::permits;
/// assert!(!permits(&["1", "2", "3"], "1", "3"));
/// assert!(permits(&["1", "2", "3"], "1", "4"));
/// ```
#[must_use]
pub fn permits<T: AsRef<str>>(list: &[T], a: &str, b: &str) -> bool {
    let has = |id: &str| list.iter().any(|entry| entry.as_ref() == id);
    a == b || !(has(a) && has(b))
}

/// One list of the rule.
#[derive(Debug, Clone)]
pub struct Apart {
    /// The list's place among the stated lists.
    at: usize,
    ids: Arc<[String]>,
    /// The schools of the list, sorted.
    schools: Arc<[SchoolIndex]>,
}

impl Statement for Apart {
    type Stated = Vec<Vec<String>>;
    const SHAPE: RuleShape = RuleShape::Pair;

    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self> {
        let statement = |(at, list): (usize, &Vec<String>)| Self {
            at,
            ids: list.as_slice().into(),
            schools: facts.indices_of(list).into(),
        };
        stated.iter().enumerate().map(statement).collect()
    }

    fn part(&self) -> Option<String> {
        Some((self.at + 1).to_string())
    }

    fn sentence(&self, facts: &Facts) -> String {
        format!("These schools are never in one group: {}", facts.names(&self.schools))
    }

    fn remove(&self, _: &Facts, stated: &mut Self::Stated) {
        stated.remove(self.at);
    }

    fn issues(stated: &Self::Stated, key: &str) -> Vec<Issue> {
        of_lists(stated, 2, key)
    }

    fn needs(cohort: &Cohort, _: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        unknown_schools(cohort, stated, key)
    }

    fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        !(self.schools.binary_search(&a).is_ok() && self.schools.binary_search(&b).is_ok())
    }

    fn excluded(&self) -> Option<Vec<(SchoolIndex, SchoolIndex)>> {
        let pairs = |(place, &a)| self.schools[place + 1..].iter().map(move |&b| (a, b));
        Some(self.schools.iter().enumerate().flat_map(pairs).collect())
    }

    fn breach_of_pair(&self, facts: &Facts, a: SchoolIndex, b: SchoolIndex) -> Option<Breach> {
        let (first, second) = (facts.school(a), facts.school(b));
        (!permits(&self.ids, &first.id, &second.id)).then(|| {
            Breach::new(
                &[a, b],
                format!("{} and {} must be in different groups", first.display_name(), second.display_name()),
            )
        })
    }
}
