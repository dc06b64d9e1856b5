//! Runs work in a separate thread. Meanwhile the calling thread is detached from the interpreter, so other threads
//! continue. The calling thread looks for signals twenty times a second, so Ctrl-C works.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use tercet::Error;

use crate::errors::raise;

/// How often the calling thread looks for signals.
const TICK: Duration = Duration::from_millis(50);
/// The stack of the working thread, with room for recursion in the solver backend.
const STACK_BYTES: usize = 16 << 20;

/// Work that has been started. The working thread owns all its data, so it may outlive the thread that waits for it.
pub(crate) struct Task<T> {
    outcome: Mutex<Option<Result<T, Error>>>,
    finished: Condvar,
}

impl<T: Send + 'static> Task<T> {
    /// Starts work. A panic in the work becomes an error, because no panic may reach a user.
    pub(crate) fn start(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<Arc<Self>, Error> {
        let task = Arc::new(Self { outcome: Mutex::new(None), finished: Condvar::new() });
        let started = Arc::clone(&task);
        let run = move || {
            let outcome = catch_unwind(AssertUnwindSafe(work))
                .unwrap_or_else(|_| Err(Error::Backend("internal error; please report it with the input".to_owned())));
            *started.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
            started.finished.notify_all();
        };
        match thread::Builder::new().name("tercet".to_owned()).stack_size(STACK_BYTES).spawn(run) {
            Ok(_) => Ok(task),
            Err(error) => Err(Error::Backend(format!("no thread could be started: {error}"))),
        }
    }

    /// Waits for the end of the work, detached from the interpreter, but no longer than `longest`.
    pub(crate) fn wait(&self, py: Python<'_>, longest: Duration) {
        let then = Instant::now() + longest;
        py.detach(|| {
            let outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
            let left = then.saturating_duration_since(Instant::now());
            drop(self.finished.wait_timeout_while(outcome, left, |outcome| outcome.is_none()));
        });
    }

    /// Waits for the end of the work. The wait stops early with an error that a signal handler raises, or that
    /// `meanwhile` raises at a tick.
    pub(crate) fn attend(
        &self,
        py: Python<'_>,
        mut meanwhile: impl FnMut() -> PyResult<()>,
    ) -> PyResult<Result<T, Error>> {
        loop {
            self.wait(py, TICK);
            py.check_signals()?;
            meanwhile()?;
            if let Some(outcome) = self.outcome.lock().unwrap_or_else(PoisonError::into_inner).take() {
                return Ok(outcome);
            }
        }
    }
}

/// Does work that may take long. An interrupt returns to the prompt immediately, and the work continues unwatched.
pub(crate) fn away<T: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> PyResult<T> {
    let task = Task::start(work).map_err(|error| raise(py, error))?;
    task.attend(py, || Ok(()))?.map_err(|error| raise(py, error))
}
