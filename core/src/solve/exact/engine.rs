//! One part from end to end: column generation, the list of what can still be better, the tree over it.
//!
//! Where the list would be too long, it is made for a higher cutoff than the incumbent: then either a plan above that cutoff
//! is found, or the bound falls to it, and the next list reaches further down.

use super::approach::approach;
use super::blocks::Component;
use super::generate::{self, Root, Start};
use super::list::List;
use super::prices::{Prices, Terms};
use super::recorded;
use super::tree::{Parts, Tree};
use crate::compile::Compiled;
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::solve::limits::Limits;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::scan::SCALE;
use crate::solve::pricing::tables::Tables;
use crate::solve::proof::ProofNode;
use crate::units::Points;

/// Groups in the first list, at most, and in any list: 80 bytes each.
const FIRST_LIST: usize = 60_000;
const LONGEST_LIST: usize = 4_000_000;

/// Parts with this many schools are approached by first-order steps before the master takes over by pivots.
const APPROACHED: usize = 150;

/// In parts with more schools than this pivots take too long: the approach is all, and the plan is improved block by block.
pub(super) const MOST_PIVOTS: usize = 500;

/// A part, and what is known of it.
#[derive(Debug)]
pub(crate) struct Engine {
    tables: Tables,
    terms: Terms,
    /// Duals under which no group has a positive reduced cost, and what they prove, in thousandths.
    prices: Prices,
    proved: i64,
    /// The best plan.
    plan: Option<(Points, Vec<Column>)>,
    /// No plan is worth more, and why.
    bound: Points,
    nodes: Vec<ProofNode>,
    /// How far below the bound the last list reached, in thousandths.
    reach: Option<i64>,
    is_relaxed: bool,
    /// Duals to begin with, if better ones than a guess are known.
    start: Option<Vec<i64>>,
    /// Groups of which the relaxation of a large component chooses a part.
    support: Vec<Column>,
}

impl Engine {
    /// A part with a bound on what each school's benefit can be, and a plan if one is known.
    pub(crate) fn new(tables: Tables, terms: Terms, most: &[Points], plan: Option<Vec<Column>>) -> Self {
        let prices = Prices::of_benefits(most, &terms.counts);
        let proved = prices.bound(&terms, &[]);
        let plan = plan.and_then(|groups| Some((terms.value(&groups, tables.len())?, groups)));
        let nodes = recorded::root(&prices);
        let bound = proved.div_euclid(SCALE);
        Self {
            tables,
            terms,
            prices,
            proved,
            plan,
            bound,
            nodes,
            reach: None,
            is_relaxed: false,
            start: None,
            support: Vec::new(),
        }
    }

    /// Begins the relaxation with duals, in thousandths.
    pub(crate) fn with_duals(mut self, duals: Vec<i64>) -> Self {
        self.start = Some(duals);
        self
    }

    /// The best plan.
    pub(crate) fn plan(&self) -> Option<&[Column]> {
        self.plan.as_ref().map(|(_, groups)| groups.as_slice())
    }

    /// The value of the best plan.
    pub(crate) fn value(&self) -> Option<Points> {
        self.plan.as_ref().map(|&(value, _)| value)
    }

    /// No plan is worth more.
    pub(crate) fn bound(&self) -> Points {
        self.bound
    }

    /// The groups of the best plan.
    pub(crate) fn groups(&self) -> Option<Vec<Vec<SchoolIndex>>> {
        let group =
            |column: &Column| column.members().iter().map(|&member| self.tables.school(usize::from(member))).collect();
        self.plan.as_ref().map(|(_, groups)| groups.iter().map(group).collect())
    }

    /// The proof of the bound.
    pub(crate) fn proof(&self) -> &[ProofNode] {
        &self.nodes
    }

    /// Whether a tree can close what is open.
    pub(crate) fn can_close(&self) -> bool {
        self.is_relaxed && !self.is_closed()
    }

    /// Whether the best plan is proved to be the best there is, or that there is none.
    pub(crate) fn is_closed(&self) -> bool {
        self.floor() >= self.bound
    }

    /// Whether it is proved that no plan keeps every rule.
    pub(crate) fn is_infeasible(&self) -> bool {
        self.plan.is_none() && self.is_closed()
    }

