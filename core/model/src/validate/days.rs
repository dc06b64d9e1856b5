//! The table of usable days: each school of the cohort once, and within a window that a programme may have.

use std::collections::BTreeSet;

use crate::cohort::Cohort;
use crate::dates::days_between;
use crate::days::{LONGEST, ends};
use crate::error::{Code, Issue};
use crate::rules::Rules;
use crate::school::School;
use crate::tables::Tables;
use crate::validate::{pairs, schools};

const KEY: &str = "tables.usable_days";

pub(super) fn check(cohort: &Cohort, rules: &Rules, tables: &Tables) -> Vec<Issue> {
    let table = &tables.usable_days;
    let mut issues = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, entry) in table.iter().enumerate().filter(|(_, entry)| !seen.insert(&entry.school)) {
        let issue = Issue::error(Code::DuplicateEntry, "the school already has days", "give all its days in one place");
        issues.push(issue.of_school(&entry.school).at_key(format!("{KEY}[{at}]")));
    }
    if let Some((first, last)) = ends(table).filter(|&(first, last)| days_between(first, last) >= LONGEST) {
        let message = format!("the usable days span more than {LONGEST} days");
        let issue = Issue::error(Code::NumberOutOfRange, message, "give the days of one programme");
        issues.push(issue.at_key(KEY).with_value(format!("{first} to {last}")));
    }
    // That there is no table at all is said once.
    if rules.hard.common_days.is_some() && !table.is_empty() {
        let has_none = |school: &&School| !seen.contains(&school.id);
        issues.extend(left_out(&cohort.schools().iter().filter(has_none).collect::<Vec<_>>()));
    }
    let strangers = seen.into_iter().map(String::as_str).filter(|id| cohort.position(id).is_none());
    issues.extend(pairs::passed_over(cohort, "usable_days", strangers.collect()));
    issues
}

/// A school that is left out may have any day or none: only the analyst knows.
fn left_out(without: &[&School]) -> Vec<Issue> {
    let fix = "give its days, or drop `common_days`";
    if without.len() <= schools::FEW {
        let issue = |school: &&School| {
            let message = format!("{} has no usable days in the table", school.display_name());
            Issue::error(Code::MissingDays, message, fix).of_school(&school.id).at_key(KEY)
        };
        return without.iter().map(issue).collect();
    }
    let message = schools::sentence(without, "no usable days in the table");
    vec![Issue::error(Code::MissingDays, message, "give their days, or drop `common_days`").at_key(KEY)]
}
