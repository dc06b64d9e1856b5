//! Derives the bound of a certificate of integer duals again. It checks every group of every part against the duals, and
//! follows every branch to its end. A failure names its place in `plan.json`.
//!
//! `core/docs/algorithm.md`, "The certificate", has the mathematics. Only the numbers of the certificate come from the
//! solver. The check's own code lists, values and judges the groups.

use super::coded::Coded;
use crate::certificate::DualProof;
use tercet_model::problem::Problem;
use tercet_model::units::Points;

mod ceiling;
mod columns;
mod cuts;
mod group_rules;
mod levels;
mod part;
mod prices;
mod refusal;
mod scan;
mod shape;
mod sweep;
mod tree;

use part::Part;
pub(crate) use refusal::Refusal;

/// The most schools in a part. The tables over their pairs take about 15 bytes for each pair.
const MOST_SCHOOLS: usize = 4_000;

/// The most groups that the check will go over, by estimate: about a minute on two cores.
const MOST_GROUPS: u128 = 200_000_000_000;

/// The bound that the certificate proves. No plan is worth more.
///
/// O(groups) time at worst, and much less for duals that are near the best. Memory O(schools² + groups kept).
pub(super) fn derive(problem: &Problem, proof: &DualProof) -> Result<Points, Refusal> {
    let schools = shape::check(problem, proof)?;
    let coded = Coded::new(problem);
    let parts = parts(problem, &coded, (proof, &schools))?;
    shape::check_apart(&coded, problem, &schools)?;
    let mut total: i128 = locked_value(problem);
    for (number, (part, proof_of_part)) in parts.iter().zip(&proof.parts).enumerate() {
        levels::close(problem, part, proof_of_part, proof.scale, &format!("parts[{number}]"))?;
        total += i128::from(proof_of_part.bound);
    }
    Points::try_from(total).map_err(|_| Refusal::at("parts", "the bounds sum to more than a number of points can be"))
}

/// Whether the check would go over this certificate. If not, its bound rests on the solver's own arithmetic.
pub(super) fn is_within_reach(problem: &Problem, proof: &DualProof) -> bool {
    let Ok(schools) = shape::check(problem, proof) else {
        return true;
    };
    parts(problem, &Coded::new(problem), (proof, &schools)).is_ok()
}

/// The tables of every part; an error if there are more groups than the check will go over.
fn parts(
    problem: &Problem,
    coded: &Coded<'_>,
    (proof, schools): (&DualProof, &[Vec<usize>]),
) -> Result<Vec<Part>, Refusal> {
    if schools.iter().any(|part| part.len() > MOST_SCHOOLS) {
        return Err(Refusal::TooLarge);
    }
    let mut parts = Vec::with_capacity(schools.len());
    let (mut groups, mut listed) = (0_u128, 0_u128);
    for (schools, proof) in schools.iter().zip(&proof.parts) {
        let part = Part::new(problem, coded, schools);
        let of_part = if proof.levels.is_empty() { &mut groups } else { &mut listed };
        *of_part = of_part.saturating_add(part.num_groups());
        if groups > MOST_GROUPS || listed > levels::MOST_LISTED {
            return Err(Refusal::TooLarge);
        }
        parts.push(part);
    }
    Ok(parts)
}

fn locked_value(problem: &Problem) -> i128 {
    problem.locked().iter().map(|group| i128::from(problem.value(group))).sum()
}

#[cfg(test)]
mod tests;
