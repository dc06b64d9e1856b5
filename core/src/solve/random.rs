//! The random generator: PCG XSL 128/64 (MCG). It is named because plans must be the same on every machine and in every
//! release.

use rand_core::{Rng as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;

/// A stream of random choices.
#[derive(Debug, Clone)]
pub struct Random(Pcg64Mcg);

impl Random {
    /// The stream of a seed and up to three numbers that identify its purpose, so that parallel tasks never share a stream.
    #[must_use]
    pub fn new(seed: u64, purpose: [u64; 3]) -> Self {
        let mut bytes = [0; 16];
        let mut state = seed ^ 0x9e37_79b9_7f4a_7c15;
        for (half, chunk) in bytes.chunks_exact_mut(8).enumerate() {
            for number in purpose {
                state = mix(state ^ mix(number.wrapping_add(half as u64 + 1)));
            }
            chunk.copy_from_slice(&state.to_le_bytes());
        }
        Self(Pcg64Mcg::from_seed(bytes))
    }

    /// A number from 0 to `end` - 1; 0 if `end` is 0.
    #[inline]
    pub fn below(&mut self, end: usize) -> usize {
        // Multiply and shift (Lemire 2019). The bias is below 2^-32 for any cohort and does not matter here.
        let wide = u128::from(self.0.next_u64()) * (end as u128);
        usize::try_from(wide >> 64).expect("below `end`")
    }

    /// True with a probability in thousandths.
    #[inline]
    pub fn chance(&mut self, per_mille: usize) -> bool {
        self.below(1_000) < per_mille
    }

    /// Exponential noise with this mean, in whole points. Alternatives are compared with it as in annealing.
    #[inline]
    pub fn exponential(&mut self, mean: f64) -> i64 {
        #[expect(clippy::cast_precision_loss, reason = "53 random bits make a fraction in (0, 1]")]
        let unit = ((self.0.next_u64() >> 11) + 1) as f64 / (1_u64 << 53) as f64;
        #[expect(clippy::cast_possible_truncation, reason = "at most 37 times the mean")]
        let noise = (-unit.ln() * mean) as i64;
        noise
    }

    /// Shuffles a slice (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
fn mix(mut state: u64) -> u64 {
    state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_for_the_same_purpose_and_differ_for_another() {
        let draw = |purpose| {
            let mut random = Random::new(7, purpose);
            (0..8).map(|_| random.below(1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(draw([1, 2, 3]), draw([1, 2, 3]));
        assert_ne!(draw([1, 2, 3]), draw([1, 2, 4]));
        assert_ne!(draw([1, 2, 3]), draw([2, 1, 3]));
    }

    #[test]
    fn below_reaches_both_ends_and_nothing_more() {
        let mut random = Random::new(0, [0; 3]);
        let mut seen = [0; 5];
        (0..1_000).for_each(|_| seen[random.below(5)] += 1);
        assert!(seen.iter().all(|&count| count > 100), "{seen:?}");
        assert_eq!(random.below(0), 0);
    }
}
