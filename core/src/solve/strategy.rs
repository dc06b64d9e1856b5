//! One call for every strategy: what it found, the bound, and what that proves.

use rayon::ThreadPoolBuilder;

use crate::compile::Compiled;
use crate::error::Error;
use crate::model::rules::AimKind;
use crate::solve::bounds::independent;
use crate::solve::exact::branch_and_price;
#[cfg(feature = "highs")]
use crate::solve::exact::{mip, worst_first};
use crate::solve::limits::Limits;
use crate::solve::observe::{Observer, Progress};
use crate::solve::options::{Options, Strategy};
use crate::solve::outcome::{Outcome, Proof, Status, StopReason};
use crate::solve::search::{Found, search};
use crate::solve::worst_off;
use crate::units::Points;

/// Runs the strategy of the options on a compiled problem, towards an aim.
///
/// # Errors
/// [`Error::Options`] where the options cannot be followed, [`Error::Backend`] where the MIP solver fails.
pub fn run(
    compiled: &Compiled,
    (aim, options): (AimKind, &Options),
    limits: &Limits,
    observer: &(dyn Observer + Sync),
) -> Result<Outcome, Error> {
    options.validate_towards(aim)?;
    let threads = options.threads.unwrap_or(0);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| Error::Backend(format!("threads could not be started: {error}")))?;
    pool.install(|| {
        observer.phase("bound");
        let most = independent::best_benefits(compiled, limits);
        let bound: Option<Points> = most.as_ref().map(|most| most.iter().sum());
        observer.progress(&Progress { incumbent: None, bound, work: 0, elapsed: limits.elapsed() });
        let Some(most) = most else {
            return Ok(Outcome::infeasible());
        };
        let bound = most.iter().sum();
        let is_worst_first = aim == AimKind::WorstFirst;
        let how = (options.strategy, options.seed);
        match options.strategy {
            #[cfg(feature = "highs")]
            Strategy::Exact | Strategy::Auto if is_worst_first => {
                return worst_first::solve(compiled, how, &most, limits, observer);
            }
            #[cfg(feature = "highs")]
            Strategy::Mip => return mip::solve(compiled, options.seed, bound, limits, observer),
            Strategy::Exact | Strategy::Auto if !is_worst_first => {
                return branch_and_price::solve(compiled, how, &most, limits, observer);
            }
            _ => {}
        }
        let curved = is_worst_first.then(|| worst_off::curved(compiled));
        let searched = curved.as_ref().unwrap_or(compiled);
        let found = search(searched, options.strategy, options.seed, limits, observer, Some(bound));
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
        let status = match value {
            Some(value) if value == bound => Status::Optimal,
            Some(_) => Status::Feasible,
            None => Status::Unknown,
        };
        let (groups, closest) = if found.is_feasible { (Some(found.groups), None) } else { (None, Some(found.groups)) };
        Self {
            unmatched: if groups.is_some() { found.unmatched } else { Vec::new() },
            groups,
            closest,
            value,
            bound: Some(bound),
            status,
            proof: if status == Status::Optimal { Proof::Certificate } else { Proof::None },
            certificate: None,
            stop: found.stop,
            work: limits.work(),
            reasons: Vec::new(),
        }
    }
}
