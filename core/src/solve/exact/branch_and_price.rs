//! The strategies `exact` and `auto`: a quick search, then each part relaxed; after that, with HiGHS, the plan of large parts
//! is improved block by block, and the others are closed.

#[cfg(feature = "highs")]
pub(super) mod close_gap;

use std::time::Duration;

use super::component::{ComponentSolver, MOST_PIVOTS};
use super::components::{counts_left, joined, locked_value, no_choice_covers, parts, within, worth};
use super::duals::{Duals, SideConstraints};
use super::first_order::MOST_UNRAISED;
use super::proof_recorder;
use crate::compile::{Compiled, Members};
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::limits::Limits;
use crate::solve::observe::{Observer, Progress};
use crate::solve::options::Strategy;
use crate::solve::outcome::Outcome;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::tables::Tables;
use crate::solve::proof::PartProof;
use crate::solve::search::search;
use crate::units::Points;

/// Parts with more schools than this are searched only where `auto` has no limit: what follows their relaxation takes minutes.
pub(super) const AUTO_SCHOOLS: usize = 250;

/// Moves of the search that the engine starts from, for each school; it soon finds better plans itself. With thousands of
/// schools a move takes so long that the engine is better at it from the first.
const MOVES_A_SCHOOL: u64 = 70;
const MOVES_OF_THOUSANDS: u64 = 10;

/// With less time than this, parts with thousands of schools are searched only: their tables alone take seconds.
const TIME_FOR_THOUSANDS: Duration = Duration::from_secs(60);

/// A part of the problem.
struct Component {
    schools: Vec<SchoolIndex>,
    method: Method,
}

/// What is done about a part.
enum Method {
    BranchAndPrice(Box<ComponentSolver>),
    /// Too large for the engine: what the search found is its plan, and each school's benefit is at most so much.
    Search {
        groups: Option<Vec<Members>>,
        value: Option<Points>,
        most: Vec<Points>,
    },
}

/// Solves a compiled problem. One unit of work is a round of pricing or a node; the search before it counts nothing.
/// `most` is what each school's benefit can be at most.
///
/// # Errors
/// [`Error::Backend`] if the solver fails.
pub(crate) fn solve(
    compiled: &Compiled,
    (strategy, seed): (Strategy, u64),
    most: &[Points],
    limits: &Limits,
    observer: &dyn Observer,
) -> Result<Outcome, Error> {
    let schools = parts(compiled);
    let ends_itself = ends_itself(strategy, limits);
    let most_schools = match limits.time_left() {
        _ if ends_itself => AUTO_SCHOOLS,
        Some(left) if left < TIME_FOR_THOUSANDS => MOST_UNRAISED,
        _ => Tables::most_schools(compiled),
    };
    let bound = Some(most.iter().sum());
    let search = |limits: &Limits| search(compiled, Strategy::LocalSearch, seed, limits, observer, bound);
    let quick = searching(compiled, &schools, most_schools, limits);
    let mut found = search(&quick);
    // Where blocks are all there is to come, a plan that they can start from is worth more time.
    let has_blocks = schools.iter().any(|part| (MOST_PIVOTS + 1..=most_schools).contains(&part.len()));
    if cfg!(feature = "highs")
        && has_blocks
        && found.as_ref().is_some_and(|found| !found.is_feasible)
        && limits.stop().is_none()
    {
        found = search(&limits.share(2).without_work_limit());
    }
    let (start, closest) = match found {
        Some(found) if found.is_feasible => (Some(found.groups), None),
        found => (None, found.map(|found| found.groups)),
    };
    observer.phase("columns");
    let Some(counts) = counts_left(compiled) else {
        return Ok(without_plan(compiled, limits));
    };
    let mut components: Vec<Component> = (schools.into_iter())
        .map(|schools| Component::new(compiled, schools, (&counts, most, most_schools), start.as_deref()))
        .collect();
    // Small parts first: they are done soon, and what they leave of the time goes to the others.
    components.sort_by_key(|component| (component.schools.len(), component.schools.first().copied()));
    let locked = locked_value(compiled);
    let mut left: usize = components.iter().map(|component| component.schools.len()).sum();
    for place in 0..components.len() {
        let slice = limits.part(components[place].schools.len(), left);
        left -= components[place].schools.len();
        work_on(&mut components, place, |component, tell| component.relax(&slice, tell), (limits, observer, locked))?;
        limits.add_work(slice.work());
    }
    #[cfg(feature = "highs")]
    close_gap::close(compiled, &mut components, (ends_itself, seed), (limits, observer, locked))?;
    Ok(outcome(compiled, &components, closest, limits))
}

/// Without any limit, `auto` comes to an end of its own.
pub(super) fn ends_itself(strategy: Strategy, limits: &Limits) -> bool {
    strategy == Strategy::Auto && limits.is_unlimited()
}

/// The limits of the search before the engine: a quick one, unless some part is left to the search alone or has no tree, as
/// none has without HiGHS.
pub(super) fn searching(
    compiled: &Compiled,
    schools: &[Vec<SchoolIndex>],
    most_schools: usize,
    limits: &Limits,
) -> Limits {
    let largest = schools.iter().map(Vec::len).max().unwrap_or(0);
    let moves = if largest > MOST_UNRAISED { MOVES_OF_THOUSANDS } else { MOVES_A_SCHOOL };
    let is_quick = cfg!(feature = "highs") && largest <= most_schools;
    // Without HiGHS the relaxation comes after it and has its time, too.
    let limits = limits.share(if cfg!(feature = "highs") { 1 } else { 2 });
    limits.with_work_limit(is_quick.then(|| moves * compiled.len() as u64))
}

