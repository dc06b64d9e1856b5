//! Exact fractions over `i128`: the oracle's own arithmetic. It has no floats, and rounds only where a definition says
//! "floor".

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

/// A fraction in lowest terms with a denominator above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rational {
    num: i128,
    den: i128,
}

impl Rational {
    /// The fraction num / den.
    ///
    /// # Panics
    /// If `den` is 0.
    #[must_use]
    pub fn new(num: i128, den: i128) -> Self {
        assert!(den != 0, "a fraction over 0");
        let divisor = gcd(num.unsigned_abs(), den.unsigned_abs());
        let divisor = i128::try_from(divisor).expect("no larger than the denominator") * den.signum();
        Self { num: num / divisor, den: den / divisor }
    }

    /// A whole number.
    #[must_use]
    pub fn whole(number: impl Into<i128>) -> Self {
        Self { num: number.into(), den: 1 }
    }

    /// The decimal that a person typed: the shortest decimal that reads back to this float.
    ///
    /// # Panics
    /// If the number is not finite, or has more than nine decimals. Tests state numbers as people type them.
    #[must_use]
    pub fn decimal(number: f64) -> Self {
        assert!(number.is_finite(), "{number} is not a decimal");
        let text = number.to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        assert!(fraction.len() <= 9, "{number} has more than nine decimals");
        let digits = format!("{whole}{fraction}").parse().expect("digits with a sign");
        Self::new(digits, 10_i128.pow(u32::try_from(fraction.len()).expect("at most nine")))
    }

    /// The largest whole number that is not above the fraction.
    #[must_use]
    pub fn floor(self) -> i128 {
        self.num.div_euclid(self.den)
    }

    /// The distance from 0.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { num: self.num.abs(), den: self.den }
    }

    /// The fraction multiplied by itself this many times; 1 for zero times.
    #[must_use]
    pub fn power(self, times: u32) -> Self {
        (0..times).fold(Self::whole(1), |product, _| product * self)
    }
}

impl Add for Rational {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.num * other.den + other.num * self.den, self.den * other.den)
    }
}

impl Sub for Rational {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + Self { num: -other.num, den: other.den }
    }
}

impl Mul for Rational {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::new(self.num * other.num, self.den * other.den)
    }
}

impl Div for Rational {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self::new(self.num * other.den, self.den * other.num)
    }
}

impl std::iter::Sum for Rational {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::whole(0), Add::add)
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.num * other.den).cmp(&(other.num * self.den))
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_the_one_that_was_typed() {
        assert_eq!(Rational::decimal(0.145), Rational::new(29, 200));
        assert_eq!(Rational::decimal(-2.5), Rational::new(-5, 2));
        assert_eq!(Rational::decimal(300.0), Rational::whole(300));
    }

    #[test]
    fn floor_goes_down_on_both_sides_of_zero() {
        assert_eq!(Rational::new(7, 2).floor(), 3);
        assert_eq!(Rational::new(-7, 2).floor(), -4);
    }
}
