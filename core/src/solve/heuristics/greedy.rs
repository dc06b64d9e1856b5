//! The second constructor: places the hardest school first, each time with the peers that make its group best.
//!
//! A school is hard if few others may join it. If the compatibility graph is sparse, this constructor finds groups that
//! keep the rules. The groups' values are about those that a careful person finds by hand.

use rayon::prelude::*;

use crate::combinatorics::size_plan::SizePlan;
use crate::compile::Compiled;
use crate::ids::SchoolIndex;
use crate::solve::heuristics::neighbourhoods::{Draft, Unit};

/// Groups units into the planned sizes. Units that cannot be placed end up in groups that are too small, or are left out.
/// For each place, this many candidates are `compared`, the hardest first.
#[must_use]
pub fn greedy(compiled: &Compiled, units: Vec<Unit>, sizes: &SizePlan, compared: usize) -> Draft {
    let mut waiting = hardest_first(compiled, units);
    let mut draft = Draft::default();
    for size in sizes.iter().rev().flat_map(|(&size, &count)| std::iter::repeat_n(size, count)) {
        if waiting.is_empty() {
            break;
        }
        let mut group = vec![waiting.remove(0)];
        loop {
            let room = size.saturating_sub(group.iter().map(Vec::len).sum());
            match best_addition(compiled, &group, &waiting, (room, compared)) {
                Some(position) => group.push(waiting.remove(position)),
                None => break,
            }
        }
        draft.groups.push(group);
    }
    draft.out = waiting;
    draft
}

fn hardest_first(compiled: &Compiled, units: Vec<Unit>) -> Vec<Unit> {
    let peers = |unit: &Unit| units.iter().filter(|&other| other != unit && fits(compiled, unit, other)).count();
    let degrees: Vec<usize> = units.par_iter().map(peers).collect();
    let mut ranked: Vec<(usize, Unit)> = degrees.into_iter().zip(units).collect();
    ranked.sort();
    ranked.into_iter().map(|(_, unit)| unit).collect()
}

/// Whether every pair of schools from two units may be in one group.
pub(crate) fn fits(compiled: &Compiled, a: &Unit, b: &Unit) -> bool {
    a.iter().all(|&x| b.iter().all(|&y| compiled.permits(x, y)))
}

/// Among the first candidates that may join and that fit, the place of the unit that makes the group most valuable.
fn best_addition(
    compiled: &Compiled,
    group: &[Unit],
    waiting: &[Unit],
    (room, compared): (usize, usize),
) -> Option<usize> {
    if room == 0 {
        return None;
    }
    let schools: Vec<SchoolIndex> = group.concat();
    (waiting.iter().enumerate())
        .filter(|(_, unit)| unit.len() <= room && group.iter().all(|member| fits(compiled, member, unit)))
        .take(compared)
        .map(|(position, unit)| (compiled.value(&[schools.as_slice(), unit].concat()), std::cmp::Reverse(position)))
        .max()
        .map(|(_, std::cmp::Reverse(position))| position)
}
