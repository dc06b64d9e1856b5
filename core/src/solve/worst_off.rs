//! What the searches raise under the aim `worst_first`: a curve of the benefit that is steep where a school is badly off.
//!
//! The aim itself compares the sorted benefits from the lowest up, which no sum does. A sum of what each benefit counts, with a
//! curve that bends enough, comes near it, and the local search sees every step on the way.

use crate::compile::Compiled;
use crate::units::{FULL, Points};

/// What missing benefit costs at most, and by which power of it.
const STEEPNESS: i128 = 60_000;
const POWER: u32 = 8;

/// What a benefit itself counts, so that those who are well off are not forgotten.
const SHARE: i128 = 10;

/// The problem as a search for the worst-off sees it.
#[must_use]
pub fn curved(compiled: &Compiled) -> Compiled {
    let curve: Vec<Points> = (0..=FULL).map(worth).collect();
    compiled.curved(&curve)
}

/// A tenth of the benefit less 60,000 times the eighth power of what is missing of it.
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
