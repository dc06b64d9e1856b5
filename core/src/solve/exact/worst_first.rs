//! The strategies `exact` and `auto` under the aim `worst_first`: a quick search, then the ladder of each part.

use super::engine::{Engine, MOST_PIVOTS};
use super::ladder::Ladder;
use super::parts::{counts_left, left_out, locked_value, parts, worth};
use super::prices::{Prices, Terms};
use super::recorded;
use super::whole::{self, AUTO_NODES, AUTO_SCHOOLS, MOVES_A_SCHOOL};
use crate::compile::{Compiled, Members};
use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::limits::Limits;
use crate::solve::observe::{Observer, Progress};
use crate::solve::options::Strategy;
use crate::solve::outcome::{Outcome, Proof, Status, StopReason};
use crate::solve::pricing::column::Column;
use crate::solve::pricing::scan::SCALE;
use crate::solve::pricing::tables::Tables;
use crate::solve::proof::{DualProof, PartProof};
use crate::solve::search::search;
use crate::solve::worst_off;
use crate::units::Points;

/// The most schools of a part that `auto` climbs in where nothing limits it: beyond, one rung can take many minutes.
const CLIMBED_BY_AUTO: usize = 100;

/// What is known of a part in the end.
struct Settled {
    groups: Vec<Vec<SchoolIndex>>,
    value: Points,
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
        return Ok(whole::without_plan(compiled, limits));
    };
    let schools = parts(compiled);
    let largest = schools.iter().map(Vec::len).max().unwrap_or(0);
    let ends_itself = strategy == Strategy::Auto && limits.is_unlimited();
    let most_schools = if ends_itself { AUTO_SCHOOLS } else { MOST_PIVOTS };
    let moves = (largest <= most_schools).then(|| MOVES_A_SCHOOL * compiled.len() as u64);
    let searching = limits.with_work_limit(moves);
    let found = search(&worst_off::curved(compiled), Strategy::LocalSearch, seed, &searching, observer, None);
    let start = match found {
        Some(found) if found.is_feasible => found.groups,
        // Any plan is one to climb from.
        _ => {
            let outcome = whole::solve(compiled, (strategy, seed), most, limits, observer)?;
            match outcome.groups {
                Some(groups) => groups,
                None => return Ok(outcome),
            }
        }
    };
    observer.phase("rungs");
    let mut schools = schools;
    // Small parts first: they are done soon, and what they leave of the time goes to the others.
    schools.sort_by_key(|schools| (schools.len(), schools.first().copied()));
    let mut settled: Vec<Settled> = Vec::with_capacity(schools.len());
    for (done, part) in schools.iter().enumerate() {
        let slice = limits.share(schools.len() - done);
        let nodes = if ends_itself { AUTO_NODES / part.len().max(1) } else { usize::MAX };
        let inside = |group: &&Vec<SchoolIndex>| group.iter().all(|school| part.binary_search(school).is_ok());
        let climbs = !ends_itself || part.len() <= CLIMBED_BY_AUTO;
        let plan = start.iter().filter(inside).cloned().collect();
        let part = Part {
            compiled,
            counts: &counts,
            schools: part,
            most: part.iter().map(|school| most[school.position()]).collect(),
            plan,
        };
        settled.push(part.settle((most_schools, nodes), climbs, &slice)?);
        limits.add_work(slice.work());
    }
    let outcome = outcome(compiled, settled, limits);
    let (incumbent, bound) = (outcome.value, outcome.bound);
    observer.progress(&Progress { incumbent, bound, work: limits.work(), elapsed: limits.elapsed() });
    Ok(outcome)
}

/// A part before it is settled.
struct Part<'a> {
    compiled: &'a Compiled,
    counts: &'a [(usize, Count)],
    schools: &'a [SchoolIndex],
    most: Vec<Points>,
    plan: Vec<Vec<SchoolIndex>>,
}

