//! `differ`: no two schools of a group are alike in the attribute. A blank never conflicts.

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};
use crate::school::Value;

/// Whether two schools with these values may be in one group.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::{rules::differ::permits, school::Value};
/// let (london, south_east) = (Value::from("London"), Value::from("South East"));
/// assert!(permits(Some(&london), Some(&south_east)));
/// assert!(!permits(Some(&london), Some(&london)));
/// assert!(permits(None, None)); // blank never conflicts
/// ```
#[must_use]
pub fn permits(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a != b,
        _ => true,
    }
}

pub(super) fn broken(problem: &Problem, a: SchoolIndex, b: SchoolIndex) -> Vec<Broken> {
    let (first, second) = (problem.school(a), problem.school(b));
    (problem.differ().iter())
        .filter(|name| !permits(first.attribute(name), second.attribute(name)))
        .map(|name| {
            let value = first.attribute(name).map_or_else(String::new, ToString::to_string);
            let (x, y) = (first.display_name(), second.display_name());
            let message = format!("{x} and {y} have the same {name}, {value}");
            Broken::new(problem, Rule::Differ, &[a, b], message)
        })
        .collect()
}
