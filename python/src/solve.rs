//! `solve`: checks its arguments, starts the crate's solve and watches it.

use std::sync::Arc;
use std::time::Duration;

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use tercet::{Error, Options};

use crate::cohort::Cohort;
use crate::errors::raise;
use crate::given::Given;
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
///     The problem to solve, or a cohort that becomes a problem with `rules`.
/// rules : Rules, optional
///     The rules for a cohort. A problem already has its rules.
/// history, forbidden, own, minutes, usable_days, ids, planning_year : optional
///     Further input for a cohort, as for `Problem`. A problem already has this input.
/// start : Plan, path or sequence of sequence of str, optional
///     An earlier plan to begin with, of this problem or of a similar one: a spreadsheet's groups, the plan of a run that a limit
///     stopped, or the plan before a school withdrew. It may break rules. The strategies that can begin with one are ``"auto"``,
///     ``"local_search"`` and ``"exact"``.
/// strategy : {"auto", "random", "greedy", "local_search", "exact", "mip"}, default "auto"
///     The search strategy.
/// seed : int, default 0
///     The random seed. The same problem, options and seed give the same plan.
/// time_limit : float, optional
///     The longest run in seconds. A run that this limit stops is not reproducible.
/// work_limit : int, optional
///     The most work to do, in the strategy's units. Runs with a work limit are reproducible.
/// threads : int, optional
///     The number of threads. The default is one thread for each core. The number changes the plan only if a time limit
///     stops the run.
/// progress : callable or bool, optional
///     A callable is called with a `Progress` when there is news, at most twenty times and at least once a second.
///     ``True`` shows a line with the value, the bound, the gap and the time. ``False`` shows nothing. By default the
///     line is shown on a terminal and in a notebook.
/// on_interrupt : {"raise", "return"}, default "raise"
///     The effect of Ctrl-C: raise ``KeyboardInterrupt``, or return the best plan so far.
///
/// Returns
/// -------
/// Plan
///     The plan, whose status says how much is proved. A problem without a plan is not an error: the status is
///     ``"infeasible"``, and `Plan.reasons` says why.
///
/// Raises
/// ------
/// InputError
///     If the cohort and the rules do not fit together.
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
    ids = None, planning_year = None, start = None, strategy = "auto", seed = None, time_limit = None, work_limit = None,
    threads = None, progress = None, on_interrupt = "raise"),
    text_signature = "(problem, rules=None, *, history=None, forbidden=None, own=None, minutes=None, usable_days=None, ids=None, planning_year=None, start=None, strategy='auto', seed=0, time_limit=None, work_limit=None, threads=None, progress=None, on_interrupt='raise')")]
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
    start: Option<&Bound<'py, PyAny>>,
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
    let options = options_of(py, (strategy, seed, threads), (time_limit, work_limit))?;
    let start = start.map(Given::of).transpose()?;
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
        move |cancel, observer| match start {
            None => tercet::solve_with(&shared, &options, cancel, observer),
            Some(start) => tercet::solve_from(&shared, &start.warm_start(&shared)?, &options, cancel, observer),
        },
        &listener,
        on_interrupt,
    );
    let ended = found
        .and_then(|found| found.map_err(|error| raise(py, error)).and_then(|plan| Py::new(py, Plan { plan, problem })));
    match &ended {
        Ok(plan) => log.call_method1("finished", (plan,))?,
        Err(error) => log.call_method1("failed", (error.value(py),))?,
    };
    ended
}

/// Does the same as [`as_problem`], with the tables of a call.
fn with_tables(
    problem: &Bound<'_, PyAny>,
    rules: Option<&Rules>,
    beside: Beside<'_, '_>,
) -> PyResult<Arc<tercet::Problem>> {
    match problem.cast::<Cohort>() {
        Ok(cohort) => Ok(Problem::build(problem.py(), &cohort.get().0, rules, beside)?.0),
        Err(_) if beside.is_empty() => as_problem(problem, rules),
        Err(_) => Err(PyTypeError::new_err("tables are only for a cohort; a problem already has its tables")),
    }
}

/// A problem as it is, or a cohort with rules.
pub(crate) fn as_problem(problem: &Bound<'_, PyAny>, rules: Option<&Rules>) -> PyResult<Arc<tercet::Problem>> {
    if let Ok(problem) = problem.cast::<Problem>() {
        return match rules {
            None => Ok(Arc::clone(&problem.get().0)),
            Some(_) => Err(PyTypeError::new_err("the problem already has its rules; give a cohort with rules instead")),
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

/// The options that a call states.
pub(crate) fn options_of(
    py: Python<'_>,
    (strategy, seed, threads): (&str, Option<&Bound<'_, PyAny>>, Option<&Bound<'_, PyAny>>),
    (time_limit, work_limit): (Option<f64>, Option<&Bound<'_, PyAny>>),
) -> PyResult<Options> {
    let mut options = Options::default();
    options.strategy = strategy.parse().map_err(|error| raise(py, error))?;
    options.seed = whole(seed, "seed")?.unwrap_or(0);
    options.work_limit = whole(work_limit, "work_limit")?;
    options.threads = whole(threads, "threads")?.map(|threads| usize::try_from(threads).unwrap_or(usize::MAX));
    options.time_limit = seconds(py, time_limit)?;
    options.validate().map_err(|error| raise(py, error))?;
    Ok(options)
}

/// A whole number of 0 or more. A number out of range is an error in the options. Anything else is a type error.
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
