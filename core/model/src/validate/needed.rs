//! What a rule or term needs besides itself: tables and locations.

use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::rules::Rules;
use crate::school::School;
use crate::tables::Tables;

pub(super) fn check(cohort: &Cohort, rules: &Rules, tables: &Tables) -> Vec<Issue> {
    let mut issues = Vec::new();
    let hard = &rules.hard;
    if hard.max_minutes.is_some() && tables.minutes.is_empty() {
        issues.push(
            Issue::error(Code::MissingTable, "there is no travel table", "give travel times, or use `max_km`")
                .at_key("rules.max_minutes"),
        );
    }
    if hard.common_days.is_some() && tables.usable_days.is_empty() {
        let message = "there is no table of usable days";
        let fix = "give the usable days of each school, or the year that they follow from";
        issues.push(Issue::error(Code::MissingTable, message, fix).at_key("rules.common_days"));
    }
    if rules.benefit.own > 0.0 && tables.own.is_empty() {
        let fix = "give the table of pairs and points, or remove the weight";
        issues.push(Issue::error(Code::MissingTable, "there is no own benefit table", fix).at_key("benefit.own"));
    }
    // A first year has no history, and the rules of the years to come may be written already.
    let novelty = rules.benefit.novelty.is_some_and(|novelty| novelty.weight > 0.0);
    for (wanted, key) in [(hard.no_repeat_years.is_some(), "rules.no_repeat_years"), (novelty, "benefit.novelty")] {
        if wanted && tables.history.is_empty() {
            let message = "there are no past groups, so no two schools have met";
            let fix = "give the history, unless this is the first year";
            issues.push(Issue::warning(Code::MissingTable, message, fix).at_key(key));
        }
    }
    locations(cohort, rules, &mut issues);
    issues
}

fn locations(cohort: &Cohort, rules: &Rules, issues: &mut Vec<Issue>) {
    let lost: Vec<&School> = cohort.schools().iter().filter(|school| school.location.is_none()).collect();
    if lost.is_empty() {
        return;
    }
    let every = if lost.len() == cohort.len() { "no school has a location" } else { "" };
    if rules.hard.max_km.is_some() {
        let fix = "give easting and northing, or remove `max_km`";
        if every.is_empty() {
            let issue = |school: &&School| {
                let message = format!("{} has no location, and `max_km` needs it", school.display_name());
                cohort.place(school, None, Issue::error(Code::MissingLocation, message, fix))
            };
            issues.extend(lost.iter().map(issue));
        } else {
            issues.push(Issue::error(Code::MissingLocation, every, fix).at_key("rules.max_km"));
        }
    }
    if rules.benefit.closeness.is_some_and(|closeness| closeness.weight > 0.0) {
        let message = if every.is_empty() { super::schools::sentence(&lost, "no location") } else { every.to_owned() };
        let message = format!("{message}, which counts as far from everyone");
        let issue = Issue::warning(Code::MissingLocation, message, "give easting and northing");
        issues.push(issue.at_key("benefit.closeness"));
    }
}
