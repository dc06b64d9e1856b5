//! The first constructor: deals the schools out like cards. Similar schools come one after another, so they go to different
//! groups.
//!
//! Suppose that one attribute must differ, and that no value is more frequent than there are groups. Then no two schools
//! with the same value meet. The local search repairs what breaks other rules.

use std::collections::BTreeMap;

use crate::combinatorics::size_plan::SizePlan;
use crate::compile::Compiled;
use crate::solve::heuristics::neighbourhoods::{Draft, Unit};
use crate::solve::random::Random;

/// Deals units into groups of the planned sizes. Units without a place are left out.
#[must_use]
pub fn deal(compiled: &Compiled, mut units: Vec<Unit>, sizes: &SizePlan, random: &mut Random) -> Draft {
    random.shuffle(&mut units);
    let value = most_frequent_first(compiled, &units);
    units.sort_by_key(|unit| (std::cmp::Reverse(unit.len()), value(unit)));
    let mut room: Vec<usize> =
        sizes.iter().rev().flat_map(|(&size, &count)| std::iter::repeat_n(size, count)).collect();
    let mut draft = Draft { groups: vec![Vec::new(); room.len()], out: Vec::new() };
    let mut next = 0;
    for unit in units {
        let turn = (0..room.len()).map(|step| (next + step) % room.len()).find(|&group| room[group] >= unit.len());
        match turn {
            Some(group) => {
                room[group] -= unit.len();
                draft.groups[group].push(unit);
                next = group + 1;
            }
            None => draft.out.push(unit),
        }
    }
    draft.groups.retain(|group| !group.is_empty());
    draft
}

/// A key that sorts units by their value in the attribute with the most frequent value, frequent values first.
fn most_frequent_first(
    compiled: &Compiled,
    units: &[Unit],
) -> impl Fn(&Unit) -> (std::cmp::Reverse<usize>, u32) + use<> {
    let attributes = units.first().map_or(0, |unit| compiled.distinct_codes(unit[0]).len());
    let mut counts: Vec<BTreeMap<u32, usize>> = vec![BTreeMap::new(); attributes];
    let mut codes: BTreeMap<Unit, Vec<u32>> = BTreeMap::new();
    for unit in units {
        let of_unit = compiled.distinct_codes(unit[0]);
        for (counts, &code) in counts.iter_mut().zip(of_unit).filter(|&(_, &code)| code != 0) {
            *counts.entry(code).or_default() += 1;
        }
        codes.insert(unit.clone(), of_unit.to_vec());
    }
    let chosen = (0..attributes).max_by_key(|&place| (counts[place].values().max().copied(), std::cmp::Reverse(place)));
    move |unit| {
        let code = chosen.map_or(0, |place| codes[unit][place]);
        let count = chosen.map_or(0, |place| counts[place].get(&code).copied().unwrap_or(0));
        (std::cmp::Reverse(count), code)
    }
}
