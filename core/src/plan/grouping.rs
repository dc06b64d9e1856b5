//! The plan: groups of school ids with value, bound, gap and status. What `plan.json` holds.

use serde::{Deserialize, Serialize};

use crate::ids::SchoolIndex;
use crate::model::format::groups::GroupList;
use crate::model::format::schema;
use crate::model::problem::Problem;
use crate::plan::certificate::{self, Certificate};
use crate::solve::options::{Options, Strategy};
use crate::solve::outcome::{Outcome, Proof, Reason, Status, StopReason};
use crate::units::Points;

use tercet_check::Claims;
pub use tercet_check::gap;

/// The name of the plan format.
pub const FORMAT: &str = "tercet-plan/2";

/// The groups of a cohort, with their value and a bound on it. Serialises as `plan.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Plan {
    /// `tercet-plan/2`.
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
    /// The certificate of the bound, if there is one.
    #[serde(default)]
    pub certificate: Option<Certificate>,
    /// If no plan exists, the reasons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

impl Plan {
    /// Gives names to an outcome. Groups come out in canonical order, whatever order the outcome has them in.
    ///
    /// A bound without a proof by duals or the MIP solver's word is the sum of the best conceivable
    /// benefits. The plan says in its certificate which it is.
    #[must_use]
    pub fn from_outcome(problem: &Problem, options: &Options, outcome: Outcome) -> Self {
        let groups = outcome.groups.unwrap_or_default();
        let groups = groups.iter().map(|group| ids(problem, group)).collect();
        let certificate = match outcome.certificate {
            _ if outcome.bound.is_none() => None,
            Some(proof) => Some(Certificate::Duals(certificate::named(problem, proof))),
            None => (outcome.proof != Proof::Solver).then_some(Certificate::BestConceivable {}),
        };
        let mut plan = Self {
            format: FORMAT.to_owned(),
            problem_sha256: problem.sha256(),
            groups,
            unmatched: ids(problem, &outcome.unmatched),
            value: outcome.value,
            bound: outcome.bound,
            gap: outcome.value.zip(outcome.bound).map(|(value, bound)| gap(value, bound)),
            status: outcome.status,
            proof: outcome.proof,
            stop: outcome.stop,
            seed: options.seed,
            strategy: options.strategy,
            options: options.clone(),
            certificate,
            reasons: outcome.reasons,
        };
        plan.put_in_order();
        plan
    }

    /// Sorts the ids of each group, the groups by their first id, and the unmatched schools.
    pub(super) fn put_in_order(&mut self) {
        for group in &mut self.groups {
            group.sort_unstable();
        }
        self.groups.sort();
        self.unmatched.sort_unstable();
    }

    /// The plan as its check sees it: the groups, and all that is said of them.
    #[must_use]
    pub fn claims(&self) -> Claims<'_> {
        Claims {
            problem_sha256: &self.problem_sha256,
            groups: &self.groups,
            unmatched: &self.unmatched,
            value: self.value,
            bound: self.bound,
            gap: self.gap,
            status: self.status,
            proof: self.proof,
            certificate: self.certificate.as_ref(),
        }
    }

    /// Whether there are groups to speak of: a plan was found, if only one that leaves every school out.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.value.is_some()
    }

    /// The JSON Schema of `plan.json`, as checked in at `docs/schema/plan.schema.json`.
    #[must_use]
    pub fn schema() -> serde_json::Value {
        schema::of::<Self>()
    }
}

/// The names that a table gives to its groups, in their order; empty where they are no more than the numbers of the groups,
/// as in a `groups.csv` of Tercet.
#[must_use]
pub fn stated_names(list: &GroupList) -> Vec<String> {
    let is_number = |(number, name): (usize, &String)| name.parse() == Ok(number);
    if (1..).zip(&list.names).all(is_number) { Vec::new() } else { list.names.clone() }
}

fn ids(problem: &Problem, schools: &[SchoolIndex]) -> Vec<String> {
    schools.iter().map(|&school| problem.school(school).id.clone()).collect()
}

#[cfg(test)]
mod tests;
