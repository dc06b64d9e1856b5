//! Solves a partition with the MIP solver under limits, and checks the solver's claims in integers.

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use crate::error::Error;
use crate::solve::exact::backend::integer::{self as backend, Claim, Ended, Shared};
use crate::solve::exact::partition::SetPartitioning;
use crate::solve::limits::Limits;
use crate::solve::outcome::StopReason;
use crate::units::Points;

/// How often the limits are polled while the solver runs.
const POLL: Duration = Duration::from_millis(10);

/// How many polls the solver has to answer an interrupt before it is abandoned. It looks for interrupts between its steps,
/// and one step on a million columns can take seconds.
const PATIENCE: u32 = 5;

/// The stack of the solver's thread. It is as large as a main thread's, because the solver's sub-problems nest.
const STACK_BYTES: usize = 8 << 20;

/// The result of the solver for a partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MipResult {
    /// The columns of the best solution, ascending. They keep every rule.
    pub(crate) chosen: Option<Vec<usize>>,
    /// The value of these columns.
    pub(crate) value: Option<Points>,
    /// No solution is worth more, on the solver's word.
    pub(crate) bound: Option<Points>,
    /// What is proved, on the solver's word.
    pub(crate) proved: Proved,
    /// Why the solver stopped.
    pub(crate) stop: StopReason,
}

/// What is proved about a partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proved {
    /// No solution is worth more than the chosen one.
    Optimal,
    /// There is no solution.
    Infeasible,
    /// Neither is proved.
    Open,
}

/// Solves a partition to proved optimality, or until the limits end the solve. One unit of work is one node of the search
/// tree.
///
/// `on_progress` receives each better value and bound, on the caller's thread. The solver runs on a separate thread. If it
/// does not answer an interrupt soon, it is left to end by itself, and the best solution that it reported is returned.
///
/// # Errors
/// [`Error::Backend`] if the solver fails in a way that says nothing about the partition.
pub(crate) fn solve_partition(
    partition: SetPartitioning,
    limits: &Limits,
    on_progress: &dyn Fn(Option<Points>, Option<Points>),
) -> Result<MipResult, Error> {
    let start = partition.start.clone();
    if partition.has_uncoverable() {
        return Ok(judge(&partition, &[], Claim::Infeasible, None, StopReason::Finished));
    }
    // The solver calls a model without variables neither feasible nor infeasible.
    if partition.schools.is_empty() {
        let claim = if partition.value(&[]).is_some() { Claim::Optimal } else { Claim::Infeasible };
        return Ok(judge(&partition, &[Some(Vec::new())], claim, Some(0), StopReason::Finished));
    }
    if let Some(stop) = limits.stop() {
        return Ok(judge(&partition, &[start], Claim::Stopped, None, stop));
    }
    let shared = Arc::new(Shared::new(&partition));
    let partition = Arc::new(partition);
    let running = spawn(&partition, &shared, limits)?;
    let ended = watch(&running, &partition, &shared, limits, on_progress)?;
    let stopped = limits.stop().unwrap_or(StopReason::Time);
    let Some(ended) = ended else {
        let candidates = [start, shared.incumbent()];
        return Ok(judge(&partition, &candidates, Claim::Stopped, shared.bound(), stopped));
    };
    limits.add_work(ended.nodes);
    let stop = match ended.claim {
        Claim::Optimal | Claim::Infeasible => StopReason::Finished,
        Claim::Stopped => stopped,
        Claim::OutOfNodes => StopReason::Work,
    };
    let candidates = [ended.chosen, shared.incumbent(), start];
    Ok(judge(&partition, &candidates, ended.claim, ended.bound, stop))
}

/// Starts the solver on a separate thread, which also gives it a separate scheduler.
fn spawn(
    partition: &Arc<SetPartitioning>,
    shared: &Arc<Shared>,
    limits: &Limits,
) -> Result<mpsc::Receiver<Result<Ended, Error>>, Error> {
    let (sender, receiver) = mpsc::channel();
    let (partition, shared) = (Arc::clone(partition), Arc::clone(shared));
    let (time_left, nodes) = (limits.time_left(), limits.work_left());
    let run = move || {
        // Sending fails only if the waiting thread has gone, and then nobody needs the answer.
        let _ = sender.send(backend::run(&partition, &shared, time_left, nodes));
    };
    let thread = thread::Builder::new().name("tercet-mip".to_owned()).stack_size(STACK_BYTES).spawn(run);
    thread.map(|_| receiver).map_err(|error| Error::Backend(format!("no thread could be started: {error}")))
}

/// Waits for the solver, passes progress on, and watches the limits. `None` if the solver had to be abandoned.
fn watch(
    running: &mpsc::Receiver<Result<Ended, Error>>,
    partition: &SetPartitioning,
    shared: &Shared,
    limits: &Limits,
    on_progress: &dyn Fn(Option<Points>, Option<Points>),
) -> Result<Option<Ended>, Error> {
    let start = partition.start.as_ref().and_then(|start| partition.value(start));
    let mut told = (start, None);
    let mut patience = PATIENCE;
    loop {
        match running.recv_timeout(POLL) {
            Ok(ended) => return ended.map(Some),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                return Err(Error::Backend("the solver's thread ended without an answer".to_owned()));
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
        }
        let value = shared.incumbent().and_then(|chosen| partition.value(&chosen));
        let known = (value.max(start), shared.bound());
        if known != told {
            told = known;
            on_progress(known.0, known.1);
        }
        if limits.is_urgent() {
            shared.stop();
            patience -= 1;
            if patience == 0 {
                return Ok(None);
            }
        }
    }
}

/// Keeps only those claims of the solver that hold in integers. The solver's final solution is the first candidate. Of
/// equally good candidates the first is taken.
fn judge(
    partition: &SetPartitioning,
    candidates: &[Option<Vec<usize>>],
    claim: Claim,
    bound: Option<Points>,
    stop: StopReason,
) -> MipResult {
    let values: Vec<Option<Points>> = candidates.iter().map(|chosen| partition.value(chosen.as_ref()?)).collect();
    let value = values.iter().copied().max().flatten();
    let place = values.iter().position(|&of_candidate| of_candidate == value && value.is_some());
    let chosen = place.and_then(|place| candidates[place].clone());
    // A bound below a known solution is refuted. So is a claim that rests on a solution other than the best.
    let bound = bound.filter(|&bound| value.is_none_or(|value| value <= bound));
    let (proved, bound) = match claim {
        Claim::Optimal if place == Some(0) && bound.is_some() => (Proved::Optimal, value),
        Claim::Infeasible if value.is_none() => (Proved::Infeasible, None),
        Claim::Optimal | Claim::Infeasible => (Proved::Open, None),
        Claim::Stopped | Claim::OutOfNodes => (Proved::Open, bound),
    };
    MipResult { chosen, value, bound, proved, stop }
}

#[cfg(test)]
mod tests;
