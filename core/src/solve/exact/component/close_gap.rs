//! The steps that close a component after its relaxation. They enumerate the columns that a better plan can have, and run
//! branch and bound over them. In a large component, neighbourhood search improves the plan instead.
//!
//! If there are too many such columns, the enumeration uses a cutoff above the incumbent. Then either a plan above the
//! cutoff is found, or the bound falls to the cutoff. The next enumeration reaches further down.

use super::ComponentSolver;
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::solve::exact::enumerated::EnumeratedColumns;
use crate::solve::exact::neighbourhood_search::NeighbourhoodSearch;
use crate::solve::exact::tree::Tree;
use crate::solve::limits::Limits;
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::run::Run;
use crate::units::Points;

impl ComponentSolver<'_> {
    /// Whether branch and bound can close the gap.
    pub(crate) fn can_close(&self) -> bool {
        self.is_relaxed && !self.is_closed()
    }

    /// Whether neighbourhood search can improve the plan.
    pub(crate) fn can_improve(&self) -> bool {
        self.guide.as_ref().is_some_and(|(_, support)| !support.is_empty()) && self.plan.is_some() && !self.is_closed()
    }

    /// Improves the plan of a large component. `tell` receives each better value.
    ///
    /// # Errors
    /// [`Error::Backend`] if the solver fails.
    pub(crate) fn improve(
        &mut self,
        run: &Run<'_>,
        schools: &[SchoolIndex],
        tell: &mut dyn FnMut(Points),
    ) -> Result<(), Error> {
        if !self.can_improve() {
            return Ok(());
        }
        let (Some((duals, support)), Some((_, mut groups))) = (&self.guide, self.plan.take()) else { return Ok(()) };
        let constraints = &self.constraints;
        let search = NeighbourhoodSearch { run, schools, constraints, duals, support };
        search.improve(&mut groups, self.bound, tell)?;
        self.plan = constraints.value(&groups, self.tables.len()).map(|value| (value, groups));
        Ok(())
    }

    /// Enumerates and branches until the component is closed, the limits end this, or this many nodes have been processed.
    /// `tell` receives each better value and bound.
    ///
    /// # Errors
    /// [`Error::Backend`] if the solver fails.
    pub(crate) fn close(
        &mut self,
        most_nodes: usize,
        limits: &Limits,
        tell: &mut dyn FnMut(Option<Points>, Points),
    ) -> Result<(), Error> {
        let mut nodes_left = most_nodes;
        while self.can_close() && nodes_left > 0 && limits.stop().is_none() {
            let Some((list, cutoff)) = self.next_list(limits) else { break };
            let known = self.bound;
            let values = (cutoff, self.value());
            let master = (self.tables.len(), &self.constraints);
            let tree = Tree::new(master, list, &self.duals, values, &self.tuning.tree, limits)?;
            let result = tree.run(self.proved, nodes_left, &mut |value, bound| {
                tell(value.or(values.1), bound.div_euclid(SCALE).min(known));
            })?;
            nodes_left = nodes_left.saturating_sub(result.num_nodes.max(1));
            self.plan = result.best.or(self.plan.take());
            if result.bound < self.bound {
                (self.bound, self.nodes) = (result.bound, result.nodes);
            }
            tell(self.value(), self.bound);
            // A tree that gave up would give up again.
            if !result.is_closed {
                break;
            }
        }
        Ok(())
    }

    /// The next enumeration and its cutoff: down to the best plan if that gives few enough columns, else twice as far as
    /// before.
    fn next_list(&mut self, limits: &Limits) -> Option<(EnumeratedColumns, Points)> {
        let whole = self.proved - SCALE * (self.floor() + 1);
        let tuning = &self.tuning.branch_and_price;
        let (mut wanted, most) = match self.reach {
            // A bound that is zero or negative also needs an enumeration.
            None => (whole.min((self.proved / 500).max(SCALE)), tuning.first_list),
            Some(last) => (whole.min(last.saturating_mul(2)), tuning.longest_list),
        };
        loop {
            if limits.is_urgent() {
                return None;
            }
            if let Some(list) = EnumeratedColumns::new(&self.tables, &self.duals, -wanted, most, limits) {
                self.reach = Some(wanted);
                return Some((list, (self.proved - wanted).div_euclid(SCALE) - 1));
            }
            if self.reach.is_some_and(|last| wanted <= last + last / 8) || wanted < 2 {
                return None;
            }
            wanted = match self.reach {
                None => wanted / 2,
                Some(last) => last + (wanted - last) / 2,
            };
        }
    }
}
