//! An attribute of all schools as numbers, for the terms that compare its values. Text becomes codes; numbers are scaled by
//! their range.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::benefit::variety;
use crate::cohort::{Cohort, Kind};
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::school::{School, Value};
use crate::units::{FULL, Points};
use crate::validate::names::unknown_attribute;

/// An attribute as numbers.
#[derive(Debug, Clone)]
pub(super) enum Attribute {
    Text(Arc<[u32]>),
    Number { values: Arc<[Option<i64>]>, range: i64 },
}

impl Attribute {
    pub(super) fn new(facts: &Facts, name: &str) -> Self {
        match facts.cohort().attributes().get(name) {
            Some(Kind::Number) => {
                let number = |school: &School| school.attribute(name).and_then(Value::billionths);
                let values = facts.cohort().schools().iter().map(number).collect();
                Self::Number { values, range: facts.range(name) }
            }
            _ => Self::Text(facts.codes(name).into()),
        }
    }

    /// The variety between two schools; `None` if a value is missing.
    #[inline]
    pub(super) fn variety(&self, a: SchoolIndex, b: SchoolIndex) -> Option<Points> {
        match self {
            Self::Text(codes) => match (codes[a.position()], codes[b.position()]) {
                (0, _) | (_, 0) => None,
                (x, y) => Some(if x == y { 0 } else { FULL }),
            },
            Self::Number { values, range } => {
                let (x, y) = (values[a.position()]?, values[b.position()]?);
                Some(variety::number_points(x, y, *range))
            }
        }
    }
}

/// The issues for attributes that the cohort does not have. `key` is the path of the table that names them.
pub(super) fn unknown(cohort: &Cohort, weights: &BTreeMap<String, f64>, key: &str) -> Vec<Issue> {
    weights.keys().filter_map(|name| unknown_attribute(cohort, name, format!("{key}.{name}"))).collect()
}
