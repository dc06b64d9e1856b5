//! What one request, and all of them together, may ask of the machine.

use std::time::Duration;

/// The limits of the service.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// How many solves run at once. Each has `threads` threads of its own.
    pub(crate) solves: usize,
    /// How many more may wait for their turn; beyond, 503 says when to try again.
    pub(crate) waiting: usize,
    /// The threads of one solve; who asks for more gets so many. Never changes the plan.
    pub(crate) threads: usize,
    /// The longest a solve may search; who asks for no limit, or a longer one, gets this.
    pub(crate) time_limit: Duration,
    /// The most bytes of a body.
    pub(crate) body_bytes: usize,
    /// The most schools of a problem: what is built of it before the search begins grows with their square.
    pub(crate) schools: usize,
    /// The longest that a client may take to send its request.
    pub(crate) reading: Duration,
    /// The most connections; further ones wait to be accepted.
    pub(crate) connections: usize,
    /// The longest a shutdown waits for the last events to go out.
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
    /// The longest that a connection may live: reading, the turns of all who are before it, its own, and as long again to
    /// fetch the plan. Who reads nothing holds a plan in memory no longer than that.
    pub(crate) fn lifetime(&self) -> Duration {
        let turns = u32::try_from(self.waiting / self.solves.max(1) + 3).unwrap_or(u32::MAX);
        self.reading.saturating_mul(2).saturating_add(self.time_limit.saturating_mul(turns))
    }

    /// When to try again, where there is no place: once the longest solve may have ended.
    pub(crate) fn retry_after(&self) -> Duration {
        self.time_limit.max(Duration::from_secs(1))
    }
}
