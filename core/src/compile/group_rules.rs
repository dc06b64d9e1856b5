//! The rules in force that look at more than two schools, for the inner loops: how far a group is from keeping them.

use smallvec::SmallVec;

use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::model::rules::{Minimum, RuleInForce};
use crate::model::sizes::LARGEST;
use crate::units::Points;

/// The statements that are not in the structure of the problem, and the least that each member must have.
#[derive(Debug, Clone, Default)]
pub struct GroupRules {
    /// Kept by every part of a group, or by none that holds it.
    hereditary: Vec<RuleInForce>,
    /// Over whole groups.
    whole: Vec<RuleInForce>,
    /// The least points of learn that each school must have.
    pub least_learn: Points,
    /// The least points of share that each school must have.
    pub least_share: Points,
}

impl GroupRules {
    /// Takes the rules of a problem apart.
    #[must_use]
    pub fn new(problem: &Problem) -> Self {
        let statements = problem.statements();
        let mut rules = Self { hereditary: statements.hereditary().to_vec(), ..Self::default() };
        for statement in statements.over_groups().iter().filter(|statement| !statement.is_structural()) {
            match statement.minimum() {
                Some(Minimum::Learn(points)) => rules.least_learn = points.max(rules.least_learn),
                Some(Minimum::Share(points)) => rules.least_share = points.max(rules.least_share),
                None => rules.whole.push(statement.clone()),
            }
        }
        rules
    }

    /// The same for some of the schools, in the order given.
    #[must_use]
    pub fn restrict(&self, schools: &[SchoolIndex]) -> Self {
        let pick = |rules: &[RuleInForce]| rules.iter().map(|rule| rule.restrict(schools)).collect();
        Self { hereditary: pick(&self.hereditary), whole: pick(&self.whole), ..*self }
    }

    /// Whether any rule looks at more than the pairs of a group and the points of its members.
    #[must_use]
    pub fn count_members(&self) -> bool {
        !(self.hereditary.is_empty() && self.whole.is_empty())
    }

    /// Whether schools, one at least, may all be in one group, beyond what their pairs say. If not, no group that holds them
    /// keeps the rules.
    #[inline]
    #[must_use]
    pub fn may_grow(&self, schools: &[usize]) -> bool {
        self.hereditary.is_empty() || {
            let schools = indices(schools);
            self.hereditary.iter().all(|rule| rule.excess(&schools) == 0)
        }
    }

    /// How far a group is from keeping the rules, in schools too many or too few, over all of them.
    #[must_use]
    pub fn excess(&self, group: &[usize]) -> u32 {
        if group.is_empty() {
            return 0;
        }
        let group = indices(group);
        self.hereditary.iter().chain(&self.whole).map(|rule| rule.excess(&group)).sum()
    }
}

fn indices(schools: &[usize]) -> SmallVec<[SchoolIndex; LARGEST]> {
    schools.iter().map(|&school| SchoolIndex::new(school)).collect()
}
