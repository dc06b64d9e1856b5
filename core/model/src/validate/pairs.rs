//! Checks the entries of tables over pairs of schools: both schools are known and different, points are in range, and no
//! pair has two values.

use std::collections::BTreeMap;

use crate::benefit::own;
use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::tables::Tables;

pub(super) fn check(cohort: &Cohort, tables: &Tables) -> Vec<Issue> {
    let mut issues = history(tables);
    let forbidden = tables.forbidden.entries().iter().map(|[school, peer]| (school.as_str(), peer.as_str(), None));
    issues.extend(of_table(cohort, "forbidden", Order::EitherWay, forbidden));
    let own = tables.own.entries().iter().map(|entry| (entry.school.as_str(), entry.peer.as_str(), Some(entry.points)));
    issues.extend(of_table(cohort, "own", Order::AsGiven, own));
    let minutes = tables
        .minutes
        .entries()
        .iter()
        .map(|entry| (entry.school.as_str(), entry.peer.as_str(), Some(i64::from(entry.minutes))));
    issues.extend(of_table(cohort, "minutes", Order::EitherWay, minutes));
    for entry in tables.own.entries().iter().filter(|entry| !own::is_in_range(entry.points)) {
        let issue = Issue::error(Code::NumberOutOfRange, "the points are out of range", "give 0 to 10,000 points");
        issues.push(issue.of_school(&entry.school).at_key("tables.own").with_value(entry.points.to_string()));
    }
    issues
}

/// Whether the order of a pair matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    AsGiven,
    EitherWay,
}

fn history(tables: &Tables) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (at, past) in tables.history.iter().enumerate() {
        let key = format!("tables.history[{at}]");
        let mut ids: Vec<&str> = past.schools.iter().map(String::as_str).collect();
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            let issue = Issue::error(Code::RepeatedName, "the school is in one past group twice", "remove one");
            issues.push(issue.at_key(&key).with_value(twice[0]));
        }
        if let Some(year) = tables.year.filter(|&year| past.year >= year) {
            let message = format!("the group is not from the past, because the plan is for {year}");
            let issue = Issue::error(Code::NumberOutOfRange, message, "give an earlier year, or plan a later one");
            issues.push(issue.at_key(&key).with_value(past.year.to_string()));
        }
    }
    issues
}

fn of_table<'a>(
    cohort: &Cohort,
    name: &str,
    order: Order,
    entries: impl Iterator<Item = (&'a str, &'a str, Option<i64>)>,
) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut first: BTreeMap<(&str, &str), Option<i64>> = BTreeMap::new();
    let mut strangers: Vec<&str> = Vec::new();
    for (at, (school, peer, number)) in entries.enumerate() {
        let key = format!("tables.{name}[{at}]");
        strangers.extend([school, peer].into_iter().filter(|id| cohort.position(id).is_none()));
        if school == peer {
            let issue = Issue::error(
                Code::RepeatedName,
                "the pair names the same school twice",
                "name two schools, or remove it",
            );
            issues.push(issue.at_key(&key).with_value(school));
        }
        let turned = order == Order::EitherWay && peer < school;
        let pair = if turned { (peer, school) } else { (school, peer) };
        if first.insert(pair, number).is_some_and(|before| before != number) {
            let message = format!("the pair {school} and {peer} is given twice, with different numbers");
            let issue = Issue::error(Code::DuplicateEntry, message, "keep only one of them");
            issues.push(issue.at_key(&key).with_value(number.map(|number| number.to_string()).unwrap_or_default()));
        }
    }
    issues.extend(passed_over(name, strangers));
    issues
}

/// A warning about schools that are not in the cohort. A table may cover more schools, so this is not an error.
pub(super) fn passed_over(name: &str, mut strangers: Vec<&str>) -> Option<Issue> {
    strangers.sort_unstable();
    strangers.dedup();
    let example = strangers.first()?;
    let message = match strangers.len() {
        1 => "a school of the table is not in the cohort, and is ignored".to_owned(),
        count => format!("{count} schools of the table are not in the cohort, such as this one, and are ignored"),
    };
    let issue = Issue::warning(
        Code::UnknownSchool,
        message,
        "check the ids, unless the table covers more schools than the cohort",
    );
    Some(issue.at_key(format!("tables.{name}")).with_value(*example))
}
