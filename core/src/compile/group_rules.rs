//! The rules in force that need more than two schools, for the inner loops: how far a group is from keeping them.

use smallvec::SmallVec;

use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::model::rules::{Minimum, RuleInForce};
use crate::model::sizes::LARGEST;
use crate::units::Points;

/// The statements that are not in the problem's structure, and the minimum that each member must have.
#[derive(Debug, Clone, Default)]
pub struct GroupRules {
    /// Hereditary statements: if some schools break one, every group that contains them does.
    hereditary: Vec<RuleInForce>,
    /// Over whole groups.
    whole: Vec<RuleInForce>,
    /// The fewest points of `learn` that each school must have.
    pub least_learn: Points,
    /// The fewest points of `share` that each school must have.
    pub least_share: Points,
}

impl GroupRules {
    /// Sorts the rules of a problem by kind.
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

    /// The same rules for some of the schools, in the given order.
    #[must_use]
    pub fn restrict(&self, schools: &[SchoolIndex]) -> Self {
        let pick = |rules: &[RuleInForce]| rules.iter().map(|rule| rule.restrict(schools)).collect();
        Self { hereditary: pick(&self.hereditary), whole: pick(&self.whole), ..*self }
    }

    /// Whether any rule needs more than the pairs of a group and the points of its members.
    #[must_use]
    pub fn count_members(&self) -> bool {
        !(self.hereditary.is_empty() && self.whole.is_empty())
    }

    /// Whether some schools (at least one) may all be in one group, beyond the rules over their pairs. If not, no group
    /// that contains them keeps the rules.
    #[inline]
    #[must_use]
    pub fn may_grow(&self, schools: &[usize]) -> bool {
        self.hereditary.is_empty() || {
            let schools = indices(schools);
            self.hereditary.iter().all(|rule| rule.excess(&schools) == 0)
        }
    }

    /// How far a group is from keeping the rules, as the total number of schools too many or too few.
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
