//! The tables, attributes and locations that the benefit terms need.

use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::rules::Rules;
use crate::rules::no_repeat::no_history;
use crate::school::School;
use crate::tables::Tables;
use crate::validate::names::unknown_attribute;

pub(super) fn check(cohort: &Cohort, rules: &Rules, tables: &Tables) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (name, weights) in [("variety", &rules.benefit.variety), ("likeness", &rules.benefit.likeness)] {
        for attribute in weights.keys() {
            issues.extend(unknown_attribute(cohort, attribute, format!("benefit.{name}.{attribute}")));
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
