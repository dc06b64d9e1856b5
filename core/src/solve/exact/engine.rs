//! One part from end to end: column generation, the list of what can still be better, the tree over it.
//!
//! Where the list would be too long, it is made for a higher cutoff than the incumbent: then either a plan above that cutoff
//! is found, or the bound falls to it, and the next list reaches further down.

use super::column::Column;
use super::generate::{self, Root};
use super::list::List;
use super::prices::{Prices, Terms};
use super::tree::{self, Parts, Tree};
use crate::error::Error;
use crate::solve::limits::Limits;
use crate::solve::pricing::scan::SCALE;
use crate::solve::pricing::tables::Tables;
use crate::solve::proof::ProofNode;
use crate::units::Points;

/// Groups in the first list, at most, and in any list: 80 bytes each.
const FIRST_LIST: usize = 60_000;
const LONGEST_LIST: usize = 4_000_000;

/// What is known of a part.
#[derive(Debug)]
pub(crate) struct Solved {
    /// The best plan found, if it is better than the start.
    pub(crate) best: Option<(Points, Vec<Column>)>,
    /// No plan is worth more.
    pub(crate) bound: Points,
    /// Why: a proof of the bound.
    pub(crate) nodes: Vec<ProofNode>,
}

/// Solves a part from a plan of it, if there is one. `tell` hears of each better value and bound.
pub(crate) fn solve(
    tables: &Tables,
    terms: &Terms,
    start: Option<(Points, &[Column])>,
    parts: Parts,
    limits: &Limits,
    tell: &mut dyn FnMut(Option<Points>, Points),
) -> Result<Option<Solved>, Error> {
    let known: &[Column] = start.map_or(&[], |(_, columns)| columns);
    let mut incumbent = start.map(|(value, _)| value);
    let guess = guess(tables, known);
    let Some(Root { prices, bound, .. }) = generate::generate(
        tables,
        terms,
        (guess, known, incumbent),
        limits,
        &mut |bound| tell(incumbent, bound.div_euclid(SCALE)),
    )?
    else {
        return Ok(None);
    };
    let root = ProofNode { steps: vec![tree::duals(&prices, &[])], branch: None };
    let mut solved = Solved { best: None, bound: bound.div_euclid(SCALE), nodes: vec![root] };
    let mut reach = None;
    while incumbent.is_none_or(|value| value < solved.bound) && limits.stop().is_none() {
        let Some((list, cutoff)) = next_list(tables, &prices, (bound, incumbent), &mut reach, limits) else { break };
        let tree = Tree::new((tables.len(), terms), list, &prices, (cutoff, incumbent), parts, limits)?;
        let known_bound = solved.bound;
        let grown = tree.grow(bound, &mut |value, bound| {
            tell(value.or(incumbent), bound.div_euclid(SCALE).min(known_bound));
        })?;
        if let Some((value, columns)) = grown.best {
            incumbent = Some(value);
            solved.best = Some((value, columns));
        }
        if grown.bound < solved.bound {
            (solved.bound, solved.nodes) = (grown.bound, grown.nodes);
        }
        tell(incumbent, solved.bound);
    }
    Ok(Some(solved))
}

/// The next list and its cutoff: as far down as the incumbent if that many groups can be held, else twice as far as before.
/// `reach` is how far below the bound the last list went, in thousandths.
fn next_list(
    tables: &Tables,
    prices: &Prices,
    (bound, incumbent): (i64, Option<Points>),
    reach: &mut Option<i64>,
    limits: &Limits,
) -> Option<(List, Points)> {
    let whole = incumbent.map_or(i64::MAX / 8, |value| bound - SCALE * (value + 1));
    let (mut wanted, most) = match *reach {
        None => (whole.min(bound / 500), FIRST_LIST),
        Some(last) => (whole.min(last.saturating_mul(2)), LONGEST_LIST),
    };
    loop {
        if limits.is_urgent() {
            return None;
        }
        if let Some(list) = List::new(tables, prices, -wanted, most, limits) {
            *reach = Some(wanted);
            return Some((list, (bound - wanted).div_euclid(SCALE) - 1));
        }
        if reach.is_some_and(|last| wanted <= last + last / 8) {
            return None;
        }
        wanted = match *reach {
            None => wanted / 2,
            Some(last) => last + (wanted - last) / 2,
        };
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
