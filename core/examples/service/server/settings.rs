//! The limits for one request, and for all requests together.

use std::time::Duration;

/// The limits of the service.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// How many solves run at the same time. Each has `threads` threads.
    pub(crate) solves: usize,
    /// How many more solves may wait for their turn. Beyond this, status 503 says when to try again.
    pub(crate) waiting: usize,
    /// The most threads for one solve. A request for more gets this many. The number never changes the plan.
    pub(crate) threads: usize,
    /// The longest search. A request with no limit, or a longer one, gets this limit.
    pub(crate) time_limit: Duration,
    /// The most bytes in a body.
    pub(crate) body_bytes: usize,
    /// The most schools in a problem, because the memory before the search grows with the square of their number.
    pub(crate) schools: usize,
    /// The longest time in which a client may send its request.
    pub(crate) reading: Duration,
    /// The most connections. Further connections wait.
    pub(crate) connections: usize,
    /// How long a shutdown waits for the last events to be sent.
    pub(crate) grace: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            solves: cores,
            waiting: 4 * cores,
            threads: 1,
            time_limit: Duration::from_secs(60),
            body_bytes: 4 << 20,
            schools: 2_000,
            reading: Duration::from_secs(30),
            connections: 1_024,
            grace: Duration::from_secs(10),
        }
    }
}

impl Settings {
    /// The longest lifetime of a connection: the time for reading, for the turns of all earlier solves, for its own solve,
    /// and the same again to fetch the plan. So a client that reads nothing cannot hold a plan in memory for longer.
    pub(crate) fn lifetime(&self) -> Duration {
        let turns = u32::try_from(self.waiting / self.solves.max(1) + 3).unwrap_or(u32::MAX);
        self.reading.saturating_mul(2).saturating_add(self.time_limit.saturating_mul(turns))
    }

    /// When to try again if no place is free: when the longest solve must have ended.
    pub(crate) fn retry_after(&self) -> Duration {
        self.time_limit.max(Duration::from_secs(1))
    }
}
