use super::*;
use crate::model::benefit::Closeness;
use crate::model::rules::at_least::AtLeast;
use crate::model::rules::at_most::AtMost;
use crate::model::rules::at_most::AtMostKind;
use crate::model::rules::traits::Trait;
use crate::model::rules::unmatched::Unmatched;
use crate::model::sizes::Count;
use crate::plan::example::{problem, problem_with, schools};

fn says(problem: &Problem, origin: Origin) -> Vec<String> {
    in_force(problem).into_iter().filter(|rule| rule.origin == origin).map(|rule| rule.says).collect()
}

#[test]
fn the_defaults_that_hold_are_named_as_defaults() {
    let expected = [
        "A group has 3 or 4 schools",
        "No two schools in a group have the same region (where it is known)",
        "No two schools in a group have the same trust (where it is known)",
        "Every school is in a group",
    ];
    assert_eq!(says(&problem(), Origin::Standard), expected);
    assert!(says(&problem(), Origin::Chosen).is_empty());
}

#[test]
fn every_stated_rule_is_a_sentence() {
    let ids = |list: [&str; 2]| vec![list.map(str::to_owned).to_vec()];
    let mut rules = Rules::default();
    rules.sizes.exactly.insert(3, Count::Between(1, 2));
    let hard = &mut rules.hard;
    hard.differ = Some(vec!["region".to_owned()]);
    hard.same = Some(Vec::new());
    hard.at_most = vec![AtMost { kind: AtMostKind::AnyValue { attribute: "trust".to_owned() }, count: 1 }];
    hard.at_least = vec![AtLeast { kind: Trait::Need { need: "eal".to_owned() }, count: 1 }];
    (hard.max_km, hard.learn_at_least, hard.no_repeat_years) = (Some(700.0), Some(0.55), Some(2));
    (hard.apart, hard.together) = (ids(["101", "106"]), ids(["101", "102"]));
    hard.unmatched = Unmatched::Price(4_000);
    let expected = [
        "The number of groups with 3 schools is 1 to 2",
        "No two schools in a group have the same region (where it is known)",
        "A group has at most 1 school with the same trust",
        "A group has at least 1 school with a need in EAL",
        "No two schools in a group are more than 700 km apart in a straight line",
        "Every school can learn at least 55% of what it asked for",
        "These schools are never in one group: Ash Primary, Fir Primary",
        "These schools are always in one group: Ash Primary, Birch Primary",
        "Schools that were in one group within 2 years do not meet again",
        "A school may be left without a group, for 4,000 points",
    ];
    assert_eq!(says(&problem_with(schools(), rules), Origin::Chosen), expected);
}

#[test]
fn weights_are_shown_as_shares() {
    let mut rules = Rules::default();
    rules.benefit.closeness = Some(Closeness { weight: 10.0, zero_at_km: 250.0 });
    let expected = [("learn", "35.0%"), ("share", "15.0%"), ("closeness", "50.0%")];
    let expected = expected.map(|(term, share)| (term.to_owned(), share.to_owned()));
    assert_eq!(weights(&problem_with(schools(), rules)), expected);
}
