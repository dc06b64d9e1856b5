//! One entry point for every strategy. It returns the plan found, the bound, and what they prove.

use rayon::ThreadPoolBuilder;

use crate::compile::Compiled;
use crate::error::Error;
use crate::model::rules::AimKind;
use crate::solve::bounds::independent;
use crate::solve::exact::branch_and_price;
#[cfg(feature = "highs")]
use crate::solve::exact::{mip, worst_first};
use crate::solve::limits::Limits;
use crate::solve::observe::Observer;
use crate::solve::options::{Options, Strategy};
use crate::solve::outcome::{Evidence, Outcome, Proof, Status, StopReason};
use crate::solve::run::Run;
use crate::solve::search::{Found, search};
use crate::solve::start::WarmStart;
use crate::solve::worst_off;
use crate::units::Points;

/// Runs the strategy of the options on a compiled problem, towards an aim, from an earlier plan if there is one.
///
/// # Errors
/// [`Error::Options`] if the options cannot be followed, [`Error::Backend`] if the MIP solver fails.
pub fn run(
    compiled: &Compiled,
    (aim, options): (AimKind, &Options),
    start: Option<&WarmStart>,
    limits: &Limits,
    observer: &(dyn Observer + Sync),
) -> Result<Outcome, Error> {
    options.validate_towards(aim)?;
    let threads = options.threads.unwrap_or(0);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| Error::Backend(format!("threads could not be started: {error}")))?;
    let &Options { strategy, seed, ref tuning, .. } = options;
    let run = Run { compiled, strategy, seed, tuning, limits, start, observer };
    pool.install(|| {
        run.observer.phase("bound");
        let most = independent::best_benefits(compiled, limits);
        let bound: Option<Points> = most.as_ref().map(|most| most.iter().sum());
        run.tell(None, bound);
        let Some(most) = most else {
            return Ok(Outcome::infeasible());
        };
        let bound = most.iter().sum();
        let is_worst_first = aim == AimKind::WorstFirst;
        match strategy {
            #[cfg(feature = "highs")]
            Strategy::Exact | Strategy::Auto if is_worst_first => return worst_first::solve(&run, &most),
            #[cfg(feature = "highs")]
            Strategy::Mip => return mip::solve(&run, bound),
            Strategy::Exact | Strategy::Auto if !is_worst_first => return branch_and_price::solve(&run, &most),
            _ => {}
        }
        let curved = is_worst_first.then(|| worst_off::curved(compiled));
        let found = search(&run.on(curved.as_ref().unwrap_or(compiled)), strategy, Some(bound));
        Ok(Outcome::from_found(compiled, found, bound, limits))
    })
}

impl Outcome {
    /// The outcome of a problem that has no plan.
    #[must_use]
    pub fn infeasible() -> Self {
        Self {
            groups: None,
            closest: None,
            unmatched: Vec::new(),
            value: None,
            bound: None,
            status: Status::Infeasible,
            proof: Proof::None,
            certificate: None,
            stop: StopReason::Finished,
            work: 0,
            reasons: Vec::new(),
        }
    }

    fn from_found(compiled: &Compiled, found: Option<Found>, bound: Points, limits: &Limits) -> Self {
        let Some(found) = found else {
            return Self { status: Status::Unknown, bound: Some(bound), ..Self::infeasible() };
        };
        let value = found.is_feasible.then(|| found.value(compiled));
        let (status, proof) = Evidence { value, certified: Some(bound), ..Evidence::default() }.conclude();
        let (groups, closest) = if found.is_feasible { (Some(found.groups), None) } else { (None, Some(found.groups)) };
        Self {
            unmatched: if groups.is_some() { found.unmatched } else { Vec::new() },
            groups,
            closest,
            value,
            bound: Some(bound),
            status,
            proof,
            certificate: None,
            stop: found.stop,
            work: limits.work(),
            reasons: Vec::new(),
        }
    }
}
