//! `min_km`: two schools of a group are at least this far apart, in a straight line. The rule keeps peers apart that
//! compete for the same pupils.

use std::sync::Arc;

use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::rules::places::{self, Places};
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::school::Location;
use crate::tables::Tables;
use crate::units::{MOST, billionths};
use crate::validate::numbers::out_of_range;

/// Whether two schools at these places may be in one group. The comparison is exact: squared metres against the squared
/// limit.
///
/// A problem with this rule needs every school's location, so a solve never passes an unknown one to this function. An
/// unknown location permits the pair.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::{rules::min_km::permits, school::Location};
/// let at = |easting, northing| Some(Location { easting, northing });
/// assert!(permits(at(0, 0), at(3_000, 4_000), 5.0));
/// assert!(!permits(at(0, 0), at(3_000, 3_999), 5.0));
/// ```
#[must_use]
pub fn permits(a: Option<Location>, b: Option<Location>, km: f64) -> bool {
    let (Some(a), Some(b), Some(limit)) = (a, b, billionths(km)) else {
        return true;
    };
    // A billionth of a km is a millionth of a metre. Both sides are in square millionths of a metre.
    let limit = i128::from(limit);
    i128::from(a.squared_metres(b)) * 1_000_000_000_000 >= limit * limit
}

/// The limit, and the places of the schools.
#[derive(Debug, Clone)]
pub struct MinKm {
    km: f64,
    /// The smallest squared distance allowed, in square metres.
    squared_metres: i64,
    places: Arc<Places>,
}

/// The smallest whole number of square metres that is at least this many km.
fn squared_metres_from(km: f64) -> i64 {
    let limit = i128::from(billionths(km).unwrap_or(0));
    let whole = (limit * limit + 999_999_999_999) / 1_000_000_000_000;
    i64::try_from(whole).unwrap_or(i64::MAX)
}

impl MinKm {
    fn new(km: f64, places: Arc<Places>) -> Self {
        Self { km, squared_metres: squared_metres_from(km), places }
    }
}

impl Statement for MinKm {
    type Stated = Option<f64>;
    const SHAPE: RuleShape = RuleShape::Pair;

    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self> {
        stated.map(|km| Self::new(km, Places::of(facts))).into_iter().collect()
    }

    fn sentence(&self, _: &Facts) -> String {
        format!("No two schools in a group are less than {} km apart in a straight line", self.km)
    }

    fn remove(&self, _: &Facts, stated: &mut Self::Stated) {
        *stated = None;
    }

    fn relax(&self, stated: &mut Self::Stated, steps: u32) -> bool {
        let km = self.km.ceil() - f64::from(steps);
        *stated = Some(km);
        km > 0.0
    }

    fn issues(stated: &Self::Stated, key: &str) -> Vec<Issue> {
        let wrong = stated.filter(|km| !(0.0..=MOST).contains(km));
        wrong.map(|km| out_of_range(key, &km, "0 km or more")).into_iter().collect()
    }

    fn needs(cohort: &Cohort, _: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        stated.map_or_else(Vec::new, |_| places::missing(cohort, key))
    }

    #[inline]
    fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        self.places.squared_metres(a, b).is_none_or(|squared| squared >= self.squared_metres)
    }

    fn breach_of_pair(&self, facts: &Facts, a: SchoolIndex, b: SchoolIndex) -> Option<Breach> {
        let place = |school| facts.school(school).location;
        (!permits(place(a), place(b), self.km)).then(|| {
            let (x, y, distance) = (facts.name(a), facts.name(b), places::km(facts, a, b));
            Breach::new(
                &[a, b],
                format!("{x} and {y} are only {distance:.1} km apart; the least allowed is {} km", self.km),
            )
        })
    }
}
