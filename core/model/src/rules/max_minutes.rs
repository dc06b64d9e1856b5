//! `max_minutes`: the travel time between two schools of a group is at most this, by the analyst's travel table.

use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::lookup::Lookup;
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::tables::Tables;

/// Whether two schools with this travel time may be in one group. If the table leaves a pair out, nobody can travel between
/// the two.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::max_minutes::permits;
/// assert!(permits(Some(90), 90));
/// assert!(!permits(Some(91), 90));
/// assert!(!permits(None, 90));
/// ```
#[must_use]
pub fn permits(minutes: Option<u32>, most: u32) -> bool {
    minutes.is_some_and(|minutes| minutes <= most)
}

/// The longest plausible travel time. Anything longer is a typing error.
const LONGEST: f64 = 1e6;

/// A table's travel time in whole minutes. A fraction of a minute counts as a whole one, so a limit in whole minutes means
/// the same. `None` if the value is not a time, or is longer than a million minutes.
pub fn whole_minutes(minutes: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and within the range")]
    (0.0..=LONGEST).contains(&minutes).then(|| minutes.ceil() as u32)
}

/// The limit, and the travel times of the schools.
#[derive(Debug, Clone)]
pub struct MaxMinutes {
    most: u32,
    table: Lookup<Option<u32>>,
}

impl Statement for MaxMinutes {
    type Stated = Option<u32>;
    const SHAPE: RuleShape = RuleShape::Pair;

    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self> {
        stated.map(|most| Self { most, table: facts.pairs().minutes.clone() }).into_iter().collect()
    }

    fn sentence(&self, _: &Facts) -> String {
        format!("No two schools in a group are more than {} minutes apart", self.most)
    }

    fn remove(&self, _: &Facts, stated: &mut Self::Stated) {
        *stated = None;
    }

    fn relax(&self, stated: &mut Self::Stated, steps: u32) -> bool {
        *stated = self.most.checked_add(steps);
        stated.is_some()
    }

    fn needs(_: &Cohort, tables: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        let missing = stated.filter(|_| tables.minutes.is_empty()).map(|_| {
            Issue::error(Code::MissingTable, "there is no travel table", "give travel times, or use `max_km`")
                .at_key(key)
        });
        missing.into_iter().collect()
    }

    #[inline]
    fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        permits(self.table.minutes(a, b), self.most)
    }

    fn breach_of_pair(&self, facts: &Facts, a: SchoolIndex, b: SchoolIndex) -> Option<Breach> {
        let minutes = facts.minutes(a, b);
        (!permits(minutes, self.most)).then(|| {
            let (x, y) = (facts.name(a), facts.name(b));
            let message = match minutes {
                Some(minutes) => format!("{x} and {y} are {minutes} minutes apart; the limit is {}", self.most),
                None => format!("the travel table has no time between {x} and {y}"),
            };
            Breach::new(&[a, b], message)
        })
    }
}
