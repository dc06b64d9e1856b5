//! Compares the claims of a plan with the results of the check.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::certificate::{Certificate, DualProof, PartProof};
use crate::duals::{self, Refusal};
use crate::outcome::{Proof, Status};
use crate::{Basis, Checked};
use tercet_model::ids::SchoolIndex;
use tercet_model::problem::Problem;
use tercet_model::rules::AimKind;
use tercet_model::units::Points;

/// A plan from any source: its groups, and everything that it says about them.
#[derive(Debug, Clone, Copy)]
pub struct Claims<'a> {
    /// The fingerprint of the plan's problem.
    pub problem_sha256: &'a str,
    /// The ids of each group's schools.
    pub groups: &'a [Vec<String>],
    /// The ids of the schools that are left out.
    pub unmatched: &'a [String],
    /// The value in points; `None` if no plan was found.
    pub value: Option<Points>,
    /// No plan has a larger value.
    pub bound: Option<Points>,
    /// The gap between value and bound, as [`gap`] computes it.
    pub gap: Option<f64>,
    /// What is proved.
    pub status: Status,
    /// What supports the proof.
    pub proof: Proof,
    /// The certificate of the bound.
    pub certificate: Option<&'a Certificate>,
}

impl Claims<'_> {
    /// Whether a plan was found, even one that leaves every school out.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.value.is_some()
    }
}

/// A false claim of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Mismatch {
    /// The claim.
    pub claim: Claim,
    /// What is wrong, in one sentence.
    pub message: String,
}

/// A key of `plan.json` whose claim can be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Claim {
    /// The problem that the plan is for.
    ProblemSha256,
    /// The value.
    Value,
    /// The bound.
    Bound,
    /// The gap.
    Gap,
    /// What is proved.
    Status,
    /// What supports the proof.
    Proof,
    /// The certificate of the bound.
    Certificate,
}

/// How far apart two gaps may be and still count as equal. JSON readers may differ in the last digit of a float.
const SAME_GAP: f64 = 1e-9;

/// Adds every false claim of the plan, and what supports its bound.
pub(super) fn compare(problem: &Problem, plan: &Claims<'_>, checked: &mut Checked) {
    let sha256 = problem.sha256();
    if plan.problem_sha256 != sha256 {
        let (theirs, ours) = (short(plan.problem_sha256), short(&sha256));
        let message = format!(
            "the plan was made for another problem: its fingerprint is {theirs}, and that of this problem is {ours}"
        );
        checked.disprove(Claim::ProblemSha256, message);
    }
    if plan.value != checked.value {
        let (theirs, ours) = (points(plan.value), points(checked.value));
        checked.disprove(Claim::Value, format!("the plan claims a value of {theirs}, but its groups are worth {ours}"));
    }
    compare_bound(problem, plan, checked);
    compare_gap(plan, checked);
    compare_status(problem, plan, checked);
}

fn compare_bound(problem: &Problem, plan: &Claims<'_>, checked: &mut Checked) {
    let Some(claimed) = plan.bound else {
        if plan.certificate.is_some() {
            checked.disprove(Claim::Bound, "the plan has a certificate, but claims no bound".to_owned());
        }
        return;
    };
    let conceivable = checked.bound.is_some_and(|derived| claimed >= derived);
    match plan.certificate {
        Some(Certificate::Duals(proof)) => compare_duals(problem, plan, proof, claimed, checked),
        _ if conceivable => checked.basis = Basis::Derived,
        None if plan.proof == Proof::Solver => checked.basis = Basis::SolversWord,
        certificate => {
            let derived = points(checked.bound);
            let how = if certificate.is_some() {
                "its certificate shows"
            } else {
                "without a certificate the check can only show"
            };
            let message = format!("the plan claims a bound of {claimed} points, but {how} {derived}");
            checked.disprove(Claim::Bound, message);
            checked.basis = Basis::Nothing;
        }
    }
    // Groups that break rules may be worth more than any plan.
    let keeps_rules = checked.misplaced.is_empty() && checked.broken.is_empty();
    if let Some(value) = checked.value.filter(|&value| keeps_rules && value > claimed) {
        let message = format!("the plan claims a bound of {claimed} points, but its own groups are worth {value}");
        checked.disprove(Claim::Bound, message);
    }
}

/// Compares a bound with the duals that should prove it.
fn compare_duals(problem: &Problem, plan: &Claims<'_>, proof: &DualProof, claimed: Points, checked: &mut Checked) {
    match duals::derive(problem, proof) {
        Ok(derived) => {
            checked.bound = Some(derived);
            checked.basis = if claimed >= derived { Basis::Derived } else { Basis::Nothing };
            if checked.basis == Basis::Nothing {
                let message =
                    format!("the plan claims a bound of {claimed} points, but its certificate shows {derived} points");
                checked.disprove(Claim::Bound, message);
            }
            compare_levels(problem, plan, proof, checked);
        }
        Err(Refusal::Wrong(message)) => {
            checked.basis = Basis::Nothing;
            checked.disprove(Claim::Certificate, message);
        }
        Err(Refusal::TooLarge) => {
            checked.basis = Basis::TooLarge;
            if plan.status == Status::Optimal && plan.proof == Proof::Certificate {
                let message = "the plan says that its certificate proves the bound, but the certificate is too large to be checked";
                checked.disprove(Claim::Proof, message.to_owned());
            }
        }
    }
}

