//! What a plan says about its quality: what is proved, and what supports the proof.

use serde::{Deserialize, Serialize};

/// What is proved about the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// No plan is better.
    Optimal,
    /// The plan keeps every rule; a better one may exist within the gap.
    Feasible,
    /// No plan keeps every rule; the reasons say why.
    Infeasible,
    /// The search found no plan, but did not prove that none exists.
    Unknown,
}

/// What supports the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Proof {
    /// A certificate that `check` derives again.
    Certificate,
    /// The solver's word: the MIP solver's, or duals over more groups than `check` can go over.
    Solver,
    /// Nothing: the plan is not proved optimal.
    None,
}
