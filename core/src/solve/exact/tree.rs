//! Branch and bound over the enumerated columns, with cuts, and with a proof as its result.
//!
//! A node is closed when its integer duals show that no plan in it is worth more than the cutoff. A node that stays open is
//! split on two schools that its relaxation only partly puts together: either they are in one group, or they are not (Ryan
//! and Foster 1981).
//!
//! Nodes are processed in parallel batches: the open nodes with the largest bounds, each with its own restricted master.
//! The findings of a batch (plans, cuts, observations of pairs) are combined in the order of the batch, and the next batch
//! can use them. The size of a batch does not depend on the number of threads, so neither do the plan, the bound and the
//! proof.

use std::collections::BinaryHeap;
use std::sync::Arc;

use rayon::prelude::*;

use self::history::PairHistory;
use self::node::{NodeOutcome, NodeResult};
use self::restricted::Restricted;
use self::state::{Decision, Goal, Open, ValuedPlan, View};
use super::cut::Cut;
use super::duals::{Duals, SideConstraints};
use super::enumerated::EnumeratedColumns;
use super::proof_recorder::{self, prune};
use crate::error::Error;
use crate::solve::limits::Limits;
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::proof::{Branch, ProofNode};
use crate::solve::tuning::TreeTuning;
use crate::units::Points;

mod branching;
mod dive;
mod history;
mod node;
mod restricted;
mod state;

/// The most columns that all masters of a batch hold together. Enumerated columns that are not in play count too, because
/// each master has a table of the cuts for all of them.
const COLUMNS_IN_ALL: usize = 1_000_000;

/// The result of a tree.
#[derive(Debug)]
pub(crate) struct TreeOutcome {
    /// The best plan found, if it is better than the best one known before.
    pub(crate) best: Option<ValuedPlan>,
    /// No plan of enumerated columns is worth more.
    pub(crate) bound: Points,
    /// Whether no node is open.
    pub(crate) is_closed: bool,
    /// The proof of this bound: nodes whose steps close them at the bound.
    pub(crate) nodes: Vec<ProofNode>,
    /// How many nodes were processed.
    pub(crate) num_nodes: usize,
}

