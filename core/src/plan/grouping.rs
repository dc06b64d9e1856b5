//! The plan: groups of school ids with value, bound, gap and status. What `plan.json` holds.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::model::problem::Problem;
use crate::solve::options::{Options, Strategy};
use crate::solve::outcome::{Outcome, Proof, Reason, Status, StopReason};
use crate::units::Points;

/// The name of the plan format.
pub const FORMAT: &str = "tercet-plan/1";

/// The groups of a cohort, and how good they are. Serialises as `plan.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Plan {
    /// `tercet-plan/1`.
    pub format: String,
    /// The fingerprint of the problem it is a plan for.
    pub problem_sha256: String,
    /// The ids of each group's schools, sorted; groups sorted by their first id. Empty if no plan was found.
    pub groups: Vec<Vec<String>>,
    /// The ids of the schools left out, sorted.
    #[serde(default)]
    pub unmatched: Vec<String>,
    /// The value in points; none if no plan was found.
    pub value: Option<Points>,
    /// No plan has a larger value than this many points.
    pub bound: Option<Points>,
    /// (bound - value) / value: 0.0008 means that no plan can beat this by more than 0.08 %.
    pub gap: Option<f64>,
    /// What is proved.
    pub status: Status,
    /// What the proof rests on.
    pub proof: Proof,
    /// Why the search stopped.
    pub stop: StopReason,
    /// The seed.
    pub seed: u64,
    /// The strategy that made it.
    pub strategy: Strategy,
    /// The options in full, as they were used.
    pub options: Options,
    /// The certificate of the bound, where there is one.
    #[serde(default)]
    pub certificate: Option<Certificate>,
    /// Where no plan exists: why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// A proof of the bound that `check` can re-derive without a solver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Certificate {
    /// The bound is the sum over the schools of the best benefit each could have: `check` derives it anew.
    BestConceivable {},
}

impl Plan {
    /// Gives names to an outcome.
    #[must_use]
    pub fn from_outcome(_problem: &Problem, _options: &Options, _outcome: Outcome) -> Self {
        unimplemented!()
    }

    /// Reads a plan from JSON text.
    ///
    /// # Errors
    /// [`Error::Input`] if the text is not a plan of this format.
    pub fn from_json(_text: &str, _file: &Path) -> Result<Self, Error> {
        unimplemented!()
    }

    /// The plan as JSON text.
    #[must_use]
    pub fn to_json(&self) -> String {
        unimplemented!()
    }
}

/// (bound - value) / |value|, at least 0.
#[must_use]
pub fn gap(value: Points, bound: Points) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a ratio for people, never compared for optimality")]
    let ratio = (bound - value).max(0) as f64 / value.abs().max(1) as f64;
    ratio
}
