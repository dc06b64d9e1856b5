//! Rules that cannot hold together: found on their face, before any search, and never settled by an order among rules.

use std::collections::BTreeMap;

use crate::error::{Code, Issue};
use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::traits::Trait;
use crate::rules::{self, Rule};
use crate::sizes::LARGEST;

pub(super) fn check(problem: &Problem) -> Vec<Issue> {
    let mut issues = attributes(problem);
    issues.extend(locked(problem));
    issues.extend(locked_counts(problem));
    issues.extend(together(problem));
    issues
}

/// An attribute cannot be alike and different at once, nor shared by two schools where it is to differ.
fn attributes(problem: &Problem) -> Vec<Issue> {
    let hard = &problem.rules().hard;
    let mut issues = Vec::new();
    for attribute in problem.differ().iter().filter(|name| problem.same().contains(name)) {
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
        if rule.count > 1 && problem.differ().contains(attribute) {
            let (count, value) = (rule.count, value.to_string());
            let message = format!("{count} schools of a group are to have {attribute} {value}, and no two may");
            let issue = Issue::error(Code::RulesContradict, message, format!("set `differ` without {attribute:?}"));
            issues.push(issue.at_key(format!("rules.at_least[{at}]")));
        }
    }
    issues
}

fn locked(problem: &Problem) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut home: BTreeMap<SchoolIndex, usize> = BTreeMap::new();
    for (at, group) in problem.locked().iter().enumerate() {
        let key = format!("rules.locked[{at}]");
        for &school in group {
            if let Some(before) = home.insert(school, at) {
                let school = problem.school(school);
                let message = format!("{} is in locked groups {} and {}", school.display_name(), before + 1, at + 1);
                let issue = Issue::error(Code::LockedTwice, message, "leave it in one of them");
                issues.push(issue.of_school(&school.id).at_key(&key));
            }
        }
        // Of a group far too large only its size is said: each of its pairs would be one issue more.
        let broken = rules::broken_by_group(problem, &group[..group.len().min(LARGEST + 1)]);
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

fn locked_counts(problem: &Problem) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (size, count) in &problem.rules().sizes.exactly {
        let locked = problem.locked().iter().filter(|group| group.len() == *size).count();
        if locked > count.most() {
            let message = format!("{locked} groups of {size} are locked, and {} are asked for at most", count.most());
            let issue = Issue::error(Code::RulesContradict, message, "ask for more, or unlock some");
            issues.push(issue.at_key(format!("sizes.exactly.{size}")));
        }
    }
    issues
}

fn together(problem: &Problem) -> Vec<Issue> {
    let lists = &problem.rules().hard.together;
    let largest = problem.rules().sizes.allowed.last().copied().unwrap_or(LARGEST);
    let mut issues = Vec::new();
    for set in problem.together() {
        let Some(&first) = set.first() else { continue };
        let at = lists.iter().position(|list| list.contains(&problem.school(first).id)).unwrap_or(0);
        let key = format!("rules.together[{at}]");
        if set.len() > largest {
            let named = problem.names(&set[..set.len().min(LARGEST + 1)]);
            let message =
                format!("{} schools are to be together, and a group has {largest} at most: {named}", set.len());
            let fix = "shorten the list, or the lists that overlap with it, or allow larger groups";
            issues.push(Issue::error(Code::TogetherTooLarge, message, fix).at_key(&key));
            continue;
        }
        for broken in rules::broken_by_part(problem, set) {
            let message = format!("schools to be together may not be: {}", broken.message);
            let fix = format!("take one of them off the list, or change the rule `{}`", broken.rule);
            issues.push(Issue::error(Code::TogetherBreaksRule, message, fix).at_key(&key));
        }
    }
    issues
}
