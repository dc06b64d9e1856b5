//! `schedule`, `replan` and `check_calendar`: they pass their arguments to the crate and return its result.

use std::collections::BTreeMap;
use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyList};
use tercet::model::format::groups::read_groups;
use tercet::plan::grouping::stated_names;
use tercet::programme::calendar;
use tercet::programme::schedule::request::Request;
use tercet::programme::schedule::roster::Move;
use tercet::programme::schedule::{ScheduleOptions, schedule_with};
use tercet::programme::statement::dates::{Date, days_later};

use crate::background::away;
use crate::calendar::Calendar;
use crate::convert::{as_path, from_serde};
use crate::errors::raise;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::solve::{as_problem, seconds, whole};
use crate::watch::{Listener, OnInterrupt, attended};
use crate::year::{Year, as_date};

/// Plan the year of visits for the groups of a plan.
///
/// Each school hosts once, on a day on which every school of its group is open. A group that cannot meet has no visits,
/// and `Calendar.clashes` says why.
///
/// Parameters
/// ----------
/// plan : Plan, path or sequence of sequence of str
///     The groups as a plan, a ``plan.json``, a CSV with the columns ``school`` and ``group``, or the ids of each
///     group's schools.
/// year : Year
///     The year, with its school terms, days off, facilitators and rules.
/// problem : Problem or Cohort, optional
///     The problem or cohort with the schools. A `Plan` already has its problem.
/// name : str, optional
///     The name of the programme's year, by which calendar programs recognise the programme's entries. The default is
///     the year of the first school term, such as ``"2026"``. The calendar keeps this name. Give each programme a
///     different name.
/// rounds : int, default 400
///     The number of search rounds. With 0 rounds you get the first calendar that the search finds.
/// time_limit : float, optional
///     The longest run in seconds. A run that this limit stops is not reproducible.
/// seed : int, default 0
///     The random seed.
/// progress : callable or bool, optional
///     A callable is called with a `Progress` when there is news, at most twenty times and at least once a second.
///     ``True`` shows a line with the value, the bound, the gap and the time. ``False`` shows nothing. By default the
///     line is shown on a terminal and in a notebook.
/// on_interrupt : {"raise", "return"}, default "raise"
///     The effect of Ctrl-C: raise ``KeyboardInterrupt``, or return the best calendar so far.
///
/// Returns
/// -------
/// Calendar
///     The calendar, with its value and a bound that no calendar can exceed.
///
/// Raises
/// ------
/// InputError
///     If the year has issues: unknown schools or facilitators, fixed visits that break a rule, schools with no school
///     terms, or days for which no bank holidays are known. The error lists every issue.
/// OptionsError
///     If the options cannot be followed, or the plan has no groups.
/// OSError
///     If the plan's file cannot be read.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> plan = tercet.solve(tercet.example_cohort())
/// >>> calendar = tercet.schedule(plan, tercet.example_year())
/// >>> len(calendar.visits), tercet.check_calendar(calendar)
/// (12, [])
#[pyfunction]
#[pyo3(signature = (plan, year, *, problem = None, name = None, rounds = None, time_limit = None, seed = None, progress = None, on_interrupt = "raise"),
    text_signature = "(plan, year, *, problem=None, name=None, rounds=400, time_limit=None, seed=0, progress=None, on_interrupt='raise')")]
#[expect(clippy::too_many_arguments, reason = "keyword arguments, as Python's users expect them")]
pub(crate) fn schedule<'py>(
    plan: &Bound<'py, PyAny>,
    year: &Bound<'py, Year>,
    problem: Option<&Bound<'py, PyAny>>,
    name: Option<String>,
    rounds: Option<&Bound<'py, PyAny>>,
    time_limit: Option<f64>,
    seed: Option<&Bound<'py, PyAny>>,
    progress: Option<&Bound<'py, PyAny>>,
    on_interrupt: &str,
) -> PyResult<Calendar> {
    let options = options(plan.py(), rounds, time_limit, seed)?;
    let (problem, groups) = stated(plan, problem)?;
    let again = Again { name, ..Again::default() };
    search(year, (problem, groups, again), options, (progress, OnInterrupt::parse(on_interrupt)?))
}

