//! The strategy `mip`: every feasible group is a column of one integer program. It is the benchmark for all other
//! strategies.

use crate::compile::{Compiled, Members};
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::exact::columns;
use crate::solve::exact::components::{Component, counts_left, joined, locked_value, without_plan, worth};
use crate::solve::exact::integer::{self, Proved};
use crate::solve::exact::partition::{SetPartitioning, WeightedGroup};
use crate::solve::limits::Limits;
use crate::solve::options::Strategy;
use crate::solve::outcome::{Evidence, Outcome, Proof, Status, StopReason};
use crate::solve::run::Run;
use crate::solve::search::search;
use crate::units::Points;

/// What is known about the problem before the solver starts.
#[derive(Debug, Clone, Copy, Default)]
struct Known<'a> {
    /// The groups of a plan that keeps every rule.
    groups: Option<&'a [Vec<SchoolIndex>]>,
    /// No plan is worth more.
    bound: Option<Points>,
}

/// Refuses a problem that clearly has too many feasible groups, without listing them.
///
/// # Errors
/// [`Error::Options`] with an estimate of the number of groups.
pub(crate) fn refuse_too_many(compiled: &Compiled) -> Result<(), Error> {
    columns::estimate(compiled, &Component::all(compiled)).map(|_| ())
}

/// Solves a compiled problem by integer programming, component by component, starting from the best plan of the local
/// search. One unit of work is one node of the solver's search tree. No plan is worth more than `bound`.
///
/// # Errors
/// [`Error::Options`] if there are too many columns for memory, [`Error::Backend`] if the solver fails.
pub(crate) fn solve(run: &Run<'_>, bound: Points) -> Result<Outcome, Error> {
    run.observer.phase("columns");
    let components = Component::all(run.compiled);
    let listed = columns::list(run.compiled, &components, run.limits)?;
    // The solver fixes columns by their reduced costs. Without a good plan it finds too few columns to fix.
    let found = search(&run.within(&run.limits.apart()), Strategy::LocalSearch, Some(bound));
    let (feasible, closest) = match found {
        Some(found) if found.is_feasible => (Some(found.groups), None),
        found => (None, found.map(|found| found.groups)),
    };
    let known = Known { groups: feasible.as_deref(), bound: Some(bound) };
    run.observer.phase("mip");
    let outcome = solve_from(run, known, &components, listed)?;
    let closest = closest.filter(|_| outcome.status == Status::Unknown);
    Ok(Outcome { closest, ..outcome })
}

/// Gives the columns of each component to the solver. If there are no columns, the result is what was known before.
fn solve_from(
    run: &Run<'_>,
    known: Known<'_>,
    components: &[Component],
    listed: Option<Vec<Vec<WeightedGroup>>>,
) -> Result<Outcome, Error> {
    let Run { compiled, limits, .. } = *run;
    let start: Option<Vec<Members>> =
        known.groups.map(|groups| groups.iter().map(|group| Members::new(group)).collect());
    let mut solved: Vec<ComponentState> =
        components.iter().map(|component| ComponentState::new(compiled, component, start.as_deref())).collect();
    let (Some(listed), Some(counts)) = (listed, counts_left(compiled)) else {
        // Either the limits ended the enumeration, or there are more locked groups of a size than the rules allow.
        let stop = limits.stop();
        for solved in &mut solved {
            solved.proved = if stop.is_some() { Proved::Open } else { Proved::Infeasible };
            solved.stop = stop.unwrap_or(StopReason::Finished);
        }
        return Ok(outcome(compiled, known, limits, solved));
    };
    for (place, (component, columns)) in components.iter().zip(listed).enumerate() {
        let start = solved[place].groups.as_deref();
        let partition = partition(compiled, component, columns, counts.clone(), start);
        let groups: Vec<Members> = partition.columns.iter().map(|column| column.members).collect();
        let tell = |value: Option<Points>, bound: Option<Points>| {
            let others = || solved.iter().enumerate().filter(|&(other, _)| other != place).map(|(_, other)| other);
            let sum = |this: Option<Points>, of: fn(&ComponentState) -> Option<Points>| {
                others().map(of).try_fold(this? + locked_value(compiled), |sum, points| Some(sum + points?))
            };
            let by_solver = sum(bound, |other| other.bound);
            run.tell(sum(value, |other| other.value), known.bound.into_iter().chain(by_solver).min());
        };
        let result = integer::solve_partition(partition, limits, &tell)?;
        solved[place] = ComponentState {
            groups: result.chosen.map(|chosen| chosen.into_iter().map(|column| groups[column]).collect()),
            value: result.value,
            bound: result.bound,
            proved: result.proved,
            stop: result.stop,
        };
        if solved[place].proved == Proved::Infeasible {
            break;
        }
    }
    Ok(outcome(compiled, known, limits, solved))
}

/// States a component as a set partitioning problem.
fn partition(
    compiled: &Compiled,
    component: &Component,
    columns: Vec<WeightedGroup>,
    counts: Vec<(usize, Count)>,
    start: Option<&[Members]>,
) -> SetPartitioning {
    let start = start.and_then(|groups| groups.iter().map(|group| columns::position(&columns, group)).collect());
    let schools = component.schools().to_vec();
    SetPartitioning { schools, columns, price: compiled.price(), counts, sums: Vec::new(), start }
}

/// What is known about the component.
#[derive(Debug)]
struct ComponentState {
    groups: Option<Vec<Members>>,
    value: Option<Points>,
    bound: Option<Points>,
    proved: Proved,
    stop: StopReason,
}

impl ComponentState {
    /// A component of which only the starting plan is known.
    fn new(compiled: &Compiled, component: &Component, start: Option<&[Members]>) -> Self {
        let groups: Option<Vec<Members>> = start.map(|start| component.groups_of(start).copied().collect());
        let value = groups.as_ref().map(|groups| worth(compiled, groups, component.len()));
        Self { groups, value, bound: None, proved: Proved::Open, stop: StopReason::Finished }
    }
}

/// Combines the results of the components.
fn outcome(compiled: &Compiled, known: Known<'_>, limits: &Limits, solved: Vec<ComponentState>) -> Outcome {
    if solved.iter().any(|solved| solved.proved == Proved::Infeasible) {
        return Outcome { proof: Proof::Solver, ..without_plan(compiled, "the MIP solver has proved it", limits) };
    }
    let by_solver = solved.iter().try_fold(locked_value(compiled), |sum, solved| Some(sum + solved.bound?));
    let stop = solved.iter().map(|solved| solved.stop).find(|&stop| stop != StopReason::Finished);
    let groups: Option<Vec<Vec<Members>>> = solved.into_iter().map(|solved| solved.groups).collect();
    let evidence = Evidence { certified: known.bound, by_solver, ..Evidence::default() };
    joined(compiled, groups.map(|groups| groups.concat()), evidence, stop, limits)
}

#[cfg(test)]
mod tests;
