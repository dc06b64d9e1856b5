//! `solve`: checks what it was given, starts the crate's solve and attends to it.

use std::sync::Arc;
use std::time::Duration;

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use tercet::{Error, Options};

use crate::cohort::Cohort;
use crate::errors::raise;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::rules::Rules;
use crate::tables::Beside;
use crate::watch::{Listener, OnInterrupt, attended};

/// Find the best groups for a cohort.
///
/// Parameters
/// ----------
/// problem : Problem or Cohort
///     The problem to solve. A cohort becomes a problem with `rules`.
/// rules : Rules, optional
///     The rules for a cohort. A problem has its own.
/// history, forbidden, own, minutes, usable_days, ids, planning_year : optional
///     Other input for a cohort, as for `Problem`. A problem has its own.
/// strategy : {"auto", "random", "greedy", "local_search", "exact", "mip"}, default "auto"
///     The search strategy.
/// seed : int, default 0
///     The random seed: the same problem, options and seed give the same plan.
/// time_limit : float, optional
///     Seconds. A run that it stops is not reproducible.
/// work_limit : int, optional
///     The most work to do, in the strategy's units. Runs with a work limit are reproducible.
/// threads : int, optional
///     The number of threads. The default is one for each core. It changes the plan only if a time limit stops the run.
/// progress : callable or bool, optional
///     Called with a `Progress` when there is news, at most twenty times and at least once a second. True shows a line with
///     the value, the bound, the gap and the time. False shows nothing. By default the line is shown on a terminal and in a
///     notebook.
/// on_interrupt : {"raise", "return"}, default "raise"
///     The effect of Ctrl-C: raise KeyboardInterrupt, or return the best plan so far.
///
/// Returns
/// -------
/// Plan
///     The plan. Its status says what is proved. A problem without a plan is not an error: the status is ``"infeasible"``,
///     and `Plan.reasons` says why.
///
/// Raises
/// ------
/// InputError
///     If cohort and rules do not fit together.
/// OptionsError
///     If the options contradict one another or cannot be followed.
/// BackendError
///     If the solver backend failed.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> plan = tercet.solve(tercet.example_cohort(), tercet.Rules(sizes=[3]))
/// >>> [len(group) for group in plan.groups]
/// [3, 3, 3, 3]
#[pyfunction]
#[pyo3(signature = (problem, rules = None, *, history = None, forbidden = None, own = None, minutes = None, usable_days = None,
    ids = None, planning_year = None, strategy = "auto", seed = None, time_limit = None, work_limit = None,
    threads = None, progress = None, on_interrupt = "raise"),
    text_signature = "(problem, rules=None, *, history=None, forbidden=None, own=None, minutes=None, usable_days=None, ids=None, planning_year=None, strategy='auto', seed=0, time_limit=None, work_limit=None, threads=None, progress=None, on_interrupt='raise')")]
