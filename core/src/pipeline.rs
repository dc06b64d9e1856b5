//! The stages on one screen: model -> compile -> solve -> plan.

use crate::compile::Compiled;
use crate::error::Error;
use crate::model::problem::Problem;
use crate::plan::check::is_within_reach;
use crate::plan::conflict;
use crate::plan::grouping::Plan;
use crate::solve::limits::{Cancel, Limits};
use crate::solve::observe::{Observer, Silent};
use crate::solve::options::Options;
use crate::solve::outcome::{Outcome, Proof, Status};
use crate::solve::strategy;

/// Forms the groups of a problem.
///
/// A problem without a plan gives a plan without groups, with the status and the reasons.
///
/// ```
/// use tercet::{Cohort, Options, Problem, Rules, School, Status, solve};
/// let schools = ["A", "B", "C"].map(|id| School::new(id, id).with_strength("eal", 5.0).with_need("eal", 1.0));
/// let problem = Problem::new(Cohort::new(schools.to_vec(), vec!["eal".to_owned()])?, Rules::default())?;
/// let plan = solve(&problem, &Options::default())?;
/// assert_eq!(plan.groups, [["A", "B", "C"]]);
/// assert_eq!((plan.value, plan.status), (Some(30_000), Status::Optimal));
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Options`] where the options cannot be followed, [`Error::Backend`] where the MIP solver fails.
pub fn solve(problem: &Problem, options: &Options) -> Result<Plan, Error> {
    solve_with(problem, options, &Cancel::new(), &Silent)
}

/// As [`solve`], with a handle that another thread may cancel by and an observer of the progress.
///
/// # Errors
/// As [`solve`].
pub fn solve_with(
    problem: &Problem,
    options: &Options,
    cancel: &Cancel,
    observer: &dyn Observer,
) -> Result<Plan, Error> {
    options.validate()?;
    let limits = Limits::start(options.time_limit, options.work_limit, cancel.clone());
    observer.phase("compile");
    let compiled = Compiled::new(problem);
    let counted = conflict::counts(problem);
    let mut outcome = if counted.is_empty() {
        strategy::run(&compiled, (problem.rules().aim.kind, options), &limits, observer)?
    } else {
        Outcome { reasons: counted, ..Outcome::infeasible() }
    };
    match outcome.status {
        Status::Infeasible if outcome.reasons.is_empty() => outcome.reasons = conflict::isolated(problem, &compiled),
        Status::Unknown => outcome.reasons = conflict::closest(problem, outcome.closest.as_deref()),
        _ => {}
    }
    let mut plan = Plan::from_outcome(problem, options, outcome);
    if plan.proof == Proof::Certificate && !is_within_reach(problem, &plan) {
        plan.proof = Proof::Solver;
    }
    Ok(plan)
}
