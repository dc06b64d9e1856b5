//! `same`: all schools of a group are alike in the attribute. A blank never conflicts.

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};
use crate::school::Value;

/// Whether two schools with these values may be in one group.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::{rules::same::permits, school::Value};
/// let (primary, special) = (Value::from("Primary"), Value::from("Special"));
/// assert!(permits(Some(&primary), Some(&primary)));
/// assert!(!permits(Some(&primary), Some(&special)));
/// assert!(permits(Some(&primary), None)); // blank never conflicts
/// ```
#[must_use]
pub fn permits(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

pub(super) fn broken(problem: &Problem, a: SchoolIndex, b: SchoolIndex) -> Vec<Broken> {
    let (first, second) = (problem.school(a), problem.school(b));
    (problem.same().iter())
        .filter(|name| !permits(first.attribute(name), second.attribute(name)))
        .map(|name| {
            let text = |value: Option<&Value>| value.map_or_else(String::new, ToString::to_string);
            let (x, y) = (text(first.attribute(name)), text(second.attribute(name)));
            let message =
                format!("{} and {} differ in {name}: {x} and {y}", first.display_name(), second.display_name());
            Broken::new(problem, Rule::Same, &[a, b], message)
        })
        .collect()
}