/// The search over one enumeration.
pub(crate) struct Tree<'a> {
    num_schools: usize,
    constraints: &'a SideConstraints,
    tuning: &'a TreeTuning,
    limits: &'a Limits,
    list: EnumeratedColumns,
    masters: Vec<Restricted<'a>>,
    pool: Vec<Cut>,
    history: PairHistory,
    goal: Goal,
    best: Option<ValuedPlan>,
    nodes: Vec<ProofNode>,
    /// The duals of the relaxation, which choose the first columns of a master.
    root: Duals,
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
            num_schools,
            constraints,
            tuning,
            limits,
            list,
            masters: Vec::new(),
            pool: Vec::new(),
            history: PairHistory::default(),
            goal: Goal { cutoff, incumbent },
            best: None,
            nodes: proof_recorder::root(root),
            root: root.clone(),
        };
        let all = tree.list.all();
        let master = Restricted::new(&tree.view(), (constraints, limits), &all, root, 15 * num_schools + 200)?;
        tree.masters.push(master);
        Ok(tree)
    }

    fn view(&self) -> View<'_> {
        View {
            num_schools: self.num_schools,
            constraints: self.constraints,
            tuning: self.tuning,
            limits: self.limits,
            list: &self.list,
            pool: &self.pool,
            history: &self.history,
        }
    }

    /// Runs until no node is open or the limits end it. `bound` is the bound of the root's duals, in thousandths.
    pub(crate) fn run(
        mut self,
        bound: i64,
        most_nodes: usize,
        tell: &mut dyn FnMut(Option<Points>, i64),
    ) -> Result<TreeOutcome, Error> {
        let mut open = BinaryHeap::new();
        let active = Arc::new(self.list.all());
        open.push(Open { bound, number: 0, active, pairs: Vec::new(), place: 0 });
        let mut stopped: Option<i64> = None;
        let mut num_nodes = 0;
        while stopped.is_none() && num_nodes < most_nodes && self.limits.stop().is_none() {
            let batch = self.next_batch(&mut open, num_nodes, most_nodes);
            if batch.is_empty() {
                break;
            }
            let results = self.process(&batch, num_nodes)?;
            for (place, (node, result)) in batch.iter().zip(results).enumerate() {
                num_nodes += 1;
                self.limits.add_work(1);
                stopped = stopped.max(self.join(node, result, place, &mut open));
            }
            let most = open.peek().map_or(0, |open| open.bound).max(SCALE * self.goal.cutoff);
            tell(self.best.as_ref().map(|&(value, _)| value), most);
        }
        let Goal { cutoff, .. } = self.goal;
        let is_open = |bound: &i64| *bound >= self.goal.target();
        let open = open.into_iter().map(|node| node.bound).filter(is_open).chain(stopped).max();
        let is_closed = open.is_none();
        let bound = open.map_or(cutoff, |bound| bound.div_euclid(SCALE).max(cutoff));
        let nodes = prune(&self.nodes, self.constraints, bound);
        Ok(TreeOutcome { best: self.best, bound, is_closed, nodes, num_nodes })
    }

    /// The bound of the relaxation over all columns, in thousandths, or a bound below that of any better plan. `None` if
    /// the limits end it.
    pub(crate) fn relaxed(mut self) -> Result<Option<i64>, Error> {
        let mut master = self.masters.remove(0);
        let relaxation = master.relax(&self.view(), self.goal.target(), &self.list.all())?;
        Ok(relaxation.map(|relaxation| relaxation.proved))
    }

    /// The open nodes with the largest bounds, each at the place of the master that processes it. Closed nodes are dropped.
    fn next_batch(&self, open: &mut BinaryHeap<Open>, num_nodes: usize, most_nodes: usize) -> Vec<Open> {
        let width = if num_nodes == 0 { 1 } else { self.width().min(most_nodes - num_nodes) };
        let mut nodes = Vec::new();
        while nodes.len() < width
            && let Some(node) = open.pop()
        {
            if node.bound < self.goal.target() {
                open.clear();
                break;
            }
            nodes.push(node);
        }
        let mut batch: Vec<Option<Open>> = nodes.iter().map(|_| None).collect();
        let mut others = Vec::new();
        for node in nodes {
            match batch.get_mut(node.place) {
                Some(place) if place.is_none() => *place = Some(node),
                _ => others.push(node),
            }
        }
        let free = batch.iter_mut().filter(|place| place.is_none());
        free.zip(others).for_each(|(place, node)| *place = Some(node));
        batch.into_iter().flatten().collect()
    }

    /// The number of nodes in a batch. It is lower if the columns alone take much memory.
    fn width(&self) -> usize {
        (COLUMNS_IN_ALL / self.list.len().max(1)).clamp(1, self.tuning.batch)
    }

    /// Processes the nodes of a batch in parallel, each by the master at its place.
    fn process(&mut self, batch: &[Open], num_nodes: usize) -> Result<Vec<NodeResult>, Error> {
        let mut masters = std::mem::take(&mut self.masters);
        let most = self.tuning.columns * self.num_schools;
        for node in batch.iter().skip(masters.len()) {
            let parts = (self.constraints, self.limits);
            masters.push(Restricted::new(&self.view(), parts, &node.active, &self.root, most)?);
        }
        let (view, goal) = (self.view(), self.goal);
        let results = (masters.par_iter_mut().zip(batch).enumerate().with_max_len(1))
            .map(|(place, (master, node))| node::process(node, num_nodes + place + 1, master, &view, goal))
            .collect();
        self.masters = masters;
        results
    }

    /// Records the findings of a node, and its children if it is split. Returns its bound if the limits stopped it.
    fn join(&mut self, node: &Open, result: NodeResult, place: usize, open: &mut BinaryHeap<Open>) -> Option<i64> {
        self.nodes[node.number].steps.extend(result.steps);
        self.history.extend(result.observed);
        for cut in result.cuts {
            if self.pool.len() < self.tuning.most_cuts && !self.pool.contains(&cut) {
                self.pool.push(cut);
            }
        }
        if let Some(found) = result.best {
            self.take(found);
        }
        match result.outcome {
            NodeOutcome::Closed => None,
            NodeOutcome::Stopped(bound) => Some(bound),
            NodeOutcome::Split { bound, active, pair } => {
                self.split(node, (bound, Arc::new(active)), pair, place, open);
                None
            }
        }
    }

    fn split(
        &mut self,
        node: &Open,
        (bound, active): (i64, Arc<Vec<u32>>),
        pair: [u16; 2],
        place: usize,
        open: &mut BinaryHeap<Open>,
    ) {
        let first = self.nodes.len();
        for (child, together) in [true, false].into_iter().enumerate() {
            let mut pairs = node.pairs.clone();
            pairs.push(Decision { pair, together });
            self.nodes.push(ProofNode::default());
            open.push(Open { bound, number: first + child, active: Arc::clone(&active), pairs, place });
        }
        self.nodes[node.number].branch =
            Some(Branch { pair: pair.map(usize::from), together: first, apart: first + 1 });
    }

    /// Records a plan if it is better than the best one known.
    fn take(&mut self, found: ValuedPlan) {
        if self.goal.raise(found.0, self.constraints) {
            self.best = Some(found);
        }
    }
}
