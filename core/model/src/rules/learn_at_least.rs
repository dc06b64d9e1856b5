//! `learn_at_least`: every school of a group can learn at least this much.

use crate::benefit::learn;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::numbers::fraction;
use crate::rules::least_fraction;
use crate::rules::statement::{Breach, Minimum, RuleShape, Statement};
use crate::units::{Points, least_points};

/// Whether a school that can learn this much has enough.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::learn_at_least::permits;
/// assert!(permits(4_000, 0.4));
/// assert!(!permits(3_999, 0.4));
/// ```
#[must_use]
pub fn permits(points: Points, fraction: f64) -> bool {
    points >= least_points(fraction)
}

/// The least share of the school's needs, 0 to 1.
#[derive(Debug, Clone)]
pub struct LearnAtLeast {
    fraction: f64,
}

impl Statement for LearnAtLeast {
    type Stated = Option<f64>;
    const SHAPE: RuleShape = RuleShape::Group;

    fn in_force(_: &Facts, stated: &Self::Stated) -> Vec<Self> {
        stated.map(|fraction| Self { fraction }).into_iter().collect()
    }

    fn sentence(&self, _: &Facts) -> String {
        format!("Every school can learn at least {} of what it asked for", fraction(self.fraction))
    }

    fn remove(&self, _: &Facts, stated: &mut Self::Stated) {
        *stated = None;
    }

    fn relax(&self, stated: &mut Self::Stated, steps: u32) -> bool {
        *stated = least_fraction::relaxed(self.fraction, steps);
        stated.is_some()
    }

    fn issues(stated: &Self::Stated, key: &str) -> Vec<Issue> {
        least_fraction::issues(*stated, key)
    }

    fn minimum(&self) -> Option<Minimum> {
        Some(Minimum::Learn(least_points(self.fraction)))
    }

    fn breaches_of_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Breach> {
        least_fraction::breaches((facts, group), self.fraction, learn::points, |name, have, least| {
            format!(
                "{name} would learn too little from its group: {have} of its needs, but at least {least} is required"
            )
        })
    }
}