    /// What a better plan has to beat: the best, or less than any plan is worth.
    fn floor(&self) -> Points {
        let schools = Points::try_from(self.tables.len()).unwrap_or(Points::MAX);
        let worst = self.terms.price.map_or(0, |price| -price.saturating_mul(schools));
        self.value().unwrap_or(worst - 1)
    }

    /// Solves the relaxation. `tell` hears of each better bound.
    ///
    /// # Errors
    /// [`Error::Backend`] if the solver fails.
    pub(crate) fn relax(&mut self, limits: &Limits, tell: &mut dyn FnMut(Points)) -> Result<(), Error> {
        let known: Vec<Column> = self.plan.as_ref().map_or_else(Vec::new, |(_, groups)| groups.clone());
        let duals = self.start.take().unwrap_or_else(|| guess(&self.tables, &known));
        let mut start = Start { duals, known: &known, floor: self.floor() };
        let mut tell = |bound: i64| tell(bound.div_euclid(SCALE));
        let pool;
        if self.tables.len() >= APPROACHED {
            let slice = limits.share(2);
            let near = approach(&self.tables, &self.terms, &start, &slice, &mut tell);
            limits.add_work(slice.work());
            self.lower(near.root);
            if self.tables.len() > MOST_PIVOTS {
                self.support = near.support;
                return Ok(());
            }
            pool = near.pool;
            start = Start { duals: self.prices.schools.clone(), known: &pool, floor: start.floor };
        }
        let root = generate::generate(&self.tables, &self.terms, start, limits, &mut tell)?;
        self.is_relaxed = root.as_ref().is_some_and(|root| root.is_solved);
        self.lower(root);
        Ok(())
    }

    /// Takes a bound that is lower, with what proves it.
    fn lower(&mut self, root: Option<Root>) {
        if let Some(root) = root.filter(|root| root.bound < self.proved) {
            (self.prices, self.proved) = (root.prices, root.bound);
            self.bound = self.proved.div_euclid(SCALE);
            self.nodes = recorded::root(&self.prices);
        }
    }

    /// Settles the plan of a large component anew, block by block. `tell` hears of each better value.
    ///
    /// # Errors
    /// [`Error::Backend`] if the solver fails.
    pub(crate) fn improve(
        &mut self,
        compiled: &Compiled,
        schools: &[SchoolIndex],
        limits: &Limits,
        tell: &mut dyn FnMut(Points),
    ) -> Result<(), Error> {
        if self.support.is_empty() || self.is_closed() {
            return Ok(());
        }
        let Some((_, mut groups)) = self.plan.take() else { return Ok(()) };
        let (terms, prices, support) = (&self.terms, &self.prices, &self.support);
        let component = Component { compiled, schools, terms, prices, support };
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
        (parts, most_nodes): (Parts, usize),
        limits: &Limits,
        tell: &mut dyn FnMut(Option<Points>, Points),
    ) -> Result<(), Error> {
        let mut nodes_left = most_nodes;
        while self.can_close() && nodes_left > 0 && limits.stop().is_none() {
            let Some((list, cutoff)) = self.next_list(limits) else { break };
            let known = self.bound;
            let values = (cutoff, self.value());
            let tree = Tree::new((self.tables.len(), &self.terms), list, &self.prices, values, parts, limits)?;
            let grown = tree.grow(self.proved, nodes_left, &mut |value, bound| {
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
    fn next_list(&mut self, limits: &Limits) -> Option<(List, Points)> {
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
            if let Some(list) = List::new(&self.tables, &self.prices, -wanted, most, limits) {
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

/// Duals to begin with: each group's value shared out by what each member adds to it.
fn guess(tables: &Tables, known: &[Column]) -> Vec<i64> {
    let mut guess = vec![SCALE * 6_500; tables.len()];
    for column in known {
        let members: Vec<usize> = column.members().iter().map(|&member| usize::from(member)).collect();
        let adds: Vec<i64> = (members.iter())
            .map(|&member| {
                let others: Vec<usize> = members.iter().copied().filter(|&other| other != member).collect();
                (column.points() - tables.worth(&others)).max(1)
            })
            .collect();
        let all: i64 = adds.iter().sum();
        for (&member, add) in members.iter().zip(&adds) {
            guess[member] = SCALE * column.points() * add / all;
        }
    }
    guess
}
