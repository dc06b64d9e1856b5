//! The move of the local search: takes one unit out of each group and puts all of them back by an exact assignment.
//!
//! The best way to put the units back is a linear assignment problem between the units and the empty places (Öncan, Kabadi,
//! Nair and Punnen, "VLSN search algorithms for partitioning problems using matching neighbourhoods", Journal of the
//! Operational Research Society 59 (2008), 388). Two variations change the sizes of groups. A group with room may offer a
//! place without giving up a unit, so that a quad and a trio exchange roles. And a group may be dissolved, or a new one
//! founded, so that three quads become four trios and back.

use crate::combinatorics::assignment::Assignment;
use crate::compile::residual::Residual;
use crate::solve::heuristics::neighbourhood::{Neighbourhood, Partition};
use crate::solve::random::Random;
use crate::solve::tuning::LocalSearchTuning;

/// The memory of the move, which steps reuse.
#[derive(Debug)]
pub struct Reassign<'a> {
    tuning: &'a LocalSearchTuning,
    assignment: Assignment,
    gains: Vec<i64>,
}

/// What a step does in addition to the best reassignment.
#[derive(Debug, Clone, Copy)]
pub enum Change {
    /// Nothing.
    None,
    /// Adds noise with this mean, in points, to each gain of some places.
    Noise(f64),
    /// Founds or dissolves a group.
    Regroup,
}

/// The data of a step: the units to place, and the groups that each wait for a unit.
struct Hands {
    units: Vec<usize>,
    places: Vec<Vec<usize>>,
    /// Groups that stay as they are.
    closed: Vec<Vec<usize>>,
    /// Units that stay out.
    out: Vec<usize>,
}

impl<'a> Reassign<'a> {
    /// A move without memory from earlier steps.
    #[must_use]
    pub fn new(tuning: &'a LocalSearchTuning) -> Self {
        Self { tuning, assignment: Assignment::default(), gains: Vec::new() }
    }

    /// Makes one move. Without a change, the partition never becomes worse.
    pub fn step(
        &mut self,
        neighbourhood: &Neighbourhood,
        partition: &Partition,
        random: &mut Random,
        change: Change,
    ) -> Partition {
        let mut hands = take_out(neighbourhood, partition, random, self.tuning);
        let heat = if let Change::Noise(heat) = change { heat } else { 0.0 };
        if matches!(change, Change::Regroup) {
            match random.below(4) {
                0 | 1 => dissolve(neighbourhood, &mut hands, random),
                2 if neighbourhood.largest() >= 2 * neighbourhood.smallest() => split(&mut hands, random),
                _ => found(neighbourhood, &mut hands, random),
            }
        }
        let width = self.price_places(neighbourhood, &hands, random, heat);
        let place_of = self.assignment.solve(&self.gains, width);
        let mut groups = hands.places;
        let mut out = hands.out;
        for (&unit, place) in hands.units.iter().zip(place_of) {
            match groups.get_mut(place) {
                Some(group) => group.push(unit),
                None => out.push(unit),
            }
        }
        groups.append(&mut hands.closed);
        groups.retain(|group| !group.is_empty());
        Partition { groups, out }
    }

    /// The gain of each unit in each place, then in an outside place for each unit. Returns the number of columns.
    fn price_places(&mut self, neighbourhood: &Neighbourhood, hands: &Hands, random: &mut Random, heat: f64) -> usize {
        let (rows, places) = (hands.units.len(), hands.places.len());
        let width = places + if neighbourhood.price.is_some() || places < rows { rows } else { 0 };
        self.gains.clear();
        self.gains.resize(rows * width, 0);
        for (column, place) in hands.places.iter().enumerate() {
            let schools = neighbourhood.schools(place);
            let room = neighbourhood.largest().saturating_sub(schools.len());
            let residual = Residual::new(&neighbourhood.dense, &schools);
            let before = neighbourhood.worth(place);
            let is_shaken = heat > 0.0 && random.below(hands.places.len()) < self.tuning.shaken;
            for (row, &unit) in hands.units.iter().enumerate() {
                let after = match neighbourhood.units[unit].as_slice() {
                    [school] if room > 0 => neighbourhood.net(residual.with(*school)),
                    several if several.len() <= room => {
                        neighbourhood.net(neighbourhood.dense.score(&[schools.as_slice(), several].concat()))
                    }
                    _ => neighbourhood.net_overfull(schools.len() + neighbourhood.size(unit)),
                };
                let noise = if is_shaken { random.exponential(heat) } else { 0 };
                self.gains[row * width + column] = after - before + noise;
            }
        }
        for (row, &unit) in hands.units.iter().enumerate() {
            let outside = neighbourhood.worth_out(unit);
            self.gains[row * width + places..(row + 1) * width].fill(outside);
        }
        width
    }
}

