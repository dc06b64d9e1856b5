//! Checks the shape of a certificate before any of its numbers is used: lengths, positions, the trees, and whether the
//! parts are a valid division of the problem.

use rayon::prelude::*;

use super::super::coded::Coded;
use super::refusal::Refusal;
use crate::certificate::{CutDual, DualProof, Duals, PartProof, ProofNode};
use tercet_model::problem::Problem;
use tercet_model::rules::AimKind;
use tercet_model::units::FULL;

/// The finest scale of the duals. The levels use this scale.
pub(super) const FINEST: i64 = 1_000_000;

/// The most points of a dual: a thousand million, the same limit as for all input. Sums of such duals fit 128 bits.
const MOST_POINTS: i128 = 1_000_000_000;

/// The positions in the cohort of each part's schools, or the fault in the shape.
pub(super) fn check(problem: &Problem, proof: &DualProof) -> Result<Vec<Vec<usize>>, Refusal> {
    if !(1..=FINEST).contains(&proof.scale) {
        return Err(Refusal::at("scale", format_args!("{} is not within 1 to {FINEST}", proof.scale)));
    }
    if !problem.rules().sizes.exactly.is_empty() && proof.parts.len() > 1 {
        let wrong = "the number of groups of a size is prescribed, which joins all schools to one part";
        return Err(Refusal::at("parts", wrong));
    }
    let schools = schools(problem, proof)?;
    for (number, part) in proof.parts.iter().enumerate() {
        let place = format!("parts[{number}]");
        let size = part.schools.len();
        tree(&part.nodes, size, &place)?;
        steps(problem, &part.nodes, (size, part.levels.len(), proof.scale), &place)?;
        levels(problem, part, &place)?;
    }
    Ok(schools)
}

/// Checks that the levels of a part ascend, and that their trees are trees.
fn levels(problem: &Problem, part: &PartProof, place: &str) -> Result<(), Refusal> {
    if !part.levels.is_empty() && problem.rules().aim.kind != AimKind::WorstFirst {
        return Err(Refusal::at(&format!("{place}.rungs"), "the aim does not put the worst-off schools first"));
    }
    let mut placed = 0_usize;
    for (number, level) in part.levels.iter().enumerate() {
        let place = format!("{place}.rungs[{number}]");
        let below = number.checked_sub(1).map(|below| part.levels[below].benefit);
        if !(0..=FULL).contains(&level.benefit) || below.is_some_and(|below| below >= level.benefit) {
            return Err(Refusal::at(&place, format_args!("a benefit of {} is out of order", level.benefit)));
        }
        placed = placed.saturating_add(level.schools);
        if level.schools == 0 || placed > part.schools.len() {
            return Err(Refusal::at(
                &place,
                format_args!("the part cannot have {} schools on this level", level.schools),
            ));
        }
        tree(&level.nodes, part.schools.len(), &place)?;
        steps(problem, &level.nodes, (part.schools.len(), number, FINEST), &place)?;
    }
    Ok(())
}

/// The numbers in every step of a tree, for this many schools, levels below and units.
fn steps(problem: &Problem, nodes: &[ProofNode], sizes: (usize, usize, i64), place: &str) -> Result<(), Refusal> {
    for (node, steps) in nodes.iter().map(|node| &node.steps).enumerate() {
        for (step, duals) in steps.iter().enumerate() {
            numbers(problem, duals, sizes)
                .map_err(|wrong| Refusal::at(&format!("{place}.nodes[{node}].steps[{step}]"), wrong))?;
        }
    }
    Ok(())
}

/// Checks that the parts are disjoint and contain exactly the schools outside locked groups, each in id order.
fn schools(problem: &Problem, proof: &DualProof) -> Result<Vec<Vec<usize>>, Refusal> {
    let mut is_placed = vec![false; problem.len()];
    for school in problem.locked().iter().flatten() {
        is_placed[school.position()] = true;
    }
    let mut parts = Vec::with_capacity(proof.parts.len());
    for (number, part) in proof.parts.iter().enumerate() {
        let place = format!("parts[{number}].schools");
        let mut positions: Vec<usize> = Vec::with_capacity(part.schools.len());
        for id in &part.schools {
            let Some(school) = problem.index(id) else {
                return Err(Refusal::at(&place, format_args!("the cohort has no school {}", short(id))));
            };
            let position = school.position();
            if positions.last().is_some_and(|&last| last >= position) {
                return Err(Refusal::at(&place, format_args!("{} is out of order", short(id))));
            }
            if std::mem::replace(&mut is_placed[position], true) {
                return Err(Refusal::at(&place, format_args!("{} is in another part or a locked group", short(id))));
            }
            positions.push(position);
        }
        if positions.is_empty() {
            return Err(Refusal::at(&place, "there is no school"));
        }
        parts.push(positions);
    }
    if let Some(missing) = problem.indices().find(|school| !is_placed[school.position()]) {
        let name = problem.school(missing).display_name();
        return Err(Refusal::at("parts", format_args!("{name} is in none of them")));
    }
    Ok(parts)
}

