//! `likeness` of an attribute: peers that are alike.
//!
//! A pair has 10,000 points where two texts are equal, else 0; for numbers 10,000 less their variety. A missing value
//! has 0.

use crate::benefit::variety;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::school::Value;
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