/// Plan a year again after a change, with as few changed visits as possible.
///
/// The search first keeps the days of as many visits as possible, and then their facilitators. The calendar's value
/// decides only between calendars that keep equally many days and facilitators.
///
/// Parameters
/// ----------
/// calendar : Calendar
///     The calendar to change.
/// year : Year, optional
///     The year as it is now, for example with one more day on which a school is away. The default is the year of the
///     calendar.
/// plan : Plan, path or sequence of sequence of str, optional
///     The present groups, if the groups have changed. They hold from the day after `today`. If you give the plan that
///     the calendar was made for, nothing changes.
/// today : datetime.date, optional
///     The present date. Visits up to this date have taken place and stay as they were. All other visits are after this
///     date. By default, `today` is the day before `from_date` if schools leave or join, or else `Calendar.today`.
/// withdraw : sequence of str, optional
///     The ids of the schools that leave the programme on `from_date`.
/// join : mapping of str to int, optional
///     The schools that join a group on `from_date`. The mapping gives each school's id the number of its new group,
///     from 1. The school leaves its old group.
/// from_date : datetime.date, optional
///     The first day on which `withdraw` and `join` apply. The default is the day after `today`.
/// name : str, optional
///     The name of the programme's year, as for `schedule`. A name that differs from the calendar's name is an issue.
/// fell_through : sequence of str, optional
///     The ids of the hosts whose visits fell through. Such a visit gets another day, even if its old day has passed.
/// rounds : int, default 400
///     The number of search rounds.
/// time_limit : float, optional
///     The longest run in seconds. A run that this limit stops is not reproducible.
/// seed : int, default 0
///     The random seed.
/// progress : callable or bool, optional
///     A callable is called with a `Progress` when there is news, at most twenty times and at least once a second.
///     ``True`` shows a line with the value, the bound, the gap and the time. ``False`` shows nothing. By default the
///     line is shown on a terminal and in a notebook. The progress of `replan` has no value and no bound, because
///     keeping visits comes first.
/// on_interrupt : {"raise", "return"}, default "raise"
///     The effect of Ctrl-C: raise ``KeyboardInterrupt``, or return the best calendar so far.
///
/// Returns
/// -------
/// Calendar
///     The new calendar, without a bound. Its method `changes` lists the visits that differ from the old calendar, so
///     you know which schools to tell.
///
/// Raises
/// ------
/// InputError
///     If there are issues as for `schedule`. Other issues are a school in `fell_through` that hosts no visit, changes
///     from a day that is over, and a name that differs from the calendar's name.
/// OptionsError
///     If the options cannot be followed.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> before = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
/// >>> first = before.visits[0]
/// >>> after = tercet.replan(before, today=first["date"], fell_through=[first["host"]])
/// >>> [change["host"] for change in after.changes(before)] == [first["host"]]
/// True
/// >>> leaver = before.visits[-1]
/// >>> after = tercet.replan(before, withdraw=[leaver["host"]], from_date=leaver["date"])
/// >>> sorted({change["kind"] for change in after.changes(before)})
/// ['dropped']
#[pyfunction]
#[pyo3(signature = (calendar, year = None, *, plan = None, today = None, withdraw = None, join = None, from_date = None, name = None, fell_through = None, rounds = None, time_limit = None, seed = None, progress = None, on_interrupt = "raise"),
    text_signature = "(calendar, year=None, *, plan=None, today=None, withdraw=(), join=None, from_date=None, name=None, fell_through=(), rounds=400, time_limit=None, seed=0, progress=None, on_interrupt='raise')")]
#[expect(clippy::too_many_arguments, reason = "keyword arguments, as Python's users expect them")]
pub(crate) fn replan<'py>(
    calendar: &Bound<'py, Calendar>,
    year: Option<&Bound<'py, Year>>,
    plan: Option<&Bound<'py, PyAny>>,
    today: Option<&Bound<'py, PyDate>>,
    withdraw: Option<Vec<String>>,
    join: Option<BTreeMap<String, usize>>,
    from_date: Option<&Bound<'py, PyDate>>,
    name: Option<String>,
    fell_through: Option<Vec<String>>,
    rounds: Option<&Bound<'py, PyAny>>,
    time_limit: Option<f64>,
    seed: Option<&Bound<'py, PyAny>>,
    progress: Option<&Bound<'py, PyAny>>,
    on_interrupt: &str,
) -> PyResult<Calendar> {
    let py = calendar.py();
    let options = options(py, rounds, time_limit, seed)?;
    let Calendar { calendar: before, problem, stated: planned_for, .. } = calendar.get();
    let (problem, groups) = match plan {
        Some(plan) if plan.cast::<Plan>().is_ok() => stated(plan, None)?,
        Some(plan) => (Arc::clone(problem), groups(plan, Arc::clone(problem))?),
        None => (Arc::clone(problem), (before.groups.clone(), before.names.clone())),
    };
    let from = from_date.map(as_date).transpose()?;
    let today = today.map(as_date).transpose()?;
    let (withdraw, join) = (withdraw.unwrap_or_default(), join.unwrap_or_default());
    let first = from.or_else(|| Some(days_later(today.or(before.today)?, 1)));
    let moves = match first {
        None if !(withdraw.is_empty() && join.is_empty()) => {
            let message = "withdraw and join need a first day; give from_date or today";
            return Err(raise(py, tercet::Error::Options(message.to_owned())));
        }
        None => Vec::new(),
        Some(first) => {
            let leave = withdraw.into_iter().map(|id| Move::withdraw(id, first));
            leave.chain(join.into_iter().map(|(id, group)| Move::join(id, group, first))).collect()
        }
    };
    let today = today.or(from.filter(|_| !moves.is_empty()).map(|from| days_later(from, -1)));
    let fell_through = fell_through.unwrap_or_default();
    let again = Again { before: Some(before.clone()), today, fell_through, moves, name };
    let year = year.unwrap_or_else(|| planned_for.bind(py));
    search(year, (problem, groups, again), options, (progress, OnInterrupt::parse(on_interrupt)?))
}

