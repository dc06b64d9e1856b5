//! What every replacement of one school by another in its place gains and breaks. Exchanges and rotations are sums of
//! replacements, because groups that keep their sizes change nothing else.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::compile::Compiled;
use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::questions::arrangement::Arrangement;
use crate::questions::swaps::judge::Judge;
use crate::units::Points;

/// The plan by places: its groups in order, and after them the place of all schools without a group.
#[derive(Debug)]
pub(super) struct Places<'a> {
    compiled: Compiled,
    pub(super) judge: Judge<'a>,
    pub(super) groups: Vec<Vec<SchoolIndex>>,
    pub(super) unmatched: Vec<SchoolIndex>,
    /// The place of each school.
    pub(super) of: Vec<usize>,
    /// The value of each group.
    values: Vec<Points>,
    pub(super) price: Points,
}

impl<'a> Places<'a> {
    pub(super) fn new(problem: &'a Problem, plan: Arrangement) -> Self {
        let Arrangement { groups, unmatched } = plan;
        let compiled = Compiled::new(problem);
        let mut of = vec![groups.len(); problem.len()];
        for (place, group) in groups.iter().enumerate() {
            group.iter().for_each(|school| of[school.position()] = place);
        }
        let values = groups.iter().map(|group| compiled.value(group)).collect();
        let judge = Judge::new(problem, &groups, &unmatched);
        let price = compiled.price().unwrap_or(0);
        Self { compiled, judge, groups, unmatched, of, values, price }
    }

    /// How many schools there are.
    pub(super) fn len(&self) -> usize {
        self.of.len()
    }

    /// The place of the schools without a group.
    pub(super) fn outside(&self) -> usize {
        self.groups.len()
    }

    /// The schools of a place.
    pub(super) fn at(&self, place: usize) -> &[SchoolIndex] {
        self.groups.get(place).unwrap_or(&self.unmatched)
    }

    /// The value of the plan as it is.
    pub(super) fn value(&self) -> Points {
        let alone = Points::try_from(self.unmatched.len()).unwrap_or(Points::MAX);
        self.values.iter().sum::<Points>().saturating_sub(self.price.saturating_mul(alone))
    }

    /// What the plan gains if a place comes to hold these schools.
    pub(super) fn gain(&self, place: usize, after: &[SchoolIndex]) -> Points {
        match self.values.get(place) {
            Some(value) => self.compiled.value(after) - value,
            None => {
                let more = |schools: usize| Points::try_from(schools).unwrap_or(Points::MAX);
                self.price.saturating_mul(more(self.unmatched.len()) - more(after.len()))
            }
        }
    }

    /// The statements that a place breaks by coming to hold these schools, for which others left.
    fn broken(&self, place: usize, after: &[SchoolIndex]) -> Vec<usize> {
        if place == self.outside() {
            self.judge.broken_in_plan(&self.groups, after)
        } else {
            self.judge.broken_by_change(&self.groups[place], after)
        }
    }
}

/// The schools of a place after one leaves and one enters, sorted.
pub(super) fn changed(schools: &[SchoolIndex], leaves: Option<usize>, enters: Option<usize>) -> Vec<SchoolIndex> {
    let stays = schools.iter().copied().filter(|school| Some(school.position()) != leaves);
    let mut after: Vec<SchoolIndex> = stays.chain(enters.map(SchoolIndex::new)).collect();
    after.sort_unstable();
    after
}

/// Every replacement, as square tables; about 20 bytes a pair of schools.
#[derive(Debug)]
pub(super) struct Replacements {
    len: usize,
    /// The gain by the school that leaves and the one that enters.
    gains: Vec<Points>,
    /// The same, by the school that enters and the one that leaves.
    turned: Vec<Points>,
    /// By the school that leaves and the one that enters, which of `sets` is broken.
    broken: Vec<u32>,
    /// Sets of statements; the first is empty.
    sets: Vec<Vec<usize>>,
}

impl Replacements {
    pub(super) fn new(places: &Places<'_>) -> Self {
        let len = places.len();
        let row = |leaves: usize| {
            let place = places.of[leaves];
            let cell = |enters: usize| {
                if places.of[enters] == place {
                    return (0, Vec::new());
                }
                let after = changed(places.at(place), Some(leaves), Some(enters));
                (places.gain(place, &after), places.broken(place, &after))
            };
            (0..len).map(cell).collect::<Vec<_>>()
        };
        let mut tables = Self {
            len,
            gains: Vec::with_capacity(len * len),
            turned: vec![0; len * len],
            broken: Vec::with_capacity(len * len),
            sets: vec![Vec::new()],
        };
        let mut numbers = BTreeMap::from([(Vec::new(), 0)]);
        // Some rows at a time, because a row has a list for each of its cells.
        let leaving: Vec<usize> = (0..len).collect();
        for some in leaving.chunks(64) {
            let rows: Vec<Vec<(Points, Vec<usize>)>> = some.par_iter().map(|&leaves| row(leaves)).collect();
            for (gain, broken) in rows.into_iter().flatten() {
                tables.gains.push(gain);
                let next =
                    u32::try_from(tables.sets.len()).expect("fewer sets than pairs of schools that fit in memory");
                let number = *numbers.entry(broken).or_insert_with_key(|broken| {
                    tables.sets.push(broken.clone());
                    next
                });
                tables.broken.push(number);
            }
        }
        for leaves in 0..len {
            (0..len).for_each(|enters| tables.turned[enters * len + leaves] = tables.gains[leaves * len + enters]);
        }
        tables
    }

    /// The gains by the school that enters for this one.
    pub(super) fn leaving(&self, leaves: usize) -> &[Points] {
        &self.gains[leaves * self.len..(leaves + 1) * self.len]
    }

    /// The gains by the school that leaves for this one.
    pub(super) fn entering(&self, enters: usize) -> &[Points] {
        &self.turned[enters * self.len..(enters + 1) * self.len]
    }

    /// The statements that one replacement breaks.
    pub(super) fn broken(&self, leaves: usize, enters: usize) -> &[usize] {
        &self.sets[self.broken[leaves * self.len + enters] as usize]
    }
}