#[expect(clippy::too_many_arguments, reason = "keyword arguments, as Python's users expect them")]
pub(crate) fn solve<'py>(
    problem: &Bound<'py, PyAny>,
    rules: Option<&Rules>,
    history: Option<&Bound<'py, PyAny>>,
    forbidden: Option<&Bound<'py, PyAny>>,
    own: Option<&Bound<'py, PyAny>>,
    minutes: Option<&Bound<'py, PyAny>>,
    usable_days: Option<&Bound<'py, PyAny>>,
    ids: Option<&Bound<'py, PyAny>>,
    planning_year: Option<i32>,
    strategy: &str,
    seed: Option<&Bound<'py, PyAny>>,
    time_limit: Option<f64>,
    work_limit: Option<&Bound<'py, PyAny>>,
    threads: Option<&Bound<'py, PyAny>>,
    progress: Option<&Bound<'py, PyAny>>,
    on_interrupt: &str,
) -> PyResult<Py<Plan>> {
    let py = problem.py();
    let on_interrupt = OnInterrupt::parse(on_interrupt)?;
    let mut options = Options::default();
    options.strategy = strategy.parse().map_err(|error| raise(py, error))?;
    options.seed = whole(seed, "seed")?.unwrap_or(0);
    options.work_limit = whole(work_limit, "work_limit")?;
    options.threads = whole(threads, "threads")?.map(|threads| usize::try_from(threads).unwrap_or(usize::MAX));
    options.time_limit = seconds(py, time_limit)?;
    options.validate().map_err(|error| raise(py, error))?;
    let problem =
        with_tables(problem, rules, Beside { history, forbidden, own, minutes, usable_days, ids, planning_year })?;
    options.validate_towards(problem.rules().aim.kind).map_err(|error| raise(py, error))?;
    let shared = Arc::clone(&problem);
    let mut listener = Listener::of(py, progress, problem.len())?;
    let log = py.import("tercet.log")?;
    let told = log.call_method1("listening", (&listener.told,))?;
    listener.told = (!told.is_none()).then_some(told);
    log.call_method1("started", (problem.len(), strategy, options.seed))?;
    let found = attended(
        py,
        move |cancel, observer| tercet::solve_with(&shared, &options, cancel, observer),
        &listener,
        on_interrupt,
    );
    let ended = found.and_then(|found| {
        found.map_err(|error| raise(py, error)).and_then(|plan| Py::new(py, Plan { plan, problem, under: None }))
    });
    match &ended {
        Ok(plan) => log.call_method1("finished", (plan,))?,
        Err(error) => log.call_method1("failed", (error.value(py),))?,
    };
    ended
}

/// As [`as_problem`], with the tables of a call.
fn with_tables(
    problem: &Bound<'_, PyAny>,
    rules: Option<&Rules>,
    beside: Beside<'_, '_>,
) -> PyResult<Arc<tercet::Problem>> {
    match problem.cast::<Cohort>() {
        Ok(cohort) => Ok(Problem::build(problem.py(), &cohort.get().0, rules, beside)?.0),
        Err(_) if beside.is_empty() => as_problem(problem, rules),
        Err(_) => Err(PyTypeError::new_err("tables go with a cohort; a problem has its own already")),
    }
}

/// A problem as it is, or a cohort with rules.
pub(crate) fn as_problem(problem: &Bound<'_, PyAny>, rules: Option<&Rules>) -> PyResult<Arc<tercet::Problem>> {
    if let Ok(problem) = problem.cast::<Problem>() {
        return match rules {
            None => Ok(Arc::clone(&problem.get().0)),
            Some(_) => Err(PyTypeError::new_err("the problem has its rules already; give a cohort with rules instead")),
        };
    }
    match problem.cast::<Cohort>() {
        Ok(cohort) => Ok(Problem::build(problem.py(), &cohort.get().0, rules, Beside::default())?.0),
        Err(_) => {
            let kind = problem.get_type().name()?;
            Err(PyTypeError::new_err(format!("expected a Problem or a Cohort, not {kind}; read_csv makes a cohort")))
        }
    }
}

/// A whole number of 0 or more. Numbers out of range are a matter of options, other kinds of type.
pub(crate) fn whole(number: Option<&Bound<'_, PyAny>>, name: &str) -> PyResult<Option<u64>> {
    let Some(number) = number else { return Ok(None) };
    match number.extract::<u64>() {
        Ok(number) => Ok(Some(number)),
        Err(error) if error.is_instance_of::<PyOverflowError>(number.py()) => {
            let message = format!("{name} is {number}; give a whole number from 0 to {}", u64::MAX);
            Err(raise(number.py(), Error::Options(message)))
        }
        Err(error) => Err(error),
    }
}

pub(crate) fn seconds(py: Python<'_>, limit: Option<f64>) -> PyResult<Option<Duration>> {
    let seconds = limit.map(|limit| {
        Duration::try_from_secs_f64(limit)
            .map_err(|_| Error::Options(format!("time_limit is {limit}; give 0 or more seconds")))
    });
    seconds.transpose().map_err(|error| raise(py, error))
}
