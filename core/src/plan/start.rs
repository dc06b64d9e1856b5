//! A plan as the start of another solve.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::plan::certificate::{Certificate, Duals};
use crate::plan::grouping::Plan;
use crate::solve::start::WarmStart;

/// The scale of the duals of Tercet's own certificates: thousandths of a point.
const SCALE: i64 = 1_000;

impl WarmStart {
    /// The groups of a plan and the duals of its certificate, as far as the problem has its schools. The plan may be one of another
    /// problem, such as the same cohort with a rule more, or before a school withdrew.
    #[must_use]
    pub fn of_plan(problem: &Problem, plan: &Plan) -> Self {
        Self::new(known_groups(problem, &plan.groups), duals(problem, plan))
    }

    /// The groups of a table, as far as the problem has their schools. A school that stands in two groups counts in the first.
    #[must_use]
    pub fn of_groups(problem: &Problem, groups: &[Vec<String>]) -> Self {
        Self::new(known_groups(problem, groups), BTreeMap::new())
    }
}

fn known_groups(problem: &Problem, groups: &[Vec<String>]) -> Vec<Vec<SchoolIndex>> {
    let mut placed = BTreeSet::new();
    (groups.iter())
        .map(|group| {
            group.iter().filter_map(|id| problem.index(id)).filter(|&school| placed.insert(school)).collect::<Vec<_>>()
        })
        .filter(|group| !group.is_empty())
        .collect()
}

/// The duals of the first step of each part's root, which has no cuts.
fn duals(problem: &Problem, plan: &Plan) -> BTreeMap<SchoolIndex, i64> {
    let Some(Certificate::Duals(proof)) = plan.certificate.as_ref().filter(|_| plan.value.is_some()) else {
        return BTreeMap::new();
    };
    let first = |steps: &[Duals]| steps.first().filter(|step| step.cuts.is_empty()).map(|step| step.schools.clone());
    let parts = proof.parts.iter().filter(|_| proof.scale == SCALE);
    let of_part = parts.filter_map(|part| Some((&part.schools, first(&part.nodes.first()?.steps)?)));
    of_part
        .flat_map(|(schools, duals)| schools.iter().zip(duals))
        .filter_map(|(id, dual)| Some((problem.index(id)?, dual)))
        .collect()
}