/// Compares the levels that a certificate proves with the plan. The bound holds only for plans that have these levels.
fn compare_levels(problem: &Problem, plan: &Claims<'_>, proof: &DualProof, checked: &mut Checked) {
    let keeps_rules = checked.misplaced.is_empty() && checked.broken.is_empty();
    if !plan.is_found() || !keeps_rules || proof.parts.iter().all(|part| part.levels.is_empty()) {
        return;
    }
    let mut benefits: BTreeMap<&str, Points> = BTreeMap::new();
    for group in plan.groups {
        let members: Vec<SchoolIndex> = group.iter().filter_map(|id| problem.index(id)).collect();
        benefits.extend(group.iter().filter_map(|id| {
            let school = problem.index(id)?;
            Some((id.as_str(), problem.benefit(school, &members)))
        }));
    }
    for (number, part) in proof.parts.iter().enumerate() {
        let of_school = |id: &String| benefits.get(id.as_str()).copied().unwrap_or(0);
        let mut have: Vec<Points> = part.schools.iter().map(of_school).collect();
        have.sort_unstable();
        let proved: Vec<Points> =
            part.levels.iter().flat_map(|level| std::iter::repeat_n(level.benefit, level.schools)).collect();
        let next = have.get(proved.len()).copied();
        if !have.starts_with(&proved) || next.is_some_and(|next| proved.last().is_some_and(|&last| next <= last)) {
            let message = format!(
                "the certificate does not hold at parts[{number}].rungs: the plan's worst-off schools are not on these levels"
            );
            checked.disprove(Claim::Certificate, message);
            checked.basis = Basis::Nothing;
        }
    }
}

fn compare_gap(plan: &Claims<'_>, checked: &mut Checked) {
    let expected = plan.value.zip(plan.bound).map(|(value, bound)| gap(value, bound));
    let same = match (plan.gap, expected) {
        (Some(claimed), Some(expected)) => (claimed - expected).abs() <= SAME_GAP * expected.max(1.0),
        (None, None) => true,
        _ => false,
    };
    if !same {
        let shown = |gap: Option<f64>| gap.map_or_else(|| "none".to_owned(), |gap| gap.to_string());
        let (theirs, ours) = (shown(plan.gap), shown(expected));
        let message = format!("the plan claims a gap of {theirs}, but its value and bound make it {ours}");
        checked.disprove(Claim::Gap, message);
    }
}

fn compare_status(problem: &Problem, plan: &Claims<'_>, checked: &mut Checked) {
    let found = plan.is_found() || !plan.groups.is_empty();
    match plan.status {
        Status::Infeasible | Status::Unknown if found => {
            let message = "the plan says that no groups were found, but it has some".to_owned();
            checked.disprove(Claim::Status, message);
        }
        Status::Optimal | Status::Feasible if !found => {
            checked.disprove(Claim::Status, "the plan says that it has groups, but it has none".to_owned());
        }
        Status::Optimal if plan.value != plan.bound => {
            let message = "the plan says that no other plan is better, but its bound differs from its value".to_owned();
            checked.disprove(Claim::Status, message);
        }
        Status::Optimal if problem.rules().aim.kind == AimKind::WorstFirst && !has_all_levels(plan) => {
            let message = "the plan says that no other plan is better, but its certificate does not prove a level for every school";
            checked.disprove(Claim::Status, message.to_owned());
        }
        _ => {}
    }
    let message = match (plan.proof, plan.certificate.is_some()) {
        (Proof::Certificate, false) => "the plan says that a certificate proves its bound, but it has no certificate",
        (Proof::None, _) if plan.status == Status::Optimal => {
            "the plan says that no other plan is better, but also that nothing proves this"
        }
        _ => return,
    };
    checked.disprove(Claim::Proof, message.to_owned());
}

/// Whether the benefit of every school is settled: all schools of every part are on the part's levels. If the value equals
/// the independent bound, each school has its best benefit.
fn has_all_levels(plan: &Claims<'_>) -> bool {
    let Some(Certificate::Duals(proof)) = plan.certificate else { return true };
    let placed = |part: &PartProof| part.levels.iter().fold(0_usize, |sum, level| sum.saturating_add(level.schools));
    proof.parts.iter().all(|part| placed(part) == part.schools.len())
}

/// (bound - value) / |value|, at least 0: 0.0008 means that no plan can beat this by more than 0.08 %.
#[must_use]
pub fn gap(value: Points, bound: Points) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a ratio for people, never compared for optimality")]
    let ratio = bound.saturating_sub(value).max(0) as f64 / value.unsigned_abs().max(1) as f64;
    ratio
}

impl Checked {
    fn disprove(&mut self, claim: Claim, message: String) {
        self.claims.push(Mismatch { claim, message });
    }
}

fn points(points: Option<i64>) -> String {
    points.map_or_else(|| "nothing".to_owned(), |points| format!("{points} points"))
}

/// The beginning of a fingerprint, long enough to tell two apart.
fn short(sha256: &str) -> String {
    if sha256.is_empty() { "missing".to_owned() } else { sha256.chars().take(12).collect() }
}
