//! `variety` of an attribute: peers that are different.
//!
//! A pair has 10,000 points where two texts differ, else 0; for numbers floor(10,000 * |x - y| / range over the cohort).
//! A missing value has 0.

use std::collections::BTreeMap;

use crate::benefit::attribute::{self, Attribute};
use crate::benefit::kind::{Kind, PairPoints};
use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::school::Value;
use crate::tables::Tables;
use crate::units::{FULL, Points};

/// The variety of two values; `range` is the attribute's largest less its smallest number in the cohort, in billionths.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::{benefit::variety::points, school::Value};
/// assert_eq!(points(Some(&Value::from("A")), Some(&Value::from("B")), 0), 10_000);
/// assert_eq!(points(Some(&Value::from(1.0)), Some(&Value::from(2.0)), 3_000_000_000), 3_333);
/// assert_eq!(points(None, Some(&Value::from("B")), 0), 0);
/// ```
#[must_use]
pub fn points(a: Option<&Value>, b: Option<&Value>, range: i64) -> Points {
    match (a, b) {
        (Some(Value::Text(a)), Some(Value::Text(b))) => {
            if a == b {
                0
            } else {
                FULL
            }
        }
        (Some(a), Some(b)) => match (a.billionths(), b.billionths()) {
            (Some(a), Some(b)) => number_points(a, b, range),
            _ => 0,
        },
        _ => 0,
    }
}

/// floor(10,000 * |a - b| / range), all in billionths; 0 where the range is 0.
#[must_use]
pub fn number_points(a: i64, b: i64, range: i64) -> Points {
    if range == 0 {
        return 0;
    }
    let difference = (i128::from(a) - i128::from(b)).abs();
    let points = i128::from(FULL) * difference / i128::from(range);
    Points::try_from(points).expect("two numbers of the cohort differ by its range at most")
}

/// The variety of two schools of a cohort.
#[must_use]
pub fn pair_points(facts: &Facts, name: &str, school: SchoolIndex, peer: SchoolIndex) -> Points {
    let value = |school| facts.school(school).attribute(name);
    points(value(school), value(peer), facts.range(name))
}

/// The term.
pub(super) struct Variety;

impl Kind for Variety {
    type Stated = BTreeMap<String, f64>;
    type Score = Attribute;

    fn pair(facts: &Facts, _: &Self::Stated, attribute: &String, school: SchoolIndex, peer: SchoolIndex) -> Points {
        pair_points(facts, attribute, school, peer)
    }

    fn score(facts: &Facts, _: &Self::Stated, attribute: &String) -> Option<Attribute> {
        Some(Attribute::new(facts, attribute))
    }

    fn needs(cohort: &Cohort, _: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        attribute::issues(cohort, stated, key)
    }
}

impl PairPoints for Attribute {
    #[inline]
    fn of_pair(&self, school: SchoolIndex, peer: SchoolIndex, _: impl FnOnce() -> Points) -> Points {
        self.variety(school, peer).unwrap_or(0)
    }
}
