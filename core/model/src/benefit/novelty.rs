//! `novelty`: peers that a school has not met before.
//!
//! A pair that has never met has 10,000 points. Otherwise it has floor(10,000 * (1 - decay^years since the last meeting)).

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use crate::benefit::kind::{Kind, PairPoints};
use crate::benefit::weights::Weighted;
use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::format::tree::{self, FromTree, Item, Walk};
use crate::ids::SchoolIndex;
use crate::rules::no_repeat::no_history;
use crate::tables::Tables;
use crate::units::{FULL, Points, billionths};
use crate::validate::numbers::out_of_range;

/// The weight and decay of novelty.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Novelty {
    /// The weight.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub weight: f64,
    /// The fraction of a past meeting's effect that remains after each year: 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    pub decay: f64,
}

impl FromTree for Novelty {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let weight = fields.required("weight");
        let decay = fields.required("decay");
        fields.finish();
        Some(Self { weight: weight?, decay: decay? })
    }
}

tree::deserialize_as_read!(Novelty);

impl Weighted for Novelty {
    fn weight(&self) -> f64 {
        self.weight
    }
}

/// The points of a pair that last met this many years ago (`None`: never).
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
    // The power is in units of 10^-18, and each step is rounded down. It is exact for the decays that people type, and
    // always the same.
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

/// The term.
pub(super) struct Newness;

impl Kind for Newness {
    type Stated = Option<Novelty>;
    type Score = Met;

    fn pair(facts: &Facts, stated: &Self::Stated, (): &(), school: SchoolIndex, peer: SchoolIndex) -> Points {
        stated.map_or(0, |stated| pair_points(facts, stated.decay, school, peer))
    }

    fn score(facts: &Facts, stated: &Self::Stated, (): &()) -> Option<Met> {
        let decay = stated.as_ref()?.decay;
        let of_pair = |(a, b)| ((a, b), points(facts.years_since(a, b), decay));
        let both_ways = facts.pairs_met().into_iter().flat_map(|(a, b)| [(a, b), (b, a)]);
        Some(Met(Arc::new(both_ways.map(of_pair).collect())))
    }

    fn issues(stated: &Self::Stated, key: &str) -> Vec<Issue> {
        let wrong = stated.map(|stated| stated.decay).filter(|decay| !(0.0..=1.0).contains(decay));
        wrong.map(|decay| out_of_range(&format!("{key}.decay"), &decay, "0 to 1")).into_iter().collect()
    }

    fn needs(_: &Cohort, tables: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        let counts = stated.filter(|stated| stated.weight > 0.0 && tables.history.is_empty());
        counts.map(|_| no_history(key)).into_iter().collect()
    }
}

/// The pairs that have met. All other pairs have full points. The map is only used for look-ups.
#[derive(Debug, Clone)]
pub(super) struct Met(Arc<HashMap<(SchoolIndex, SchoolIndex), Points>>);

impl PairPoints for Met {
    #[inline]
    fn of_pair(&self, school: SchoolIndex, peer: SchoolIndex, _: impl FnOnce() -> Points) -> Points {
        self.0.get(&(school, peer)).copied().unwrap_or(FULL)
    }
}
