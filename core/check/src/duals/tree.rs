//! The branch-and-bound tree of a part. Every step of every node is checked against all columns in play, and every branch
//! is followed to its end.

use std::sync::Arc;

use rayon::prelude::*;

use super::columns::Column;
use super::part::Part;
use super::prices::{Counts, Prices, counts_without_locked};
use super::refusal::Refusal;
use super::scan;
use crate::certificate::{Branch, ProofNode};
use tercet_model::ids::SchoolIndex;
use tercet_model::problem::Problem;
use tercet_model::units::Points;

/// The most checks of a column against a step's duals over a whole part, which take some minutes. The tree of an exact
/// strategy needs a small share of this.
const MOST_LOOKS: u64 = 20_000_000_000;

/// The most columns in play at all waiting nodes: about 2 GB of numbers.
const MOST_WAITING: usize = 500_000_000;

/// What a tree must prove about a part: no choice of columns that covers each school once is worth more than the bound.
pub(super) struct TreeClaim<'a> {
    pub(super) nodes: &'a [ProofNode],
    pub(super) bound: Points,
    /// Duals are whole multiples of 1 / scale.
    pub(super) scale: i64,
    /// The number of schools on each level below, over all the chosen columns.
    pub(super) levels: &'a [usize],
    pub(super) place: &'a str,
}

/// A tree while it is followed.
struct Tree<'a> {
    problem: &'a Problem,
    part: &'a Part,
    claim: TreeClaim<'a>,
    counts: Counts,
    /// Every column that stays in play at the root.
    columns: Vec<Column>,
    looks: u64,
    /// The columns in play at all nodes that have a waiting side.
    waiting: usize,
}

/// A waiting node: the columns in play at its parent, and its side of the parent's branch.
struct Waiting {
    node: usize,
    columns: Arc<Vec<u32>>,
    pair: [usize; 2],
    side: Side,
}

#[derive(Clone, Copy)]
enum Side {
    Together,
    Apart,
}

/// What remains to do at a node after a step.
enum After {
    /// No solution from the columns in play is worth more than the bound.
    Closed,
    /// A column stays in play if its reduced value is at least this.
    Keep(i128),
}

/// Follows the tree of a part to all its ends, over the given columns or else over all columns of the part.
pub(super) fn close(
    problem: &Problem,
    part: &Part,
    claim: TreeClaim<'_>,
    columns: Option<Vec<Column>>,
) -> Result<(), Refusal> {
    let counts = counts_without_locked(problem);
    let mut tree = Tree { problem, part, claim, counts, columns: Vec::new(), looks: 0, waiting: 0 };
    let mut waiting: Vec<Waiting> = Vec::new();
    let left = match columns {
        Some(columns) => {
            tree.columns = columns;
            tree.steps(0, 0, tree.all())?
        }
        None => tree.root()?,
    };
    if let Some(columns) = left {
        tree.branch(0, columns, &mut waiting)?;
    }
    while let Some(next) = waiting.pop() {
        let number = next.node;
        let columns = tree.side_of(next);
        if let Some(columns) = tree.steps(number, 0, columns)? {
            tree.branch(number, columns, &mut waiting)?;
        }
    }
    Ok(())
}

