//! How reports speak of a school: its name, and what tells it from others of that name.

use crate::model::problem::Problem;
use crate::model::rules::Rule;
use crate::report::words::line;

/// The name that people know a school by; the id for a school that the problem does not have.
pub(super) fn name<'a>(problem: &'a Problem, id: &'a str) -> &'a str {
    problem.index(id).map_or(id, |school| problem.school(school).display_name())
}

/// The values of the attributes in which the schools of a group differ, then of those in which they are the same.
pub(super) fn traits(problem: &Problem, id: &str) -> Vec<String> {
    let Some(index) = problem.index(id) else {
        return Vec::new();
    };
    let school = problem.school(index);
    let names = problem.attributes_of(Rule::Differ).chain(problem.attributes_of(Rule::Same));
    names.filter_map(|name| school.attribute(&name)).map(ToString::to_string).collect()
}

/// A school's name with what tells it from its peers: "Ash Primary (London, Oakwood Trust)".
pub(super) fn named(problem: &Problem, id: &str) -> String {
    let traits = traits(problem, id);
    let traits = if traits.is_empty() { String::new() } else { format!(" ({})", traits.join(", ")) };
    line(&format!("{}{traits}", name(problem, id)))
}