/// An id from the file, shortened because a hostile file may have a long one.
fn short(id: &str) -> String {
    id.chars().take(60).collect()
}

/// Checks that every node but the first has exactly one parent, and that the parent comes earlier.
fn tree(nodes: &[ProofNode], schools: usize, place: &str) -> Result<(), Refusal> {
    if nodes.first().is_none_or(|root| root.steps.is_empty()) {
        return Err(Refusal::at(place, "the root has no duals"));
    }
    let mut has_parent = vec![false; nodes.len()];
    for (number, node) in nodes.iter().enumerate() {
        let Some(branch) = &node.branch else {
            continue;
        };
        let wrong = |wrong: &str| Err(Refusal::at(&format!("{place}.nodes[{number}].branch"), wrong));
        let [a, b] = branch.pair;
        if a == b || a.max(b) >= schools {
            return wrong("the pair is not two schools of the part");
        }
        for child in [branch.together, branch.apart] {
            if child <= number || child >= nodes.len() {
                return wrong("a child is not a later node");
            }
            if std::mem::replace(&mut has_parent[child], true) {
                return wrong("a child has two parents");
            }
        }
    }
    match has_parent.iter().skip(1).position(|&has| !has) {
        Some(orphan) => Err(Refusal::at(&format!("{place}.nodes[{}]", orphan + 1), "no branch leads to it")),
        None => Ok(()),
    }
}

/// Checks the lengths and ranges of one step's duals.
fn numbers(problem: &Problem, duals: &Duals, (schools, levels, scale): (usize, usize, i64)) -> Result<(), String> {
    if duals.schools.len() != schools {
        return Err(format!("there are {} duals for {schools} schools", duals.schools.len()));
    }
    if !duals.levels.is_empty() && duals.levels.len() != levels {
        return Err(format!("there are {} duals for {levels} levels", duals.levels.len()));
    }
    if let Some(size) = duals.sizes.keys().find(|size| !problem.rules().sizes.exactly.contains_key(size)) {
        return Err(format!("the number of groups of {size} is not prescribed"));
    }
    let cuts = duals.cuts.iter().map(|cut| cut.dual);
    let most = MOST_POINTS * i128::from(scale);
    let mut all = duals.schools.iter().chain(duals.sizes.values()).chain(&duals.levels).copied().chain(cuts);
    if let Some(dual) = all.find(|&dual| i128::from(dual).abs() > most) {
        return Err(format!("a dual of {dual} is beyond {MOST_POINTS} points"));
    }
    duals.cuts.iter().enumerate().try_for_each(|(number, cut)| {
        let wrong = cut_is_wrong(cut, schools);
        wrong.map_or(Ok(()), |wrong| Err(format!("cut {number} {wrong}")))
    })
}

fn cut_is_wrong(cut: &CutDual, schools: usize) -> Option<&'static str> {
    if cut.schools.is_empty() || cut.schools.len() != cut.multipliers.len() {
        Some("does not have one multiplier for each of its schools")
    } else if !cut.schools.is_sorted_by(|a, b| a < b) || cut.schools.last().is_some_and(|&last| last >= schools) {
        Some("does not name schools of the part in ascending order")
    } else if cut.divisor == 0 {
        Some("divides by 0")
    } else if cut.dual < 0 {
        Some("has a dual below 0")
    } else {
        None
    }
}

/// No two schools of different parts may be in one group.
pub(super) fn check_apart(coded: &Coded<'_>, problem: &Problem, parts: &[Vec<usize>]) -> Result<(), Refusal> {
    const LOCKED: usize = usize::MAX;
    if parts.len() < 2 {
        return Ok(());
    }
    let mut part_of = vec![LOCKED; problem.len()];
    for (number, part) in parts.iter().enumerate() {
        part.iter().for_each(|&school| part_of[school] = number);
    }
    let joined = (0..problem.len()).into_par_iter().filter(|&a| part_of[a] != LOCKED).find_map_first(|a| {
        let other = |b: usize| part_of[b] != LOCKED && part_of[b] != part_of[a];
        (a + 1..problem.len()).find(|&b| other(b) && coded.permits(a, b)).map(|b| (a, b))
    });
    joined.map_or(Ok(()), |(a, b)| {
        let [a, b] = [a, b].map(tercet_model::ids::SchoolIndex::new);
        let names = problem.names(&[a, b]);
        Err(Refusal::at("parts", format_args!("these schools may be in one group, but are in two parts: {names}")))
    })
}
