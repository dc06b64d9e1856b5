//! The components that are solved one by one, and the combination of their results.

use std::ops::Deref;

use crate::compile::components::components;
use crate::compile::{Compiled, Members};
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::limits::Limits;
use crate::solve::outcome::{Evidence, Outcome, Reason, Status, StopReason};
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::proof::{DualProof, PartProof};
use crate::units::Points;

/// Schools that are solved together, ascending. They form a connected component of the compatibility graph; or they are all
/// schools, if the number of groups of a size is prescribed for all of them together. Locked groups are in no component.
#[derive(Debug, Clone)]
pub(crate) struct Component(Vec<SchoolIndex>);

impl Component {
    /// The components of a problem.
    pub(crate) fn all(compiled: &Compiled) -> Vec<Self> {
        let components = components(compiled);
        if compiled.counts().is_empty() {
            return components.into_iter().map(Self).collect();
        }
        let mut all = components.concat();
        all.sort_unstable();
        vec![Self(all)]
    }

    /// The schools, ascending.
    pub(crate) fn schools(&self) -> &[SchoolIndex] {
        &self.0
    }

    /// The number of schools.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The place of a school.
    pub(super) fn place(&self, school: SchoolIndex) -> Option<usize> {
        self.0.binary_search(&school).ok()
    }

    /// The groups that lie in this component.
    pub(super) fn groups_of<'a, Group: Deref<Target = [SchoolIndex]>>(
        &'a self,
        plan: &'a [Group],
    ) -> impl Iterator<Item = &'a Group> {
        plan.iter().filter(|group| group.iter().all(|&school| self.place(school).is_some()))
    }

    /// The numbers for these schools, from a table over all schools.
    pub(super) fn pick(&self, of_schools: &[Points]) -> Vec<Points> {
        self.0.iter().map(|school| of_schools[school.position()]).collect()
    }
}

/// Small components come first. They are solved soon, and the others get the time that is left.
pub(super) fn small_first(components: &mut [Component]) {
    components.sort_by_key(|component| (component.len(), component.0.first().copied()));
}

/// The required numbers of groups of some sizes, apart from the locked groups; `None` if there are too many locked groups.
pub(crate) fn counts_left(compiled: &Compiled) -> Option<Vec<(usize, Count)>> {
    let left = |(&size, count): (&usize, &Count)| {
        let locked = compiled.locked().iter().filter(|group| group.len() == size).count();
        Some((size, Count::Between(count.least().saturating_sub(locked), count.most().checked_sub(locked)?)))
    };
    compiled.counts().iter().map(left).collect()
}

/// The value of groups among this many schools, minus the prices of the schools that they leave out.
pub(super) fn worth(compiled: &Compiled, groups: &[Members], schools: usize) -> Points {
    let grouped: usize = groups.iter().map(|group| group.len()).sum();
    let left_out = Points::try_from(schools - grouped).unwrap_or(Points::MAX);
    let value: Points = groups.iter().map(|group| compiled.value(group)).sum();
    value.saturating_sub(compiled.price().unwrap_or(0).saturating_mul(left_out))
}

/// The value of the locked groups.
pub(super) fn locked_value(compiled: &Compiled) -> Points {
    compiled.locked().iter().map(|group| compiled.value(group)).sum()
}

fn left_out(compiled: &Compiled, groups: &[Members]) -> Vec<SchoolIndex> {
    let mut out = vec![true; compiled.len()];
    for school in groups.iter().flat_map(|group| group.iter()) {
        out[school.position()] = false;
    }
    (0..compiled.len()).filter(|&position| out[position]).map(SchoolIndex::new).collect()
}

/// The outcome for the whole problem: the groups of all components and the locked groups. The value in the evidence is
/// computed from these groups, whatever value was given. A reason to stop counts only while something is unproved.
pub(super) fn joined(
    compiled: &Compiled,
    groups: Option<Vec<Members>>,
    evidence: Evidence,
    stop: Option<StopReason>,
    limits: &Limits,
) -> Outcome {
    let groups = groups.map(|mut groups| {
        groups.extend(compiled.locked().iter().map(|group| Members::new(group)));
        groups.sort_unstable();
        groups
    });
    let value = groups.as_ref().map(|groups| worth(compiled, groups, compiled.len()));
    let evidence = Evidence { value, ..evidence };
    let (status, proof) = evidence.conclude();
    Outcome {
        unmatched: groups.as_ref().map_or_else(Vec::new, |groups| left_out(compiled, groups)),
        closest: None,
        groups: groups.map(|groups| groups.iter().map(|group| group.to_vec()).collect()),
        value,
        bound: evidence.bound(),
        status,
        proof,
        certificate: None,
        stop: stop.filter(|_| status != Status::Optimal).unwrap_or(StopReason::Finished),
        work: limits.work(),
        reasons: Vec::new(),
    }
}

/// The outcome if every component has a proof of its bound by duals. `is_open` says whether anything apart from the value
/// remains to be proved.
pub(super) fn joined_with_proofs(
    compiled: &Compiled,
    groups: Option<Vec<Vec<SchoolIndex>>>,
    is_open: bool,
    mut proofs: Vec<PartProof>,
    limits: &Limits,
) -> Outcome {
    let groups = groups.map(|groups| groups.iter().map(|group| Members::new(group)).collect());
    let bound: Points = locked_value(compiled) + proofs.iter().map(|part| part.bound).sum::<Points>();
    let evidence = Evidence { certified: Some(bound), is_open, ..Evidence::default() };
    proofs.sort_by_key(|part| part.schools.first().copied());
    let certificate = Some(DualProof { scale: SCALE, parts: proofs });
    Outcome { certificate, ..joined(compiled, groups, evidence, limits.stop(), limits) }
}

/// The outcome if it is proved that no choice among the groups is a plan. `proof` says how.
pub(super) fn without_plan(compiled: &Compiled, proof: &str, limits: &Limits) -> Outcome {
    let mut fixes = vec!["allow more group sizes".to_owned(), "relax a rule that forbids many pairs".to_owned()];
    if !compiled.counts().is_empty() {
        fixes.insert(0, "widen the number of groups of a size".to_owned());
    }
    if compiled.price().is_none() {
        fixes.push("let schools be left out at a price".to_owned());
    }
    let reason = Reason {
        have: "every group that keeps the rules was listed".to_owned(),
        need: format!("no choice among them puts each school in one group; {proof}"),
        fixes,
    };
    Outcome { work: limits.work(), reasons: vec![reason], ..Outcome::infeasible() }
}
