//! Work in a thread of its own, while the calling thread stays a good citizen of Python: it is detached from the
//! interpreter and looks for signals twenty times a second, so that Ctrl-C works and other threads go on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use tercet::Error;

use crate::errors::raise;

/// How often the calling thread looks for signals.
const TICK: Duration = Duration::from_millis(50);
/// Room for recursion in the solver backend.
const STACK_BYTES: usize = 16 << 20;

/// Work that has been started. The thread owns all it works on, so it may outlive the thread that waits for it.
pub(crate) struct Task<T> {
    outcome: Mutex<Option<Result<T, Error>>>,
    finished: Condvar,
}

impl<T: Send + 'static> Task<T> {
    /// Starts work. A panic in it becomes an error: none may reach a user.
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

    /// Waits for the end, detached from the interpreter, but no longer than this.
    pub(crate) fn wait(&self, py: Python<'_>, longest: Duration) {
        let then = Instant::now() + longest;
        py.detach(|| {
            let outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
            let left = then.saturating_duration_since(Instant::now());
            drop(self.finished.wait_timeout_while(outcome, left, |outcome| outcome.is_none()));
        });
    }

    /// Waits for the end. It stops early with an error that a signal handler raises, or that `meanwhile` raises at a tick.
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

/// Does work that may take long. An interrupt returns to the prompt at once, and the work goes on unwatched.
pub(crate) fn away<T: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> PyResult<T> {
    let task = Task::start(work).map_err(|error| raise(py, error))?;
    task.attend(py, || Ok(()))?.map_err(|error| raise(py, error))
}
