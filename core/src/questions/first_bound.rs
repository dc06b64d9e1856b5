//! A first bound on a demand, from the duals of the plan's proof alone.
//!
//! Under duals that leave no group a positive reduced cost, a plan is worth at most their sum and the reduced costs of its groups. So
//! a plan with schools in one group is worth at most the sum and the largest reduced cost of a group that holds them.

use crate::compile::Compiled;
use crate::compile::enumerate::for_each_group_with;
use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::plan::certificate::{Certificate, Duals};
use crate::plan::grouping::Plan;
use crate::units::Points;

/// No plan with these schools in one group is worth more. `None` if the certificate does not tell, or the schools are not all in one
/// part of it. Takes the time to go through the groups that hold the schools.
pub(super) fn together(problem: &Problem, plan: &Plan, schools: &[SchoolIndex]) -> Option<Points> {
    let Some(Certificate::Duals(proof)) = &plan.certificate else { return None };
    let bound = plan.bound?;
    let holds = |ids: &[String]| schools.iter().all(|&school| ids.contains(&problem.school(school).id));
    let part = proof.parts.iter().find(|part| part.levels.is_empty() && holds(&part.schools))?;
    let step = part.nodes.first()?.steps.first().filter(|step| step.cuts.is_empty() && step.levels.is_empty())?;
    let root = bound_of(problem, step, part.schools.len())?;
    let compiled = Compiled::new(problem);
    let indices: Vec<SchoolIndex> = part.schools.iter().filter_map(|id| problem.index(id)).collect();
    let dual = |school: SchoolIndex| indices.binary_search(&school).ok().map(|at| step.schools[at]);
    let mut best: Option<i64> = None;
    for_each_group_with(&compiled, schools, &indices, |group| {
        let duals: Option<i64> = group.iter().map(|&school| dual(school)).sum();
        let of_size = step.sizes.get(&group.len()).copied().unwrap_or(0);
        best = best.max(duals.map(|duals| proof.scale * compiled.value(&group) - duals - of_size));
        true
    });
    // The other parts keep their bounds.
    Some(bound - part.bound + (root + best?).div_euclid(proof.scale))
}

/// What the duals of a part's root prove, in their own unit. `None` if a count of sizes enters it.
fn bound_of(problem: &Problem, step: &Duals, num_schools: usize) -> Option<i64> {
    let is_plain = step.schools.len() == num_schools && problem.rules().sizes.exactly.is_empty();
    is_plain.then(|| step.schools.iter().sum())
}