impl Tree<'_> {
    /// Goes over all columns of the part with the first duals, and then through the root's other steps.
    fn root(&mut self) -> Result<Option<Vec<u32>>, Refusal> {
        let duals = &self.claim.nodes[0].steps[0];
        let prices = Prices::new(duals);
        let after = self.after(&prices);
        let keep = match after {
            After::Closed => i128::MAX,
            After::Keep(least) => least,
        };
        let found = scan::columns(self.part, &prices, self.claim.scale, keep)?;
        if let Some((excess, column)) = found.uncovered {
            return Err(self.uncovered(0, 0, excess, &column));
        }
        self.columns = found.kept;
        match after {
            After::Closed => self.ends(0, 0).map(|()| None),
            After::Keep(_) => self.steps(0, 1, self.all()),
        }
    }

    /// The numbers of all columns.
    fn all(&self) -> Vec<u32> {
        (0..u32::try_from(self.columns.len()).expect("some million columns are kept at most")).collect()
    }

    /// Goes through a node's steps, starting at one. Returns the columns that stay in play, or `None` if the steps close
    /// the node.
    fn steps(&mut self, node: usize, from: usize, mut columns: Vec<u32>) -> Result<Option<Vec<u32>>, Refusal> {
        let nodes = self.claim.nodes;
        let proof = &nodes[node];
        for (step, duals) in proof.steps.iter().enumerate().skip(from) {
            self.looks = self.looks.saturating_add(columns.len() as u64 + duals.schools.len() as u64);
            if self.looks > MOST_LOOKS {
                return Err(Refusal::TooLarge);
            }
            let prices = Prices::new(duals);
            let after = self.after(&prices);
            let reduced = self.reduced(&prices, &columns)?;
            if let Some((excess, column)) = most(&reduced, &columns) {
                return Err(self.uncovered(node, step, excess, &self.columns[column as usize]));
            }
            match after {
                After::Closed => return self.ends(node, step).map(|()| None),
                After::Keep(least) => {
                    let mut stays = reduced.into_iter().map(|reduced| reduced >= least);
                    columns.retain(|_| stays.next().unwrap_or(true));
                }
            }
        }
        Ok(Some(columns))
    }

    /// What remains to do, given the sum of the duals.
    fn after(&self, prices: &Prices<'_>) -> After {
        let (total, scale) = (prices.total(&self.counts, self.claim.levels), i128::from(self.claim.scale));
        let bound = i128::from(self.claim.bound);
        if total.div_euclid(scale) <= bound { After::Closed } else { After::Keep(scale * (bound + 1) - total) }
    }

    /// The reduced values of some columns.
    fn reduced(&self, prices: &Prices<'_>, columns: &[u32]) -> Result<Vec<i128>, Refusal> {
        let of = |room: &mut _, &column: &u32| prices.reduced(&self.columns[column as usize], self.claim.scale, room);
        Ok(columns.par_iter().with_min_len(4_096).map_init(|| prices.room(), of).collect())
    }

    /// Nothing may follow the step that closes a node.
    fn ends(&self, node: usize, step: usize) -> Result<(), Refusal> {
        let proof = &self.claim.nodes[node];
        if step + 1 < proof.steps.len() || proof.branch.is_some() {
            let wrong = format_args!("step {step} closes the node, but more follows");
            return Err(Refusal::at(&self.node(node), wrong));
        }
        Ok(())
    }

    /// Queues the two sides of a node's branch. Without a branch, the columns in play must miss a school.
    fn branch(&mut self, node: usize, columns: Vec<u32>, waiting: &mut Vec<Waiting>) -> Result<(), Refusal> {
        let Some(Branch { pair, together, apart }) = self.claim.nodes[node].branch else {
            return if self.misses_a_school(&columns) {
                Ok(())
            } else {
                let wrong = format!("{} columns stay in play, but there is no branch", columns.len());
                Err(Refusal::at(&self.node(node), wrong))
            };
        };
        self.waiting += columns.len();
        if self.waiting > MOST_WAITING {
            return Err(Refusal::TooLarge);
        }
        let columns = Arc::new(columns);
        waiting.push(Waiting { node: apart, columns: Arc::clone(&columns), pair, side: Side::Apart });
        waiting.push(Waiting { node: together, columns, pair, side: Side::Together });
        Ok(())
    }

    /// The columns in play on one side of a branch.
    fn side_of(&mut self, Waiting { columns, pair: [a, b], side, .. }: Waiting) -> Vec<u32> {
        self.looks = self.looks.saturating_add(columns.len() as u64);
        if matches!(side, Side::Apart) {
            // The other side has already been followed, so nothing else holds the parent's columns.
            self.waiting -= columns.len();
        }
        let stays = |&&column: &&u32| {
            let column = &self.columns[column as usize];
            match (column.holds(a), column.holds(b)) {
                (true, true) => matches!(side, Side::Together),
                (false, false) => true,
                _ => matches!(side, Side::Apart),
            }
        };
        columns.iter().filter(stays).copied().collect()
    }

    fn misses_a_school(&self, columns: &[u32]) -> bool {
        let mut is_covered = vec![false; self.part.len()];
        for &column in columns {
            for &school in self.columns[column as usize].schools() {
                is_covered[usize::from(school)] = true;
            }
        }
        is_covered.contains(&false)
    }

    fn node(&self, node: usize) -> String {
        format!("{}.nodes[{node}]", self.claim.place)
    }

    fn uncovered(&self, node: usize, step: usize, excess: i128, column: &Column) -> Refusal {
        let schools: Vec<SchoolIndex> =
            column.schools().iter().map(|&school| SchoolIndex::new(self.part.school(school))).collect();
        let points = decimals(excess, self.claim.scale);
        let names = self.problem.names(&schools);
        let what = if schools.len() > 1 { "a group" } else { "leaving a school out" };
        let wrong = format_args!("{what} is worth {points} points more than its duals: {names}");
        Refusal::at(&format!("{}.steps[{step}]", self.node(node)), wrong)
    }
}

/// The column that exceeds its duals by most, if any does; in a tie, the first.
fn most(reduced: &[i128], columns: &[u32]) -> Option<(i128, u32)> {
    let over = reduced.iter().zip(columns).filter(|&(&reduced, _)| reduced > 0);
    over.map(|(&reduced, &column)| (reduced, column)).max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
}

/// A number of units of 1 / scale as points, rounded up to thousandths.
fn decimals(units: i128, scale: i64) -> String {
    let thousandths = (units * 1_000 + i128::from(scale) - 1) / i128::from(scale);
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}
