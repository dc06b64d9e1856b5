//! The rules alone: every number in its range, every list long enough and without repeats.

use std::collections::BTreeSet;

use crate::benefit::Benefit;
use crate::days;
use crate::error::{Code, Issue};
use crate::rules::at_most::AtMostKind;
use crate::rules::traits::Trait;
use crate::rules::unmatched::Unmatched;
use crate::rules::{HardRules, Rules};
use crate::school::Value;
use crate::sizes::{LARGEST, SMALLEST, Sizes};
use crate::units::{MOST, billionths};

/// The highest price of an unmatched school: as far beyond any benefit as sums of it stay exact.
const HIGHEST_PRICE: i64 = 1_000_000_000;
/// Longer than the way round the Earth, and short enough for exact arithmetic.
const FARTHEST_KM: f64 = 100_000.0;

pub(super) fn check(rules: &Rules) -> Vec<Issue> {
    let mut issues = Vec::new();
    if !(rules.scale.strength > 0.0 && billionths(rules.scale.strength).is_some_and(|scale| scale > 0)) {
        issues.push(out_of_range("scale.strength", &rules.scale.strength, "the top of the scale, such as 5"));
    }
    sizes(&rules.sizes, &mut issues);
    benefit(&rules.benefit, &mut issues);
    hard(&rules.hard, &mut issues);
    traits(&rules.hard, rules.sizes.allowed.last().copied(), &mut issues);
    lists(&rules.hard, &mut issues);
    issues
}

fn out_of_range(key: &str, value: &dyn ToString, wanted: &str) -> Issue {
    Issue::error(Code::NumberOutOfRange, "the number is out of range", format!("give {wanted}"))
        .at_key(key)
        .with_value(value.to_string())
}

fn sizes(sizes: &Sizes, issues: &mut Vec<Issue>) {
    if sizes.allowed.is_empty() {
        let issue = Issue::error(Code::EmptySizes, "no group size is allowed", "give sizes such as [3, 4]");
        issues.push(issue.at_key("sizes.allowed"));
    }
    for &size in &sizes.allowed {
        if !(SMALLEST..=LARGEST).contains(&size) {
            let issue = Issue::error(
                Code::SizeOutOfRange,
                format!("groups of {size} schools are not supported"),
                format!("give sizes of {SMALLEST} to {LARGEST}"),
            );
            issues.push(issue.at_key("sizes.allowed").with_value(size.to_string()));
        }
    }
    for (size, count) in &sizes.exactly {
        let key = format!("sizes.exactly.{size}");
        if !sizes.allowed.contains(size) && count.most() > 0 {
            let message = format!("groups of {size} are asked for, and that size is not allowed");
            let issue = Issue::error(Code::SizeNotAllowed, message, "add the size to `sizes.allowed`");
            issues.push(issue.at_key(&key));
        }
        if count.least() > count.most() {
            let issue =
                Issue::error(Code::EmptyRange, "the range ends before it begins", "give the smaller number first");
            issues.push(issue.at_key(&key).with_value(format!("[{}, {}]", count.least(), count.most())));
        }
    }
}

fn benefit(benefit: &Benefit, issues: &mut Vec<Issue>) {
    let mut weights = vec![("benefit.learn".to_owned(), benefit.learn), ("benefit.share".to_owned(), benefit.share)];
    weights.extend(benefit.variety.iter().map(|(name, &weight)| (format!("benefit.variety.{name}"), weight)));
    weights.extend(benefit.likeness.iter().map(|(name, &weight)| (format!("benefit.likeness.{name}"), weight)));
    weights.extend(benefit.closeness.map(|closeness| ("benefit.closeness.weight".to_owned(), closeness.weight)));
    weights.extend(benefit.novelty.map(|novelty| ("benefit.novelty.weight".to_owned(), novelty.weight)));
    weights.push(("benefit.own".to_owned(), benefit.own));
    let mut any = false;
    for (key, weight) in weights {
        match billionths(weight) {
            Some(billionths) if weight >= 0.0 => any |= billionths > 0,
            _ => {
                any = true; // Said already; whether all are zero is not known.
                issues.push(out_of_range(&key, &weight, "a weight of 0 or more, at most 1,000,000,000"));
            }
        }
    }
    if !any {
        let message = "every weight is zero, so no plan is better than another";
        let issue = Issue::error(Code::NoBenefit, message, "give at least one weight above 0, such as learn = 7");
        issues.push(issue.at_key("benefit"));
    }
    if let Some(closeness) = benefit.closeness {
        let zero = closeness.zero_at_km;
        if !(zero <= FARTHEST_KM && billionths(zero).is_some_and(|zero| zero > 0)) {
            issues.push(out_of_range("benefit.closeness.zero_at_km", &zero, "more than 0 and at most 100,000 km"));
        }
    }
    if let Some(novelty) = benefit.novelty.filter(|novelty| !(0.0..=1.0).contains(&novelty.decay)) {
        issues.push(out_of_range("benefit.novelty.decay", &novelty.decay, "0 to 1"));
    }
}

