//! A share of people, with its Wilson interval.

use serde::{Deserialize, Serialize};

/// The quantile of the normal distribution with 2.5 % beyond it on either side.
const Z: f64 = 1.959_963_984_540_054;

/// A count out of a number of people, as a share with its 95 % interval.
///
/// The interval is Wilson's (1927, doi:10.1080/01621459.1927.10502953). Unlike the usual interval, it stays within 0 and 1,
/// and it is accurate for few people and for shares near 0 or 1. It assumes that the people counted are independent of one
/// another. For that reason, a leader who answers several times counts once.
///
/// ```
/// use tercet::programme::feedback::rate::Rate;
/// let rate = Rate::new(8, 10);
/// assert_eq!(format!("{:.3} {:.3} {:.3}", rate.share, rate.low, rate.high), "0.800 0.490 0.943");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Rate {
    /// The count.
    pub count: u64,
    /// The number of people.
    pub of: u64,
    /// The share, 0 to 1; 0 if the number of people is 0.
    pub share: f64,
    /// The lower end of the interval, 0 to 1.
    pub low: f64,
    /// The upper end of the interval, 0 to 1; 1 if the number of people is 0.
    pub high: f64,
}

impl Rate {
    /// The rate of a count out of a number of people. A count above that number is reduced to it.
    #[must_use]
    pub fn new(count: u64, of: u64) -> Self {
        let count = count.min(of);
        if of == 0 {
            return Self { count, of, share: 0.0, low: 0.0, high: 1.0 };
        }
        let (n, share) = (of as f64, count as f64 / of as f64);
        let scale = 1.0 + Z * Z / n;
        let centre = (share + Z * Z / (2.0 * n)) / scale;
        let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt() / scale;
        // If nobody or everybody did, the ends are exact. The formula would give them with rounding errors.
        let low = if count == 0 { 0.0 } else { (centre - half).max(0.0) };
        let high = if count == of { 1.0 } else { (centre + half).min(1.0) };
        Self { count, of, share, low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // At an end of the interval with share p, the count is Z standard deviations from the count that p predicts.
    #[test]
    fn each_end_is_the_share_that_the_count_just_contradicts() {
        for of in [5_u64, 12, 96] {
            for count in 0..=of {
                let rate = Rate::new(count, of);
                assert!(0.0 <= rate.low && rate.low <= rate.share && rate.share <= rate.high && rate.high <= 1.0);
                for end in [rate.low, rate.high].into_iter().filter(|end| *end > 0.0 && *end < 1.0) {
                    let deviation = (end * (1.0 - end) / of as f64).sqrt();
                    assert!(((rate.share - end).abs() / deviation - Z).abs() < 1e-9, "{rate:?}");
                }
            }
        }
    }

    #[test]
    fn of_nobody_nothing_is_known() {
        let rate = Rate::new(0, 0);
        assert_eq!((rate.share, rate.low, rate.high), (0.0, 0.0, 1.0));
    }
}
