//! The strategy `mip`: every feasible group is a column of one integer program. The yardstick for all others.

use crate::compile::{Compiled, Members};
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::exact::columns;
use crate::solve::exact::components::{
    counts_left, left_out, locked_value, no_choice_covers, parts, tighter, within, worth,
};
use crate::solve::exact::integer::{self, Proved};
use crate::solve::exact::partition::{SetPartitioning, WeightedGroup};
use crate::solve::limits::Limits;
use crate::solve::observe::{Observer, Progress};
use crate::solve::options::Strategy;
use crate::solve::outcome::{Outcome, Proof, Status, StopReason};
use crate::solve::search::search;
use crate::units::Points;

/// What is known of the problem before the solver looks at it.
#[derive(Debug, Clone, Copy, Default)]
struct Known<'a> {
    /// The groups of a plan that keeps every rule.
    groups: Option<&'a [Vec<SchoolIndex>]>,
    /// No plan is worth more.
    bound: Option<Points>,
}

/// Refuses a problem that has too many feasible groups by far, without listing them.
///
/// # Errors
/// [`Error::Options`] with about how many there are.
pub(crate) fn refuse_too_many(compiled: &Compiled) -> Result<(), Error> {
    columns::estimate(compiled, &parts(compiled)).map(|_| ())
}

/// Solves a compiled problem by integer programming, each connected component apart, from the best plan of the local search.
/// One unit of work is one node of the solver's search tree. `bound` is what no plan is known to exceed.
///
/// # Errors
/// [`Error::Options`] if there are too many columns for memory, [`Error::Backend`] if the solver fails.
pub(crate) fn solve(
    compiled: &Compiled,
    seed: u64,
    bound: Points,
    limits: &Limits,
    observer: &dyn Observer,
) -> Result<Outcome, Error> {
    observer.phase("columns");
    let parts = parts(compiled);
    let listed = columns::list(compiled, &parts, limits)?;
    // Without a good plan to start from, the solver finds none worth having: it fixes columns by what they cannot gain.
    let found = search(compiled, Strategy::LocalSearch, seed, &limits.without_work_limit(), observer, Some(bound));
    let (feasible, closest) = match found {
        Some(found) if found.is_feasible => (Some(found.groups), None),
        found => (None, found.map(|found| found.groups)),
    };
    let known = Known { groups: feasible.as_deref(), bound: Some(bound) };
    observer.phase("mip");
    let outcome = solve_from(compiled, known, parts, listed, limits, observer)?;
    let closest = closest.filter(|_| outcome.status == Status::Unknown);
    Ok(Outcome { closest, ..outcome })
}

/// Hands the columns of each part to the solver; without columns, what is known is all there is.
fn solve_from(
    compiled: &Compiled,
    known: Known<'_>,
    schools: Vec<Vec<SchoolIndex>>,
    listed: Option<Vec<Vec<WeightedGroup>>>,
    limits: &Limits,
    observer: &dyn Observer,
) -> Result<Outcome, Error> {
    let start: Option<Vec<Members>> =
        known.groups.map(|groups| groups.iter().map(|group| Members::new(group)).collect());
    let mut parts: Vec<MipComponent> =
        schools.iter().map(|schools| MipComponent::new(compiled, schools, start.as_deref())).collect();
    let (Some(listed), Some(counts)) = (listed, counts_left(compiled)) else {
        // Listing was cut short, or there are more locked groups of a size than groups of that size.
        let stop = limits.stop();
        for part in &mut parts {
            part.proved = if stop.is_some() { Proved::Open } else { Proved::Infeasible };
            part.stop = stop.unwrap_or(StopReason::Finished);
        }
        return Ok(outcome(compiled, known, limits, &parts));
    };
    for (place, (schools, columns)) in schools.into_iter().zip(listed).enumerate() {
        let partition = pose(compiled, schools, columns, counts.clone(), parts[place].groups.as_deref());
        let groups: Vec<Members> = partition.columns.iter().map(|column| column.members).collect();
        let tell = |value: Option<Points>, bound: Option<Points>| {
            let others = || parts.iter().enumerate().filter(|&(other, _)| other != place).map(|(_, part)| part);
            let locked = locked_value(compiled);
            let sum = |this: Option<Points>, of: fn(&MipComponent) -> Option<Points>| {
                others().map(of).try_fold(this? + locked, |sum, points| Some(sum + points?))
            };
            observer.progress(&Progress {
                incumbent: sum(value, |part| part.value),
                bound: tighter(known.bound, sum(bound, |part| part.bound)),
                work: limits.work(),
                elapsed: limits.elapsed(),
            });
        };
        let result = integer::solve_partition(partition, limits, &tell)?;
        parts[place] = MipComponent {
            groups: result.chosen.map(|chosen| chosen.into_iter().map(|column| groups[column]).collect()),
            value: result.value,
            bound: result.bound,
            proved: result.proved,
            stop: result.stop,
        };
        if parts[place].proved == Proved::Infeasible {
            break;
        }
    }
    Ok(outcome(compiled, known, limits, &parts))
}

