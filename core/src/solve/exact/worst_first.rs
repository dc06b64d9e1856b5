//! The strategies `exact` and `auto` under the aim `worst_first`: a quick search, then the ladder of each part.

use super::branch_and_price::close_gap::AUTO_NODES;
use super::branch_and_price::{self, AUTO_SCHOOLS, ends_itself, searching};
use super::component::{ComponentSolver, MOST_PIVOTS};
use super::components::{counts_left, joined, parts, within};
use super::duals::{Duals, SideConstraints};
use super::leximin::Leximin;
use super::proof_recorder;
use crate::compile::Compiled;
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
use crate::solve::worst_off;
use crate::units::Points;

/// The most schools of a part that `auto` climbs in where nothing limits it: beyond, one rung can take many minutes.
const CLIMBED_BY_AUTO: usize = 100;

/// What is known of a part in the end.
struct Settled {
    groups: Vec<Vec<SchoolIndex>>,
    proof: PartProof,
    /// Whether every school stands on a rung.
    is_complete: bool,
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
    let Some(counts) = counts_left(compiled) else {
        return Ok(branch_and_price::without_plan(compiled, limits));
    };
    let mut schools = parts(compiled);
    let ends_itself = ends_itself(strategy, limits);
    let most_schools = if ends_itself { AUTO_SCHOOLS } else { MOST_PIVOTS };
    let searching = searching(compiled, &schools, most_schools, limits);
    let found = search(&worst_off::curved(compiled), Strategy::LocalSearch, seed, &searching, observer, None);
    let start = match found {
        Some(found) if found.is_feasible => found.groups,
        // Any plan is one to climb from.
        _ => {
            let outcome = branch_and_price::solve(compiled, (strategy, seed), most, limits, observer)?;
            match outcome.groups {
                Some(groups) => groups,
                None => return Ok(outcome),
            }
        }
    };
    observer.phase("levels");
    // Small parts first: they are done soon, and what they leave of the time goes to the others.
    schools.sort_by_key(|schools| (schools.len(), schools.first().copied()));
    let mut settled: Vec<Settled> = Vec::with_capacity(schools.len());
    for (done, part) in schools.iter().enumerate() {
        let slice = limits.share(schools.len() - done);
        let nodes = if ends_itself { AUTO_NODES / part.len().max(1) } else { usize::MAX };
        let climbs = !ends_itself || part.len() <= CLIMBED_BY_AUTO;
        let part = LeximinComponent {
            compiled,
            counts: &counts,
            schools: part,
            most: part.iter().map(|school| most[school.position()]).collect(),
            plan: within(&start, part).cloned().collect(),
        };
        settled.push(part.settle((most_schools, nodes), climbs, &slice)?);
        limits.add_work(slice.work());
    }
    let is_open = settled.iter().any(|part| !part.is_complete);
    let (groups, proofs): (Vec<_>, Vec<_>) = settled.into_iter().map(|part| (part.groups, part.proof)).unzip();
    let outcome = joined(compiled, Some(groups.concat()), is_open, proofs, limits);
    let (incumbent, bound) = (outcome.value, outcome.bound);
    observer.progress(&Progress { incumbent, bound, work: limits.work(), elapsed: limits.elapsed() });
    Ok(outcome)
}

/// A part before it is settled.
struct LeximinComponent<'a> {
    compiled: &'a Compiled,
    counts: &'a [(usize, Count)],
    schools: &'a [SchoolIndex],
    most: Vec<Points>,
    plan: Vec<Vec<SchoolIndex>>,
}

impl LeximinComponent<'_> {
    /// Climbs as far as it can be proved, and bounds the total of what is left open.
    fn settle(self, (most_schools, nodes): (usize, usize), climbs: bool, limits: &Limits) -> Result<Settled, Error> {
        if self.schools.len() > most_schools {
            return Ok(self.left_as_is(None));
        }
        let tables = Tables::new(self.compiled, self.schools);
        let terms = SideConstraints::of(self.compiled, self.counts);
        let place = |school: &SchoolIndex| self.schools.binary_search(school).ok();
        let numbers = |plan: &[Vec<SchoolIndex>]| {
            let groups = plan.iter().map(|group| group.iter().map(place).collect());
            groups.collect::<Option<Vec<Vec<usize>>>>().unwrap_or_default()
        };
        let start = numbers(&self.plan);
        let columns = start.iter().map(|group| Some(Column::new(group, tables.value(group)?))).collect();
        let mut engine = ComponentSolver::new(tables, terms.clone(), &self.most, columns);
        let relaxing = limits.share(4);
        engine.relax(&relaxing, &mut |_| {})?;
        limits.add_work(relaxing.work());
        let ladder = if climbs { Leximin::new(&engine, terms, &start, limits) } else { None };
        let Some(mut ladder) = ladder else { return Ok(self.left_as_is(Some(&engine))) };
        let mut of = 2;
        loop {
            // Half of the time is for the rungs, and the other half for the total of the plans that have them; what that leaves
            // of it is shared out in the same way. All of it goes into the first rung where that takes longer.
            let climbing = limits.share(of);
            ladder.climb(nodes, &climbing)?;
            limits.add_work(climbing.work());
            if ladder.has_rungs() {
                ladder.settle_total(nodes, limits)?;
            }
            if ladder.is_complete() || climbing.stop().is_none() || limits.stop().is_some() {
                break;
            }
            of = if ladder.has_rungs() { 2 } else { 1 };
        }
        let (groups, is_complete) = (ladder.groups(), ladder.is_complete());
        Ok(Settled { groups, proof: ladder.proof(self.schools.to_vec()), is_complete })
    }

    /// The plan that is known, with a bound on the total of any plan.
    fn left_as_is(self, engine: Option<&ComponentSolver>) -> Settled {
        let (bound, nodes) = match engine {
            Some(engine) => (engine.bound(), engine.proof().to_vec()),
            None => (self.most.iter().sum(), proof_recorder::root(&Duals::of_benefits(&self.most, self.counts))),
        };
        let proof = PartProof { schools: self.schools.to_vec(), bound, nodes, rungs: Vec::new() };
        Settled { groups: self.plan, proof, is_complete: false }
    }
}
