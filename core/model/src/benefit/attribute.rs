//! An attribute of all schools in numbers, for the terms that compare its values: text by codes, numbers by their range.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::benefit::variety;
use crate::cohort::{Cohort, Kind};
use crate::error::{Code, Issue};
use crate::facts::Facts;
use crate::format::cells::Numbers;
use crate::format::columns::{is_mixed, plain_number};
use crate::ids::SchoolIndex;
use crate::school::{School, TEXT_ATTRIBUTES, Value};
use crate::units::{FULL, Points};
use crate::validate::names::unknown_attribute;

/// An attribute in numbers.
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

    /// The variety of two schools; none where a value is missing.
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

/// The issues of attributes that the cohort does not have, or that are numbers except for a few cells. `key` is the path of the table
/// that names them.
pub(super) fn issues(cohort: &Cohort, weights: &BTreeMap<String, f64>, key: &str) -> Vec<Issue> {
    let of = |name: &String| {
        let key = format!("{key}.{name}");
        mixed(cohort, name, &key).or_else(|| unknown_attribute(cohort, name, key))
    };
    weights.keys().filter_map(of).collect()
}

/// A column that is numbers except for a few cells: its values would be compared as text.
fn mixed(cohort: &Cohort, attribute: &str, key: &str) -> Option<Issue> {
    if cohort.attributes().get(attribute) != Some(&Kind::Text) || TEXT_ATTRIBUTES.contains(&attribute) {
        return None;
    }
    let values = || cohort.schools().iter().filter_map(|school| Some((school, school.text(attribute)?)));
    let is_number = |text: &str| plain_number(text, Numbers::DecimalPoint).is_some();
    let mut others = values().filter(|(_, text)| !is_number(text));
    let (school, text) = others.next()?;
    let (all, others) = (values().count(), 1 + others.count());
    is_mixed(all - others, all).then(|| {
        let row = cohort.row(&school.id).map_or_else(|| school.display_name().to_owned(), |row| format!("row {row}"));
        let message = format!("{} of {all} values of {attribute:?} are numbers; {row} has {text:?}", all - others);
        Issue::error(Code::MixedColumn, message, "give a number there, or leave it blank").at_key(key).with_value(text)
    })
}
