//! `closeness`: peers that are near.
//!
//! A pair has 10,000 points at 0 km, falling linearly to 0 at `zero_at_km` (floor). A school without a location has 0.

use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::school::Location;
use crate::units::{FULL, Points, billionths};

/// floor(10,000 * (1 - distance / zero_at_km)), at least 0, exactly: the root is taken over integers.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::{benefit::closeness::points, school::Location};
/// let at = |easting| Some(Location { easting, northing: 0 });
/// assert_eq!(points(at(0), at(0), 250.0), 10_000);
/// assert_eq!(points(at(0), at(125_000), 250.0), 5_000);
/// assert_eq!(points(at(0), at(125_001), 250.0), 4_999);
/// assert_eq!(points(at(0), None, 250.0), 0);
/// ```
#[must_use]
pub fn points(a: Option<Location>, b: Option<Location>, zero_at_km: f64) -> Points {
    Reach::new(zero_at_km).points(a, b)
}

/// The distance at which closeness ends, made ready for many pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// In millionths of a metre, squared.
    squared: u128,
}

impl Reach {
    /// A reach of so many km; of none if that is not a number above 0.
    #[must_use]
    pub fn new(zero_at_km: f64) -> Self {
        let zero = u128::from(billionths(zero_at_km).unwrap_or(0).max(0).unsigned_abs());
        Self { squared: zero * zero }
    }

    /// The closeness of two places, as [`points`] has it.
    #[must_use]
    pub fn points(self, a: Option<Location>, b: Option<Location>) -> Points {
        let (Some(a), Some(b)) = (a, b) else {
            return 0;
        };
        let squared = u128::from(a.squared_metres(b).unsigned_abs()) * 1_000_000_000_000;
        if squared >= self.squared {
            return 0;
        }
        // floor(F - F d / z) = F - ceil(F d / z); the ceiling is the least k with k^2 z^2 >= F^2 d^2, and k counts up from
        // the floor of the root.
        let scaled = squared * u128::from(FULL.unsigned_abs()).pow(2);
        let floor = (scaled / self.squared).isqrt();
        let lost = if floor * floor * self.squared < scaled { floor + 1 } else { floor };
        FULL - Points::try_from(lost).unwrap_or(FULL)
    }
}

/// The closeness of two schools of a cohort.
#[must_use]
pub fn pair_points(facts: &Facts, zero_at_km: f64, school: SchoolIndex, peer: SchoolIndex) -> Points {
    points(facts.school(school).location, facts.school(peer).location, zero_at_km)
}
