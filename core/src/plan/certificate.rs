//! The certificate of a bound: what `plan.json` holds so that `check` can derive the bound anew without a solver.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::problem::Problem;
use crate::solve::proof;
use crate::units::Points;

pub use crate::solve::proof::{Branch, CutDual, Duals, ProofNode, RungProof};

/// A proof of the bound that `check` can re-derive without a solver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Certificate {
    /// The bound is the sum over the schools of the best benefit each could have: `check` derives it anew.
    BestConceivable {},
    /// Integer duals: `check` holds every group against them.
    Duals(DualProof),
}

/// A proof that no plan is worth more than the bounds of its parts together, with the values of the locked groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DualProof {
    /// Duals are whole multiples of 1 / scale points: 1 to 1,000,000.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub scale: i64,
    /// The parts: disjoint, and together all schools outside locked groups. No feasible group lies in two of them.
    pub parts: Vec<PartProof>,
}

/// The proof of one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartProof {
    /// The ids of the schools of the part, sorted.
    #[schemars(length(min = 1))]
    pub schools: Vec<String>,
    /// No set of groups of these schools is worth more, less the prices of those that it leaves out.
    pub bound: Points,
    /// The branch-and-bound tree; the first node is the root. A flat list, because readers limit how deep JSON nests.
    #[schemars(length(min = 1))]
    pub nodes: Vec<ProofNode>,
    /// Under the aim `worst_first`: the rungs that are proved, from the lowest up. The bound is then one for plans that have them:
    /// just so many schools of the part have each of their benefits, and all others have more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rungs: Vec<RungProof>,
}

impl DualProof {
    /// Gives names to the schools of a proof.
    pub(super) fn named(problem: &Problem, proof: proof::DualProof) -> Self {
        let id = |school| problem.school(school).id.clone();
        let parts = proof.parts.into_iter().map(|part| PartProof {
            schools: part.schools.into_iter().map(id).collect(),
            bound: part.bound,
            nodes: part.nodes,
            rungs: part.rungs,
        });
        Self { scale: proof.scale, parts: parts.collect() }
    }
}
