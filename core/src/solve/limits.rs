//! When to stop: the only place that reads the clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::solve::outcome::StopReason;

/// A handle to stop a solve from another thread. Clones share the flag.
///
/// ```
/// let cancel = tercet::Cancel::new();
/// let handle = cancel.clone();
/// handle.cancel();
/// assert!(cancel.is_cancelled());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// A handle that has not been used.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the solve to stop; it returns the best plan so far within a tenth of a second.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether someone has asked.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The limits of one solve: time, work and cancellation, polled by every strategy.
#[derive(Debug)]
pub struct Limits {
    start: Instant,
    deadline: Option<Instant>,
    work_limit: u64,
    work: AtomicU64,
    cancel: Cancel,
}

impl Limits {
    /// Limits that start now.
    #[must_use]
    pub fn start(time: Option<Duration>, work: Option<u64>, cancel: Cancel) -> Self {
        let start = Instant::now();
        Self {
            start,
            deadline: time.and_then(|time| start.checked_add(time)),
            work_limit: work.unwrap_or(u64::MAX),
            work: AtomicU64::new(0),
            cancel,
        }
    }

    /// The same clock and the same handle, with no limit on work: for what a strategy does beside the work that it counts.
    #[must_use]
    pub fn without_work_limit(&self) -> Self {
        let (start, deadline, cancel) = (self.start, self.deadline, self.cancel.clone());
        Self { start, deadline, work_limit: u64::MAX, work: AtomicU64::new(0), cancel }
    }

    /// The same clock and the same handle, with another limit on work and none done yet.
    #[must_use]
    pub fn with_work_limit(&self, work: Option<u64>) -> Self {
        Self { work_limit: work.unwrap_or(u64::MAX), ..self.without_work_limit() }
    }

    /// Limits for one of so many tasks that have the rest of time and work between them: a share of the time, all of the work
    /// that is left.
    #[must_use]
    pub fn share(&self, of: usize) -> Self {
        self.part(1, of.max(1))
    }

    /// Limits for a task that has `own` of `all` parts of the time that is left, and all of the work.
    #[must_use]
    pub fn part(&self, own: usize, all: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "some thousands")]
        let share = (own as f64 / all.max(1) as f64).min(1.0);
        let deadline = self.time_left().map(|left| Instant::now() + left.mul_f64(share));
        Self { deadline, ..self.with_work_limit((self.work_limit < u64::MAX).then(|| self.work_left())) }
    }

    /// Whether neither time nor work is limited.
    #[must_use]
    pub fn is_unlimited(&self) -> bool {
        self.deadline.is_none() && self.work_limit == u64::MAX
    }

    /// The time since the start.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// The time that is left, if time is limited.
    #[must_use]
    pub fn time_left(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    /// Counts work done.
    pub fn add_work(&self, units: u64) {
        self.work.fetch_add(units, Ordering::Relaxed);
    }

    /// The work done so far.
    #[must_use]
    pub fn work(&self) -> u64 {
        self.work.load(Ordering::Relaxed)
    }

    /// The work that is left.
    #[must_use]
    pub fn work_left(&self) -> u64 {
        self.work_limit.saturating_sub(self.work())
    }

    /// Whether the wall clock or a person wants it to end at once. Work is left aside, because threads must agree on it:
    /// it is asked only between steps that every thread has finished.
    #[must_use]
    pub fn is_urgent(&self) -> bool {
        self.cancel.is_cancelled() || self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// Why to stop now, if there is a reason.
    #[must_use]
    pub fn stop(&self) -> Option<StopReason> {
        if self.cancel.is_cancelled() {
            Some(StopReason::Interrupted)
        } else if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            Some(StopReason::Time)
        } else if self.work_left() == 0 {
            Some(StopReason::Work)
        } else {
            None
        }
    }

    /// The handle that cancels.
    #[must_use]
    pub fn cancel(&self) -> &Cancel {
        &self.cancel
    }
}
