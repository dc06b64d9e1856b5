//! `together`: all schools of a list are in one group, or, if schools may be left out, all are unmatched.

use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::rules::structure::Structure;
use crate::tables::Tables;
use crate::validate::names::unknown_schools;
use crate::validate::numbers::of_lists;

/// Whether a group keeps a list together. The list has `all` schools, and the group has `inside` of them.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::together::permits;
/// assert!(permits(0, 2) && permits(2, 2));
/// assert!(!permits(1, 2));
/// ```
#[must_use]
pub fn permits(inside: usize, all: usize) -> bool {
    inside == 0 || inside == all
}

/// One list of the rule.
#[derive(Debug, Clone)]
pub struct Together {
    /// The list's place among the stated lists.
    at: usize,
    /// The schools of the list, sorted.
    schools: Vec<SchoolIndex>,
}

impl Statement for Together {
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
        format!("These schools are always in one group: {}", facts.names(&self.schools))
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
        let inside = self.schools.iter().filter(|school| schools.contains(school)).count();
        u32::from(!permits(inside, self.schools.len()))
    }

    fn shape_structure(&self, structure: &mut Structure) {
        structure.join(&self.schools);
    }

    fn breaches_of_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Breach> {
        let inside = self.schools.iter().filter(|school| group.contains(school)).count();
        if permits(inside, self.schools.len()) {
            return Vec::new();
        }
        let names = facts.names(&self.schools);
        vec![Breach::new(&self.schools, format!("a group has only some of the schools that must be together: {names}"))]
    }

    fn breaches_of_plan(&self, facts: &Facts, _: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Vec<Breach> {
        let inside = self.schools.iter().filter(|school| unmatched.contains(school)).count();
        if permits(inside, self.schools.len()) {
            return Vec::new();
        }
        let names = facts.names(&self.schools);
        vec![Breach::new(
            &self.schools,
            format!("only some of the schools that must be together are unmatched: {names}"),
        )]
    }
}
