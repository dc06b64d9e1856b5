//! `apart`: of each list, no two schools may be in one group.

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};

/// Whether two schools may be in one group, given one list of schools to keep apart.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::apart::permits;
/// assert!(!permits(&["1", "2", "3"], "1", "3"));
/// assert!(permits(&["1", "2", "3"], "1", "4"));
/// ```
#[must_use]
pub fn permits<T: AsRef<str>>(list: &[T], a: &str, b: &str) -> bool {
    let has = |id: &str| list.iter().any(|entry| entry.as_ref() == id);
    a == b || !(has(a) && has(b))
}

pub(super) fn broken(problem: &Problem, a: SchoolIndex, b: SchoolIndex) -> Option<Broken> {
    let (first, second) = (problem.school(a), problem.school(b));
    let lists = &problem.rules().hard.apart;
    lists.iter().any(|list| !permits(list, &first.id, &second.id)).then(|| {
        let message = format!("{} and {} are to be apart", first.display_name(), second.display_name());
        Broken::new(problem, Rule::Apart, &[a, b], message)
    })
}
