//! The strategies `exact` and `auto`: a quick search, then the relaxation of each component. With HiGHS, neighbourhood search
//! then improves the plans of large components, and branch and bound closes the gap of the others.

#[cfg(feature = "highs")]
pub(super) mod close_gap;
mod lift;

use super::component::ComponentSolver;
use super::components::{Component, counts_left, joined_with_proofs, locked_value, small_first, without_plan, worth};
use super::duals::{Duals, SideConstraints};
use super::proof_recorder;
use crate::compile::{Compiled, Members};
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::limits::Limits;
use crate::solve::options::Strategy;
use crate::solve::outcome::Outcome;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::tables::Tables;
use crate::solve::proof::PartProof;
use crate::solve::run::Run;
use crate::solve::search::{Found, search};
use crate::solve::tuning::Tuning;
use crate::units::Points;

/// The explanation if there is no plan.
pub(super) const PROVED_BY_DUALS: &str = "integer duals have proved it";

/// A component, and what to do with it.
struct Task<'a> {
    component: Component,
    method: Method<'a>,
}

/// What to do with the component.
enum Method<'a> {
    BranchAndPrice(Box<ComponentSolver<'a>>),
    /// Local search alone: its groups, their value, and the upper bound of each school's benefit.
    Search {
        groups: Option<Vec<Members>>,
        value: Option<Points>,
        most: Vec<Points>,
    },
}

/// Solves a compiled problem. One unit of work is a round of pricing or a node. The first search counts no work. `most` is
/// the upper bound of each school's benefit.
///
/// # Errors
/// [`Error::Backend`] if the solver fails.
pub(crate) fn solve(run: &Run<'_>, most: &[Points]) -> Result<Outcome, Error> {
    let Run { compiled, limits, .. } = *run;
    let mut components = Component::all(compiled);
    let most_schools = most_schools(run);
    let (start, closest) = match first_plan(run, &components, most_schools, most.iter().sum()) {
        Some(found) if found.is_feasible => (Some(found.groups), None),
        found => (None, found.map(|found| found.groups)),
    };
    run.observer.phase("columns");
    let Some(counts) = counts_left(compiled) else {
        return Ok(without_plan(compiled, PROVED_BY_DUALS, limits));
    };
    small_first(&mut components);
    let given = Given { counts: &counts, most, start: start.as_deref() };
    let mut tasks: Vec<Task<'_>> =
        components.into_iter().map(|component| Task::new(run, component, &given, most_schools)).collect();
    relax(run, &mut tasks)?;
    #[cfg(feature = "highs")]
    close_gap::close(run, &mut tasks)?;
    outcome(compiled, &tasks, closest, limits)
}

/// Larger components only get local search.
fn most_schools(run: &Run<'_>) -> usize {
    let Tuning { branch_and_price: tuning, first_order, .. } = run.tuning;
    match run.limits.time_left() {
        _ if run.ends_itself() => tuning.auto_schools,
        // Tables of thousands of schools alone take seconds.
        Some(left) if left.as_secs_f64() < tuning.seconds_for_thousands => first_order.most_unraised,
        _ => Tables::most_schools(run.compiled),
    }
}

/// The plan to start from.
fn first_plan(run: &Run<'_>, components: &[Component], most_schools: usize, bound: Points) -> Option<Found> {
    let search = |limits: &Limits| search(&run.within(limits), Strategy::LocalSearch, Some(bound));
    let found = search(&limits_of_search(run, components, most_schools));
    // If only neighbourhood search follows, a good starting plan deserves more time.
    let most_pivots = run.tuning.branch_and_price.most_pivots;
    let has_large = components.iter().any(|component| (most_pivots + 1..=most_schools).contains(&component.len()));
    let is_broken = found.as_ref().is_some_and(|found| !found.is_feasible);
    if cfg!(feature = "highs") && has_large && is_broken && run.limits.stop().is_none() {
        return search(&run.limits.share(1, 2).apart());
    }
    found
}

/// The limits of the first search. It is short unless some component has no other step, because the solver soon finds
/// better plans itself. With thousands of schools the solver is better from the start.
pub(super) fn limits_of_search(run: &Run<'_>, components: &[Component], most_schools: usize) -> Limits {
    let tuning = &run.tuning.branch_and_price;
    let largest = components.iter().map(Component::len).max().unwrap_or(0);
    let has_thousands = largest > run.tuning.first_order.most_unraised;
    let moves = match run.start {
        Some(_) => tuning.moves_from_start,
        None if has_thousands => tuning.moves_of_thousands,
        None => tuning.moves,
    };
    let is_quick = cfg!(feature = "highs") && largest <= most_schools;
    // Without HiGHS, the relaxation comes after this search and also needs time.
    let limits = run.limits.share(1, if cfg!(feature = "highs") { 1 } else { 2 });
    limits.apart_at_most(is_quick.then(|| moves * run.compiled.len() as u64))
}

/// Solves the relaxation of each component. Each component gets a share of the time in proportion to its schools.
fn relax(run: &Run<'_>, tasks: &mut [Task<'_>]) -> Result<(), Error> {
    let mut left: usize = tasks.iter().map(|task| task.component.len()).sum();
    for place in 0..tasks.len() {
        let own = tasks[place].component.len();
        let limits = run.limits.share(own, left);
        left -= own;
        work_on(run, tasks, place, |task, tell| task.relax(&limits, tell))?;
    }
    Ok(())
}

