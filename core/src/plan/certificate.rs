//! The certificate of a bound: the proof that an exact strategy leaves in indices, with the names of its schools.

use crate::model::problem::Problem;
use crate::solve::proof;

pub use tercet_check::certificate::{Branch, Certificate, CutDual, DualProof, Duals, LevelProof, PartProof, ProofNode};

/// Gives names to the schools of a proof.
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
