//! `learn_at_least`: every school of a group can learn at least so much.

use crate::benefit::learn;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::numbers::{fraction, percent};
use crate::rules::statement::{Breach, Minimum, RuleShape, Statement};
use crate::units::{Points, least_points};
use crate::validate::numbers::out_of_range;

/// Whether a school that can learn so much has enough.
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

/// The least share of its needs, 0 to 1.
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

    fn relaxed(&self, _: &Facts) -> Option<Self> {
        let percent = (self.fraction * 100.0).ceil() - 1.0;
        (percent > 0.0).then_some(Self { fraction: percent / 100.0 })
    }

    fn issues(stated: &Self::Stated, key: &str) -> Vec<Issue> {
        let wrong = stated.filter(|fraction| !(0.0..=1.0).contains(fraction));
        wrong.map(|fraction| out_of_range(key, &fraction, "a share of 0 to 1; 0.4 is 40%")).into_iter().collect()
    }

    fn minimum(&self) -> Option<Minimum> {
        Some(Minimum::Learn(least_points(self.fraction)))
    }

    fn breaches_of_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Breach> {
        if group.len() < 2 {
            return Vec::new();
        }
        let breach = |&school: &SchoolIndex| {
            let points = learn::points(facts, school, group);
            (!permits(points, self.fraction)).then(|| {
                let (name, have, least) = (facts.name(school), percent(points), fraction(self.fraction));
                Breach::new(&[school], format!("{name} would learn too little from its group: {have} of its needs, and at least {least} is asked for"))
            })
        };
        group.iter().filter_map(breach).collect()
    }
}