/// States a part as a partition.
fn pose(
    compiled: &Compiled,
    schools: Vec<SchoolIndex>,
    columns: Vec<WeightedGroup>,
    counts: Vec<(usize, Count)>,
    start: Option<&[Members]>,
) -> SetPartitioning {
    let start = start.and_then(|groups| groups.iter().map(|group| columns::position(&columns, group)).collect());
    SetPartitioning { schools, columns, price: compiled.price(), counts, sums: Vec::new(), start }
}

/// What is known of a part.
#[derive(Debug)]
struct MipComponent {
    groups: Option<Vec<Members>>,
    value: Option<Points>,
    bound: Option<Points>,
    proved: Proved,
    stop: StopReason,
}

impl MipComponent {
    /// A part of which only the start is known.
    fn new(compiled: &Compiled, schools: &[SchoolIndex], start: Option<&[Members]>) -> Self {
        let groups: Option<Vec<Members>> = start.map(|start| within(start, schools).copied().collect());
        let value = groups.as_ref().map(|groups| worth(compiled, groups, schools.len()));
        Self { groups, value, bound: None, proved: Proved::Open, stop: StopReason::Finished }
    }
}

/// Joins what is known of the parts and adds the locked groups.
fn outcome(compiled: &Compiled, known: Known<'_>, limits: &Limits, parts: &[MipComponent]) -> Outcome {
    let infeasible = parts.iter().any(|part| part.proved == Proved::Infeasible);
    let found: Option<Vec<&Vec<Members>>> = parts.iter().map(|part| part.groups.as_ref()).collect();
    let groups = found.filter(|_| !infeasible).map(|found| {
        let locked = compiled.locked().iter().map(|group| Members::new(group));
        let mut groups: Vec<Members> = found.into_iter().flatten().copied().chain(locked).collect();
        groups.sort_unstable();
        groups
    });
    let value = groups.as_ref().map(|groups| worth(compiled, groups, compiled.len()));
    let solvers = parts.iter().try_fold(locked_value(compiled), |sum, part| Some(sum + part.bound?));
    let bound = tighter(known.bound, solvers);
    let optimal = parts.iter().all(|part| part.proved == Proved::Optimal) || (value.is_some() && value == known.bound);
    let (status, proof) = match value {
        _ if infeasible => (Status::Infeasible, Proof::Solver),
        Some(_) if optimal && value == known.bound => (Status::Optimal, Proof::Certificate),
        Some(_) if optimal => (Status::Optimal, Proof::Solver),
        Some(_) => (Status::Feasible, if bound == known.bound { Proof::None } else { Proof::Solver }),
        None => (Status::Unknown, if bound == known.bound { Proof::None } else { Proof::Solver }),
    };
    let stop = parts.iter().map(|part| part.stop).find(|&stop| stop != StopReason::Finished);
    Outcome {
        unmatched: groups.as_ref().map_or_else(Vec::new, |groups| left_out(compiled, groups)),
        groups: groups.map(|groups| groups.iter().map(|group| group.to_vec()).collect()),
        value,
        bound: bound.filter(|_| !infeasible),
        status,
        proof,
        certificate: None,
        stop: stop.filter(|_| !infeasible).unwrap_or(StopReason::Finished),
        work: limits.work(),
        closest: None,
        reasons: if infeasible { vec![no_choice_covers(compiled, "the MIP solver has proved it")] } else { Vec::new() },
    }
}

#[cfg(test)]
mod tests;
