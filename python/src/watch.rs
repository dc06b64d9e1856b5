//! What the calling thread does while a search runs: passes progress on, and cancels the search when it is interrupted.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use pyo3::exceptions::{PyKeyboardInterrupt, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBool;
use tercet::{Cancel, Error, Observer};

use crate::background::Task;

/// How long an interrupted caller waits for the solver to stop. After this time, the caller returns to the prompt even
/// if the solver still runs.
const PATIENCE: Duration = Duration::from_millis(100);
/// The longest time without a report. If the search has no news, the last state is reported again with the present
/// time.
const SILENCE: Duration = Duration::from_secs(1);

/// The state of a search, which `solve`, `schedule` and `replan` pass to their `progress` callable.
///
/// Attributes
/// ----------
/// phase : str
///     The present phase: ``"compile"``, ``"bound"``, ``"construct"``, ``"search"``, ``"columns"``, ``"neighbourhoods"``,
///     ``"tree"``, ``"levels"`` or ``"mip"``.
/// incumbent, bound : int or None
///     The value of the best plan or calendar so far, and a value that no plan or calendar can exceed, in points.
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
    /// The gap as people read it, rounded up.
    #[getter]
    fn _gap_in_words(&self) -> Option<String> {
        let (incumbent, bound) = self.incumbent.zip(self.bound)?;
        Some(tercet::report::excess(incumbent, bound))
    }

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

/// The effect of Ctrl-C.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum OnInterrupt {
    Raise,
    Return,
}

impl OnInterrupt {
    /// The effect that a caller asks for by name.
    pub(crate) fn parse(name: &str) -> PyResult<Self> {
        match name {
            "raise" => Ok(Self::Raise),
            "return" => Ok(Self::Return),
            other => Err(PyValueError::new_err(format!("on_interrupt is '{other}'; give 'raise' or 'return'"))),
        }
    }
}

/// The listener to a search: the caller's own callable, or a progress line on a terminal or in a notebook.
pub(crate) struct Listener<'py> {
    /// Called with each state.
    pub(crate) told: Option<Bound<'py, PyAny>>,
    /// The progress line, if Tercet made it. Tercet clears this line at the end, but never a line that the caller made.
    line: Option<Bound<'py, PyAny>>,
}

impl<'py> Listener<'py> {
    /// For work that has no progress to report.
    pub(crate) fn nobody() -> Self {
        Self { told: None, line: None }
    }

    /// The listener that the argument `progress` asks for, in a search for this many schools.
    pub(crate) fn of(py: Python<'py>, progress: Option<&Bound<'py, PyAny>>, schools: usize) -> PyResult<Self> {
        let told = py.import("tercet.progress")?.call_method1("watcher", (progress, schools))?;
        let told = (!told.is_none()).then_some(told);
        let is_ours = progress.is_none_or(PyAnyMethods::is_instance_of::<PyBool>);
        Ok(Self { line: told.clone().filter(|_| is_ours), told })
    }
}

/// Runs a search. The search ends early with the error that a signal handler or the progress callable raised, or with
/// the best result so far.
pub(crate) fn attended<'py, T: Send + 'static>(
    py: Python<'py>,
    search: impl FnOnce(&Cancel, &dyn Observer) -> Result<T, Error> + Send + 'static,
    listener: &Listener<'py>,
    on_interrupt: OnInterrupt,
) -> PyResult<Result<T, Error>> {
    let found = attended_by(py, search, listener.told.as_ref(), on_interrupt);
    if let Some(line) = &listener.line {
        line.call_method0("clear")?;
    }
    found
}

fn attended_by<T: Send + 'static>(
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

/// The latest state that the searching thread reported.
struct Watch(Mutex<Latest>);

struct Latest {
    phase: String,
    progress: Option<tercet::Progress>,
    is_news: bool,
    started: Instant,
    told: Instant,
}

impl Default for Watch {
    fn default() -> Self {
        let now = Instant::now();
        Self(Mutex::new(Latest { phase: String::new(), progress: None, is_news: false, started: now, told: now }))
    }
}

impl Watch {
    /// The state, if there is news or if nothing has been reported for a while.
    fn take_news(&self) -> Option<Progress> {
        let mut latest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_news = std::mem::take(&mut latest.is_news);
        if latest.phase.is_empty() || (!is_news && latest.told.elapsed() < SILENCE) {
            return None;
        }
        latest.told = Instant::now();
        let state = latest.progress;
        let elapsed = state.filter(|_| is_news).map_or_else(|| latest.started.elapsed(), |state| state.elapsed);
        Some(Progress {
            phase: latest.phase.clone(),
            incumbent: state.and_then(|state| state.incumbent),
            bound: state.and_then(|state| state.bound),
            work: state.map_or(0, |state| state.work),
            elapsed: elapsed.as_secs_f64(),
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
        latest.is_news = true;
    }
}