/// Runs a step on one component. Tells the observer the values that the component reports, plus those of the other
/// components.
fn work_on<'a>(
    run: &Run<'_>,
    tasks: &mut [Task<'a>],
    place: usize,
    mut act: impl FnMut(&mut Task<'a>, &mut dyn FnMut(Option<Points>, Points)) -> Result<(), Error>,
) -> Result<(), Error> {
    let locked = locked_value(run.compiled);
    // Values are told as the linear program has them, which is the value of the plan unless the price is very high.
    let is_exact = match &tasks[place].method {
        Method::BranchAndPrice(solver) => solver.constraints().missing_price(run.compiled) == 0,
        Method::Search { .. } => true,
    };
    let others = || tasks.iter().enumerate().filter(|&(other, _)| other != place).map(|(_, task)| task);
    let value = others().map(Task::value).try_fold(locked, |sum, value| Some(sum + value?));
    let bound: Points = locked + others().map(Task::bound).sum::<Points>();
    let mut told = None;
    let mut tell = |of_component: Option<Points>, bound_of_component: Points| {
        if told.replace((of_component, bound_of_component)) != Some((of_component, bound_of_component)) {
            let value = value.zip(of_component).filter(|_| is_exact).map(|(sum, value)| sum + value);
            run.tell(value, Some(bound + bound_of_component));
        }
    };
    act(&mut tasks[place], &mut tell)
}

/// What is known before the relaxation.
struct Given<'a> {
    /// The required numbers of groups of some sizes.
    counts: &'a [(usize, Count)],
    /// The upper bound of each school's benefit.
    most: &'a [Points],
    /// A plan.
    start: Option<&'a [Vec<SchoolIndex>]>,
}

impl<'a> Task<'a> {
    fn new(run: &Run<'a>, component: Component, given: &Given<'_>, most_schools: usize) -> Self {
        let compiled = run.compiled;
        let groups: Option<Vec<Members>> =
            given.start.map(|start| component.groups_of(start).map(|group| Members::new(group)).collect());
        let most = component.pick(given.most);
        if component.len() > most_schools {
            let value = groups.as_ref().map(|groups| worth(compiled, groups, component.len()));
            return Self { component, method: Method::Search { groups, value, most } };
        }
        let tables = Tables::new(compiled, component.schools());
        let local = |group: &Members| {
            let members: Option<Vec<usize>> = group.iter().map(|&school| component.place(school)).collect();
            let members = members?;
            Some(Column::new(&members, tables.value(&members)?))
        };
        let plan = groups.as_ref().and_then(|groups| groups.iter().map(local).collect());
        let constraints = SideConstraints::of(compiled, given.counts);
        let most = constraints.capped(most);
        let solver = ComponentSolver::new(tables, constraints, &most, plan, run.tuning);
        let solver = match run.start.and_then(|start| start.duals_of(component.schools())) {
            Some(duals) => solver.with_duals(duals),
            None => solver,
        };
        Self { component, method: Method::BranchAndPrice(Box::new(solver)) }
    }

    fn relax(&mut self, limits: &Limits, tell: &mut dyn FnMut(Option<Points>, Points)) -> Result<(), Error> {
        let Method::BranchAndPrice(solver) = &mut self.method else { return Ok(()) };
        let value = solver.value();
        solver.relax(limits, &mut |bound| tell(value, bound))
    }

    fn value(&self) -> Option<Points> {
        match &self.method {
            Method::BranchAndPrice(solver) => solver.value(),
            Method::Search { value, .. } => *value,
        }
    }

    fn bound(&self) -> Points {
        match &self.method {
            Method::BranchAndPrice(solver) => solver.bound(),
            Method::Search { most, .. } => most.iter().sum(),
        }
    }

    fn is_infeasible(&self) -> bool {
        matches!(&self.method, Method::BranchAndPrice(solver) if solver.is_infeasible())
    }

    fn groups(&self) -> Option<Vec<Vec<SchoolIndex>>> {
        match &self.method {
            Method::BranchAndPrice(solver) => solver.groups(),
            Method::Search { groups, .. } => {
                groups.as_ref().map(|groups| groups.iter().map(|group| group.to_vec()).collect())
            }
        }
    }

    /// The proof of the bound, for the price that the problem states.
    fn proof(&self, compiled: &Compiled, limits: &Limits) -> Result<PartProof, Error> {
        let proof = self.proof_of_bound();
        match &self.method {
            Method::BranchAndPrice(solver) => {
                lift::lift(solver, solver.constraints().missing_price(compiled), proof, limits)
            }
            Method::Search { .. } => Ok(proof),
        }
    }

    fn proof_of_bound(&self) -> PartProof {
        let nodes = match &self.method {
            Method::BranchAndPrice(solver) => solver.proof().to_vec(),
            Method::Search { most, .. } => proof_recorder::root(&Duals::of_benefits(most, &[])),
        };
        let schools = self.component.schools().to_vec();
        PartProof { schools, bound: self.bound(), nodes, levels: Vec::new() }
    }
}

/// Combines the results of the components.
fn outcome(
    compiled: &Compiled,
    tasks: &[Task<'_>],
    closest: Option<Vec<Vec<SchoolIndex>>>,
    limits: &Limits,
) -> Result<Outcome, Error> {
    if tasks.iter().any(Task::is_infeasible) {
        return Ok(without_plan(compiled, PROVED_BY_DUALS, limits));
    }
    let groups: Option<Vec<Vec<Vec<SchoolIndex>>>> = tasks.iter().map(Task::groups).collect();
    let proofs = tasks.iter().map(|task| task.proof(compiled, limits)).collect::<Result<_, _>>()?;
    let outcome = joined_with_proofs(compiled, groups.map(|groups| groups.concat()), false, proofs, limits);
    Ok(Outcome { closest: closest.filter(|_| outcome.groups.is_none()), ..outcome })
}