impl Part<'_> {
    /// Climbs as far as it can be proved, and bounds the total of what is left open.
    fn settle(
        mut self,
        (most_schools, nodes): (usize, usize),
        climbs: bool,
        limits: &Limits,
    ) -> Result<Settled, Error> {
        if self.schools.len() > most_schools {
            return Ok(self.left_as_is(None));
        }
        let tables = Tables::new(self.compiled, self.schools);
        let least_size = self.compiled.sizes().first().copied().unwrap_or(1);
        let price = self.compiled.price();
        let terms = Terms { price, counts: self.counts.to_vec(), least_size, ..Terms::default() };
        let place = |school: &SchoolIndex| self.schools.binary_search(school).ok();
        let numbers = |plan: &[Vec<SchoolIndex>]| {
            let groups = plan.iter().map(|group| group.iter().map(place).collect());
            groups.collect::<Option<Vec<Vec<usize>>>>().unwrap_or_default()
        };
        let start = numbers(&self.plan);
        let ladder = if climbs { Ladder::new(&tables, terms.clone(), &self.most, &start, limits) } else { None };
        if let Some(mut ladder) = ladder {
            // Half of the time is for the rungs, and the other half for the total of the plans that have them.
            let climbing = limits.share(2);
            ladder.climb(nodes, &climbing)?;
            limits.add_work(climbing.work());
            if ladder.has_rungs() {
                ladder.settle_total(nodes, limits)?;
                let (groups, value, is_complete) = (ladder.groups(), ladder.value(), ladder.is_complete());
                return Ok(Settled { groups, value, proof: ladder.proof(self.schools.to_vec()), is_complete });
            }
            self.plan = ladder.groups();
        }
        let columns = numbers(&self.plan).iter().map(|group| Some(Column::new(group, tables.value(group)?))).collect();
        let mut engine = Engine::new(tables, terms, &self.most, columns);
        engine.relax(limits, &mut |_| {})?;
        Ok(self.left_as_is(Some(&engine)))
    }

    /// The plan that is known, with a bound on the total of any plan.
    fn left_as_is(self, engine: Option<&Engine>) -> Settled {
        let groups: Vec<Members> = self.plan.iter().map(|group| Members::new(group)).collect();
        let value = worth(self.compiled, &groups, self.schools.len());
        let (bound, nodes) = match engine {
            Some(engine) => (engine.bound(), engine.proof().to_vec()),
            None => (self.most.iter().sum(), recorded::root(&Prices::of_benefits(&self.most, self.counts))),
        };
        let proof = PartProof { schools: self.schools.to_vec(), bound, nodes, rungs: Vec::new() };
        Settled { groups: self.plan, value, proof, is_complete: false }
    }
}

fn outcome(compiled: &Compiled, settled: Vec<Settled>, limits: &Limits) -> Outcome {
    let locked = locked_value(compiled);
    let value = locked + settled.iter().map(|part| part.value).sum::<Points>();
    let bound = locked + settled.iter().map(|part| part.proof.bound).sum::<Points>();
    let is_settled = value == bound && settled.iter().all(|part| part.is_complete);
    let mut groups = compiled.locked().to_vec();
    let mut parts = Vec::with_capacity(settled.len());
    for part in settled {
        groups.extend(part.groups);
        parts.push(part.proof);
    }
    parts.sort_by_key(|part| part.schools.first().copied());
    let mut members: Vec<Members> = groups.iter().map(|group| Members::new(group)).collect();
    members.sort_unstable();
    Outcome {
        unmatched: left_out(compiled, &members),
        groups: Some(members.iter().map(|group| group.to_vec()).collect()),
        closest: None,
        value: Some(value),
        bound: Some(bound),
        status: if is_settled { Status::Optimal } else { Status::Feasible },
        proof: if is_settled { Proof::Certificate } else { Proof::None },
        certificate: Some(DualProof { scale: SCALE, parts }),
        stop: if is_settled { StopReason::Finished } else { limits.stop().unwrap_or(StopReason::Finished) },
        work: limits.work(),
        reasons: Vec::new(),
    }
}
