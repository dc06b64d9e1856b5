//! How a problem judges groups and plans: their value, and the rules that they break.

use crate::benefit::{self, Term};
use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::statements::Broken;
use crate::units::Points;

impl Problem {
    /// One term's points for a school in its group: 0 to 10,000.
    #[must_use]
    pub fn term_points(&self, term: &Term, school: SchoolIndex, group: &[SchoolIndex]) -> Points {
        benefit::term_points(self.facts(), &self.rules().benefit, term, school, group)
    }

    /// benefit(i | G): a school's benefit in its group, 0 to 10,000 points.
    #[must_use]
    pub fn benefit(&self, school: SchoolIndex, group: &[SchoolIndex]) -> Points {
        let terms = self.term_weights().iter();
        terms.map(|(term, weight)| weight * self.term_points(term, school, group)).sum::<Points>() / 1_000
    }

    /// value(G): the sum of the benefits of the group's schools.
    #[must_use]
    pub fn value(&self, group: &[SchoolIndex]) -> Points {
        group.iter().map(|&school| self.benefit(school, group)).sum()
    }

    /// Whether two different schools may be in one group, by the rules over pairs alone.
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

    /// Every rule that these schools break by being in one group, whatever other schools join them.
    #[must_use]
    pub fn broken_by_part(&self, part: &[SchoolIndex]) -> Vec<Broken> {
        self.statements().broken_by_part(self.facts(), part)
    }

    /// Every rule over the whole plan that these groups and unmatched schools break.
    #[must_use]
    pub fn broken_by_plan(&self, groups: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Vec<Broken> {
        self.statements().broken_by_plan(self.facts(), groups, unmatched)
    }
}
