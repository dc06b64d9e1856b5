//! How reports name a school: its name, and its traits if others have the same name.

use crate::model::problem::Problem;
use crate::model::rules::Rule;
use crate::report::words::line;

/// The name that people know a school by; the id if the problem does not have the school.
pub(super) fn name<'a>(problem: &'a Problem, id: &'a str) -> &'a str {
    problem.index(id).map_or(id, |school| problem.school(school).display_name())
}

/// The values of a school's attributes: first those that differ within the group, then those that are the same.
pub(super) fn traits(problem: &Problem, id: &str) -> Vec<String> {
    let Some(index) = problem.index(id) else {
        return Vec::new();
    };
    let school = problem.school(index);
    let names = problem.attributes_of(Rule::Differ).chain(problem.attributes_of(Rule::Same));
    names.filter_map(|name| school.attribute(&name)).map(ToString::to_string).collect()
}

/// A school's name and the traits that distinguish it from its peers: "Ash Primary (London, Oakwood Trust)".
pub(super) fn named(problem: &Problem, id: &str) -> String {
    let traits = traits(problem, id);
    let traits = if traits.is_empty() { String::new() } else { format!(" ({})", traits.join(", ")) };
    line(&format!("{}{traits}", name(problem, id)))
}

/// The heading of a group: the name that people gave it, or "Group 3".
pub(super) fn group_title(number: usize, name: Option<&str>) -> String {
    group(number, name, "Group")
}

/// A group within a sentence: the name that people gave it, or "group 3".
pub(super) fn group_in_text(number: usize, name: Option<&str>) -> String {
    group(number, name, "group")
}

/// A name that is only a number gets the word in front.
fn group(number: usize, name: Option<&str>, word: &str) -> String {
    match name.map(line) {
        Some(name) if name.chars().any(|c| !c.is_ascii_digit()) => name,
        Some(name) if !name.is_empty() => format!("{word} {name}"),
        _ => format!("{word} {number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_called_what_people_call_it() {
        assert_eq!(group_title(3, None), "Group 3");
        assert_eq!([group_title(3, Some("Badger-3")), group_in_text(3, Some("7"))], ["Badger-3", "group 7"]);
    }
}
