//! The strategies `exact` and `auto` under the aim `worst_first`: a quick search, then the levels of each component.

use super::branch_and_price::close_gap::most_nodes;
use super::branch_and_price::{self, PROVED_BY_DUALS, limits_of_search};
use super::component::ComponentSolver;
use super::components::{Component, counts_left, joined_with_proofs, small_first, without_plan};
use super::duals::{Duals, SideConstraints};
use super::leximin::Leximin;
use super::proof_recorder;
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
use crate::solve::search::search;
use crate::solve::worst_off;
use crate::units::Points;

/// The result for a component.
struct LeximinResult {
    groups: Vec<Vec<SchoolIndex>>,
    proof: PartProof,
    /// Whether every school is on a level.
    is_complete: bool,
}

/// Solves a compiled problem. One unit of work is a round of pricing or a node. The first search counts no work. `most` is
/// the upper bound of each school's benefit.
///
/// # Errors
/// [`Error::Backend`] if the solver fails.
pub(crate) fn solve(run: &Run<'_>, most: &[Points]) -> Result<Outcome, Error> {
    let Run { compiled, limits, .. } = *run;
    let Some(counts) = counts_left(compiled) else {
        return Ok(without_plan(compiled, PROVED_BY_DUALS, limits));
    };
    let mut components = Component::all(compiled);
    let tuning = &run.tuning.branch_and_price;
    let most_schools = if run.ends_itself() { tuning.auto_schools.min(tuning.most_pivots) } else { tuning.most_pivots };
    let quick = limits_of_search(run, &components, most_schools);
    let curved = worst_off::curved(compiled);
    let found = search(&run.on(&curved).within(&quick), Strategy::LocalSearch, None);
    let start = match found {
        Some(found) if found.is_feasible => found.groups,
        // Any plan is good enough as a start.
        _ => {
            let outcome = branch_and_price::solve(run, most)?;
            match outcome.groups {
                Some(groups) => groups,
                None => return Ok(outcome),
            }
        }
    };
    run.observer.phase("levels");
    small_first(&mut components);
    let mut solved: Vec<LeximinResult> = Vec::with_capacity(components.len());
    for (done, component) in components.iter().enumerate() {
        let limits = limits.share(1, components.len() - done);
        let task = LeximinTask {
            run: &run.within(&limits),
            counts: &counts,
            component,
            most: component.pick(most),
            plan: component.groups_of(&start).cloned().collect(),
        };
        let proves_levels = !run.ends_itself() || component.len() <= run.tuning.leximin.auto_schools;
        solved.push(task.solve(most_schools, most_nodes(run, component.len()), proves_levels)?);
    }
    let is_open = solved.iter().any(|solved| !solved.is_complete);
    let (groups, proofs): (Vec<_>, Vec<_>) = solved.into_iter().map(|solved| (solved.groups, solved.proof)).unzip();
    let outcome = joined_with_proofs(compiled, Some(groups.concat()), is_open, proofs, limits);
    run.tell(outcome.value, outcome.bound);
    Ok(outcome)
}

/// A component to solve.
struct LeximinTask<'a> {
    run: &'a Run<'a>,
    counts: &'a [(usize, Count)],
    component: &'a Component,
    most: Vec<Points>,
    plan: Vec<Vec<SchoolIndex>>,
}

impl LeximinTask<'_> {
    /// Proves levels as far as possible, and bounds the total of the plans that have them.
    fn solve(self, most_schools: usize, nodes: usize, proves_levels: bool) -> Result<LeximinResult, Error> {
        if self.component.len() > most_schools {
            return Ok(self.left_as_is(None));
        }
        let Run { compiled, limits, tuning, .. } = *self.run;
        let tables = Tables::new(compiled, self.component.schools());
        let constraints = SideConstraints::of(compiled, self.counts);
        let numbers = |group: &Vec<SchoolIndex>| group.iter().map(|&school| self.component.place(school)).collect();
        let start: Vec<Vec<usize>> = self.plan.iter().map(numbers).collect::<Option<_>>().unwrap_or_default();
        let columns = start.iter().map(|group| Some(Column::new(group, tables.value(group)?))).collect();
        let mut solver =
            ComponentSolver::new(tables, constraints.clone(), &constraints.capped(self.most.clone()), columns, tuning);
        solver.relax(&limits.share(1, 4), &mut |_| {})?;
        let leximin = if proves_levels { Leximin::new(&solver, constraints, &start, tuning, limits) } else { None };
        let Some(mut leximin) = leximin else { return Ok(self.left_as_is(Some(&solver))) };
        prove(&mut leximin, nodes, limits)?;
        let (groups, is_complete) = (leximin.groups(), leximin.is_complete());
        Ok(LeximinResult { groups, proof: leximin.proof(self.component.schools().to_vec()), is_complete })
    }

    /// The known plan, with a bound on the total of any plan.
    fn left_as_is(self, solver: Option<&ComponentSolver<'_>>) -> LeximinResult {
        let (bound, nodes) = match solver {
            Some(solver) => (solver.bound(), solver.proof().to_vec()),
            None => (self.most.iter().sum(), proof_recorder::root(&Duals::of_benefits(&self.most, self.counts))),
        };
        let proof = PartProof { schools: self.component.schools().to_vec(), bound, nodes, levels: Vec::new() };
        LeximinResult { groups: self.plan, proof, is_complete: false }
    }
}

/// Proves levels, then the total of the plans that have them, in turn.
fn prove(leximin: &mut Leximin<'_>, nodes: usize, limits: &Limits) -> Result<(), Error> {
    let mut of = 2;
    loop {
        // Half of the time is for the levels and half for the total. Time that the total does not use is shared in the same
        // way. The first level may take all of the time.
        let of_levels = limits.share(1, of);
        leximin.prove_levels(nodes, &of_levels)?;
        if leximin.has_levels() {
            leximin.settle_total(nodes, limits)?;
        }
        if leximin.is_complete() || of_levels.stop().is_none() || limits.stop().is_some() {
            return Ok(());
        }
        of = if leximin.has_levels() { 2 } else { 1 };
    }
}
