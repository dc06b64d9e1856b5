//! The sum that the searches maximise under the aim `worst_first`. It uses a curve of the benefit that is steep for
//! badly-off schools.
//!
//! The aim itself compares the sorted benefits from the lowest up, which no sum can express. If the curve bends enough, the
//! sum of the curve over all schools comes near it, and the local search sees every step on the way.

use crate::compile::Compiled;
use crate::units::{FULL, Points};

/// The most that missing benefit costs, and the power of it that the cost uses.
const STEEPNESS: i128 = 60_000;
const POWER: u32 = 8;

/// The benefit counts this fraction of itself, so that well-off schools still matter.
const SHARE: i128 = 10;

/// The problem, with the curve for the worst-off schools.
#[must_use]
pub fn curved(compiled: &Compiled) -> Compiled {
    let curve: Vec<Points> = (0..=FULL).map(worth).collect();
    compiled.curved(&curve)
}

/// For a benefit b: b/10 - 60,000 (1 - b/10,000)^8.
fn worth(benefit: Points) -> Points {
    let missing = i128::from(FULL - benefit);
    let loss = STEEPNESS * missing.pow(POWER) / i128::from(FULL).pow(POWER);
    Points::try_from(i128::from(benefit) / SHARE - loss).expect("some ten thousand points")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_counts_more_the_worse_off_a_school_is() {
        assert_eq!([0, 5_000, FULL].map(worth), [-60_000, 266, 1_000]);
        let gains = |from: Points| worth(from + 500) - worth(from);
        assert!((0..19).map(|step| step * 500).all(|from| gains(from) >= gains(from + 500).max(49)));
    }
}