fn take_out(
    neighbourhood: &Neighbourhood,
    partition: &Partition,
    random: &mut Random,
    tuning: &LocalSearchTuning,
) -> Hands {
    let mut hands = Hands { units: Vec::new(), places: Vec::new(), closed: Vec::new(), out: partition.out.clone() };
    random.shuffle(&mut hands.out);
    let retried = hands.out.len().min(tuning.retried);
    hands.units.extend(hands.out.drain(..retried));
    for group in &partition.groups {
        let has_room = neighbourhood.num_schools(group) < neighbourhood.largest();
        let mut group = group.clone();
        if !(has_room && !neighbourhood.keeps_sizes && random.chance(tuning.offer)) {
            hands.units.push(group.swap_remove(random.below(group.len())));
        }
        hands.places.push(group);
    }
    hands
}

/// Dissolves a group: its remaining units join the units to place, if there are places for all.
fn dissolve(neighbourhood: &Neighbourhood, hands: &mut Hands, random: &mut Random) {
    if hands.places.is_empty() {
        return;
    }
    // The smaller of two random groups, because its units are easier to place elsewhere.
    let (a, b) = (random.below(hands.places.len()), random.below(hands.places.len()));
    let chosen =
        if neighbourhood.num_schools(&hands.places[a]) <= neighbourhood.num_schools(&hands.places[b]) { a } else { b };
    let group = hands.places.swap_remove(chosen);
    hands.units.extend(group);
    // A unit that was taken from a trio goes back to it, so that the trio offers a place instead.
    let mut surplus = hands.units.len().saturating_sub(hands.places.len());
    for place in &mut hands.places {
        let room = neighbourhood.largest().saturating_sub(neighbourhood.num_schools(place));
        if surplus == 0 {
            break;
        }
        if room >= 2
            && let Some(position) = random_fit(neighbourhood, place, &hands.units, random)
        {
            place.push(hands.units.swap_remove(position));
            surplus -= 1;
        }
    }
}

/// A unit to place that fits a place without a forbidden pair, from some random tries.
fn random_fit(neighbourhood: &Neighbourhood, place: &[usize], units: &[usize], random: &mut Random) -> Option<usize> {
    (0..8).find_map(|_| {
        let position = random.below(units.len());
        let unit = *units.get(position)?;
        let clash = place
            .iter()
            .flat_map(|&other| &neighbourhood.units[other])
            .any(|&a| neighbourhood.units[unit].iter().any(|&b| !neighbourhood.dense.permits(a, b)));
        (!clash).then_some(position)
    })
}

/// Splits a group into two that each wait for a unit. So a quad becomes two pairs, and a group of six becomes two trios.
fn split(hands: &mut Hands, random: &mut Random) {
    let large: Vec<usize> = (0..hands.places.len()).filter(|&place| hands.places[place].len() > 2).collect();
    if large.is_empty() {
        return;
    }
    let mut group = hands.places.swap_remove(large[random.below(large.len())]);
    random.shuffle(&mut group);
    hands.units.extend(group.pop());
    let rest = group.split_off(group.len() / 2);
    hands.places.extend([group, rest]);
}

/// Founds a group with two units that may be together. It waits for a third, and two other groups stay smaller.
fn found(neighbourhood: &Neighbourhood, hands: &mut Hands, random: &mut Random) {
    if hands.units.len() < 2 {
        return;
    }
    let first = hands.units.swap_remove(random.below(hands.units.len()));
    let mut group = vec![first];
    while neighbourhood.num_schools(&group) + 1 < neighbourhood.smallest() {
        match random_fit(neighbourhood, &group, &hands.units, random) {
            Some(position) => group.push(hands.units.swap_remove(position)),
            None => break,
        }
    }
    hands.places.push(group);
}
