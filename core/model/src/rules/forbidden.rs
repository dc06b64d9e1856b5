//! Forbidden pairs: the analyst's own matrix of pairs that may not be in one group.

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};

/// Whether two schools may be in one group, given one forbidden pair; the order within the pair does not matter.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::forbidden::permits;
/// let pair = ["1".to_owned(), "2".to_owned()];
/// assert!(!permits(&pair, "2", "1"));
/// assert!(permits(&pair, "2", "3"));
/// ```
#[must_use]
pub fn permits(pair: &[String; 2], a: &str, b: &str) -> bool {
    let [x, y] = pair;
    !((x == a && y == b) || (x == b && y == a))
}

pub(super) fn broken(problem: &Problem, a: SchoolIndex, b: SchoolIndex) -> Option<Broken> {
    problem.is_forbidden(a, b).then(|| {
        let (x, y) = (problem.school(a).display_name(), problem.school(b).display_name());
        let message = format!("{x} and {y} are a forbidden pair");
        Broken::new(problem, Rule::Forbidden, &[a, b], message)
    })
}
