//! What closes a part after its relaxation: the list of what can still be better and the tree over it, or, where that is too
//! large, the plan settled anew block by block.
//!
//! Where the list would be too long, it is made for a higher cutoff than the incumbent: then either a plan above that cutoff
//! is found, or the bound falls to it, and the next list reaches further down.

use super::ComponentSolver;
use crate::compile::Compiled;
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::solve::exact::enumerated::EnumeratedColumns;
use crate::solve::exact::neighbourhood_search::NeighbourhoodSearch;
use crate::solve::exact::tree::Tree;
use crate::solve::limits::Limits;
use crate::solve::pricing::enumeration::SCALE;
use crate::units::Points;

/// Groups in the first list, at most, and in any list: 80 bytes each.
const FIRST_LIST: usize = 60_000;
const LONGEST_LIST: usize = 4_000_000;

impl ComponentSolver {
    /// Whether a tree can close what is open.
    pub(crate) fn can_close(&self) -> bool {
        self.is_relaxed && !self.is_closed()
    }

    /// Whether blocks can better its plan.
    pub(crate) fn can_improve(&self) -> bool {
        self.guide.as_ref().is_some_and(|(_, support)| !support.is_empty()) && self.plan.is_some() && !self.is_closed()
    }

    /// Settles the plan of a large component anew, block by block. `tell` hears of each better value.
    ///
    /// # Errors
    /// [`Error::Backend`] if the solver fails.
    pub(crate) fn improve(
        &mut self,
        compiled: &Compiled,
        (schools, seed): (&[SchoolIndex], u64),
        limits: &Limits,
        tell: &mut dyn FnMut(Points),
    ) -> Result<(), Error> {
        if !self.can_improve() {
            return Ok(());
        }
        let (Some((prices, support)), Some((_, mut groups))) = (&self.guide, self.plan.take()) else { return Ok(()) };
        let terms = &self.terms;
        let component = NeighbourhoodSearch { compiled, schools, seed, terms, prices, support };
        component.improve(&mut groups, self.bound, limits, tell)?;
        self.plan = terms.value(&groups, self.tables.len()).map(|value| (value, groups));
        Ok(())
    }

    /// Lists and branches until the part is closed, the limits end it or so many nodes have been looked at. `tell` hears of
    /// each better value and bound.
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
            let tree = Tree::new((self.tables.len(), &self.terms), list, &self.prices, values, limits)?;
            let grown = tree.run(self.proved, nodes_left, &mut |value, bound| {
                tell(value.or(values.1), bound.div_euclid(SCALE).min(known));
            })?;
            nodes_left = nodes_left.saturating_sub(grown.num_nodes.max(1));
            self.plan = grown.best.or(self.plan.take());
            if grown.bound < self.bound {
                (self.bound, self.nodes) = (grown.bound, grown.nodes);
            }
            tell(self.value(), self.bound);
            // A tree that gave up would give up again.
            if !grown.is_closed {
                break;
            }
        }
        Ok(())
    }

    /// The next list and its cutoff: as far down as the best plan if that many groups can be held, else twice as far as before.
    fn next_list(&mut self, limits: &Limits) -> Option<(EnumeratedColumns, Points)> {
        let whole = self.proved - SCALE * (self.floor() + 1);
        let (mut wanted, most) = match self.reach {
            // A bound near zero or below it still asks for a list.
            None => (whole.min((self.proved / 500).max(SCALE)), FIRST_LIST),
            Some(last) => (whole.min(last.saturating_mul(2)), LONGEST_LIST),
        };
        loop {
            if limits.is_urgent() {
                return None;
            }
            if let Some(list) = EnumeratedColumns::new(&self.tables, &self.prices, -wanted, most, limits) {
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
