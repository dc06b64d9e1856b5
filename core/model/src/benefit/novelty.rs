//! `novelty`: peers not met before.
//!
//! A pair has 10,000 points if it never met, else floor(10,000 * (1 - decay^years since the last meeting)).

use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::units::{FULL, Points, billionths};

/// The points of a pair that last met so many years ago (`None`: never).
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::benefit::novelty::points;
/// assert_eq!(points(None, 0.5), 10_000);
/// assert_eq!(points(Some(1), 0.5), 5_000);
/// assert_eq!(points(Some(3), 0.5), 8_750);
/// assert_eq!(points(Some(2), 0.1), 9_900);
/// ```
#[must_use]
pub fn points(years_since: Option<u32>, decay: f64) -> Points {
    const ONE: u128 = 1_000_000_000_000_000_000;
    let Some(years) = years_since else {
        return FULL;
    };
    let decay = u128::from(billionths(decay).unwrap_or(0).max(0).unsigned_abs());
    // The power in units of 10^-18, each step rounded down: exact for the decays people type, deterministic for all.
    let mut left = ONE;
    for _ in 0..years {
        if left == 0 || decay >= 1_000_000_000 {
            break;
        }
        left = left * decay / 1_000_000_000;
    }
    let points = u128::from(FULL.unsigned_abs()) * (ONE - left) / ONE;
    Points::try_from(points).expect("a share of 10,000")
}

/// The novelty of two schools of a cohort.
#[must_use]
pub fn pair_points(facts: &Facts, decay: f64, school: SchoolIndex, peer: SchoolIndex) -> Points {
    points(facts.years_since(school, peer), decay)
}
