//! What a plan says of how good it is: what is proved, and by what.

use serde::{Deserialize, Serialize};

/// What is proved of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// No plan is better.
    Optimal,
    /// The plan keeps every rule; a better one may exist within the gap.
    Feasible,
    /// No plan keeps every rule; the reasons say why.
    Infeasible,
    /// No plan was found, and none was proved impossible.
    Unknown,
}

/// What the status rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Proof {
    /// A certificate that `check` re-derives.
    Certificate,
    /// The solver's word: the MIP solver's, or duals over more groups than `check` goes over.
    Solver,
    /// Nothing: the plan is not proved optimal.
    None,
}
