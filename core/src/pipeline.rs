//! All stages in a few lines: model -> compile -> solve -> plan.

use crate::compile::Compiled;
use crate::error::Error;
use crate::model::problem::Problem;
use crate::plan::check::is_within_reach;
use crate::plan::conflict;
use crate::plan::grouping::Plan;
#[cfg(feature = "highs")]
use crate::solve::exact::mip;
use crate::solve::limits::{Cancel, Limits};
use crate::solve::observe::{Observer, Silent};
use crate::solve::options::Options;
#[cfg(feature = "highs")]
use crate::solve::options::Strategy;
use crate::solve::outcome::{Outcome, Proof, Status};
use crate::solve::start::WarmStart;
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
/// [`Error::Options`] if the options cannot be followed, which [`Options::check`] finds without a solve; [`Error::Backend`]
/// if the MIP solver fails.
pub fn solve(problem: &Problem, options: &Options) -> Result<Plan, Error> {
    solve_with(problem, options, &Cancel::new(), &Silent)
}

/// Like [`solve`], with a handle that lets another thread cancel, and with an observer of the progress.
///
/// # Errors
/// As for [`solve`].
pub fn solve_with(
    problem: &Problem,
    options: &Options,
    cancel: &Cancel,
    observer: &dyn Observer,
) -> Result<Plan, Error> {
    run(problem, options, None, cancel, observer)
}

/// As [`solve_with`], from an earlier plan of this problem or of a similar one. The plan may break rules, leave schools out and
/// name schools that the cohort does not have. The result is never worth less than an earlier plan that keeps every rule.
///
/// Polishes the groups of a spreadsheet, goes on after a limit, and repairs a plan after the cohort has changed.
///
/// ```
/// use tercet::model::generate::{Shape, generate};
/// use tercet::solve::observe::Silent;
/// use tercet::{Cancel, Options, Problem, Rules, Strategy, WarmStart, solve, solve_from};
/// let problem = Problem::new(generate(&Shape::default().with_schools(24), 0)?, Rules::default())?;
/// let quick = solve(&problem, &Options::default().with_strategy(Strategy::LocalSearch).with_work_limit(100))?;
/// let start = WarmStart::of_plan(&problem, &quick);
/// let better = solve_from(&problem, &start, &Options::default(), &Cancel::new(), &Silent)?;
/// assert!(better.value >= quick.value);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// As [`solve`], and [`Error::Options`] for a strategy that cannot start from a plan: `random`, `greedy` and `mip`.
pub fn solve_from(
    problem: &Problem,
    start: &WarmStart,
    options: &Options,
    cancel: &Cancel,
    observer: &dyn Observer,
) -> Result<Plan, Error> {
    options.validate_start()?;
    run(problem, options, Some(start), cancel, observer)
}

fn run(
    problem: &Problem,
    options: &Options,
    start: Option<&WarmStart>,
    cancel: &Cancel,
    observer: &dyn Observer,
) -> Result<Plan, Error> {
    options.validate_towards(problem.rules().aim.kind)?;
    let limits = Limits::start(options.time_limit, options.work_limit, cancel.clone());
    observer.phase("compile");
    let compiled = Compiled::new(problem);
    let counted = conflict::counts(problem);
    let mut outcome = if counted.is_empty() {
        strategy::run(&compiled, (problem.rules().aim.kind, options), start, &limits, observer)?
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

impl Options {
    /// Refuses options that cannot be followed for this problem, before the solve. A service can call this while it can
    /// still reply that the request is wrong. The solve calls it again.
    ///
    /// This is quick, except for the strategy `mip`, which estimates the number of feasible groups. If a problem has almost
    /// too many groups, it may pass here but still prove too large when its groups are listed.
    ///
    /// ```
    /// use tercet::model::generate::{Shape, generate};
    /// use tercet::model::rules::AimKind;
    /// use tercet::{Options, Problem, Rules, Strategy};
    /// let mut rules = Rules::default();
    /// rules.aim.kind = AimKind::WorstFirst;
    /// let problem = Problem::new(generate(&Shape::default().with_schools(12), 0)?, rules)?;
    /// assert!(Options::default().check(&problem).is_ok());
    /// let error = Options::default().with_strategy(Strategy::Mip).check(&problem).expect_err("not its aim");
    /// assert!(error.to_string().contains("worst_first"));
    /// # Ok::<(), tercet::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Options`] with everything that is wrong and how to fix it.
    pub fn check(&self, problem: &Problem) -> Result<(), Error> {
        self.validate_towards(problem.rules().aim.kind)?;
        #[cfg(feature = "highs")]
        if self.strategy == Strategy::Mip {
            mip::refuse_too_many(&Compiled::new(problem))?;
        }
        Ok(())
    }
}
