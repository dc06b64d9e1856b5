//! `locked`: a fixed group with exactly these schools.

use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::rules::structure::Structure;
use crate::tables::Tables;
use crate::validate::names::unknown_schools;
use crate::validate::numbers::of_lists;

/// Whether a group agrees with a locked group: it is that group, or it shares no school with it.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::locked::permits;
/// assert!(permits(&[1, 2, 3], &[3, 2, 1]));
/// assert!(permits(&[1, 2, 3], &[4, 5, 6]));
/// assert!(!permits(&[1, 2, 3], &[1, 2, 3, 4]));
/// ```
#[must_use]
pub fn permits<T: PartialEq>(locked: &[T], group: &[T]) -> bool {
    let shared = locked.iter().filter(|school| group.contains(school)).count();
    shared == 0 || (shared == locked.len() && shared == group.len())
}

/// One list of the rule.
#[derive(Debug, Clone)]
pub struct Locked {
    /// The list's place among the stated lists.
    at: usize,
    /// The schools of the list, sorted.
    schools: Vec<SchoolIndex>,
}

impl Statement for Locked {
    type Stated = Vec<Vec<String>>;
    const SHAPE: RuleShape = RuleShape::Group;
    const IS_STRUCTURAL: bool = true;

    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self> {
        let statement = |(at, list): (usize, &Vec<String>)| Self { at, schools: facts.indices_of(list) };
        stated.iter().enumerate().map(statement).collect()
    }

    fn part(&self) -> Option<String> {
        Some((self.at + 1).to_string())
    }

    fn sentence(&self, facts: &Facts) -> String {
        format!("These schools are a locked group: {}", facts.names(&self.schools))
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

    fn excess(&self, schools: &[SchoolIndex]) -> u32 {
        u32::from(!permits(&self.schools, schools))
    }

    fn shape_structure(&self, structure: &mut Structure) {
        structure.locked.push(self.schools.clone());
    }

    fn breaches_of_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Breach> {
        if permits(&self.schools, group) {
            return Vec::new();
        }
        let message = format!("a locked group has changed: {}", facts.names(&self.schools));
        vec![Breach::new(&self.schools, message)]
    }

    fn breaches_of_plan(&self, facts: &Facts, _: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Vec<Breach> {
        if !self.schools.iter().any(|school| unmatched.contains(school)) {
            return Vec::new();
        }
        let message = format!("schools of a locked group are unmatched: {}", facts.names(&self.schools));
        vec![Breach::new(&self.schools, message)]
    }
}
