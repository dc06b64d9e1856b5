//! The check of a plan, from the crate `tercet-check`. That crate depends only on the model and cannot see the solver.

use crate::model::problem::Problem;
use crate::plan::grouping::Plan;

pub use tercet_check::{Basis, Checked, Claim, Claims, Fault, Mismatch, Misplaced, check_groups, check_ids};

/// Checks a plan: its groups, and everything that it claims about them. See [`tercet_check::check`].
#[must_use]
pub fn check(problem: &Problem, plan: &Plan) -> Checked {
    tercet_check::check(problem, &plan.claims())
}

/// Whether [`check`] can derive the bound of a plan's certificate again. See [`tercet_check::is_within_reach`].
#[must_use]
pub fn is_within_reach(problem: &Problem, plan: &Plan) -> bool {
    tercet_check::is_within_reach(problem, &plan.claims())
}

#[cfg(test)]
mod tests;
