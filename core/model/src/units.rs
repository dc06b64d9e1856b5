//! Integer scores and exact decimals. No floats are used beyond this point, so every engine, the check and other languages
//! agree to the last point.

/// Points of benefit. One school's benefit is 0 to 10,000. A plan's value is a sum of benefits minus prices.
pub type Points = i64;

/// The maximum points: a school has them if all its needs are met at the top of the scale.
pub const FULL: Points = 10_000;

/// The largest magnitude that a number in the input may have.
pub const MOST: f64 = 1e9;

/// A number as a whole count of billionths, rounded half away from zero at the ninth decimal.
///
/// The number is taken as the shortest decimal that reads back to the same float, which is what the user typed. So 0.145 is
/// 145 thousandths, and not the nearest binary fraction. `None` if the number is not finite or beyond ±1e9.
///
/// ```
/// # use tercet_model as tercet;
/// assert_eq!(tercet::units::billionths(0.145), Some(145_000_000));
/// assert_eq!(tercet::units::billionths(f64::NAN), None);
/// ```
#[must_use]
pub fn billionths(number: f64) -> Option<i64> {
    if !number.is_finite() || number.abs() > MOST {
        return None;
    }
    let text = format!("{}", number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut digits = whole.parse::<i64>().ok()?;
    for place in 0..9 {
        let digit = fraction.as_bytes().get(place).map_or(0, |b| i64::from(b - b'0'));
        digits = digits * 10 + digit;
    }
    if fraction.as_bytes().get(9).is_some_and(|&b| b >= b'5') {
        digits += 1;
    }
    Some(if number < 0.0 { -digits } else { digits })
}

/// A quotient rounded up, for a divisor of 1 or more.
pub fn quotient_up(number: i64, divisor: usize) -> i64 {
    let divisor = i64::try_from(divisor).unwrap_or(i64::MAX);
    number.div_euclid(divisor) + i64::from(number.rem_euclid(divisor) > 0)
}

/// Shares `total` among the parts in proportion, in whole units that sum to exactly `total`. Rounding uses the largest
/// remainder, and ties go to the earlier part. All units are zero if all parts are zero.
///
/// ```
/// # use tercet_model as tercet;
/// assert_eq!(tercet::units::largest_remainder(&[1, 1, 1], 100), vec![34, 33, 33]);
/// ```
#[must_use]
pub fn largest_remainder(parts: &[i64], total: i64) -> Vec<i64> {
    let sum: i128 = parts.iter().map(|&part| i128::from(part)).sum();
    if sum <= 0 {
        return vec![0; parts.len()];
    }
    let scaled = |part: i64| i128::from(part) * i128::from(total);
    let mut shares: Vec<i64> = parts.iter().map(|&part| narrow(scaled(part) / sum)).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(scaled(parts[i]) % sum), i));
    let left = total - shares.iter().sum::<i64>();
    for &i in order.iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[i] += 1;
    }
    shares
}

fn narrow(value: i128) -> i64 {
    i64::try_from(value).expect("a share is no larger than the total")
}

/// The points that a fraction from 0 to 1 requires, rounded up.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::units::least_points;
/// assert_eq!(least_points(0.4), 4_000);
/// assert_eq!(least_points(0.00001), 1);
/// ```
#[must_use]
pub fn least_points(fraction: f64) -> Points {
    // A fraction of 1 is 10,000 points, so a point is 100,000 billionths.
    billionths(fraction).map_or(0, |fraction| (fraction.max(0) + 99_999) / 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn billionths_takes_the_decimal_that_was_typed() {
        assert_eq!(billionths(0.1), Some(100_000_000));
        assert_eq!(billionths(-2.5), Some(-2_500_000_000));
        assert_eq!(billionths(1e-9), Some(1));
        assert_eq!(billionths(1e-10), Some(0));
        assert_eq!(billionths(5e-10), Some(1));
        assert_eq!(billionths(1e9), Some(1_000_000_000_000_000_000));
        assert_eq!(billionths(1.1e9), None);
    }

    #[test]
    fn largest_remainder_sums_to_the_total_and_prefers_earlier_parts() {
        assert_eq!(largest_remainder(&[2, 1, 3], 100), vec![33, 17, 50]);
        assert_eq!(largest_remainder(&[1, 1, 1, 1, 1, 1], 100), vec![17, 17, 17, 17, 16, 16]);
        assert_eq!(largest_remainder(&[0, 0], 100), vec![0, 0]);
        assert_eq!(largest_remainder(&[7, 3], 1000), vec![700, 300]);
    }
}
