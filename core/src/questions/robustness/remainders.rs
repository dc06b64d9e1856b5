//! The exact distribution of what is left of a group: every subset of its schools with its probability and its value.
//!
//! A probability in thousandths to the power of the number of schools is a whole number over `1000^schools`, 10^18 at most.
//! With values below 10^10, all sums below stay within 128 bits.

use crate::ids::SchoolIndex;
use crate::model::benefit::{Term, learn};
use crate::model::problem::Problem;
use crate::units::Points;

/// A distribution of values. The probabilities are whole numbers that sum to `whole`.
#[derive(Debug)]
pub(super) struct Remainders {
    /// Probability, value, and whether fewer schools are left than the smallest size.
    outcomes: Vec<(i128, i128, bool)>,
    whole: i128,
}

impl Remainders {
    /// What may be left of a group of at most six schools. `stays` is the probability that a school stays, in thousandths.
    pub(super) fn of_group(
        problem: &Problem,
        group: &[SchoolIndex],
        stays: &impl Fn(SchoolIndex) -> u32,
        smallest: usize,
    ) -> Self {
        let outcomes = (0..1_usize << group.len()).map(|subset| {
            let is_left = |place: usize| subset >> place & 1 == 1;
            let left: Vec<SchoolIndex> =
                group.iter().enumerate().filter(|&(place, _)| is_left(place)).map(|(_, &school)| school).collect();
            let chance = |(place, &school): (usize, &SchoolIndex)| {
                i128::from(if is_left(place) { stays(school) } else { 1_000 - stays(school) })
            };
            let probability = group.iter().enumerate().map(chance).product();
            (probability, i128::from(value_of_rest(problem, &left, smallest)), left.len() < smallest)
        });
        Self { outcomes: outcomes.collect(), whole: group.iter().map(|_| 1_000).product() }
    }

    /// A school without a group costs its price if it stays.
    pub(super) fn of_unmatched(price: Points, stays: u32) -> Self {
        let stays = i128::from(stays);
        Self { outcomes: vec![(stays, -i128::from(price), true), (1_000 - stays, 0, true)], whole: 1_000 }
    }

    /// The expected value, rounded down.
    pub(super) fn expected(&self) -> Points {
        let sum: i128 = self.outcomes.iter().map(|(probability, value, _)| probability * value).sum();
        Points::try_from(sum.div_euclid(self.whole)).expect("an average of points is points")
    }

    /// The variance in millionths of a square point, rounded down.
    ///
    /// It is taken around the expected value rounded down, m: E(V - m)^2 - (E V - m)^2. The whole part of the first is split
    /// off, so that what is left fits 128 bits over the square of `whole`.
    pub(super) fn variance_millionths(&self) -> i128 {
        if self.whole == 1 {
            return 0;
        }
        let mean = i128::from(self.expected());
        let around = |power: u32| -> i128 {
            self.outcomes.iter().map(|(probability, value, _)| probability * (value - mean).pow(power)).sum()
        };
        let (squares, rest) = (around(2), around(1));
        let fraction = squares % self.whole * self.whole - rest * rest;
        // The square of `whole` is a power of a million.
        squares / self.whole * 1_000_000 + fraction.div_euclid(self.whole * self.whole / 1_000_000)
    }

    /// The chance that fewer schools are left than the smallest size, in millionths to the nearest one.
    pub(super) fn below_smallest_millionths(&self) -> u32 {
        let below = self.outcomes.iter().filter(|(.., is_below)| *is_below);
        let sum: i128 = below.map(|(probability, ..)| probability).sum();
        let millionths = (2 * sum * 1_000_000 + self.whole) / (2 * self.whole);
        u32::try_from(millionths).expect("a chance is at most a million millionths")
    }
}

/// What is left of a group is worth.
fn value_of_rest(problem: &Problem, left: &[SchoolIndex], smallest: usize) -> Points {
    if left.len() < 2 {
        0
    } else if left.len() >= smallest {
        problem.value(left)
    } else {
        let weight =
            problem.term_weights().iter().find(|(term, _)| *term == Term::Learn).map_or(0, |&(_, weight)| weight);
        left.iter().map(|&school| weight * learn::points(problem.facts(), school, left) / 1_000).sum()
    }
}
