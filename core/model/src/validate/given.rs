//! The tables that are given, as a whole: whether a rule or term uses them, and whether the year that is being planned is stated.

use crate::error::{Code, Issue};
use crate::rules::Rules;
use crate::tables::Tables;

pub(super) fn check(rules: &Rules, tables: &Tables) -> Vec<Issue> {
    let mut issues = unused(rules, tables);
    issues.extend(year(rules, tables));
    issues
}

fn uses_history(rules: &Rules) -> bool {
    rules.hard.no_repeat_years.is_some() || rules.benefit.novelty.is_some_and(|novelty| novelty.weight > 0.0)
}

/// Tables that were given and that no rule or term uses.
fn unused(rules: &Rules, tables: &Tables) -> Vec<Issue> {
    let (hard, benefit) = (&rules.hard, &rules.benefit);
    let given = [
        ("history", tables.history.is_empty(), uses_history(rules), "`no_repeat_years` or `novelty`"),
        ("own", tables.own.is_empty(), benefit.own > 0.0, "`own`"),
        ("minutes", tables.minutes.is_empty(), hard.max_minutes.is_some(), "`max_minutes`"),
        ("usable_days", tables.usable_days.is_empty(), hard.common_days.is_some(), "`common_days`"),
    ];
    let unused = given.into_iter().filter(|&(_, is_empty, is_used, _)| !is_empty && !is_used);
    let issue = |(table, _, _, user): (&str, bool, bool, &str)| {
        let message = format!("the table `{table}` is given, but no rule or term uses it");
        let fix = format!("state {user} in the rules, or leave the table out");
        Issue::warning(Code::UnusedTable, message, fix).at_key(format!("tables.{table}"))
    };
    unused.map(issue).collect()
}

/// Past groups say how long ago schools met only if the year that is being planned is known.
fn year(rules: &Rules, tables: &Tables) -> Option<Issue> {
    let last = tables.history.iter().map(|past| past.year).max()?;
    (uses_history(rules) && tables.year.is_none()).then(|| {
        let message = format!("nothing says which year is being planned; the last past groups are of {last}");
        let next = last.saturating_add(1);
        let fix = format!("state it: --planning-year {next} on the command line, planning_year={next} in Python");
        Issue::error(Code::MissingYear, message, fix).at_key("tables.year")
    })
}
