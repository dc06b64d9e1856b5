//! The result of a solve, with indices. `plan` replaces them by names.

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
    /// The strategy came to its natural end.
    Finished,
    /// The time limit was reached.
    Time,
    /// The work limit was reached.
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
    /// If no plan was found: the groups that came closest to keeping every rule.
    pub closest: Option<Vec<Vec<SchoolIndex>>>,
    /// The schools left out.
    pub unmatched: Vec<SchoolIndex>,
    /// The value of the plan.
    pub value: Option<Points>,
    /// No plan is better than this.
    pub bound: Option<Points>,
    /// What is proved.
    pub status: Status,
    /// What supports the proof.
    pub proof: Proof,
    /// The duals that prove the bound, if an exact strategy has them.
    pub certificate: Option<DualProof>,
    /// Why it stopped.
    pub stop: StopReason,
    /// The work done.
    pub work: u64,
    /// If no plan exists: the counts that show this.
    pub reasons: Vec<Reason>,
}

/// What is known about the best plan of a problem. For every strategy, status and proof follow from this.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Evidence {
    /// The value of a plan that keeps every rule.
    pub(crate) value: Option<Points>,
    /// No plan is worth more, by arithmetic in integers that `check` repeats.
    pub(crate) certified: Option<Points>,
    /// No plan is worth more, according to the MIP solver.
    pub(crate) by_solver: Option<Points>,
    /// Whether the aim needs more than the highest value, and that is not proved.
    pub(crate) is_open: bool,
}

impl Evidence {
    /// The tighter of the two bounds.
    pub(crate) fn bound(&self) -> Option<Points> {
        self.certified.into_iter().chain(self.by_solver).min()
    }

    /// What is proved, and what supports the proof.
    pub(crate) fn conclude(&self) -> (Status, Proof) {
        let is_reached = self.value.is_some() && self.value == self.bound();
        let status = match self.value {
            Some(_) if is_reached && !self.is_open => Status::Optimal,
            Some(_) => Status::Feasible,
            None => Status::Unknown,
        };
        let rests_on_solver = self.bound() != self.certified;
        let proof = match status {
            _ if rests_on_solver => Proof::Solver,
            Status::Optimal => Proof::Certificate,
            _ => Proof::None,
        };
        (status, proof)
    }
}

/// A count that no plan can satisfy: what the cohort has, what the rules need, and remedies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Reason {
    /// What the cohort has, as a sentence: "11 of 32 schools have region North West".
    pub have: String,
    /// What the rules need, as a sentence: "32 schools make 10 groups at most, with one of them each".
    pub need: String,
    /// Remedies, as suggestions.
    pub fixes: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_proof_follow_from_the_value_and_the_bounds() {
        let certified = |value, bound| Evidence { value, certified: Some(bound), ..Evidence::default() };
        assert_eq!(certified(Some(7), 7).conclude(), (Status::Optimal, Proof::Certificate));
        assert_eq!(certified(Some(7), 8).conclude(), (Status::Feasible, Proof::None));
        assert_eq!(certified(None, 8).conclude(), (Status::Unknown, Proof::None));
        let open = Evidence { is_open: true, ..certified(Some(7), 7) };
        assert_eq!(open.conclude(), (Status::Feasible, Proof::None));
        let solver = |value, bound| Evidence { by_solver: Some(bound), ..certified(value, 8) };
        assert_eq!(solver(Some(7), 7).conclude(), (Status::Optimal, Proof::Solver));
        assert_eq!(solver(Some(6), 7).conclude(), (Status::Feasible, Proof::Solver));
        assert_eq!(solver(Some(8), 8).conclude(), (Status::Optimal, Proof::Certificate));
        assert_eq!(solver(None, 7).conclude(), (Status::Unknown, Proof::Solver));
    }
}
