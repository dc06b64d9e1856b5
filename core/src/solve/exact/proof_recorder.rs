//! The proof from a tree: its duals as plain data, and the nodes that a proof of a bound needs.

use super::cut::Cut;
use super::duals::{Duals, SideConstraints, worth_of_levels};
use crate::model::sizes::Count;
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::proof::{CutDual, Duals as CertificateDuals, ProofNode};
use crate::units::Points;

/// Duals in the form of the proof. Cuts that count nothing are left out.
pub(crate) fn certificate_duals(duals: &Duals, cuts: &[Cut]) -> CertificateDuals {
    let cuts = (cuts.iter().zip(&duals.cuts))
        .filter(|&(_, &dual)| dual > 0)
        .map(|(cut, &dual)| CutDual {
            schools: cut.schools.iter().map(|&(school, _)| usize::from(school)).collect(),
            multipliers: cut.schools.iter().map(|&(_, times)| times).collect(),
            divisor: cut.divisor,
            dual,
        })
        .collect();
    CertificateDuals {
        schools: duals.schools.clone(),
        sizes: duals.sizes.iter().copied().filter(|&(_, dual)| dual != 0).collect(),
        cuts,
        levels: duals.levels.clone(),
    }
}

/// The nodes of a proof that needs no branching: duals without cuts.
pub(crate) fn root(duals: &Duals) -> Vec<ProofNode> {
    vec![ProofNode { steps: vec![certificate_duals(duals, &[])], branch: None }]
}

/// The bound that duals prove, in thousandths.
fn bound_of(duals: &CertificateDuals, constraints: &SideConstraints) -> i64 {
    let of_size = |(size, _): &(usize, Count)| duals.sizes.get(size).copied().unwrap_or(0);
    let sizes = constraints.worth_of_counts(constraints.counts.iter().map(of_size));
    let cuts: i64 =
        (duals.cuts.iter()).map(|cut| cut.dual * i64::from(cut.multipliers.iter().sum::<u32>() / cut.divisor)).sum();
    duals.schools.iter().sum::<i64>() + sizes + cuts + worth_of_levels(&duals.levels, constraints)
}

/// The nodes that a proof of a bound needs. Each node ends with the step that closes it.
pub(crate) fn prune(nodes: &[ProofNode], constraints: &SideConstraints, bound: Points) -> Vec<ProofNode> {
    let mut pruned = Vec::new();
    // Each waiting node stores the place of its parent, and which child it is.
    let mut waiting = std::collections::VecDeque::from([(0, None)]);
    while let Some((number, parent)) = waiting.pop_front() {
        let place = pruned.len();
        if let Some((parent, together)) = parent {
            let parent: &mut ProofNode = &mut pruned[parent];
            if let Some(branch) = &mut parent.branch {
                if together {
                    branch.together = place;
                } else {
                    branch.apart = place;
                }
            }
        }
        let node = &nodes[number];
        let closing = node.steps.iter().position(|duals| bound_of(duals, constraints) < SCALE * (bound + 1));
        match closing {
            Some(step) => pruned.push(ProofNode { steps: node.steps[..=step].to_vec(), branch: None }),
            None => {
                pruned.push(node.clone());
                if let Some(branch) = &node.branch {
                    waiting.push_back((branch.together, Some((place, true))));
                    waiting.push_back((branch.apart, Some((place, false))));
                }
            }
        }
    }
    pruned
}
