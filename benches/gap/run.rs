//! One run of one strategy on one problem, with its measurements.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use tercet::plan::check::check;
use tercet::units::Points;
use tercet::{Cancel, Error, Observer, Options, Plan, Problem, Progress, Strategy};

use crate::memory;

/// The limits of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    pub(crate) time: Option<Duration>,
    pub(crate) work: Option<u64>,
    pub(crate) threads: Option<usize>,
}

/// A plan, and the measurements of its run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) plan: Plan,
    pub(crate) schools: usize,
    /// The time of the whole run, from the problem to the plan.
    pub(crate) time: Duration,
    /// The time until the plan's value was first reached.
    pub(crate) time_to_best: Duration,
    /// The most memory of the process during the run, if the system reports it.
    pub(crate) peak_bytes: Option<u64>,
    /// The faults that the check found in the plan; empty if the plan is valid, or if there is no plan.
    pub(crate) findings: Vec<String>,
}

impl Run {
    pub(crate) fn of(problem: &Problem, strategy: Strategy, seed: u64, limit: Limit) -> Result<Self, Error> {
        let mut options = Options::default().with_strategy(strategy).with_seed(seed);
        (options.time_limit, options.work_limit, options.threads) = (limit.time, limit.work, limit.threads);
        let watch = Watch::default();
        memory::forget_peak();
        let start = Instant::now();
        let plan = tercet::solve_with(problem, &options, &Cancel::new(), &watch)?;
        let time = start.elapsed();
        let peak_bytes = memory::peak_bytes();
        let findings = if plan.is_found() {
            check(problem, &plan).findings().into_iter().map(str::to_owned).collect()
        } else {
            Vec::new()
        };
        let time_to_best = watch.reached(plan.value).unwrap_or(time);
        Ok(Self { plan, schools: problem.len(), time, time_to_best, peak_bytes, findings })
    }

    /// Whether the plan's claims are correct.
    pub(crate) fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Notes the time of each better plan.
#[derive(Debug, Default)]
struct Watch(Mutex<Vec<(Points, Duration)>>);

impl Watch {
    /// The time at which a value was first reached.
    fn reached(&self, value: Option<Points>) -> Option<Duration> {
        let improvements = self.0.lock().expect("an observer does not panic");
        improvements.iter().find(|&&(points, _)| Some(points) >= value).map(|&(_, time)| time)
    }
}

impl Observer for Watch {
    fn progress(&self, progress: &Progress) {
        let mut improvements = self.0.lock().expect("an observer does not panic");
        if let Some(points) = progress.incumbent
            && improvements.last().is_none_or(|&(best, _)| points > best)
        {
            improvements.push((points, progress.elapsed));
        }
    }
}
