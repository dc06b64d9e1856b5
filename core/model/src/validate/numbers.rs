//! Issues that many rules share: a number out of range, a list that is too short or repeats itself.

use std::collections::BTreeSet;

use crate::error::{Code, Issue};

/// The issue of a number that is out of range.
pub(crate) fn out_of_range(key: &str, value: &dyn ToString, wanted: &str) -> Issue {
    Issue::error(Code::NumberOutOfRange, "the number is out of range", format!("give {wanted}"))
        .at_key(key)
        .with_value(value.to_string())
}

/// The issues of lists of schools: a list with too few schools, or with a school twice. `key` is the path of the lists.
pub(crate) fn of_lists(lists: &[Vec<String>], fewest: usize, key: &str) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (at, list) in lists.iter().enumerate() {
        let key = format!("{key}[{at}]");
        issues.extend(repeats(list, &key));
        if list.len() < fewest {
            let message = match list.len() {
                0 => "the list is empty, so it has no effect",
                _ => "the list has only one school, so it has no effect",
            };
            let issue =
                Issue::error(Code::TooFewNames, message, format!("name {fewest} schools or more, or remove it"));
            issues.push(issue.at_key(&key));
        }
    }
    issues
}

/// The issue of each name that a list has twice.
pub(crate) fn repeats(list: &[String], key: &str) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut seen = BTreeSet::new();
    let mut told = BTreeSet::new();
    for name in list {
        if !seen.insert(name) && told.insert(name) {
            let issue = Issue::error(Code::RepeatedName, "the name is in one list twice", "remove one of them");
            issues.push(issue.at_key(key).with_value(name));
        }
    }
    issues
}
