//! Areas of practice, and what a school's strengths and needs are in whole numbers.

use crate::units::{billionths, largest_remainder};

/// A school's strengths and needs in whole percent, in the cohort's area order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Per area, the level of strength: 0 to 100, 0 where none is declared.
    pub levels: Vec<u8>,
    /// Per area, the share of its needs: whole percent that sum to 100, or all 0 for a school without needs.
    pub weights: Vec<u8>,
}

impl Profile {
    /// Whether the school has declared any need of more than priority 0.
    #[must_use]
    pub fn has_needs(&self) -> bool {
        self.weights.iter().any(|&weight| weight > 0)
    }
}

/// A strength as a level: percent of the scale, rounded half up.
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

/// Priorities as whole percent that sum to exactly 100: largest remainder, ties by the name of the area in code point order. The
/// order of the areas does not matter, so nobody changes a plan by moving a column. All 0 if none is above 0.
///
/// There is one priority for each area. Priorities must be 0 or more, as validation has ensured; others count as 0.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::areas::weights;
/// assert_eq!(weights(&["eal", "maths", "send"], &[2.0, 0.0, 1.0]), vec![67, 0, 33]);
/// assert_eq!(weights(&["send", "eal", "maths"], &[1.0, 1.0, 1.0]), vec![33, 34, 33]);
/// ```
#[must_use]
pub fn weights<A: AsRef<str>>(areas: &[A], priorities: &[f64]) -> Vec<u8> {
    let mut by_name: Vec<usize> = (0..areas.len().min(priorities.len())).collect();
    by_name.sort_by_key(|&place| areas[place].as_ref());
    let part = |&place: &usize| billionths(priorities[place]).unwrap_or(0).max(0);
    let shares = largest_remainder(&by_name.iter().map(part).collect::<Vec<_>>(), 100);
    let mut weights = vec![0; priorities.len()];
    for (place, share) in by_name.into_iter().zip(shares) {
        weights[place] = u8::try_from(share).expect("a share of 100 fits a byte");
    }
    weights
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
        assert_eq!(weights(&["a", "b", "c"], &[3.0, 2.0, 1.0]), vec![50, 33, 17]);
        assert_eq!(weights(&["a", "b", "c"], &[1.0, 1.0, 1.0]), vec![34, 33, 33]);
        assert_eq!(weights(&["a", "b"], &[0.0, 0.0]), vec![0, 0]);
        assert_eq!(weights(&["a", "b"], &[1e9, 1e-9]), vec![100, 0]);
    }

    #[test]
    fn ties_of_weights_go_by_the_name_of_the_area_in_code_point_order() {
        assert_eq!(weights(&["c", "a", "b"], &[1.0, 1.0, 1.0]), vec![33, 34, 33]);
        assert_eq!(weights(&["\u{e9}", "z", "Z"], &[1.0, 1.0, 1.0]), vec![33, 33, 34]);
    }
}
