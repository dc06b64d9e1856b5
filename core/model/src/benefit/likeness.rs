//! `likeness` of an attribute: peers that are alike.
//!
//! A pair has 10,000 points where two texts are equal, else 0; for numbers 10,000 less their variety. A missing value
//! has 0.

use std::collections::BTreeMap;

use crate::benefit::attribute::{self, Attribute};
use crate::benefit::kind::{Kind, PairPoints};
use crate::benefit::variety;
use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::school::Value;
use crate::tables::Tables;
use crate::units::{FULL, Points};

/// The likeness of two values; `range` as for [`variety::points`].
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::{benefit::likeness::points, school::Value};
/// assert_eq!(points(Some(&Value::from("A")), Some(&Value::from("A")), 0), 10_000);
/// assert_eq!(points(Some(&Value::from(1.0)), Some(&Value::from(2.0)), 3_000_000_000), 6_667);
/// assert_eq!(points(None, None, 0), 0);
/// ```
#[must_use]
pub fn points(a: Option<&Value>, b: Option<&Value>, range: i64) -> Points {
    if a.is_none() || b.is_none() {
        return 0;
    }
    FULL - variety::points(a, b, range)
}

/// The likeness of two schools of a cohort.
#[must_use]
pub fn pair_points(facts: &Facts, name: &str, school: SchoolIndex, peer: SchoolIndex) -> Points {
    let value = |school| facts.school(school).attribute(name);
    points(value(school), value(peer), facts.range(name))
}

/// The term.
pub(super) struct Likeness;

impl Kind for Likeness {
    type Stated = BTreeMap<String, f64>;
    type Score = Alike;

    fn pair(facts: &Facts, _: &Self::Stated, attribute: &String, school: SchoolIndex, peer: SchoolIndex) -> Points {
        pair_points(facts, attribute, school, peer)
    }

    fn score(facts: &Facts, _: &Self::Stated, attribute: &String) -> Option<Alike> {
        Some(Alike(Attribute::new(facts, attribute)))
    }

    fn needs(cohort: &Cohort, _: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        attribute::issues(cohort, stated, key)
    }
}

/// The likeness in an attribute.
#[derive(Debug, Clone)]
pub(super) struct Alike(Attribute);

impl PairPoints for Alike {
    #[inline]
    fn of_pair(&self, school: SchoolIndex, peer: SchoolIndex, _: impl FnOnce() -> Points) -> Points {
        self.0.variety(school, peer).map_or(0, |points| FULL - points)
    }
}
