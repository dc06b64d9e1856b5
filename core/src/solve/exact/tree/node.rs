//! One node: its relaxation is solved with cuts, and then it is closed or ready to be split.

use super::{Decision, Open, Tree};
use crate::error::Error;
use crate::solve::exact::cut::{self, Cut};
use crate::solve::exact::master::Relaxed;
use crate::solve::exact::proof_recorder::certificate_duals;
use crate::solve::exact::tree::restricted::Relaxation;
use crate::solve::pricing::enumeration::SCALE;

/// The result of a node.
pub(super) enum NodeOutcome {
    /// No plan in it is of interest.
    Closed,
    /// Its bound, the columns in play and the optimum to branch on.
    Split(i64, Vec<u32>, Relaxed),
    /// The limits ended it. No plan in it exceeds the bound.
    Stopped(i64),
}

/// The state of a node while it is processed.
struct Node<'a> {
    number: usize,
    pairs: &'a [Decision],
    /// The columns in play.
    active: Vec<u32>,
    /// No plan in it is worth more, in thousandths.
    bound: i64,
}

impl Node<'_> {
    fn is_root(&self) -> bool {
        self.pairs.is_empty()
    }
}

impl Tree<'_> {
    /// Solves the relaxation of a node, adds cuts while they help, and closes the node if its duals allow it.
    pub(super) fn process_node(&mut self, open: &Open, num_nodes: usize) -> Result<NodeOutcome, Error> {
        let mut node = self.enter_node(open)?;
        let rounds = if node.is_root() { self.tuning.root_cut_rounds } else { self.tuning.cut_rounds };
        let mut round = 0;
        loop {
            let before = node.bound;
            let Some(relaxation) = self.relax(&node.active)? else { return Ok(NodeOutcome::Stopped(node.bound)) };
            self.fix_by_reduced_cost(&mut node, &relaxation);
            if relaxation.proved < self.target() || self.is_closed_by_plan(&node, &relaxation) {
                return Ok(NodeOutcome::Closed);
            }
            let is_tailing_off =
                round > 2 && (before - node.bound) * self.tuning.least_progress < node.bound - SCALE * self.cutoff;
            let cuts = if round == rounds || is_tailing_off { Vec::new() } else { self.separate(&node, &relaxation) };
            if cuts.is_empty() {
                return self.finish(node, relaxation, num_nodes);
            }
            self.add_cuts(cuts)?;
            self.open_only(&node.active, node.pairs)?;
            round += 1;
        }
    }

    /// Leaves in play the columns that keep the last decision.
    fn enter_node<'n>(&mut self, open: &'n Open) -> Result<Node<'n>, Error> {
        let keeps = |number: &u32| open.pairs.last().is_none_or(|last| last.keeps(self.list.column(*number)));
        let active: Vec<u32> = open.active.iter().copied().filter(keeps).collect();
        self.open_only(&active, &open.pairs)?;
        Ok(Node { number: open.number, pairs: &open.pairs, active, bound: open.bound })
    }

    /// Takes out of play the columns that are in no plan of interest, and records the duals if they prove anything new.
    fn fix_by_reduced_cost(&mut self, node: &mut Node<'_>, relaxation: &Relaxation) {
        let least = self.target() - relaxation.proved;
        let is_near = |number: &u32| self.list.reduced(&relaxation.duals, *number) >= least;
        let kept: Vec<u32> = node.active.iter().copied().filter(is_near).collect();
        if relaxation.proved < node.bound || kept.len() < node.active.len() {
            node.bound = node.bound.min(relaxation.proved);
            self.record(node, relaxation);
            node.active = kept;
        }
    }

    /// Whether the optimum is a plan that raises the incumbent so far that the node's own duals close it.
    fn is_closed_by_plan(&mut self, node: &Node<'_>, relaxation: &Relaxation) -> bool {
        let is_closed =
            relaxation.optimum.is_integral() && self.take(&relaxation.optimum) && node.bound < self.target();
        if is_closed {
            self.record(node, relaxation);
        }
        is_closed
    }

    /// The most violated cuts, if there is room for more.
    fn separate(&self, node: &Node<'_>, relaxation: &Relaxation) -> Vec<Cut> {
        if self.master.cuts.len() >= self.tuning.most_cuts {
            return Vec::new();
        }
        let most = if node.is_root() { self.tuning.each_cut_round } else { self.tuning.each_cut_round / 4 };
        cut::violated(&relaxation.optimum.groups, &self.master.cuts, most, self.tuning)
    }

    /// Looks for a plan by a dive now and then, and hands the node over to be split.
    fn finish(&mut self, node: Node<'_>, relaxation: Relaxation, num_nodes: usize) -> Result<NodeOutcome, Error> {
        if node.is_root() || num_nodes.is_multiple_of(self.tuning.dive_every) {
            if !self.dive(&node.active, node.pairs, &relaxation.optimum)? {
                return Ok(NodeOutcome::Stopped(node.bound));
            }
            self.open_only(&node.active, node.pairs)?;
            if relaxation.proved < self.target() {
                self.record(&node, &relaxation);
                return Ok(NodeOutcome::Closed);
            }
        }
        let mut optimum = relaxation.optimum;
        if self.is_due_for_rebuild() {
            self.rebuild(&node.active, &relaxation.duals)?;
            self.open_only(&node.active, node.pairs)?;
            let Some(next) = self.relax(&node.active)? else { return Ok(NodeOutcome::Stopped(node.bound)) };
            optimum = next.optimum;
        }
        Ok(NodeOutcome::Split(node.bound, node.active, optimum))
    }

    /// Adds duals to the proof of a node.
    fn record(&mut self, node: &Node<'_>, relaxation: &Relaxation) {
        self.nodes[node.number].steps.push(certificate_duals(&relaxation.duals, &self.master.cuts));
    }
}
