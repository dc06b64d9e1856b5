//! The places of the schools, for the rules over distances. Distances are exact, in whole square metres.

use std::sync::Arc;

use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::school::{Location, School};
use crate::units::billionths;

/// The place of each school.
#[derive(Debug, Clone)]
pub(super) struct Places(Vec<Option<Location>>);

impl Places {
    pub(super) fn of(facts: &Facts) -> Arc<Self> {
        Arc::new(Self(facts.cohort().schools().iter().map(|school| school.location).collect()))
    }

    /// The squared distance in square metres, if both places are known.
    #[inline]
    pub(super) fn squared_metres(&self, a: SchoolIndex, b: SchoolIndex) -> Option<i64> {
        let (a, b) = (self.0[a.position()]?, self.0[b.position()]?);
        Some(a.squared_metres(b))
    }
}

/// The largest whole number of square metres that is at most this many km.
pub(super) fn squared_metres_within(km: f64) -> i64 {
    // A billionth of a km is a millionth of a metre.
    let Some(limit) = billionths(km).map(i128::from) else { return i64::MAX };
    i64::try_from(limit * limit / 1_000_000_000_000).unwrap_or(i64::MAX)
}

/// The distance in km, to show with one decimal; 0 if a place is not known.
pub(super) fn km(facts: &Facts, a: SchoolIndex, b: SchoolIndex) -> f64 {
    let place = |school| facts.school(school).location;
    place(a).zip(place(b)).map_or(0.0, |(x, y)| x.km(y))
}

/// The issues of schools without a place, for the rule with this key.
pub(super) fn missing(cohort: &Cohort, key: &str) -> Vec<Issue> {
    let lost: Vec<&School> = cohort.schools().iter().filter(|school| school.location.is_none()).collect();
    let name = key.rsplit('.').next().unwrap_or(key);
    let fix = format!("give easting and northing, or remove `{name}`");
    if !lost.is_empty() && lost.len() == cohort.len() {
        return vec![Issue::error(Code::MissingLocation, "no school has a location", fix).at_key(key)];
    }
    let issue = |school: &School| {
        let message = format!("{} has no location, and `{name}` needs it", school.display_name());
        cohort.place(school, None, Issue::error(Code::MissingLocation, message, fix.as_str()))
    };
    lost.into_iter().map(issue).collect()
}