/// Check a calendar against the rules of its year, using the year's tables and rules alone.
///
/// The check shares no code with the search. Groups that `Calendar.clashes` lists as unable to meet are not checked.
///
/// Parameters
/// ----------
/// calendar : Calendar
///     Any calendar, even an edited calendar.
/// year : Year, optional
///     The year to check the calendar against. The default is the calendar's own year.
///
/// Returns
/// -------
/// list of dict
///     The broken rules, each with ``rule`` and ``message``. The list is empty if the calendar keeps every rule.
///
/// Examples
/// --------
/// >>> import json, tercet
/// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
/// >>> tercet.check_calendar(calendar)
/// []
/// >>> edited = json.loads(calendar.to_json())
/// >>> edited["visits"][0]["date"] = "2026-12-25"
/// >>> edited = tercet.Calendar.from_json(json.dumps(edited), calendar.problem, calendar.year)
/// >>> [found["message"] for found in tercet.check_calendar(edited) if found["rule"] == "open"][0]
/// '... is closed on 2026-12-25: a bank holiday'
#[pyfunction]
#[pyo3(signature = (calendar, year = None))]
pub(crate) fn check_calendar<'py>(
    calendar: &Bound<'py, Calendar>,
    year: Option<&Bound<'py, Year>>,
) -> PyResult<Bound<'py, PyList>> {
    let found = calendar.get().breaches(calendar.py(), year)?;
    Ok(from_serde(calendar.py(), &found)?.cast_into()?)
}

/// The programme's name, and the arguments that only `replan` has.
#[derive(Default)]
struct Again {
    before: Option<calendar::Calendar>,
    today: Option<Date>,
    fell_through: Vec<String>,
    moves: Vec<Move>,
    name: Option<String>,
}

fn search<'py>(
    year: &Bound<'py, Year>,
    (problem, (groups, names), again): (Arc<tercet::Problem>, Groups, Again),
    options: ScheduleOptions,
    (progress, on_interrupt): (Option<&Bound<'py, PyAny>>, OnInterrupt),
) -> PyResult<Calendar> {
    let py = year.py();
    let (shared, statement) = (Arc::clone(&problem), Arc::clone(&year.get().year));
    let schools = groups.iter().map(Vec::len).sum();
    let work = move |cancel: &tercet::Cancel, observer: &dyn tercet::Observer| {
        let mut request = Request::new(&shared, &groups, &statement);
        request.names = &names;
        (request.before, request.today, request.fell_through) =
            (again.before.as_ref(), again.today, &again.fell_through);
        (request.moves, request.programme) = (&again.moves, again.name.as_deref());
        schedule_with(&request, &options, cancel, observer)
    };
    let listener = Listener::of(py, progress, schools)?;
    let found = attended(py, work, &listener, on_interrupt)?;
    found.map(|calendar| Calendar::new(calendar, &Problem(problem), year)).map_err(|error| raise(py, error))
}

fn options(
    py: Python<'_>,
    rounds: Option<&Bound<'_, PyAny>>,
    time_limit: Option<f64>,
    seed: Option<&Bound<'_, PyAny>>,
) -> PyResult<ScheduleOptions> {
    let mut options = ScheduleOptions::default();
    options.rounds = whole(rounds, "rounds")?.unwrap_or(options.rounds);
    options.time_limit = seconds(py, time_limit)?;
    options.seed = whole(seed, "seed")?.unwrap_or(options.seed);
    Ok(options)
}

/// The ids of each group's schools, and the names that people gave to the groups.
type Groups = (Vec<Vec<String>>, Vec<String>);

/// The problem and the groups, whatever form the caller gave the groups in.
fn stated(plan: &Bound<'_, PyAny>, problem: Option<&Bound<'_, PyAny>>) -> PyResult<(Arc<tercet::Problem>, Groups)> {
    if let (Ok(plan), None) = (plan.cast::<Plan>(), problem) {
        return Ok((Arc::clone(&plan.get().problem), (plan.get().plan.groups.clone(), Vec::new())));
    }
    let Some(problem) = problem else {
        return Err(PyTypeError::new_err("groups that are not a Plan need a problem or a cohort; give problem="));
    };
    let problem = as_problem(problem, None)?;
    Ok((Arc::clone(&problem), groups(plan, problem)?))
}

fn groups(plan: &Bound<'_, PyAny>, problem: Arc<tercet::Problem>) -> PyResult<Groups> {
    if let Ok(plan) = plan.cast::<Plan>() {
        return Ok((plan.get().plan.groups.clone(), Vec::new()));
    }
    let Some(path) = as_path(plan) else { return Ok((plan.extract()?, Vec::new())) };
    away(plan.py(), move || {
        if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
            return Ok((tercet::Plan::read(path)?.groups, Vec::new()));
        }
        let list = read_groups(path, &problem)?;
        let ids = |group: &Vec<_>| group.iter().map(|&school| problem.school(school).id.clone()).collect();
        Ok((list.groups.iter().map(ids).collect(), stated_names(&list)))
    })
}
