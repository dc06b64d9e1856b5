//! The rules that look at more than two schools, for the schools of one part.

use tercet_model::ids::SchoolIndex;
use tercet_model::problem::Problem;
use tercet_model::rules::{Minimum, RuleInForce};
use tercet_model::units::Points;

/// The rules over groups and their subsets. Schools are positions in the part of the certificate.
pub(super) struct GroupRules {
    schools: Vec<SchoolIndex>,
    rules: Vec<RuleInForce>,
    /// The least that each school must learn and share.
    pub(super) least_learn: Points,
    pub(super) least_share: Points,
}

impl GroupRules {
    pub(super) fn new(problem: &Problem, schools: &[usize]) -> Self {
        let schools = schools.iter().map(|&school| SchoolIndex::new(school)).collect();
        let mut all = Self { schools, rules: Vec::new(), least_learn: 0, least_share: 0 };
        for rule in problem.statements().hereditary().iter().chain(problem.statements().over_groups()) {
            match rule.minimum() {
                Some(Minimum::Learn(points)) => all.least_learn = points.max(all.least_learn),
                Some(Minimum::Share(points)) => all.least_share = points.max(all.least_share),
                None => all.rules.push(rule.clone()),
            }
        }
        all
    }

    /// Whether a group keeps the rules, except those that require points.
    pub(super) fn permit(&self, group: &[u16]) -> bool {
        let members: Vec<SchoolIndex> = group.iter().map(|&school| self.schools[usize::from(school)]).collect();
        self.rules.iter().all(|rule| rule.excess(&members) == 0)
    }
}