/// Has one component do something and tells the observer of what it says, with the other components added.
fn work_on(
    components: &mut [Component],
    place: usize,
    mut act: impl FnMut(&mut Component, &mut dyn FnMut(Option<Points>, Points)) -> Result<(), Error>,
    (limits, observer, locked): (&Limits, &dyn Observer, Points),
) -> Result<(), Error> {
    let others = || components.iter().enumerate().filter(|&(other, _)| other != place).map(|(_, component)| component);
    let value = others().map(Component::value).try_fold(locked, |sum, value| Some(sum + value?));
    let bound: Points = locked + others().map(Component::bound).sum::<Points>();
    let mut told = None;
    let mut tell = |of_component: Option<Points>, bound_of_component: Points| {
        if told.replace((of_component, bound_of_component)) != Some((of_component, bound_of_component)) {
            observer.progress(&Progress {
                incumbent: value.zip(of_component).map(|(sum, value)| sum + value),
                bound: Some(bound + bound_of_component),
                work: limits.work(),
                elapsed: limits.elapsed(),
            });
        }
    };
    act(&mut components[place], &mut tell)
}

impl Component {
    fn new(
        compiled: &Compiled,
        schools: Vec<SchoolIndex>,
        (counts, most, most_schools): (&[(usize, Count)], &[Points], usize),
        start: Option<&[Vec<SchoolIndex>]>,
    ) -> Self {
        let groups: Option<Vec<Members>> =
            start.map(|start| within(start, &schools).map(|group| Members::new(group)).collect());
        let most: Vec<Points> = schools.iter().map(|school| most[school.position()]).collect();
        if schools.len() > most_schools {
            let value = groups.as_ref().map(|groups| worth(compiled, groups, schools.len()));
            return Self { schools, method: Method::Search { groups, value, most } };
        }
        let tables = Tables::new(compiled, &schools);
        let local = |group: &Members| {
            let members: Option<Vec<usize>> = group.iter().map(|school| schools.binary_search(school).ok()).collect();
            let members = members?;
            Some(Column::new(&members, tables.value(&members)?))
        };
        let plan = groups.as_ref().and_then(|groups| groups.iter().map(local).collect());
        let terms = SideConstraints::of(compiled, counts);
        Self { schools, method: Method::BranchAndPrice(Box::new(ComponentSolver::new(tables, terms, &most, plan))) }
    }

    fn relax(&mut self, limits: &Limits, tell: &mut dyn FnMut(Option<Points>, Points)) -> Result<(), Error> {
        let Method::BranchAndPrice(engine) = &mut self.method else { return Ok(()) };
        let value = engine.value();
        engine.relax(limits, &mut |bound| tell(value, bound))
    }

    fn value(&self) -> Option<Points> {
        match &self.method {
            Method::BranchAndPrice(engine) => engine.value(),
            Method::Search { value, .. } => *value,
        }
    }

    fn bound(&self) -> Points {
        match &self.method {
            Method::BranchAndPrice(engine) => engine.bound(),
            Method::Search { most, .. } => most.iter().sum(),
        }
    }

    fn is_infeasible(&self) -> bool {
        matches!(&self.method, Method::BranchAndPrice(engine) if engine.is_infeasible())
    }

    fn groups(&self) -> Option<Vec<Vec<SchoolIndex>>> {
        match &self.method {
            Method::BranchAndPrice(engine) => engine.groups(),
            Method::Search { groups, .. } => {
                groups.as_ref().map(|groups| groups.iter().map(|group| group.to_vec()).collect())
            }
        }
    }

    fn proof(&self) -> PartProof {
        let nodes = match &self.method {
            Method::BranchAndPrice(engine) => engine.proof().to_vec(),
            Method::Search { most, .. } => proof_recorder::root(&Duals::of_benefits(most, &[])),
        };
        PartProof { schools: self.schools.clone(), bound: self.bound(), nodes, rungs: Vec::new() }
    }
}

pub(super) fn without_plan(compiled: &Compiled, limits: &Limits) -> Outcome {
    let reasons = vec![no_choice_covers(compiled, "integer duals have proved it")];
    Outcome { work: limits.work(), reasons, ..Outcome::infeasible() }
}

fn outcome(
    compiled: &Compiled,
    components: &[Component],
    closest: Option<Vec<Vec<SchoolIndex>>>,
    limits: &Limits,
) -> Outcome {
    if components.iter().any(Component::is_infeasible) {
        return without_plan(compiled, limits);
    }
    let groups: Option<Vec<Vec<Vec<SchoolIndex>>>> = components.iter().map(Component::groups).collect();
    let proofs = components.iter().map(Component::proof).collect();
    let outcome = joined(compiled, groups.map(|groups| groups.concat()), false, proofs, limits);
    Outcome { closest: closest.filter(|_| outcome.groups.is_none()), ..outcome }
}
