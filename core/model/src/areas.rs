//! Areas of practice, and a school's strengths and needs as whole numbers.

use crate::units::{billionths, largest_remainder};

/// A school's strengths and needs in whole percent, in the cohort's area order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// For each area, the level of strength: 0 to 100, and 0 if the school declares none.
    pub levels: Vec<u8>,
    /// For each area, its share of the school's needs: whole percent that sum to 100, or all 0 for a school without needs.
    pub weights: Vec<u8>,
}

impl Profile {
    /// Whether the school has declared a need with a priority above 0.
    #[must_use]
    pub fn has_needs(&self) -> bool {
        self.weights.iter().any(|&weight| weight > 0)
    }
}

/// A strength as a level: its percentage of the scale, rounded half up.
///
/// `None` if the strength is below 0, above the scale or not a number.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::areas::level;
/// assert_eq!(level(4.0, 5.0), Some(80));
/// assert_eq!(level(0.145, 1.0), Some(15)); // 14.5 rounds up
/// assert_eq!(level(7.0, 5.0), None);
/// ```
#[must_use]
pub fn level(strength: f64, scale: f64) -> Option<u8> {
    let (strength, scale) = (i128::from(billionths(strength)?), i128::from(billionths(scale)?));
    if scale <= 0 || !(0..=scale).contains(&strength) {
        return None;
    }
    u8::try_from((200 * strength + scale) / (2 * scale)).ok()
}

/// Priorities as whole percent that sum to exactly 100. Rounding uses the largest remainder, with ties in the order of the
/// areas. All are 0 if no priority is above 0.
///
/// Validation ensures that priorities are 0 or more. Any other value counts as 0.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::areas::weights;
/// assert_eq!(weights(&[2.0, 0.0, 1.0]), vec![67, 0, 33]);
/// ```
#[must_use]
pub fn weights(priorities: &[f64]) -> Vec<u8> {
    let parts: Vec<i64> = priorities.iter().map(|&priority| billionths(priority).unwrap_or(0).max(0)).collect();
    largest_remainder(&parts, 100)
        .into_iter()
        .map(|share| u8::try_from(share).expect("a share of 100 fits a byte"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_round_half_up_on_the_typed_decimal() {
        assert_eq!(level(0.0, 5.0), Some(0));
        assert_eq!(level(5.0, 5.0), Some(100));
        assert_eq!(level(2.325, 5.0), Some(47)); // 46.5 exactly
        assert_eq!(level(0.005, 1.0), Some(1));
        assert_eq!(level(0.0049, 1.0), Some(0));
        assert_eq!(level(-0.1, 5.0), None);
        assert_eq!(level(5.01, 5.0), None);
    }

    #[test]
    fn weights_sum_to_100_whatever_the_priorities() {
        assert_eq!(weights(&[3.0, 2.0, 1.0]), vec![50, 33, 17]);
        assert_eq!(weights(&[1.0, 1.0, 1.0]), vec![34, 33, 33]);
        assert_eq!(weights(&[0.0, 0.0]), vec![0, 0]);
        assert_eq!(weights(&[1e9, 1e-9]), vec![100, 0]);
    }
}
