//! Branch and bound over the enumerated columns, with cuts, and the proof that it leaves behind.
//!
//! A node is closed when its integer duals show that no plan in it is worth more than the cutoff. A node that stays open is split
//! on two schools that its relaxation puts together only partly: in one group, or not (Ryan and Foster 1981).

use std::collections::BinaryHeap;
use std::rc::Rc;

use self::choose::choose;
use self::node::NodeOutcome;
use super::duals::{Duals, SideConstraints};
use super::enumerated::EnumeratedColumns;
use super::master::{Master, Relaxed};
use super::proof_recorder::{self, prune};
use crate::error::Error;
use crate::solve::limits::Limits;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::proof::{Branch, ProofNode};
use crate::solve::tuning::TreeTuning;
use crate::units::Points;

mod choose;
mod dive;
mod node;
mod restricted;

/// The result of a tree.
#[derive(Debug)]
pub(crate) struct TreeOutcome {
    /// The best plan found, if it is better than what was known.
    pub(crate) best: Option<(Points, Vec<Column>)>,
    /// No plan of enumerated columns is worth more.
    pub(crate) bound: Points,
    /// Whether no node is open.
    pub(crate) is_closed: bool,
    /// The proof of that: nodes whose steps close them at the bound.
    pub(crate) nodes: Vec<ProofNode>,
    /// How many nodes were processed.
    pub(crate) num_nodes: usize,
}

/// A node that waits.
#[derive(Debug)]
struct Open {
    bound: i64,
    number: usize,
    /// The columns in play at its parent.
    active: Rc<Vec<u32>>,
    /// The pairs decided on, the last one by its parent.
    pairs: Vec<Decision>,
}

#[derive(Debug, Clone, Copy)]
struct Decision {
    pair: [u16; 2],
    together: bool,
}

impl Decision {
    fn keeps(&self, column: &Column) -> bool {
        let [a, b] = self.pair;
        match (column.has(a), column.has(b)) {
            (true, true) => self.together,
            (false, false) => true,
            _ => !self.together,
        }
    }
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Open {}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Open {
    /// The largest bound first, then the oldest.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.bound.cmp(&other.bound).then_with(|| other.number.cmp(&self.number))
    }
}

/// The search over one enumeration.
pub(crate) struct Tree<'a> {
    tuning: &'a TreeTuning,
    num_schools: usize,
    constraints: &'a SideConstraints,
    limits: &'a Limits,
    list: EnumeratedColumns,
    master: Master<'a>,
    /// For each column of the master, its number in the list.
    tags: Vec<u32>,
    /// No plan above this is known, or every one up to this is of no interest.
    cutoff: Points,
    /// The value of the best plan known.
    incumbent: Option<Points>,
    best: Option<(Points, Vec<Column>)>,
    nodes: Vec<ProofNode>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(
        (num_schools, constraints): (usize, &'a SideConstraints),
        list: EnumeratedColumns,
        root: &Duals,
        (cutoff, incumbent): (Points, Option<Points>),
        tuning: &'a TreeTuning,
        limits: &'a Limits,
    ) -> Result<Self, Error> {
        let mut tree = Self {
            tuning,
            num_schools,
            constraints,
            limits,
            master: Master::new(num_schools, constraints, limits)?,
            tags: Vec::new(),
            cutoff,
            incumbent,
            best: None,
            nodes: proof_recorder::root(root),
            list,
        };
        tree.add_best(&tree.list.all(), root, 15 * num_schools + 200)?;
        Ok(tree)
    }

    /// Runs until no node is open or the limits end it. `bound` is the bound of the root's duals, in thousandths.
    pub(crate) fn run(
        mut self,
        bound: i64,
        most_nodes: usize,
        tell: &mut dyn FnMut(Option<Points>, i64),
    ) -> Result<TreeOutcome, Error> {
        let mut open = BinaryHeap::new();
        let all = Rc::new(self.list.all());
        open.push(Open { bound, number: 0, active: all, pairs: Vec::new() });
        let mut stopped: Option<i64> = None;
        let mut num_nodes = 0;
        while let Some(node) = open.pop() {
            if node.bound < self.target() {
                continue;
            }
            if self.limits.stop().is_some() || num_nodes == most_nodes {
                stopped = stopped.max(Some(node.bound));
                break;
            }
            num_nodes += 1;
            self.limits.add_work(1);
            match self.process_node(&node, num_nodes)? {
                NodeOutcome::Closed => {}
                NodeOutcome::Stopped(bound) => {
                    stopped = stopped.max(Some(bound));
                    break;
                }
                NodeOutcome::Split(bound, active, relaxed) => {
                    let Some(pair) = choose(&relaxed) else {
                        stopped = stopped.max(Some(bound));
                        break;
                    };
                    self.split(&node, bound, active, pair, &mut open);
                }
            }
            let most = open.iter().map(|open| open.bound).max().unwrap_or(0).max(SCALE * self.cutoff);
            tell(self.best.as_ref().map(|&(value, _)| value), most);
        }
        let open = open.into_iter().map(|node| node.bound).chain(stopped).max();
        let is_closed = open.is_none();
        let bound = open.map_or(self.cutoff, |bound| bound.div_euclid(SCALE).max(self.cutoff));
        let nodes = prune(&self.nodes, self.constraints, bound);
        Ok(TreeOutcome { best: self.best, bound, is_closed, nodes, num_nodes })
    }

    /// The bound of the relaxation over all columns, in thousandths, or one below that of any better plan. `None` if the limits end
    /// it.
    pub(crate) fn relaxed(mut self) -> Result<Option<i64>, Error> {
        let all = self.list.all();
        Ok(self.relax(&all)?.map(|relaxation| relaxation.proved))
    }

    /// A bound below this closes a node.
    fn target(&self) -> i64 {
        SCALE * (self.cutoff + 1)
    }

    fn split(&mut self, node: &Open, bound: i64, active: Vec<u32>, pair: [u16; 2], open: &mut BinaryHeap<Open>) {
        let active = Rc::new(active);
        let first = self.nodes.len();
        for (child, together) in [true, false].into_iter().enumerate() {
            let mut pairs = node.pairs.clone();
            pairs.push(Decision { pair, together });
            self.nodes.push(ProofNode::default());
            open.push(Open { bound, number: first + child, active: Rc::clone(&active), pairs });
        }
        self.nodes[node.number].branch =
            Some(Branch { pair: pair.map(usize::from), together: first, apart: first + 1 });
    }

    /// Takes an integral optimum as a plan. Whether it is better than what was known.
    fn take(&mut self, relaxed: &Relaxed) -> bool {
        let groups: Vec<Column> = relaxed.groups.iter().map(|&(column, _)| column).collect();
        let Some(value) = self.constraints.value(&groups, self.num_schools) else { return false };
        if self.incumbent.is_some_and(|incumbent| value <= incumbent) {
            return false;
        }
        self.incumbent = Some(value);
        self.cutoff = self.cutoff.max(value + (self.constraints.step - 1).max(0));
        self.best = Some((value, groups));
        true
    }
}