fn hard(rules: &HardRules, issues: &mut Vec<Issue>) {
    for (key, fraction) in
        [("rules.learn_at_least", rules.learn_at_least), ("rules.share_at_least", rules.share_at_least)]
    {
        issues.extend(
            fraction
                .filter(|fraction| !(0.0..=1.0).contains(fraction))
                .map(|fraction| out_of_range(key, &fraction, "a share of 0 to 1; 0.4 is 40 %")),
        );
    }
    if let Some(km) = rules.max_km.filter(|km| !(0.0..=MOST).contains(km)) {
        issues.push(out_of_range("rules.max_km", &km, "0 km or more"));
    }
    let most = u32::try_from(days::LONGEST).unwrap_or(u32::MAX);
    if let Some(days) = rules.common_days.filter(|days| !(1..=most).contains(days)) {
        issues.push(out_of_range("rules.common_days", &days, "1 to 1,000 days"));
    }
    match rules.unmatched {
        Unmatched::Price(price) if !(0..=HIGHEST_PRICE).contains(&price) => {
            issues.push(out_of_range("rules.unmatched", &price, "a price of 0 to 1,000,000,000 points"));
        }
        _ => {}
    }
}

fn traits(rules: &HardRules, largest: Option<usize>, issues: &mut Vec<Issue>) {
    for (at, rule) in rules.at_most.iter().enumerate() {
        let key = format!("rules.at_most[{at}]");
        match &rule.kind {
            AtMostKind::Trait(kind) => issues.extend(of_trait(kind, &key)),
            AtMostKind::AnyValue { .. } if rule.count == 0 => {
                issues.push(out_of_range(
                    &format!("{key}.count"),
                    &rule.count,
                    "1 or more, or name a value that no group may have",
                ));
            }
            AtMostKind::AnyValue { .. } => {}
        }
    }
    for (at, rule) in rules.at_least.iter().enumerate() {
        let key = format!("rules.at_least[{at}]");
        issues.extend(of_trait(&rule.kind, &key));
        if let Some(largest) = largest.filter(|&largest| rule.count > largest) {
            let message = format!("every group is to have {} schools of a kind, and has {largest} at most", rule.count);
            let issue = Issue::error(Code::RulesContradict, message, "lower the count, or allow larger groups");
            issues.push(issue.at_key(format!("{key}.count")).with_value(rule.count.to_string()));
        }
        for most in &rules.at_most {
            if most.kind == AtMostKind::Trait(rule.kind.clone()) && most.count < rule.count {
                let (least, most) = (rule.count, most.count);
                let message =
                    format!("at least {least} and at most {most} schools of a group are to have {}", rule.kind);
                issues.push(Issue::error(Code::RulesContradict, message, "change one of the two counts").at_key(&key));
            }
        }
    }
}

fn of_trait(kind: &Trait, key: &str) -> Option<Issue> {
    match kind {
        Trait::Strength { level, .. } if *level > 100 => {
            Some(out_of_range(&format!("{key}.level"), level, "a level of 0 to 100 percent of the scale"))
        }
        Trait::Attribute { value: Value::Text(text), .. } if text.trim().is_empty() => {
            let issue =
                Issue::error(Code::MissingValue, "a blank is no value", "name a value, or remove the key `value`");
            Some(issue.at_key(format!("{key}.value")))
        }
        Trait::Attribute { value: Value::Number(number), .. } if billionths(*number).is_none() => {
            Some(out_of_range(&format!("{key}.value"), number, "a number within ±1,000,000,000"))
        }
        _ => None,
    }
}

fn lists(rules: &HardRules, issues: &mut Vec<Issue>) {
    for (name, list) in [("differ", &rules.differ), ("same", &rules.same)] {
        if let Some(list) = list {
            repeats(list, &format!("rules.{name}"), issues);
        }
    }
    for (name, lists, fewest) in
        [("apart", &rules.apart, 2), ("together", &rules.together, 2), ("locked", &rules.locked, SMALLEST)]
    {
        for (at, list) in lists.iter().enumerate() {
            let key = format!("rules.{name}[{at}]");
            repeats(list, &key, issues);
            if list.len() < fewest {
                let message = match list.len() {
                    0 => "the list is empty, which says nothing",
                    _ => "the list has one school, which says nothing",
                };
                let issue =
                    Issue::error(Code::TooFewNames, message, format!("name {fewest} schools or more, or remove it"));
                issues.push(issue.at_key(&key));
            }
        }
    }
}

fn repeats(list: &[String], key: &str, issues: &mut Vec<Issue>) {
    let mut seen = BTreeSet::new();
    let mut told = BTreeSet::new();
    for name in list {
        if !seen.insert(name) && told.insert(name) {
            let issue = Issue::error(Code::RepeatedName, "the name stands twice in one list", "remove one of them");
            issues.push(issue.at_key(key).with_value(name));
        }
    }
}
