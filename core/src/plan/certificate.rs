//! The certificate of a bound. The proof of an exact strategy uses indices; this module replaces them by the names of
//! schools.

use crate::model::problem::Problem;
use crate::solve::proof;

pub use tercet_check::certificate::{Branch, Certificate, CutDual, DualProof, Duals, LevelProof, PartProof, ProofNode};

/// Replaces the indices in a proof by the names of schools.
pub(super) fn named(problem: &Problem, proof: proof::DualProof) -> DualProof {
    let id = |school| problem.school(school).id.clone();
    let parts = proof.parts.into_iter().map(|part| PartProof {
        schools: part.schools.into_iter().map(id).collect(),
        bound: part.bound,
        nodes: part.nodes,
        levels: part.levels,
    });
    DualProof { scale: proof.scale, parts: parts.collect() }
}
