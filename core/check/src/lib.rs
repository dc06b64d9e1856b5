//! Checks a plan from the model alone: every rule, the value, the bound, and every other claim of the plan.
//!
//! The check shares no code with the search. A plan may come from Tercet, from an older version of Tercet, or from a
//! spreadsheet. The check computes benefits and rules with the model's own pure functions, one group at a time.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::certificate::Certificate;
use tercet_model::ids::SchoolIndex;
use tercet_model::problem::Problem;
use tercet_model::rules::statements::Broken;
use tercet_model::units::Points;

mod bound;
pub mod certificate;
mod claims;
mod coded;
mod duals;
pub mod outcome;
mod placement;

pub use claims::{Claim, Claims, Mismatch, gap};
pub use placement::{Fault, Misplaced};

use placement::Placement;

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Checked {
    /// Schools that are not in exactly one place: unknown to the cohort, in two places, or in none.
    pub misplaced: Vec<Misplaced>,
    /// Every rule that the plan breaks: group by group, then the rules over the whole plan.
    pub broken: Vec<Broken>,
    /// Every false claim of the plan. Empty for groups without claims.
    pub claims: Vec<Mismatch>,
    /// The value, derived again: the benefits of all schools minus the prices of those without a group. `None` if the plan
    /// says that no plan was found.
    pub value: Option<Points>,
    /// No plan has a larger value. If the certificate has valid integer duals, this is the bound that they prove. Otherwise
    /// it is the sum of the best benefits that the schools could have. `None` if no plan exists because some schools have
    /// too few permitted peers.
    pub bound: Option<Points>,
    /// The ids of the schools that have too few permitted peers for any allowed size, if no school may be left out.
    pub stranded: Vec<String>,
    /// What supports the bound that the plan claims.
    pub basis: Basis,
}

/// What supports a claimed bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The plan claims no bound.
    Unclaimed,
    /// The check has derived the bound again, from the certificate's duals if there are any. The claim is not below
    /// [`Checked::bound`].
    Derived,
    /// The solver's own arithmetic: the certificate covers too many groups to be checked again.
    TooLarge,
    /// The MIP solver's word. The check can neither confirm nor refute it.
    SolversWord,
    /// Nothing: the claim is lower than the check can show. The list of false claims names it.
    Nothing,
}

impl Checked {
    /// True if a plan exists, keeps every rule, and every claim it makes is correct.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.value.is_some() && self.misplaced.is_empty() && self.broken.is_empty() && self.claims.is_empty()
    }

    /// Everything that is wrong, with one sentence for each fault.
    #[must_use]
    pub fn findings(&self) -> Vec<&str> {
        let misplaced = self.misplaced.iter().map(|misplaced| misplaced.message.as_str());
        let broken = self.broken.iter().map(|broken| broken.message.as_str());
        let claims = self.claims.iter().map(|mismatch| mismatch.message.as_str());
        misplaced.chain(broken).chain(claims).collect()
    }
}

/// Checks a plan: its groups, and everything that it claims about them.
///
/// Because of the bound, the time grows with the square of the number of schools (about a minute for 20,000), and the
/// memory with their number. A certificate of integer duals is checked against every feasible group. This takes less than a
/// second for 300 schools, and some seconds for 1,000. If there are too many groups, the check says so
/// ([`Basis::TooLarge`]).
///
/// ```
/// use tercet_check::check_groups;
/// use tercet_model::{Cohort, Problem, Rules, School};
/// let schools = ["A", "B", "C"].map(|id| School::new(id, id).with_strength("reading", 4.0).with_need("reading", 1.0));
/// let problem = Problem::new(Cohort::new(schools.to_vec(), vec!["reading".to_owned()])?, Rules::default())?;
/// let all: Vec<_> = problem.indices().collect();
/// let checked = check_groups(&problem, &[all], &[]);
/// assert!(checked.is_valid());
/// assert_eq!(checked.value, Some(24_000));
/// # Ok::<(), tercet_model::Error>(())
/// ```
#[must_use]
pub fn check(problem: &Problem, plan: &Claims<'_>) -> Checked {
    let groups =
        plan.groups.iter().map(|group| group.iter().map(|id| placement::by_id(problem, id)).collect()).collect();
    let unmatched = plan.unmatched.iter().map(|id| placement::by_id(problem, id)).collect();
    let mut checked = if plan.is_found() || !plan.groups.is_empty() {
        check_placement(problem, &Placement::new(problem, groups, unmatched))
    } else {
        // If a plan says that none was found, the check does not look for each school.
        let (bound, stranded) = bound::best_conceivable(problem);
        Checked { value: None, bound, stranded, ..Checked::empty() }
    };
    claims::compare(problem, plan, &mut checked);
    checked
}

/// Whether [`check`] derives the bound of a plan's certificate again. If not, there are too many groups to check against
/// the duals within about a minute, and the bound rests on the solver's own arithmetic.
#[must_use]
pub fn is_within_reach(problem: &Problem, plan: &Claims<'_>) -> bool {
    match plan.certificate {
        Some(Certificate::Duals(proof)) => duals::is_within_reach(problem, proof),
        _ => true,
    }
}

/// Checks groups without claims, such as groups from a spreadsheet.
#[must_use]
pub fn check_groups(problem: &Problem, groups: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Checked {
    let place = |list: &[SchoolIndex]| list.iter().map(|&school| placement::by_index(problem, school)).collect();
    let groups = groups.iter().map(|group| place(group)).collect();
    check_placement(problem, &Placement::new(problem, groups, place(unmatched)))
}

/// Checks groups that are given by the ids of their schools. A school that no group names counts as without a group.
#[must_use]
pub fn check_ids(problem: &Problem, groups: &[Vec<String>]) -> Checked {
    let named: BTreeSet<&str> = groups.iter().flatten().map(String::as_str).collect();
    let left_out = problem.indices().filter(|&school| !named.contains(problem.school(school).id.as_str()));
    let unmatched = left_out.map(Ok).collect();
    let groups = groups.iter().map(|group| group.iter().map(|id| placement::by_id(problem, id)).collect()).collect();
    check_placement(problem, &Placement::new(problem, groups, unmatched))
}

fn check_placement(problem: &Problem, placement: &Placement) -> Checked {
    let Placement { groups, unmatched, missing, misplaced } = placement;
    let mut broken: Vec<Broken> = groups.iter().flat_map(|group| problem.broken_by_group(group)).collect();
    broken.extend(problem.broken_by_plan(groups, unmatched));
    let benefits: Points = groups.iter().map(|group| problem.value(group)).sum();
    let alone = Points::try_from(unmatched.len() + missing.len()).unwrap_or(Points::MAX);
    let prices = problem.structure().price.unwrap_or(0).saturating_mul(alone);
    let (bound, stranded) = bound::best_conceivable(problem);
    Checked {
        misplaced: misplaced.clone(),
        broken,
        value: Some(benefits.saturating_sub(prices)),
        bound,
        stranded,
        ..Checked::empty()
    }
}

impl Checked {
    fn empty() -> Self {
        Self {
            misplaced: Vec::new(),
            broken: Vec::new(),
            claims: Vec::new(),
            value: None,
            bound: None,
            stranded: Vec::new(),
            basis: Basis::Unclaimed,
        }
    }
}
