//! What the calling thread does while a search runs: passes progress on, and cancels the search when it is interrupted.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::{PyKeyboardInterrupt, PyValueError};
use pyo3::prelude::*;
use tercet::{Cancel, Error, Observer};

use crate::background::Task;

/// How long an interrupted caller waits for the solver to let go before it returns to the prompt without it.
const PATIENCE: Duration = Duration::from_millis(100);

/// The state of a solve, as the `progress` callable sees it.
///
/// Attributes
/// ----------
/// phase : str
///     The present phase: ``"compile"``, ``"bound"``, ``"construct"``, ``"search"``, ``"columns"``, ``"neighbourhoods"``,
///     ``"tree"``, ``"levels"`` or ``"mip"``.
/// incumbent, bound : int or None
///     The value of the best plan so far, and what no plan can exceed, in points.
/// gap : float or None
///     (bound - incumbent) / incumbent.
/// work : int
///     The work done, in the strategy's units.
/// elapsed : float
///     Seconds since the start.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> seen = []
/// >>> plan = tercet.solve(tercet.example_cohort(), progress=seen.append)
/// >>> all(isinstance(state, tercet.Progress) for state in seen)
/// True
#[pyclass(frozen, get_all, module = "tercet")]
pub(crate) struct Progress {
    phase: String,
    incumbent: Option<i64>,
    bound: Option<i64>,
    work: u64,
    elapsed: f64,
}

#[pymethods]
impl Progress {
    /// (bound - incumbent) / incumbent, once both are known.
    #[getter]
    fn gap(&self) -> Option<f64> {
        let (incumbent, bound) = self.incumbent.zip(self.bound)?;
        Some(tercet::plan::grouping::gap(incumbent, bound))
    }

    fn __repr__(&self) -> String {
        let points = |points: Option<i64>| points.map_or("none".to_owned(), |points| points.to_string());
        let (phase, elapsed) = (&self.phase, self.elapsed);
        format!(
            "<Progress {phase}: incumbent {}, bound {}, {elapsed:.1} s>",
            points(self.incumbent),
            points(self.bound)
        )
    }
}

/// What Ctrl-C does.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum OnInterrupt {
    Raise,
    Return,
}

impl OnInterrupt {
    /// What a caller asks for by name.
    pub(crate) fn parse(name: &str) -> PyResult<Self> {
        match name {
            "raise" => Ok(Self::Raise),
            "return" => Ok(Self::Return),
            other => Err(PyValueError::new_err(format!("on_interrupt is '{other}'; give 'raise' or 'return'"))),
        }
    }
}

/// Searches; ends early with what a signal handler or the progress callable raised, or with the best so far.
pub(crate) fn attended<T: Send + 'static>(
    py: Python<'_>,
    search: impl FnOnce(&Cancel, &dyn Observer) -> Result<T, Error> + Send + 'static,
    progress: Option<&Bound<'_, PyAny>>,
    on_interrupt: OnInterrupt,
) -> PyResult<Result<T, Error>> {
    let (watch, cancel) = (Arc::new(Watch::default()), Cancel::new());
    let (watched, cancelled) = (Arc::clone(&watch), cancel.clone());
    let task = match Task::start(move || search(&cancelled, &*watched)) {
        Ok(task) => task,
        Err(error) => return Ok(Err(error)),
    };
    let tell = || match progress.zip(watch.take_news()) {
        Some((call, news)) => call.call1((news,)).map(drop),
        None => Ok(()),
    };
    let raised = match task.attend(py, tell) {
        Ok(found) => return Ok(found),
        Err(raised) => raised,
    };
    cancel.cancel();
    if on_interrupt == OnInterrupt::Return && raised.is_instance_of::<PyKeyboardInterrupt>(py) {
        return task.attend(py, || Ok(()));
    }
    task.wait(py, PATIENCE);
    Err(raised)
}

/// The latest that the solving thread has said.
#[derive(Default)]
struct Watch(Mutex<Latest>);

#[derive(Default)]
struct Latest {
    phase: String,
    progress: Option<tercet::Progress>,
}

impl Watch {
    /// What has been said since it was last asked.
    fn take_news(&self) -> Option<Progress> {
        let mut latest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let news = latest.progress.take()?;
        Some(Progress {
            phase: latest.phase.clone(),
            incumbent: news.incumbent,
            bound: news.bound,
            work: news.work,
            elapsed: news.elapsed.as_secs_f64(),
        })
    }
}

impl Observer for Watch {
    fn phase(&self, name: &str) {
        let mut latest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        name.clone_into(&mut latest.phase);
    }

    fn progress(&self, progress: &tercet::Progress) {
        let mut latest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        latest.progress = Some(*progress);
    }
}
