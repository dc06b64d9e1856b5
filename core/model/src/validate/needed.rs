//! The tables, attributes and locations that the benefit terms need.

use crate::cohort::{Cohort, Kind};
use crate::error::{Code, Issue};
use crate::format::cells::Numbers;
use crate::format::columns::{is_mixed, plain_number};
use crate::rules::Rules;
use crate::rules::no_repeat::no_history;
use crate::school::{School, TEXT_ATTRIBUTES};
use crate::tables::Tables;
use crate::validate::names::unknown_attribute;

pub(super) fn check(cohort: &Cohort, rules: &Rules, tables: &Tables) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (name, weights) in [("variety", &rules.benefit.variety), ("likeness", &rules.benefit.likeness)] {
        for attribute in weights.keys() {
            let key = format!("benefit.{name}.{attribute}");
            issues.extend(mixed(cohort, attribute, &key));
            issues.extend(unknown_attribute(cohort, attribute, key));
        }
    }
    if rules.benefit.own > 0.0 && tables.own.is_empty() {
        let fix = "give the table of pairs and points, or remove the weight";
        issues.push(Issue::error(Code::MissingTable, "there is no own benefit table", fix).at_key("benefit.own"));
    }
    if rules.benefit.novelty.is_some_and(|novelty| novelty.weight > 0.0) && tables.history.is_empty() {
        issues.push(no_history("benefit.novelty"));
    }
    if rules.benefit.closeness.is_some_and(|closeness| closeness.weight > 0.0) {
        issues.extend(locations(cohort));
    }
    issues
}

/// Tables that were given and that nothing uses.
pub(super) fn unused(rules: &Rules, tables: &Tables) -> Vec<Issue> {
    let (hard, benefit) = (&rules.hard, &rules.benefit);
    let novelty = benefit.novelty.is_some_and(|novelty| novelty.weight > 0.0);
    let given = [
        ("history", tables.history.is_empty(), hard.no_repeat_years.is_some() || novelty, "no_repeat_years or novelty"),
        ("own", tables.own.is_empty(), benefit.own > 0.0, "own"),
        ("minutes", tables.minutes.is_empty(), hard.max_minutes.is_some(), "max_minutes"),
        ("usable_days", tables.usable_days.is_empty(), hard.common_days.is_some(), "common_days"),
    ];
    let unused = given.into_iter().filter(|&(_, is_empty, is_used, _)| !is_empty && !is_used);
    unused
        .map(|(table, _, _, user)| {
            let message = format!("the table {table:?} is given, and no rule or term uses it");
            let fix = format!("state {user} in the rules, or leave the table out");
            Issue::warning(Code::UnusedTable, message, fix).at_key(format!("tables.{table}"))
        })
        .collect()
}

/// Past groups say how long ago schools met only if the year is known that is being planned.
pub(super) fn year(rules: &Rules, tables: &Tables) -> Option<Issue> {
    let novelty = rules.benefit.novelty.is_some_and(|novelty| novelty.weight > 0.0);
    let is_used = rules.hard.no_repeat_years.is_some() || novelty;
    let last = tables.history.iter().map(|past| past.year).max()?;
    (is_used && tables.year.is_none()).then(|| {
        let message = format!("nothing says which year is being planned; the last past group is of {last}");
        let fix = format!("state the planning year, such as {}", last.saturating_add(1));
        Issue::error(Code::MissingYear, message, fix).at_key("tables.year")
    })
}

/// Terms that compare numbers, over columns that are numbers but for a few cells: they would compare text.
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

fn locations(cohort: &Cohort) -> Option<Issue> {
    let lost: Vec<&School> = cohort.schools().iter().filter(|school| school.location.is_none()).collect();
    let message = match lost.len() {
        0 => return None,
        all if all == cohort.len() => "no school has a location".to_owned(),
        _ => super::schools::sentence(&lost, "no location"),
    };
    let message = format!("{message}, which counts as far from everyone");
    let issue = Issue::warning(Code::MissingLocation, message, "give easting and northing");
    Some(issue.at_key("benefit.closeness"))
}
