//! One node: solves its relaxation with cuts, and then closes the node or prepares its split.

use super::history::Observation;
use super::restricted::{Relaxation, Restricted};
use super::state::{Decision, Goal, Open, ValuedPlan, View};
use crate::error::Error;
use crate::solve::exact::cut::{self, Cut};
use crate::solve::exact::master::Relaxed;
use crate::solve::exact::proof_recorder::certificate_duals;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::proof::Duals;

/// The result of a node.
pub(super) struct NodeResult {
    pub(super) outcome: NodeOutcome,
    /// The duals that close the node or take columns out of play.
    pub(super) steps: Vec<Duals>,
    /// A plan that is better than the best one known before.
    pub(super) best: Option<ValuedPlan>,
    /// The cuts found here that have an effect.
    pub(super) cuts: Vec<Cut>,
    /// The observed effects of branching on pairs, from the probes.
    pub(super) observed: Vec<Observation>,
}

/// How a node ended.
pub(super) enum NodeOutcome {
    /// No plan in it is of interest.
    Closed,
    /// The node's bound, the columns in play, and the pair to branch on.
    Split { bound: i64, active: Vec<u32>, pair: [u16; 2] },
    /// The limits ended the node. No plan in it exceeds the bound.
    Stopped(i64),
}

/// Processes a node with a master.
pub(super) fn process(
    open: &Open,
    number: usize,
    master: &mut Restricted<'_>,
    view: &View<'_>,
    goal: Goal,
) -> Result<NodeResult, Error> {
    let keeps = |number: &u32| open.pairs.last().is_none_or(|last| last.keeps(view.list.column(*number)));
    let active = open.active.iter().copied().filter(keeps).collect();
    let mut node = Node {
        number,
        pairs: &open.pairs,
        active,
        bound: open.bound,
        master,
        view,
        goal,
        best: None,
        steps: Vec::new(),
        cuts: Vec::new(),
        observed: Vec::new(),
    };
    node.master.take_from_pool(view)?;
    node.enter()?;
    let outcome = node.solve()?;
    let Node { best, steps, cuts, observed, .. } = node;
    Ok(NodeResult { outcome, steps, best, cuts, observed })
}

/// A node during its processing.
pub(super) struct Node<'n, 'm, 'a> {
    /// The number of earlier nodes, plus one.
    number: usize,
    pub(super) pairs: &'n [Decision],
    /// The columns in play.
    pub(super) active: Vec<u32>,
    /// No plan in the node is worth more, in thousandths.
    bound: i64,
    pub(super) master: &'m mut Restricted<'a>,
    pub(super) view: &'n View<'n>,
    pub(super) goal: Goal,
    best: Option<ValuedPlan>,
    steps: Vec<Duals>,
    cuts: Vec<Cut>,
    pub(super) observed: Vec<Observation>,
}

