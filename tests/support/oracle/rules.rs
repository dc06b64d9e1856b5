//! The hard rules, as the design defines them: which ones a group or a plan breaks.

use std::collections::BTreeSet;

use tercet::model::rules::Rule;
use tercet::model::rules::at_most::AtMostKind;
use tercet::model::rules::traits::Trait;
use tercet::model::sizes::Count;

use super::{Oracle, benefit};
use crate::distances;
use crate::rational::Rational;
use crate::stated::Stated;

pub(super) fn broken_by_group(oracle: &Oracle, group: &[usize]) -> BTreeSet<Rule> {
    let stated = oracle.stated;
    let hard = &stated.rules.hard;
    let mut broken = BTreeSet::new();
    let mut expect = |rule: Rule, holds: bool| {
        if !holds {
            broken.insert(rule);
        }
    };

    expect(Rule::Sizes, stated.rules.sizes.allowed.contains(&group.len()));
    for (place, &a) in group.iter().enumerate() {
        for &b in &group[place + 1..] {
            expect(
                Rule::Differ,
                attributes(stated, &hard.differ, &["region", "trust"]).all(|name| differ(stated, name, a, b)),
            );
            expect(Rule::Same, attributes(stated, &hard.same, &["phase"]).all(|name| alike(stated, name, a, b)));
            distances::expected(stated, a, b).into_iter().for_each(|(rule, holds)| expect(rule, holds));
            expect(Rule::NoRepeatYears, not_again(stated, a, b));
            let both = |list: &[String]| has(stated, list, a) && has(stated, list, b);
            expect(Rule::Apart, !hard.apart.iter().any(|list| both(list)));
            expect(Rule::Forbidden, !stated.tables.forbidden.entries().iter().any(|pair| both(pair)));
        }
    }
    expect(Rule::CommonDays, days_in_common(stated, group) >= hard.common_days.unwrap_or(0) as usize);
    for rule in &hard.at_most {
        let most = match &rule.kind {
            AtMostKind::Trait(kind) => group.iter().filter(|&&school| holds(oracle, kind, school)).count(),
            AtMostKind::AnyValue { attribute } => most_alike(stated, attribute, group),
        };
        expect(Rule::AtMost, most <= rule.count);
    }
    for rule in &hard.at_least {
        let count = group.iter().filter(|&&school| holds(oracle, &rule.kind, school)).count();
        expect(Rule::AtLeast, count >= rule.count);
    }
    let shares_but_differs = |list: &Vec<String>| {
        let inside = group.iter().filter(|&&school| has(stated, list, school)).count();
        (inside > 0).then_some((inside, list.len()))
    };
    for (inside, all) in hard.together.iter().filter_map(shares_but_differs) {
        expect(Rule::Together, inside == all);
    }
    for (inside, all) in hard.locked.iter().filter_map(shares_but_differs) {
        expect(Rule::Locked, inside == all && group.len() == all);
    }
    // For a single school, what it learns or shares does not matter, because the rule on sizes already refuses it.
    if group.len() > 1 {
        for &school in group {
            let reaches = |points: i128, fraction: Option<f64>| {
                let least = Rational::whole(10_000) * Rational::decimal(fraction.unwrap_or(0.0));
                Rational::whole(points) >= least
            };
            expect(Rule::LearnAtLeast, reaches(benefit::learn(oracle, school, group), hard.learn_at_least));
            expect(Rule::ShareAtLeast, reaches(benefit::share(oracle, school, group), hard.share_at_least));
        }
    }
    broken
}

pub(super) fn broken_by_plan(stated: &Stated, groups: &[Vec<usize>], unmatched: &[usize]) -> BTreeSet<Rule> {
    let hard = &stated.rules.hard;
    let mut broken = BTreeSet::new();
    for (&size, count) in &stated.rules.sizes.exactly {
        let have = groups.iter().filter(|group| group.len() == size).count();
        let holds = match *count {
            Count::Exactly(exact) => have == exact,
            Count::Between(least, most) => least <= have && have <= most,
        };
        if !holds {
            broken.insert(Rule::Exactly);
        }
    }
    let left_out = |list: &Vec<String>| unmatched.iter().filter(|&&school| has(stated, list, school)).count();
    if hard.together.iter().any(|list| left_out(list) != 0 && left_out(list) != list.len()) {
        broken.insert(Rule::Together);
    }
    if hard.locked.iter().any(|list| left_out(list) != 0) {
        broken.insert(Rule::Locked);
    }
    if hard.unmatched.price().is_none() && !unmatched.is_empty() {
        broken.insert(Rule::Unmatched);
    }
    broken
}

/// The attributes as stated, or else those defaults that any school has declared.
fn attributes<'a>(
    stated: &'a Stated,
    list: &'a Option<Vec<String>>,
    defaults: &'a [&'a str],
) -> impl Iterator<Item = &'a str> {
    let known = |name: &&str| stated.schools.iter().any(|school| school.attribute(name).is_some());
    let default = if list.is_none() { defaults } else { &[] };
    list.iter().flatten().map(String::as_str).chain(default.iter().copied().filter(known))
}

fn has(stated: &Stated, list: &[String], school: usize) -> bool {
    list.contains(&stated.schools[school].id)
}

fn differ(stated: &Stated, name: &str, a: usize, b: usize) -> bool {
    let values = stated.schools[a].attribute(name).zip(stated.schools[b].attribute(name));
    values.is_none_or(|(a, b)| a != b)
}

fn alike(stated: &Stated, name: &str, a: usize, b: usize) -> bool {
    let values = stated.schools[a].attribute(name).zip(stated.schools[b].attribute(name));
    values.is_none_or(|(a, b)| a == b)
}

/// The number of days in the table on which every school of a group is available.
fn days_in_common(stated: &Stated, group: &[usize]) -> usize {
    let table = &stated.tables.usable_days;
    let can = |&school: &usize, date| {
        table.iter().any(|entry| entry.school == stated.schools[school].id && entry.dates.contains(date))
    };
    let dates: BTreeSet<_> = table.iter().flat_map(|entry| &entry.dates).collect();
    dates.into_iter().filter(|date| group.iter().all(|school| can(school, date))).count()
}

fn not_again(stated: &Stated, a: usize, b: usize) -> bool {
    let years = benefit::years_since(stated, a, b);
    stated.rules.hard.no_repeat_years.is_none_or(|within| years.is_none_or(|years| years > within))
}

fn holds(oracle: &Oracle, kind: &Trait, school: usize) -> bool {
    let stated = oracle.stated;
    let declared = &stated.schools[school];
    match kind {
        Trait::Attribute { attribute, value } => declared.attribute(attribute) == Some(value),
        Trait::Strength { strength, level } => {
            let area = stated.areas.iter().position(|area| area == strength);
            declared.strengths.contains_key(strength)
                && area.is_some_and(|area| oracle.levels[school][area] >= i128::from(*level))
        }
        Trait::Need { need } => declared.needs.get(need).is_some_and(|&priority| priority > 0.0),
        kind => unreachable!("the oracle does not know {kind:?}"),
    }
}

/// The largest number of a group's schools with the same value in an attribute.
fn most_alike(stated: &Stated, attribute: &str, group: &[usize]) -> usize {
    let value = |&school: &usize| stated.schools[school].attribute(attribute);
    let alike = |of| group.iter().filter(|school| value(school) == Some(of)).count();
    group.iter().filter_map(value).map(alike).max().unwrap_or(0)
}
