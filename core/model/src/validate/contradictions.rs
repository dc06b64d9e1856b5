//! Rules that cannot hold together. They are found before any search, and no order of the rules ever settles them.

use std::collections::BTreeMap;

use crate::error::{Code, Issue};
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::rules::at_most::AtMostKind;
use crate::rules::statements::Statements;
use crate::rules::structure::Structure;
use crate::rules::traits::Trait;
use crate::rules::{Rule, RuleInForce, Rules};
use crate::sizes::LARGEST;

/// The rules, resolved for a cohort.
pub(super) struct Resolved<'a> {
    pub(super) facts: &'a Facts,
    pub(super) rules: &'a Rules,
    pub(super) statements: &'a Statements,
    pub(super) structure: &'a Structure,
}

pub(super) fn check(resolved: &Resolved<'_>) -> Vec<Issue> {
    let mut issues = attributes(resolved);
    issues.extend(locked(resolved));
    issues.extend(locked_counts(resolved));
    issues.extend(together(resolved));
    issues
}

/// Counts of `at_least` that no group can reach, or that `at_most` forbids.
pub(super) fn of_counts(rules: &Rules) -> Vec<Issue> {
    let largest = rules.sizes.allowed.last().copied();
    let mut issues = Vec::new();
    for (at, rule) in rules.hard.at_least.iter().enumerate() {
        let key = format!("rules.at_least[{at}]");
        if let Some(largest) = largest.filter(|&largest| rule.count > largest) {
            let message =
                format!("every group must have {} schools of a kind, but a group can have only {largest}", rule.count);
            let issue = Issue::error(Code::RulesContradict, message, "lower the count, or allow larger groups");
            issues.push(issue.at_key(format!("{key}.count")).with_value(rule.count.to_string()));
        }
        for most in &rules.hard.at_most {
            if most.kind == AtMostKind::Trait(rule.kind.clone()) && most.count < rule.count {
                let (least, most) = (rule.count, most.count);
                let message =
                    format!("a group must have at least {least} and at most {most} schools with {}", rule.kind);
                issues.push(Issue::error(Code::RulesContradict, message, "change one of the two counts").at_key(&key));
            }
        }
    }
    issues
}

/// The issue if the least distance is above the largest. No two schools can keep both.
pub(super) fn of_distances(rules: &Rules) -> Option<Issue> {
    let (least, most) = rules.hard.min_km.zip(rules.hard.max_km)?;
    (least > most && most >= 0.0).then(|| {
        let message = format!("two schools of a group must be at least {least} km and at most {most} km apart");
        let fix = "lower `min_km`, or raise `max_km`";
        Issue::error(Code::RulesContradict, message, fix).at_key("rules.min_km").with_value(least.to_string())
    })
}

/// The attributes in a rule's statements.
fn attributes_of(resolved: &Resolved<'_>, rule: Rule) -> Vec<String> {
    let statements = resolved.statements.all().iter().filter(|statement| statement.rule() == rule);
    statements.filter_map(RuleInForce::part).collect()
}

/// The issues of attributes. A group cannot both share an attribute and differ in it, and two schools cannot need the same
/// value if values must differ.
fn attributes(resolved: &Resolved<'_>) -> Vec<Issue> {
    let hard = &resolved.rules.hard;
    let mut issues = Vec::new();
    let (differ, same) = (attributes_of(resolved, Rule::Differ), attributes_of(resolved, Rule::Same));
    for attribute in differ.iter().filter(|name| same.contains(name)) {
        let (key, default) = match (&hard.differ, &hard.same) {
            (None, _) => ("rules.same", ", which is the default of `differ`; set `differ` too"),
            (_, None) => ("rules.differ", ", which is the default of `same`; set `same` too"),
            _ => ("rules.same", ""),
        };
        let message = format!("{attribute} cannot be both different and the same in a group");
        let issue =
            Issue::error(Code::RulesContradict, message, format!("leave it out of one of the two lists{default}"));
        issues.push(issue.at_key(key).with_value(attribute));
    }
    for (at, rule) in hard.at_least.iter().enumerate() {
        let Trait::Attribute { attribute, value } = &rule.kind else { continue };
        if rule.count > 1 && differ.contains(attribute) {
            let (count, value) = (rule.count, value.to_string());
            let message = format!("{count} schools of a group must have {attribute} {value}, but no two may have it");
            let issue = Issue::error(Code::RulesContradict, message, format!("set `differ` without {attribute:?}"));
            issues.push(issue.at_key(format!("rules.at_least[{at}]")));
        }
    }
    issues
}

fn locked(resolved: &Resolved<'_>) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut home: BTreeMap<SchoolIndex, usize> = BTreeMap::new();
    for (at, group) in resolved.structure.locked.iter().enumerate() {
        let key = format!("rules.locked[{at}]");
        for &school in group {
            if let Some(before) = home.insert(school, at) {
                let school = resolved.facts.school(school);
                let message = format!("{} is in locked groups {} and {}", school.display_name(), before + 1, at + 1);
                let issue = Issue::error(Code::LockedTwice, message, "keep it in only one of them");
                issues.push(issue.of_school(&school.id).at_key(&key));
            }
        }
        // For a group that is far too large, the only issue is its size. Otherwise each of its pairs would add an issue.
        let broken = resolved.statements.broken_by_group(resolved.facts, &group[..group.len().min(LARGEST + 1)]);
        let too_large = group.len() > LARGEST;
        for broken in broken.into_iter().filter(|broken| broken.rule != Rule::Locked) {
            if too_large && broken.rule != Rule::Sizes {
                continue;
            }
            let message =
                if too_large { format!("a locked group has {} schools", group.len()) } else { broken.message };
            let fix = format!("change the locked group, or the rule `{}`", broken.rule);
            issues.push(Issue::error(Code::LockedBreaksRule, message, fix).at_key(&key));
        }
    }
    issues
}

fn locked_counts(resolved: &Resolved<'_>) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (size, count) in &resolved.rules.sizes.exactly {
        let locked = resolved.structure.locked.iter().filter(|group| group.len() == *size).count();
        if locked > count.most() {
            let message = format!("{locked} groups of {size} are locked, but at most {} are allowed", count.most());
            let issue = Issue::error(Code::RulesContradict, message, "allow more, or unlock some");
            issues.push(issue.at_key(format!("sizes.exactly.{size}")));
        }
    }
    issues
}

fn together(resolved: &Resolved<'_>) -> Vec<Issue> {
    let lists = &resolved.rules.hard.together;
    let largest = resolved.rules.sizes.allowed.last().copied().unwrap_or(LARGEST);
    let mut issues = Vec::new();
    for set in &resolved.structure.together {
        let Some(&first) = set.first() else { continue };
        let at = lists.iter().position(|list| list.contains(&resolved.facts.school(first).id)).unwrap_or(0);
        let key = format!("rules.together[{at}]");
        if set.len() > largest {
            let named = resolved.facts.names(&set[..set.len().min(LARGEST + 1)]);
            let message =
                format!("{} schools must be together, but a group has at most {largest} schools: {named}", set.len());
            let fix = "shorten the list or the lists that overlap with it, or allow larger groups";
            issues.push(Issue::error(Code::TogetherTooLarge, message, fix).at_key(&key));
            continue;
        }
        for broken in resolved.statements.broken_by_part(resolved.facts, set) {
            let message = format!("these schools must be together, but another rule forbids it: {}", broken.message);
            let fix = format!("take one of them off the list, or change the rule `{}`", broken.rule);
            issues.push(Issue::error(Code::TogetherBreaksRule, message, fix).at_key(&key));
        }
    }
    issues
}
