//! What is solved apart, and how the parts' results join.

use std::ops::Deref;

use crate::compile::components::components;
use crate::compile::{Compiled, Members};
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::limits::Limits;
use crate::solve::outcome::{Outcome, Proof, Reason, Status, StopReason};
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::proof::{DualProof, PartProof};
use crate::units::Points;

/// The schools that are settled together: connected components, or all in one where the number of groups of a size joins
/// them. Locked groups stand outside.
pub(crate) fn parts(compiled: &Compiled) -> Vec<Vec<SchoolIndex>> {
    let components = components(compiled);
    if compiled.counts().is_empty() {
        return components;
    }
    let mut all = components.concat();
    all.sort_unstable();
    vec![all]
}

/// Those of the groups that lie in a part.
pub(super) fn within<'a, Group: Deref<Target = [SchoolIndex]>>(
    groups: &'a [Group],
    part: &'a [SchoolIndex],
) -> impl Iterator<Item = &'a Group> {
    groups.iter().filter(|group| group.iter().all(|school| part.binary_search(school).is_ok()))
}

/// How many groups of some sizes are to be found beside the locked ones; `None` if the locked ones are too many.
pub(crate) fn counts_left(compiled: &Compiled) -> Option<Vec<(usize, Count)>> {
    let left = |(&size, count): (&usize, &Count)| {
        let locked = compiled.locked().iter().filter(|group| group.len() == size).count();
        Some((size, Count::Between(count.least().saturating_sub(locked), count.most().checked_sub(locked)?)))
    };
    compiled.counts().iter().map(left).collect()
}

/// The value of groups among so many schools, less the price of those left out.
pub(super) fn worth(compiled: &Compiled, groups: &[Members], schools: usize) -> Points {
    let grouped: usize = groups.iter().map(|group| group.len()).sum();
    let left_out = Points::try_from(schools - grouped).unwrap_or(Points::MAX);
    let value: Points = groups.iter().map(|group| compiled.value(group)).sum();
    value.saturating_sub(compiled.price().unwrap_or(0).saturating_mul(left_out))
}

pub(super) fn locked_value(compiled: &Compiled) -> Points {
    compiled.locked().iter().map(|group| compiled.value(group)).sum()
}

pub(super) fn left_out(compiled: &Compiled, groups: &[Members]) -> Vec<SchoolIndex> {
    let mut out = vec![true; compiled.len()];
    for school in groups.iter().flat_map(|group| group.iter()) {
        out[school.position()] = false;
    }
    (0..compiled.len()).filter(|&position| out[position]).map(SchoolIndex::new).collect()
}

pub(super) fn tighter(a: Option<Points>, b: Option<Points>) -> Option<Points> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The outcome where each part has a proof: the locked groups are added, and the plan is optimal if it reaches the parts' bounds
/// and nothing else is `open`. Without a plan of every part there is none.
pub(super) fn joined(
    compiled: &Compiled,
    groups: Option<Vec<Vec<SchoolIndex>>>,
    open: bool,
    mut proofs: Vec<PartProof>,
    limits: &Limits,
) -> Outcome {
    let groups: Option<Vec<Members>> = groups.map(|groups| {
        let all = groups.iter().chain(compiled.locked());
        let mut all: Vec<Members> = all.map(|group| Members::new(group)).collect();
        all.sort_unstable();
        all
    });
    let value = groups.as_ref().map(|groups| worth(compiled, groups, compiled.len()));
    let bound: Points = locked_value(compiled) + proofs.iter().map(|part| part.bound).sum::<Points>();
    let status = match value {
        Some(value) if value == bound && !open => Status::Optimal,
        Some(_) => Status::Feasible,
        None => Status::Unknown,
    };
    let (proof, stop) = match status {
        Status::Optimal => (Proof::Certificate, StopReason::Finished),
        _ => (Proof::None, limits.stop().unwrap_or(StopReason::Finished)),
    };
    proofs.sort_by_key(|part| part.schools.first().copied());
    Outcome {
        unmatched: groups.as_ref().map_or_else(Vec::new, |groups| left_out(compiled, groups)),
        closest: None,
        groups: groups.map(|groups| groups.iter().map(|group| group.to_vec()).collect()),
        value,
        bound: Some(bound),
        status,
        proof,
        certificate: Some(DualProof { scale: SCALE, parts: proofs }),
        stop,
        work: limits.work(),
        reasons: Vec::new(),
    }
}

/// The reason where no choice among the groups is a plan, with what proves it.
pub(super) fn no_choice_covers(compiled: &Compiled, proof: &str) -> Reason {
    let mut fixes = vec!["allow more group sizes".to_owned(), "relax a rule that forbids many pairs".to_owned()];
    if !compiled.counts().is_empty() {
        fixes.insert(0, "widen the number of groups of a size".to_owned());
    }
    if compiled.price().is_none() {
        fixes.push("let schools be left out at a price".to_owned());
    }
    Reason {
        have: "every group that keeps the rules was listed".to_owned(),
        need: format!("no choice among them puts each school in one group; {proof}"),
        fixes,
    }
}
