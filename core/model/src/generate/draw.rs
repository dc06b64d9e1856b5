//! Random draws in whole numbers. They are the same on every machine, because they use no floats.

use rand_core::{Rng as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;

/// A stream of draws.
#[derive(Debug)]
pub(super) struct Draw(Pcg64Mcg);

impl Draw {
    /// Streams from one seed, one after another. Each aspect of a cohort has its own stream, so that a change to one
    /// aspect, such as more trusts, leaves the others as they are.
    pub(super) fn streams(seed: u64) -> impl Iterator<Item = Self> {
        let mut seeds = Pcg64Mcg::seed_from_u64(seed);
        std::iter::repeat_with(move || Self(Pcg64Mcg::seed_from_u64(seeds.next_u64())))
    }

    /// A number from 0 to `end` - 1; 0 if `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.0.next_u64()) * (end as u128);
        usize::try_from(wide >> 64).expect("below `end`")
    }

    /// A number from `least` to `most`.
    pub(super) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// A place in the list, with a probability in proportion to its weight; 0 if no weight is above 0.
    pub(super) fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut left = self.below(weights.iter().sum());
        let place = weights.iter().position(|&weight| {
            let is_here = left < weight;
            left = left.saturating_sub(weight);
            is_here
        });
        place.unwrap_or(0)
    }

    /// A distance from a centre in metres, up to this much in either direction and usually short.
    pub(super) fn metres(&mut self, within: usize) -> i32 {
        let sum = self.below(within + 1) + self.below(within + 1);
        let metres = |count: usize| i32::try_from(count).expect("a region is smaller than the grid");
        metres(sum) - metres(within)
    }

    /// Shuffles a list (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
