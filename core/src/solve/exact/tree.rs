//! Branch and bound over the listed groups, with cuts, and the proof that it leaves behind.
//!
//! A node is closed when its integer duals show that no plan in it is worth more than the cutoff. One that is not closed is
//! split on two schools that its relaxation puts together in part: in one group, or not (Ryan and Foster 1981).

use std::collections::BinaryHeap;
use std::rc::Rc;

use rayon::prelude::*;

use self::choose::choose;
use super::cut::{self, Cut};
use super::duals::{Duals, SideConstraints};
use super::enumerated::EnumeratedColumns;
use super::master::{Master, Relaxed};
use super::proof_recorder::{self, duals, prune};
use crate::error::Error;
use crate::solve::limits::Limits;
use crate::solve::pricing::column::{Column, spread};
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::proof::{Branch, ProofNode};
use crate::units::Points;

mod choose;
mod dive;

/// Columns that a round of pricing adds, at most.
const EACH_ROUND: usize = 400;
/// A round adds no column whose members all stand in this many of the round's others.
const EACH_MEMBER: usize = 15;
/// Rounds of cuts at the root, cuts in a round, and cuts in a round for one school.
const CUT_ROUNDS: usize = 30;
const CUTS_A_ROUND: usize = 40;
const CUTS_A_SCHOOL: usize = 6;
/// All cuts, at most.
const MOST_CUTS: usize = 600;
/// A round of cuts that closes less than one part in so many of what is open is the last.
const LEAST_PROGRESS: i64 = 50;
/// Columns for each school that a new master begins with, and times as many that make it due.
const COLUMNS_A_SCHOOL: usize = 8;
const GROWTH: usize = 3;

/// What a tree ends with.
#[derive(Debug)]
pub(crate) struct TreeOutcome {
    /// The best plan found, if it is better than what was known.
    pub(crate) best: Option<(Points, Vec<Column>)>,
    /// No plan of listed groups is worth more.
    pub(crate) bound: Points,
    /// Whether the whole of the list is settled.
    pub(crate) is_closed: bool,
    /// The proof of that: nodes whose steps close them at the bound.
    pub(crate) nodes: Vec<ProofNode>,
    /// How many nodes were looked at.
    pub(crate) num_nodes: usize,
}

