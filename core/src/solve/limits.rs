//! When to stop. Only this module reads the clock.

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
pub struct Cancel {
    own: Arc<AtomicBool>,
    parent: Option<Arc<Self>>,
}

impl Cancel {
    /// A handle that has not been cancelled.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A handle for a part of the work: it stops with this one, and can be stopped alone.
    #[must_use]
    pub fn child(&self) -> Self {
        Self { own: Arc::default(), parent: Some(Arc::new(self.clone())) }
    }

    /// Asks the solve to stop; it returns the best plan so far within a tenth of a second.
    pub fn cancel(&self) {
        self.own.store(true, Ordering::Relaxed);
    }

    /// Whether somebody has asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.own.load(Ordering::Relaxed) || self.parent.as_ref().is_some_and(|parent| parent.is_cancelled())
    }
}

/// The limits of one solve: time, work and cancellation, polled by every strategy.
///
/// A task gets its own limits by [`share`](Self::share) or [`at_most`](Self::at_most). Its parent, and the parent's parent,
/// also count the work that it counts. Work that a strategy does not count has separate limits ([`apart`](Self::apart)),
/// which report to nobody.
#[derive(Debug)]
pub struct Limits {
    start: Instant,
    deadline: Option<Instant>,
    work_limit: u64,
    work: Arc<Counter>,
    cancel: Cancel,
}

/// The work done, and the counter of the parent task.
#[derive(Debug, Default)]
struct Counter {
    done: AtomicU64,
    parent: Option<Arc<Self>>,
}

impl Counter {
    fn add(&self, units: u64) {
        self.done.fetch_add(units, Ordering::Relaxed);
        if let Some(parent) = &self.parent {
            parent.add(units);
        }
    }
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
            work: Arc::default(),
            cancel,
        }
    }

    /// Limits with the same clock and handle, and without a limit on work. The work is not reported.
    #[must_use]
    pub fn apart(&self) -> Self {
        let (start, deadline, cancel) = (self.start, self.deadline, self.cancel.clone());
        Self { start, deadline, work_limit: u64::MAX, work: Arc::default(), cancel }
    }

    /// Limits with the same clock and handle, and with at most this much work. The work is not reported.
    #[must_use]
    pub fn apart_at_most(&self, work: Option<u64>) -> Self {
        Self { work_limit: work.unwrap_or(u64::MAX), ..self.apart() }
    }

    /// Limits for a task with at most this much of the remaining work. The work is reported.
    #[must_use]
    pub fn at_most(&self, work: u64) -> Self {
        let counter = Counter { done: AtomicU64::new(0), parent: Some(Arc::clone(&self.work)) };
        Self { work_limit: work.min(self.work_left()), work: Arc::new(counter), ..self.apart() }
    }

    /// Limits for a task with the share `own` / `all` of the remaining time, and all of the work. The work is reported.
    #[must_use]
    pub fn share(&self, own: usize, all: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "some thousands")]
        let share = (own as f64 / all.max(1) as f64).min(1.0);
        let deadline = self.time_left().map(|left| Instant::now() + left.mul_f64(share));
        Self { deadline, ..self.at_most(u64::MAX) }
    }

    /// Whether there is neither a time limit nor a work limit.
    #[must_use]
    pub fn is_unlimited(&self) -> bool {
        self.deadline.is_none() && self.work_limit == u64::MAX
    }

    /// The time since the start.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// The remaining time, if there is a time limit.
    #[must_use]
    pub fn time_left(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    /// Counts work, here and in the parent tasks.
    pub fn add_work(&self, units: u64) {
        self.work.add(units);
    }

    /// The work done so far.
    #[must_use]
    pub fn work(&self) -> u64 {
        self.work.done.load(Ordering::Relaxed)
    }

    /// The remaining work; the largest number if there is no work limit.
    #[must_use]
    pub fn work_left(&self) -> u64 {
        if self.work_limit == u64::MAX { u64::MAX } else { self.work_limit.saturating_sub(self.work()) }
    }

    /// Whether the clock or a person wants the solve to end immediately. This ignores work, because threads must agree on
    /// it: work is tested only between steps that every thread has finished.
    #[must_use]
    pub fn is_urgent(&self) -> bool {
        self.cancel.is_cancelled() || self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// The reason to stop now, if there is one.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_work_of_a_task_is_counted_by_its_parents_at_once() {
        let all = Limits::start(None, Some(10), Cancel::new());
        let half = all.share(1, 2);
        let rest = half.at_most(4);
        rest.add_work(3);
        assert_eq!([all.work(), half.work(), rest.work()], [3; 3]);
        assert_eq!([all.work_left(), half.work_left(), rest.work_left()], [7, 7, 1]);
        assert_eq!(all.at_most(100).work_left(), 7);
    }

    #[test]
    fn work_apart_is_reported_to_nobody() {
        let all = Limits::start(None, Some(10), Cancel::new());
        all.apart().add_work(50);
        all.apart_at_most(Some(5)).add_work(5);
        assert_eq!(all.work(), 0);
        assert_eq!(all.stop(), None);
    }
}
