//! A problem judges groups and plans: what they are worth, and which rules they break.

use crate::benefit::{self, Term};
use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::statements::Broken;
use crate::units::Points;

impl Problem {
    /// The points of one term for a school in a group that it belongs to: 0 to 10,000.
    #[must_use]
    pub fn term_points(&self, term: &Term, school: SchoolIndex, group: &[SchoolIndex]) -> Points {
        benefit::term_points(self.facts(), &self.rules().benefit, term, school, group)
    }

    /// benefit(i | G): 0 to 10,000 points.
    #[must_use]
    pub fn benefit(&self, school: SchoolIndex, group: &[SchoolIndex]) -> Points {
        let terms = self.term_weights().iter();
        terms.map(|(term, weight)| weight * self.term_points(term, school, group)).sum::<Points>() / 1_000
    }

    /// value(G): the sum of the benefits of its schools.
    #[must_use]
    pub fn value(&self, group: &[SchoolIndex]) -> Points {
        group.iter().map(|&school| self.benefit(school, group)).sum()
    }

    /// Whether two different schools may be in one group, as far as the two decide.
    #[inline]
    #[must_use]
    pub fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        self.statements().permits(a, b)
    }

    /// Every rule that one group breaks. `group` holds each school once.
    #[must_use]
    pub fn broken_by_group(&self, group: &[SchoolIndex]) -> Vec<Broken> {
        self.statements().broken_by_group(self.facts(), group)
    }

    /// Every rule that schools break by being in one group, whoever else joins them.
    #[must_use]
    pub fn broken_by_part(&self, part: &[SchoolIndex]) -> Vec<Broken> {
        self.statements().broken_by_part(self.facts(), part)
    }

    /// Every rule over the plan as a whole that these groups and unmatched schools break.
    #[must_use]
    pub fn broken_by_plan(&self, groups: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Vec<Broken> {
        self.statements().broken_by_plan(self.facts(), groups, unmatched)
    }
}
