use super::*;
use crate::compile::components::components;
use crate::model::generate::{Shape, generate};
use crate::model::problem::Problem;
use crate::model::rules::Rules;
use crate::solve::limits::Cancel;
use crate::solve::options::Strategy;
use crate::testing::brute_force::{TUNING, run};
use crate::units::Points;

/// Two phases give two components, each with more than one neighbourhood.
fn compiled(rules: &str) -> Compiled {
    let mut shape = Shape::default().with_schools(270);
    shape.phases = 2;
    let cohort = generate(&shape, 3).expect("a shape that exists");
    let rules: Rules = toml::from_str(rules).expect("sound rules");
    Compiled::new(&Problem::new(cohort, rules).expect("a sound problem"))
}

fn round(number: u64, seed: u64, steps: u64) -> Round<'static> {
    Round { number, seed, steps, tuning: &TUNING.local_search }
}

fn no_limits() -> Limits {
    Limits::start(None, None, Cancel::new())
}

/// The greedy plan as drafts, one for each component.
fn drafts(compiled: &Compiled) -> Vec<Draft> {
    let found = crate::solve::search::search(&run(compiled, &no_limits()), Strategy::Greedy, None);
    let found = found.filter(|found| found.is_feasible).expect("the greedy search finds a plan");
    let alone = |school: &SchoolIndex| vec![*school];
    (components(compiled).iter())
        .map(|component| {
            let within = |group: &&Vec<SchoolIndex>| component.contains(&group[0]);
            let groups = found.groups.iter().filter(within).map(|group| group.iter().map(alone).collect());
            let out = found.unmatched.iter().filter(|school| component.contains(school)).map(alone);
            Draft { groups: groups.collect(), out: out.collect() }
        })
        .collect()
}

/// The value of a draft that keeps every rule.
fn value(compiled: &Compiled, draft: &Draft) -> Points {
    for group in draft.school_groups() {
        assert!(compiled.is_feasible(&group), "{group:?}");
    }
    assert!(draft.out.is_empty() || compiled.price().is_some());
    let left_out: Points = draft.out.iter().map(|_| compiled.price().unwrap_or(0)).sum();
    draft.school_groups().map(|group| compiled.value(&group)).sum::<Points>() - left_out
}

fn schools(draft: &Draft) -> Vec<SchoolIndex> {
    let mut schools: Vec<SchoolIndex> = draft.school_groups().flatten().chain(draft.out.concat()).collect();
    schools.sort_unstable();
    schools
}

#[test]
fn no_round_makes_a_plan_worse_breaks_a_rule_or_loses_a_school() {
    for rules in
        ["", "rules = { unmatched = 3000 }", "benefit = { learn = 1, closeness = { weight = 1, zero_at_km = 200 } }"]
    {
        let compiled = compiled(rules);
        let mut drafts = drafts(&compiled);
        let parts = num_neighbourhoods(&drafts, &TUNING.local_search);
        assert!(drafts.len() == 2 && parts > 2, "{parts} neighbourhoods");
        let start: Points = drafts.iter().map(|draft| value(&compiled, draft)).sum();
        let mut before: Vec<Points> = drafts.iter().map(|draft| value(&compiled, draft)).collect();
        let all: Vec<Vec<SchoolIndex>> = drafts.iter().map(schools).collect();
        for number in 0..5 {
            search(&compiled, &mut drafts, round(number, 1, 60), &no_limits());
            assert_eq!(drafts.iter().map(schools).collect::<Vec<_>>(), all);
            let after: Vec<Points> = drafts.iter().map(|draft| value(&compiled, draft)).collect();
            assert!(after.iter().zip(&before).all(|(after, before)| after >= before), "{before:?} to {after:?}");
            before = after;
        }
        assert!(before.iter().sum::<Points>() > start, "five rounds find something better than a greedy plan");
    }
}

#[test]
fn prescribed_numbers_of_groups_are_kept_in_every_round() {
    let compiled = compiled("sizes = { allowed = [3, 4], exactly = { 3 = [20, 30] } }");
    let mut drafts = drafts(&compiled);
    let trios =
        |drafts: &[Draft]| drafts.iter().flat_map(Draft::school_groups).filter(|group| group.len() == 3).count();
    assert!((20..=30).contains(&trios(&drafts)));
    for number in 0..4 {
        search(&compiled, &mut drafts, round(number, 2, 60), &no_limits());
        drafts.iter().for_each(|draft| _ = value(&compiled, draft));
        assert!((20..=30).contains(&trios(&drafts)), "{}", trios(&drafts));
    }
}

#[test]
fn a_round_of_the_same_seed_gives_the_same_plan_and_another_seed_another() {
    let compiled = compiled("");
    let searched = |seed: u64| {
        let mut drafts = drafts(&compiled);
        search(&compiled, &mut drafts, round(0, seed, 30), &no_limits());
        drafts.into_iter().map(|draft| draft.groups).collect::<Vec<_>>()
    };
    assert_eq!(searched(5), searched(5));
    assert_ne!(searched(5), searched(6));
}
