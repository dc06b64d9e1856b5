//! Levels under the aim `worst_first`. Each level is checked against all groups of plans that have the levels below.
//!
//! A plan has the levels u_1 < ... < u_j, each with a number of schools, if exactly these numbers of schools have these
//! benefits and all other schools have more. Any plan whose worst-off schools do at least as well has the levels below u_j,
//! by induction: each of its other schools has at least u_j, and by the proof of the level at least as many of them have
//! u_j as in this plan. So in all of its groups, each school has the benefit of a level below, or at least u_j. These
//! groups are listed once.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::columns::Column;
use super::part::Part;
use super::refusal::Refusal;
use super::scan::{MOST_KEPT, narrow};
use super::shape::FINEST;
use super::tree::{self, TreeClaim};
use crate::certificate::PartProof;
use tercet_model::problem::Problem;
use tercet_model::sizes::LARGEST;
use tercet_model::units::Points;

/// The most groups of a part, by estimate, that the check lists for its levels. Each one is valued by the definition.
pub(super) const MOST_LISTED: u128 = 500_000_000;

/// A column, with the benefit of each of its schools.
#[derive(Clone, Copy)]
struct Rated {
    column: Column,
    benefits: [i16; LARGEST],
}

/// Follows the tree of every level of a part, and then the tree of its bound.
pub(super) fn close(problem: &Problem, part: &Part, proof: &PartProof, scale: i64, place: &str) -> Result<(), Refusal> {
    let schools: Vec<usize> = proof.levels.iter().map(|level| level.schools).collect();
    let of_part = TreeClaim { nodes: &proof.nodes, bound: proof.bound, scale, levels: &schools, place };
    let Some(lowest) = proof.levels.first() else {
        return tree::close(problem, part, of_part, None);
    };
    let mut columns = list(part, lowest.benefit)?;
    for (number, level) in proof.levels.iter().enumerate() {
        let below: Vec<Points> = proof.levels[..number].iter().map(|level| level.benefit).collect();
        columns.retain(|rated| rated.keeps(&below, level.benefit));
        let at_level = |rated: &Rated| {
            let here = rated.benefits().filter(|&benefit| benefit == level.benefit).count();
            rated.on(&below, -Points::try_from(here).expect("a group has 6 schools at most"))
        };
        let place = format!("{place}.rungs[{number}]");
        let bound = -Points::try_from(level.schools).expect("a part has some thousand schools at most");
        let claim = TreeClaim { nodes: &level.nodes, bound, scale: FINEST, levels: &schools[..number], place: &place };
        tree::close(problem, part, claim, Some(columns.iter().map(at_level).collect()))?;
    }
    let all: Vec<Points> = proof.levels.iter().map(|level| level.benefit).collect();
    // If every school is on a level, no group has a member above the levels.
    let is_complete = schools.iter().sum::<usize>() == part.len();
    let above = if is_complete { Points::MAX } else { all.last().map_or(0, |highest| highest + 1) };
    columns.retain(|rated| rated.keeps(&all, above));
    tree::close(problem, part, of_part, Some(columns.iter().map(|rated| rated.on(&all, rated.column.value)).collect()))
}

impl Rated {
    fn benefits(&self) -> impl Iterator<Item = Points> {
        self.benefits.iter().take(self.column.schools().len()).map(|&benefit| Points::from(benefit))
    }

    /// Whether each school has the benefit of a level below, or at least this benefit.
    fn keeps(&self, below: &[Points], least: Points) -> bool {
        self.benefits().all(|benefit| benefit >= least || below.binary_search(&benefit).is_ok())
    }

    /// The column with its schools on levels, and with this worth.
    fn on(&self, levels: &[Points], value: Points) -> Column {
        let number = |place: usize| match levels.binary_search(&Points::from(self.benefits[place])) {
            Ok(level) => u16::try_from(level + 1).expect("a part has fewer levels than schools"),
            Err(_) => 0,
        };
        self.column.on_levels(value, number)
    }
}

/// All columns of a part in which each school has at least this benefit. A school that is left out has 0.
fn list(part: &Part, least: Points) -> Result<Vec<Rated>, Refusal> {
    let kept = AtomicU64::new(0);
    let by_first: Vec<Vec<Rated>> = (0..part.len())
        .into_par_iter()
        .with_max_len(1)
        .map(|first| {
            let mut found = Vec::new();
            if let Some(price) = part.price.filter(|_| least <= 0) {
                found.push(Rated { column: Column::new(&[narrow(first)], -price), benefits: [0; LARGEST] });
            }
            let peers: Vec<u16> = part.peers_after(first).into_iter().map(narrow).collect();
            for &size in part.sizes() {
                extend(part, &mut vec![narrow(first)], &peers, (size, least), &mut |rated| {
                    found.push(rated);
                    kept.fetch_add(1, Ordering::Relaxed) < MOST_KEPT
                });
            }
            found
        })
        .collect();
    if kept.into_inner() > MOST_KEPT { Err(Refusal::TooLarge) } else { Ok(by_first.concat()) }
}

/// Visits each group of a size that contains these schools and some of the peers. Returns whether to continue.
fn extend(
    part: &Part,
    group: &mut Vec<u16>,
    peers: &[u16],
    (size, least): (usize, Points),
    take: &mut impl FnMut(Rated) -> bool,
) -> bool {
    if group.len() == size {
        return rate(part, group, least).is_none_or(take);
    }
    peers.iter().enumerate().all(|(place, &peer)| {
        let meets = |&&other: &&u16| part.permits(usize::from(peer), usize::from(other));
        let rest: Vec<u16> = peers[place + 1..].iter().filter(meets).copied().collect();
        group.push(peer);
        let goes_on = group.len() + rest.len() < size || extend(part, group, &rest, (size, least), take);
        group.pop();
        goes_on
    })
}

/// A group with its benefits, if each benefit is at least this and the group keeps every rule.
fn rate(part: &Part, group: &[u16], least: Points) -> Option<Rated> {
    let mut benefits = [0; LARGEST];
    let mut value = 0;
    for (place, &school) in benefits.iter_mut().zip(group) {
        let benefit = part.benefit(school, group);
        if benefit < least {
            return None;
        }
        *place = i16::try_from(benefit).expect("a benefit is 10,000 at most");
        value += benefit;
    }
    part.is_feasible(group).then(|| Rated { column: Column::new(group, value), benefits })
}
