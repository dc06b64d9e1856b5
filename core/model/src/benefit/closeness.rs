//! `closeness`: nearby peers.
//!
//! A pair has 10,000 points at 0 km. The points fall linearly to 0 at `zero_at_km`, rounded down. A school without a
//! location has 0.

use std::sync::Arc;

use serde::Serialize;

use crate::benefit::kind::{Kind, PairPoints};
use crate::benefit::weights::Weighted;
use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::facts::Facts;
use crate::format::tree::{self, FromTree, Item, Walk};
use crate::ids::SchoolIndex;
use crate::school::{Location, School};
use crate::tables::Tables;
use crate::units::{FULL, Points, billionths};
use crate::validate::numbers::out_of_range;
use crate::validate::schools;

/// Longer than the circumference of the Earth, and short enough for exact arithmetic.
const FARTHEST_KM: f64 = 100_000.0;

/// The weight and reach of closeness.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Closeness {
    /// The weight.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub weight: f64,
    /// The distance in km from which a pair has no closeness: above 0, at most 100,000.
    #[schemars(range(max = 100_000), extend("exclusiveMinimum" = 0))]
    pub zero_at_km: f64,
}

impl FromTree for Closeness {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let weight = fields.required("weight");
        let zero_at_km = fields.required("zero_at_km");
        fields.finish();
        Some(Self { weight: weight?, zero_at_km: zero_at_km? })
    }
}

tree::deserialize_as_read!(Closeness);

impl Weighted for Closeness {
    fn weight(&self) -> f64 {
        self.weight
    }
}

/// floor(10,000 * (1 - distance / zero_at_km)), at least 0. The result is exact, because the root is taken over integers.
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

/// The distance at which closeness ends, prepared for many pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The distance in millionths of a metre, squared.
    squared: u128,
}

impl Reach {
    /// A reach of this many km; 0 if this is not a number above 0.
    #[must_use]
    pub fn new(zero_at_km: f64) -> Self {
        let zero = u128::from(billionths(zero_at_km).unwrap_or(0).max(0).unsigned_abs());
        Self { squared: zero * zero }
    }

    /// The closeness of two places, equal to that of [`points`].
    #[must_use]
    pub fn points(self, a: Option<Location>, b: Option<Location>) -> Points {
        let (Some(a), Some(b)) = (a, b) else {
            return 0;
        };
        let squared = u128::from(a.squared_metres(b).unsigned_abs()) * 1_000_000_000_000;
        if squared >= self.squared {
            return 0;
        }
        // floor(F - F d / z) = F - ceil(F d / z). The ceiling is the least k with k^2 z^2 >= F^2 d^2. The search for k
        // counts up from the floor of the root.
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

/// The term.
pub(super) struct Nearness;

impl Kind for Nearness {
    type Stated = Option<Closeness>;
    type Score = Near;

    fn pair(facts: &Facts, stated: &Self::Stated, (): &(), school: SchoolIndex, peer: SchoolIndex) -> Points {
        stated.map_or(0, |stated| pair_points(facts, stated.zero_at_km, school, peer))
    }

    fn score(facts: &Facts, stated: &Self::Stated, (): &()) -> Option<Near> {
        let locations = facts.cohort().schools().iter().map(|school| school.location).collect();
        stated.map(|stated| Near { locations, reach: Reach::new(stated.zero_at_km) })
    }

    fn issues(stated: &Self::Stated, key: &str) -> Vec<Issue> {
        let is_sound = |km: &f64| *km <= FARTHEST_KM && billionths(*km).is_some_and(|km| km > 0);
        let wrong = stated.map(|stated| stated.zero_at_km).filter(|km| !is_sound(km));
        let issue = |km| out_of_range(&format!("{key}.zero_at_km"), &km, "more than 0 and at most 100,000 km");
        wrong.map(issue).into_iter().collect()
    }

    fn needs(cohort: &Cohort, _: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        stated.filter(|stated| stated.weight > 0.0).and_then(|_| unplaced(cohort, key)).into_iter().collect()
    }
}

fn unplaced(cohort: &Cohort, key: &str) -> Option<Issue> {
    let lost: Vec<&School> = cohort.schools().iter().filter(|school| school.location.is_none()).collect();
    let message = match lost.len() {
        0 => return None,
        all if all == cohort.len() => "no school has a location".to_owned(),
        _ => schools::sentence(&lost, "no location"),
    };
    let message = format!("{message}, which counts as far from everyone");
    let issue = Issue::warning(Code::MissingLocation, message, "give easting and northing");
    Some(issue.at_key(key))
}

/// The places of all schools, and the distance at which closeness ends.
#[derive(Debug, Clone)]
pub(super) struct Near {
    locations: Arc<[Option<Location>]>,
    reach: Reach,
}

impl PairPoints for Near {
    const IS_LOCAL: bool = true;

    #[inline]
    fn of_pair(&self, school: SchoolIndex, peer: SchoolIndex, _: impl FnOnce() -> Points) -> Points {
        self.reach.points(self.locations[school.position()], self.locations[peer.position()])
    }
}
