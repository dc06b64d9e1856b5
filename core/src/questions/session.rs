//! A problem with its plan, ready for questions.

use std::sync::Arc;

use crate::error::Error;
use crate::model::problem::Problem;
use crate::model::rules::AimKind;
use crate::pipeline;
use crate::plan::check::{Basis, check};
use crate::plan::grouping::Plan;
use crate::solve::limits::Cancel;
use crate::solve::observe::{Observer, Progress, Silent};
use crate::solve::options::Options;
use crate::solve::outcome::Status;
use crate::solve::start::WarmStart;
use crate::units::Points;

/// A problem with its plan. Each question begins with the plan's groups and with the duals of its proof.
///
/// A session never changes. It can be shared between threads, its memory is that of the problem and the plan, and clones share
/// both.
///
/// ```
/// use tercet::model::generate::{Shape, generate};
/// use tercet::questions::{demand::Demand, session::Session};
/// use tercet::{Options, Problem, Rules};
/// let problem = Problem::new(generate(&Shape::default().with_schools(24), 0)?, Rules::default())?;
/// let session = Session::new(problem, Options::default())?;
/// let pair = session.plan().groups[0][..2].to_vec();
/// let price = session.price(&Demand::Apart { schools: pair })?;
/// assert!(price.at_most >= Some(0));
/// # Ok::<(), tercet::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Session {
    problem: Arc<Problem>,
    plan: Arc<Plan>,
    options: Options,
    cancel: Cancel,
}

/// The value of the best plan, as far as it is proved: at least the value of a plan, and at most a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) value: Points,
    pub(super) bound: Points,
}

impl Interval {
    pub(super) fn of(plan: &Plan) -> Option<Self> {
        let value = plan.value?;
        Some(Self { value, bound: plan.bound.unwrap_or(Points::MAX).max(value) })
    }
}

impl Session {
    /// Solves a problem and keeps the plan. Each question is solved with the same options, so a time limit holds for each of them.
    ///
    /// # Errors
    /// As [`crate::solve()`].
    pub fn new(problem: impl Into<Arc<Problem>>, options: Options) -> Result<Self, Error> {
        Self::new_with(problem, options, &Cancel::new(), &Silent)
    }

    /// As [`Session::new`], with a handle that stops the solve and each question, and an observer of the solve.
    ///
    /// # Errors
    /// As [`crate::solve()`].
    pub fn new_with(
        problem: impl Into<Arc<Problem>>,
        options: Options,
        cancel: &Cancel,
        observer: &dyn Observer,
    ) -> Result<Self, Error> {
        let problem = problem.into();
        let plan = pipeline::solve_with(&problem, &options, cancel, observer)?;
        Ok(Self { problem, plan: plan.into(), options, cancel: cancel.clone() })
    }

    /// Keeps a plan that was made before. Its claims are checked first, so that no answer rests on a wrong one. A plan whose bound cannot
    /// be derived again, or that is not proved optimal, is where another solve begins.
    ///
    /// # Errors
    /// [`Error::Options`] if the plan has no groups, was made for another problem, breaks a rule or makes a false claim.
    pub fn from_plan(
        problem: impl Into<Arc<Problem>>,
        plan: Plan,
        options: Options,
        cancel: &Cancel,
        observer: &dyn Observer,
    ) -> Result<Self, Error> {
        let problem = problem.into();
        options.validate_towards(problem.rules().aim.kind)?;
        let checked = check(&problem, &plan);
        let trouble = if plan.value.is_none() {
            "the plan has no groups; solve the problem first"
        } else if plan.problem_sha256 != problem.sha256() {
            "the plan was made for another cohort or other rules; solve the problem again"
        } else if !checked.is_valid() {
            "the plan breaks a rule or makes a false claim; `check` has the details; solve the problem again"
        } else if checked.basis == Basis::Derived && plan.status == Status::Optimal {
            return Ok(Self { problem, plan: plan.into(), options, cancel: cancel.clone() });
        } else {
            let start = WarmStart::of_plan(&problem, &plan);
            return Self::from_start(problem, &start, options, cancel, observer);
        };
        Err(Error::Options(trouble.to_owned()))
    }

    /// Solves a problem from groups that were made before, which may break rules.
    ///
    /// # Errors
    /// As [`crate::solve_from`].
    pub fn from_start(
        problem: impl Into<Arc<Problem>>,
        start: &WarmStart,
        options: Options,
        cancel: &Cancel,
        observer: &dyn Observer,
    ) -> Result<Self, Error> {
        let problem = problem.into();
        let plan = pipeline::solve_from(&problem, start, &options, cancel, observer)?;
        Ok(Self { problem, plan: plan.into(), options, cancel: cancel.clone() })
    }

    /// The same session, whose questions stop with another handle.
    #[must_use]
    pub fn with_cancel(mut self, cancel: Cancel) -> Self {
        self.cancel = cancel;
        self
    }

    /// The same session, in which questions are solved with other options.
    #[must_use]
    pub fn with_options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// The problem.
    #[must_use]
    pub fn problem(&self) -> &Arc<Problem> {
        &self.problem
    }

    /// The plan. It has no groups if none was found.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The options of each solve.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Whether somebody has asked to stop.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// The value of the best plan, as far as it is proved.
    ///
    /// # Errors
    /// [`Error::Options`] if the session has no plan, or if the aim is not the total: the plan is then not the one of the largest
    /// value, so that a difference of values would be no price.
    pub(super) fn known(&self) -> Result<Interval, Error> {
        if self.problem.rules().aim.kind != AimKind::Total {
            let message = "prices and the backbone compare totals; state the aim total, and solve the problem again";
            return Err(Error::Options(message.to_owned()));
        }
        Interval::of(&self.plan).ok_or_else(|| {
            Error::Options("there is no plan to ask about; ask first why the rules allow none (`conflict`)".to_owned())
        })
    }

    /// Solves a similar problem from the plan of this one.
    pub(super) fn solve(&self, problem: &Problem) -> Result<Plan, Error> {
        let start = WarmStart::of_plan(problem, &self.plan);
        pipeline::solve_from(problem, &start, &self.options, &self.cancel, &Silent)
    }

    /// Solves a similar problem until it is known whether its best plan is worth at least this.
    pub(super) fn solve_until(&self, problem: &Problem, least_value: Points) -> Result<Plan, Error> {
        let start = WarmStart::of_plan(problem, &self.plan);
        let cancel = self.cancel.child();
        let observer = Decided { least_value, cancel: cancel.clone() };
        pipeline::solve_from(problem, &start, &self.options, &cancel, &observer)
    }
}

/// Ends a solve as soon as it is known whether the best plan is worth at least some value.
struct Decided {
    least_value: Points,
    cancel: Cancel,
}

impl Observer for Decided {
    fn progress(&self, progress: &Progress) {
        let is_reached = progress.incumbent.is_some_and(|value| value >= self.least_value);
        let is_beyond = progress.bound.is_some_and(|bound| bound < self.least_value);
        if is_reached || is_beyond {
            self.cancel.cancel();
        }
    }
}
