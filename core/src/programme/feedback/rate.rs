//! A share of people with its interval after Wilson.

use serde::{Deserialize, Serialize};

/// The quantile of the normal distribution that leaves 2.5 % on either side.
const Z: f64 = 1.959_963_984_540_054;

/// How many of how many, as a share with its 95 % interval.
///
/// The interval is Wilson's (1927, doi:10.1080/01621459.1927.10502953): unlike the usual one it stays within 0 and 1 and is
/// right for few people and for shares near either end. It takes those who are counted as independent of one another. Leaders who
/// answer several times are counted once for that reason.
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
    /// How many did.
    pub count: u64,
    /// Of how many.
    pub of: u64,
    /// The share, 0 to 1; 0 of nobody.
    pub share: f64,
    /// The lower end of the interval, 0 to 1.
    pub low: f64,
    /// The upper end of the interval, 0 to 1; 1 of nobody.
    pub high: f64,
}

impl Rate {
    /// A count of a number of people; a larger count is cut to that number.
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
        // The ends are exact where nobody or everybody did; the formula gives them but for rounding.
        let low = if count == 0 { 0.0 } else { (centre - half).max(0.0) };
        let high = if count == of { 1.0 } else { (centre + half).min(1.0) };
        Self { count, of, share, low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // An end of the interval is the share p at which the count lies Z standard deviations of p from what p expects.
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