impl Node<'_, '_, '_> {
    /// Solves the relaxation, adds cuts while they help, and closes the node if its duals allow it.
    fn solve(&mut self) -> Result<NodeOutcome, Error> {
        let tuning = self.view.tuning;
        let rounds = if self.is_root() { tuning.root_cut_rounds } else { tuning.cut_rounds };
        let mut round = 0;
        loop {
            let before = self.bound;
            let Some(relaxation) = self.relax()? else { return Ok(NodeOutcome::Stopped(self.bound)) };
            if self.is_closed_by(&relaxation) {
                return Ok(NodeOutcome::Closed);
            }
            let gap = self.bound - SCALE * self.goal.cutoff;
            let is_tailing_off = round > 2 && (before - self.bound) * tuning.least_progress < gap;
            let cuts = if round == rounds || is_tailing_off { Vec::new() } else { self.separate(&relaxation) };
            if cuts.is_empty() {
                return self.finish(relaxation);
            }
            self.cuts.extend(cuts.iter().cloned());
            self.master.add_cuts(self.view.list, cuts)?;
            self.enter()?;
            round += 1;
        }
    }

    fn is_root(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Opens the columns in play in the master.
    fn enter(&mut self) -> Result<(), Error> {
        self.master.open_only(self.view.list, &self.active, self.pairs)
    }

    fn relax(&mut self) -> Result<Option<Relaxation>, Error> {
        self.master.relax(self.view, self.goal.target(), &self.active)
    }

    /// Records the findings of a relaxation. Returns whether they close the node.
    fn is_closed_by(&mut self, relaxation: &Relaxation) -> bool {
        self.fix_by_reduced_cost(relaxation);
        relaxation.proved < self.goal.target() || self.is_closed_by_plan(relaxation)
    }

    /// Takes columns out of play that are in no plan of interest. Records the duals if they prove anything new.
    fn fix_by_reduced_cost(&mut self, relaxation: &Relaxation) {
        let least = self.goal.target() - relaxation.proved;
        let (list, master) = (self.view.list, &*self.master);
        let is_near = |number: &u32| master.reduced(list, &relaxation.duals, *number) >= least;
        let kept: Vec<u32> = self.active.iter().copied().filter(is_near).collect();
        if relaxation.proved < self.bound || kept.len() < self.active.len() {
            self.bound = self.bound.min(relaxation.proved);
            self.record(relaxation);
            self.active = kept;
        }
    }

    /// Whether the optimum is a plan that raises the incumbent enough for the node's own duals to close the node.
    fn is_closed_by_plan(&mut self, relaxation: &Relaxation) -> bool {
        let optimum = &relaxation.optimum;
        let is_closed = optimum.is_integral() && self.take(optimum) && self.bound < self.goal.target();
        if is_closed {
            self.record(relaxation);
        }
        is_closed
    }

    /// Takes an integral optimum as a plan. Returns whether it is better than the best one known.
    pub(super) fn take(&mut self, optimum: &Relaxed) -> bool {
        let groups: Vec<Column> = optimum.groups.iter().map(|&(column, _)| column).collect();
        let constraints = self.view.constraints;
        let Some(value) = constraints.value(&groups, self.view.num_schools) else { return false };
        let is_better = self.goal.raise(value, constraints);
        if is_better {
            self.best = Some((value, groups));
        }
        is_better
    }

    /// The most violated cuts, if there is room for more cuts.
    fn separate(&self, relaxation: &Relaxation) -> Vec<Cut> {
        let (tuning, known) = (self.view.tuning, self.master.cuts());
        if known.len() >= tuning.most_cuts {
            return Vec::new();
        }
        let most = if self.is_root() { tuning.each_cut_round } else { tuning.each_cut_round / 4 };
        cut::violated(&relaxation.optimum.groups, known, most, tuning)
    }

    /// Sometimes looks for a plan by a dive, and chooses the pair to branch on.
    fn finish(&mut self, relaxation: Relaxation) -> Result<NodeOutcome, Error> {
        let dives = self.is_root() || self.number.is_multiple_of(self.view.tuning.dive_every);
        if dives {
            if !self.dive(&relaxation.optimum)? {
                return Ok(NodeOutcome::Stopped(self.bound));
            }
            if relaxation.proved < self.goal.target() {
                self.record(&relaxation);
                return Ok(NodeOutcome::Closed);
            }
        }
        self.keep_cuts_that_count(&relaxation);
        let is_rebuilt = self.master.is_due_for_rebuild(self.view);
        if is_rebuilt {
            self.master.rebuild(self.view, &self.active, &relaxation.duals)?;
        }
        let mut optimum = relaxation.optimum;
        if dives || is_rebuilt {
            // Probes start from the basis of the master, so the master must have the node's basis again.
            self.enter()?;
            let Some(again) = self.relax()? else { return Ok(NodeOutcome::Stopped(self.bound)) };
            if self.is_closed_by(&again) {
                return Ok(NodeOutcome::Closed);
            }
            optimum = again.optimum;
        }
        let Some(pair) = self.choose_pair(&optimum)? else { return Ok(NodeOutcome::Stopped(self.bound)) };
        Ok(NodeOutcome::Split { bound: self.bound, active: std::mem::take(&mut self.active), pair })
    }

    /// Drops the cuts found here whose dual is 0.
    fn keep_cuts_that_count(&mut self, relaxation: &Relaxation) {
        let known = self.master.cuts().iter().zip(&relaxation.duals.cuts);
        let counting: Vec<&Cut> = known.filter(|&(_, &dual)| dual > 0).map(|(cut, _)| cut).collect();
        self.cuts.retain(|cut| counting.contains(&cut));
    }

    /// Adds duals to the proof of the node.
    fn record(&mut self, relaxation: &Relaxation) {
        self.steps.push(certificate_duals(&relaxation.duals, self.master.cuts()));
    }
}
