//! The entries of tables over pairs of schools: known schools, two different ones, points in range, nothing said twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::benefit::own;
use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::tables::Tables;
use crate::validate::names::Slips;

pub(super) fn check(cohort: &Cohort, tables: &Tables) -> Vec<Issue> {
    let mut issues = history(cohort, tables);
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

/// Whether a pair is another one when it is turned round.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    AsGiven,
    EitherWay,
}

fn history(cohort: &Cohort, tables: &Tables) -> Vec<Issue> {
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
            let message = format!("the group is not from the past: {year} is being planned");
            let issue = Issue::error(Code::NumberOutOfRange, message, "give an earlier year, or plan a later one");
            issues.push(issue.at_key(&key).with_value(past.year.to_string()));
        }
    }
    let ids: BTreeSet<&str> = tables.history.iter().flat_map(|past| past.schools.iter().map(String::as_str)).collect();
    let strangers: Vec<&str> = ids.iter().copied().filter(|id| cohort.position(id).is_none()).collect();
    let (slips, gone) = slips(cohort, "history", &strangers);
    issues.extend(slips);
    // Schools leave and others join, so that only none at all is worth a word.
    if !ids.is_empty() && gone.len() == ids.len() {
        let message = "no school of the past groups is in the cohort, so no two schools have met";
        let issue = Issue::warning(Code::UnknownSchool, message, "check the ids, unless all schools are new");
        issues.push(issue.at_key("tables.history").with_value(gone[0]));
    }
    issues
}

/// The issue of ids that are nearly those of schools of the cohort, as spreadsheets change them, and the ids that are not.
fn slips<'a>(cohort: &Cohort, table: &str, strangers: &[&'a str]) -> (Option<Issue>, Vec<&'a str>) {
    const SHOWN: usize = 3;
    if strangers.is_empty() {
        return (None, Vec::new());
    }
    let known = Slips::of(cohort);
    let (near, others): (Vec<_>, Vec<_>) =
        strangers.iter().map(|&id| (id, known.meant(id))).partition(|(_, meant)| meant.is_some());
    let issue = near.first().map(|(first, meant)| {
        let listed = |ids: &[&str]| {
            let more = if near.len() > SHOWN { format!(" and {} more", near.len() - SHOWN) } else { String::new() };
            format!("{}{more}", ids.join(", "))
        };
        let (written, ids): (Vec<&str>, Vec<&str>) =
            near.iter().take(SHOWN).map(|&(id, meant)| (id, meant.unwrap_or_default())).unzip();
        let (message, fix) = match near.len() {
            1 => (
                format!("the cohort has no school {first:?}"),
                format!("did you mean {:?}?", meant.unwrap_or_default()),
            ),
            count => (
                format!("the cohort has no schools of {count} ids: {}", listed(&written)),
                format!("did you mean {}?", listed(&ids)),
            ),
        };
        Issue::error(Code::UnknownSchool, message, fix).at_key(format!("tables.{table}")).with_value(first)
    });
    (issue, others.into_iter().map(|(id, _)| id).collect())
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
            let issue = Issue::error(Code::DuplicateEntry, message, "leave one of them");
            issues.push(issue.at_key(&key).with_value(number.map(|number| number.to_string()).unwrap_or_default()));
        }
    }
    issues.extend(passed_over(cohort, name, strangers));
    issues
}

/// The schools of a table that are not in the cohort. A table may well be of a larger pool, so this is no error.
/// One that is nearly an id of the cohort is an error.
pub(super) fn passed_over(cohort: &Cohort, name: &str, mut strangers: Vec<&str>) -> Vec<Issue> {
    strangers.sort_unstable();
    strangers.dedup();
    let (slips, strangers) = slips(cohort, name, &strangers);
    slips.into_iter().chain(others(name, &strangers)).collect()
}

fn others(name: &str, strangers: &[&str]) -> Option<Issue> {
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
