//! What a problem must be before it is compiled: every issue of the rules alone, of rules and tables against the cohort, and
//! of rules against one another.

mod areas;
mod contradictions;
mod days;
mod given;
mod matrices;
pub(crate) mod names;
pub(crate) mod numbers;
mod pairs;
mod places;
mod ranges;
pub(crate) mod schools;

use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::near_values;
use crate::rules::statements::Statements;
use crate::rules::structure::Structure;
use crate::rules::{RuleInForce, Rules};
use crate::tables::Tables;

use contradictions::Resolved;

/// What can be said of rules without a cohort: numbers out of range, lists too short.
pub(super) fn rules_alone(rules: &Rules) -> Vec<Issue> {
    let mut issues = ranges::check(rules);
    issues.extend(RuleInForce::issues(rules, &Tables::default()));
    issues.extend(contradictions::of_counts(rules));
    issues.extend(contradictions::of_distances(rules));
    placed(rules, issues)
}

/// The issues that are found before names are resolved: those of the rules alone, unknown names, and missing tables or locations.
pub(super) fn stated(cohort: &Cohort, rules: &Rules, tables: &Tables) -> Vec<Issue> {
    let mut issues = rules_alone(rules);
    issues.extend(placed(rules, RuleInForce::needs(cohort, rules, tables)));
    issues.extend(placed(rules, rules.benefit.needs(cohort, tables)));
    issues.extend(given::check(rules, tables));
    issues.extend(near_values::warnings(cohort, rules));
    issues.extend(areas::check(cohort));
    issues.extend(places::check(cohort, rules));
    issues.extend(pairs::check(cohort, tables));
    issues.extend(days::check(cohort, rules, tables));
    issues.extend(matrices::check(cohort, tables));
    issues.extend(schools::check(cohort, rules.scale.strength));
    issues
}

/// Strengths that are not within the scale, and schools that declare nothing.
pub(super) fn schools(cohort: &Cohort, rules: &Rules) -> Vec<Issue> {
    schools::check(cohort, rules.scale.strength)
}

/// The issues of rules that contradict one another.
pub(super) fn resolved(facts: &Facts, rules: &Rules, statements: &Statements, structure: &Structure) -> Vec<Issue> {
    placed(rules, contradictions::check(&Resolved { facts, rules, statements, structure }))
}

/// Adds the rules' file and line to issues of their keys.
fn placed(rules: &Rules, issues: Vec<Issue>) -> Vec<Issue> {
    issues.into_iter().map(|issue| rules.origin.place(issue)).collect()
}

#[cfg(test)]
mod tests;