/// A node that waits.
#[derive(Debug)]
struct Open {
    bound: i64,
    number: usize,
    /// What is in play at its parent.
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

/// The search over one list.
pub(crate) struct Tree<'a> {
    num_schools: usize,
    terms: &'a SideConstraints,
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

/// How looking at a node ended.
enum NodeOutcome {
    Closed,
    /// What is in play and the optimum.
    Split(i64, Vec<u32>, Relaxed),
    /// The limits ended it; no plan in it exceeds the bound.
    Stopped(i64),
}

impl<'a> Tree<'a> {
    pub(crate) fn new(
        (num_schools, terms): (usize, &'a SideConstraints),
        list: EnumeratedColumns,
        root: &Duals,
        (cutoff, incumbent): (Points, Option<Points>),
        limits: &'a Limits,
    ) -> Result<Self, Error> {
        let mut tree = Self {
            num_schools,
            terms,
            limits,
            master: Master::new(num_schools, terms, limits)?,
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

    /// Grows the tree until it is closed or the limits end it. `bound` is what the root's duals prove, in thousandths.
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
        let nodes = prune(&self.nodes, self.terms, bound);
        Ok(TreeOutcome { best: self.best, bound, is_closed, nodes, num_nodes })
    }

    /// What the relaxation over the whole list proves, in thousandths, or that it proves less than a better plan; `None` if the
    /// limits end it.
    pub(crate) fn relaxed(mut self) -> Result<Option<i64>, Error> {
        let all = self.list.all();
        Ok(self.relax(&all)?.map(|(_, _, proved)| proved))
    }

    /// States the master anew with the columns in play that are nearest to being chosen, and the cuts that count.
    fn renew(&mut self, active: &[u32], prices: &Duals) -> Result<(), Error> {
        let cuts: Vec<Cut> = (self.master.cuts.iter().zip(&prices.cuts))
            .filter(|&(_, &dual)| dual > 0)
            .map(|(cut, _)| cut.clone())
            .collect();
        self.list.forget_cuts();
        for (number, cut) in cuts.iter().enumerate() {
            self.list.add_cut(number, cut);
        }
        self.master = Master::new(self.num_schools, self.terms, self.limits)?;
        self.master.add_cuts(cuts)?;
        self.tags.clear();
        self.add_best(active, prices, COLUMNS_A_SCHOOL * self.num_schools)
    }

    /// Adds the listed columns with the largest reduced costs to the master.
    fn add_best(&mut self, numbers: &[u32], prices: &Duals, most: usize) -> Result<(), Error> {
        let mut ranked: Vec<(i64, u32)> =
            numbers.iter().map(|&number| (-self.list.reduced(prices, number), number)).collect();
        ranked.sort_unstable();
        ranked.truncate(most);
        self.add(&ranked)?;
        Ok(())
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

    /// Adds listed columns to the master. Returns how many were not there yet.
    fn add(&mut self, ranked: &[(i64, u32)]) -> Result<usize, Error> {
        let columns: Vec<Column> = ranked.iter().map(|&(_, number)| *self.list.column(number)).collect();
        let added = self.master.add(&columns)?;
        self.tags.extend(added.iter().map(|&position| ranked[position].1));
        Ok(added.len())
    }

    /// Opens what is in play at a node and closes all else.
    fn enter(&mut self, active: &[u32], pairs: &[Decision]) -> Result<(), Error> {
        let mut in_play = vec![false; self.list.len()];
        active.iter().for_each(|&number| in_play[number as usize] = true);
        let tags = &self.tags;
        let out = |school: usize| {
            !pairs.iter().any(|decision| {
                decision.together && decision.pair.iter().any(|&of_pair| usize::from(of_pair) == school)
            })
        };
        self.master.open_only(|number| in_play[tags[number] as usize], out)
    }

    fn process_node(&mut self, node: &Open, num_nodes: usize) -> Result<NodeOutcome, Error> {
        let keeps = |number: &u32| node.pairs.last().is_none_or(|last| last.keeps(self.list.column(*number)));
        let mut active: Vec<u32> = node.active.iter().copied().filter(keeps).collect();
        self.enter(&active, &node.pairs)?;
        let mut bound = node.bound;
        let is_root = node.pairs.is_empty();
        let rounds = if is_root { CUT_ROUNDS } else { 2 };
        for cut_round in 0..=rounds {
            let before = bound;
            let Some((relaxed, prices, proved)) = self.relax(&active)? else { return Ok(NodeOutcome::Stopped(bound)) };
            let least = self.target() - proved;
            let kept: Vec<u32> =
                active.iter().copied().filter(|&number| self.list.reduced(&prices, number) >= least).collect();
            // Duals that prove nothing new are of no use.
            if proved < bound || kept.len() < active.len() {
                bound = bound.min(proved);
                self.nodes[node.number].steps.push(duals(&prices, &self.master.cuts));
                active = kept;
            }
            if proved < self.target() {
                return Ok(NodeOutcome::Closed);
            }
            if relaxed.is_integral() && self.take(&relaxed) && bound < self.target() {
                // The optimum of the node is a plan: its own duals now close the node.
                self.nodes[node.number].steps.push(duals(&prices, &self.master.cuts));
                return Ok(NodeOutcome::Closed);
            }
            let is_last = cut_round == rounds
                || (cut_round > 2 && (before - bound) * LEAST_PROGRESS < bound - SCALE * self.cutoff)
                || self.master.cuts.len() >= MOST_CUTS;
            let cuts = if is_last {
                Vec::new()
            } else {
                let most = if is_root { CUTS_A_ROUND } else { CUTS_A_ROUND / 4 };
                cut::violated(&relaxed.groups, &self.master.cuts, most, CUTS_A_SCHOOL)
            };
            if cuts.is_empty() {
                if is_root || num_nodes.is_multiple_of(10) {
                    if !self.dive(&active, &node.pairs, &relaxed)? {
                        return Ok(NodeOutcome::Stopped(bound));
                    }
                    self.enter(&active, &node.pairs)?;
                    if proved < self.target() {
                        self.nodes[node.number].steps.push(duals(&prices, &self.master.cuts));
                        return Ok(NodeOutcome::Closed);
                    }
                }
                if self.master.num_columns() > GROWTH * COLUMNS_A_SCHOOL * self.num_schools {
                    self.renew(&active, &prices)?;
                    self.enter(&active, &node.pairs)?;
                    let Some((next, ..)) = self.relax(&active)? else { return Ok(NodeOutcome::Stopped(bound)) };
                    return Ok(NodeOutcome::Split(bound, active, next));
                }
                return Ok(NodeOutcome::Split(bound, active, relaxed));
            }
            for (place, cut) in cuts.iter().enumerate() {
                self.list.add_cut(self.master.cuts.len() + place, cut);
            }
            self.master.add_cuts(cuts)?;
            self.enter(&active, &node.pairs)?;
        }
        Ok(NodeOutcome::Stopped(bound))
    }

    /// Solves the relaxation over what is in play. The optimum, duals under which nothing in play has a positive reduced cost,
    /// and what they prove; `None` where the limits end it.
    fn relax(&mut self, active: &[u32]) -> Result<Option<(Relaxed, Duals, i64)>, Error> {
        loop {
            let Some(relaxed) = self.master.solve()? else { return Ok(None) };
            let mut prices = self.master.prices(&relaxed);
            let mut wanted = self.wanted(active, &prices);
            let is_dry = wanted.is_empty();
            let mut most = vec![0; self.num_schools];
            for &(reduced, number) in wanted.iter().rev() {
                most[usize::from(self.list.column(number).members()[0])] = -reduced;
            }
            prices.raise(&most, self.terms);
            let proved = prices.bound(self.terms, &self.master.cuts);
            if is_dry || proved < self.target() {
                return Ok(Some((relaxed, prices, proved)));
            }
            self.thin(&mut wanted);
            if self.add(&wanted)? == 0 || self.limits.is_urgent() {
                return Ok(Some((relaxed, prices, proved)));
            }
        }
    }

    /// What is in play with a positive reduced cost, the largest first.
    fn wanted(&self, active: &[u32], prices: &Duals) -> Vec<(i64, u32)> {
        let list = &self.list;
        let price = |&number: &u32| {
            let reduced = list.reduced(prices, number);
            (reduced > 0).then_some((-reduced, number))
        };
        let mut wanted: Vec<(i64, u32)> = if active.len() > 20_000 {
            active.par_iter().filter_map(price).collect()
        } else {
            active.iter().filter_map(price).collect()
        };
        wanted.sort_unstable();
        wanted
    }

    /// Keeps what a round of pricing may add.
    fn thin(&self, wanted: &mut Vec<(i64, u32)>) {
        spread(wanted, |&(_, number)| *self.list.column(number), self.num_schools, (EACH_ROUND, EACH_MEMBER));
    }

    /// Takes an integral optimum as a plan. Whether it is better than what was known.
    fn take(&mut self, relaxed: &Relaxed) -> bool {
        let groups: Vec<Column> = relaxed.groups.iter().map(|&(column, _)| column).collect();
        let Some(value) = self.terms.value(&groups, self.num_schools) else { return false };
        if self.incumbent.is_some_and(|incumbent| value <= incumbent) {
            return false;
        }
        self.incumbent = Some(value);
        self.cutoff = self.cutoff.max(value + (self.terms.step - 1).max(0));
        self.best = Some((value, groups));
        true
    }
}
