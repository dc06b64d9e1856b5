//! What a solve ends with, in indices; `plan` gives it names.

use serde::{Deserialize, Serialize};

use crate::ids::SchoolIndex;
use crate::solve::proof::DualProof;
use crate::units::Points;

pub use tercet_check::outcome::{Proof, Status};

/// Why the search stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StopReason {
    /// The strategy came to its own end.
    Finished,
    /// The time limit.
    Time,
    /// The work limit.
    Work,
    /// The caller cancelled.
    Interrupted,
}

/// The raw result of a strategy.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Outcome {
    /// The groups of the best plan, each sorted, in canonical order; `None` if none was found.
    pub groups: Option<Vec<Vec<SchoolIndex>>>,
    /// Where no plan was found, the groups that came closest to keeping every rule.
    pub closest: Option<Vec<Vec<SchoolIndex>>>,
    /// The schools left out.
    pub unmatched: Vec<SchoolIndex>,
    /// The value of the plan.
    pub value: Option<Points>,
    /// No plan is better than this.
    pub bound: Option<Points>,
    /// What is proved.
    pub status: Status,
    /// What it rests on.
    pub proof: Proof,
    /// The duals that prove the bound, where an exact strategy has them.
    pub certificate: Option<DualProof>,
    /// Why it stopped.
    pub stop: StopReason,
    /// The work done.
    pub work: u64,
    /// Where no plan exists: counts that show it.
    pub reasons: Vec<Reason>,
}

/// A count that no plan can satisfy: what there is, what the rules need, and what would help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Reason {
    /// What there is, as a sentence: "11 of 32 schools have region North West".
    pub have: String,
    /// What the rules need, as a sentence: "32 schools make 10 groups at most, with one of them each".
    pub need: String,
    /// What would help, as suggestions.
    pub fixes: Vec<String>,
}
