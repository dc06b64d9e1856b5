//! The values that the schools of a group must not share, as a list for each school. A constructor uses them to deal out
//! schools.

use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::model::rules::RuleInForce;

/// For each school, one number for each rule by which a group has at most one school of a value; 0 does not count.
#[derive(Debug, Clone)]
pub(super) struct Distinct {
    rules: usize,
    codes: Vec<u32>,
}

impl Distinct {
    pub(super) fn new(problem: &Problem) -> Self {
        let columns: Vec<&[u32]> = problem.rules_in_force().iter().filter_map(RuleInForce::one_of_each).collect();
        let of_school = |school: usize| columns.iter().map(move |column| column[school]);
        Self { rules: columns.len(), codes: (0..problem.len()).flat_map(of_school).collect() }
    }

    #[inline]
    pub(super) fn of(&self, school: SchoolIndex) -> &[u32] {
        &self.codes[school.position() * self.rules..][..self.rules]
    }
}
