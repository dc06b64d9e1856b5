//! The proof for a price above what the linear program is told.
//!
//! The linear program knows a lower price, c, than the problem, p, because larger costs would overflow what pricing counts in. Let u be
//! duals that prove D for the price c, and w duals that prove that at least k schools are left out: no group has a negative sum of w,
//! and no w is below -1. Then u + (p - c) w are duals for the price p, and they prove D - (p - c) k. In a tree the same w is added to
//! the duals of every step: what a step takes out of play for c, it takes out for p.

use crate::error::Error;
use crate::solve::exact::component::ComponentSolver;
use crate::solve::exact::duals::Duals;
use crate::solve::limits::Limits;
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::proof::{PartProof, ProofNode};
use crate::units::{Points, quotient_up};

/// The cost of a school left out where only their number counts, in points: near the highest price, and a multiple of the denominators
/// that duals usually have, so that they are whole.
const EACH: Points = 83_160;

/// The largest dual that is added, in points: half of what a certificate may have.
const MOST_DUAL: Points = 500_000_000;

/// Adds the price that is missing to a proof.
///
/// # Errors
/// [`Error::Backend`] if the solver fails.
pub(super) fn lift(
    solver: &ComponentSolver<'_>,
    missing: Points,
    proof: PartProof,
    limits: &Limits,
) -> Result<PartProof, Error> {
    if missing == 0 {
        return Ok(proof);
    }
    let counting = solver.fewest_left_out(EACH, limits)?;
    let parts = usize::try_from(EACH).unwrap_or(usize::MAX);
    let share = |dual: i64| quotient_up(missing * dual, parts);
    let lifted = Duals {
        schools: counting.schools.iter().map(|&dual| share(dual)).collect(),
        sizes: counting.sizes.iter().map(|&(size, dual)| (size, share(dual))).collect(),
        ..Duals::default()
    };
    // A certificate has no dual beyond a billion points. For prices so high the bound of the lower price is left as it is.
    let is_too_large = |dual: &i64| dual.abs() > SCALE * MOST_DUAL;
    if lifted.schools.iter().chain(lifted.sizes.iter().map(|(_, dual)| dual)).any(is_too_large) {
        return Ok(proof);
    }
    let total = lifted.bound(solver.constraints(), &[]);
    let bound = (SCALE * (proof.bound + 1) + total - 1).div_euclid(SCALE);
    let nodes = proof.nodes.into_iter().map(|node| add(node, &lifted)).collect();
    Ok(PartProof { bound, nodes, ..proof })
}

fn add(mut node: ProofNode, lifted: &Duals) -> ProofNode {
    for step in &mut node.steps {
        step.schools.iter_mut().zip(&lifted.schools).for_each(|(dual, more)| *dual += more);
        for &(size, more) in &lifted.sizes {
            *step.sizes.entry(size).or_default() += more;
        }
        step.sizes.retain(|_, dual| *dual != 0);
    }
    node
}
