use std::collections::BTreeSet;

use super::*;
use crate::model::generate::{Shape, generate};
use crate::model::rules::Rules;
use crate::plan::check::check_ids;
use crate::testing::example::{problem, problem_with, schools};

fn cohort(schools: usize) -> Problem {
    let cohort = generate(&Shape::default().with_schools(schools), 1).unwrap();
    Problem::new(cohort, Rules::default()).unwrap()
}

fn pairs(groups: &[Vec<String>]) -> BTreeSet<(&str, &str)> {
    let of = |group: &'_ Vec<String>| -> Vec<(usize, usize)> {
        (0..group.len()).flat_map(|a| (a + 1..group.len()).map(move |b| (a, b))).collect()
    };
    groups.iter().flat_map(|group| of(group).into_iter().map(|(a, b)| (group[a].as_str(), group[b].as_str()))).collect()
}

#[test]
fn no_pair_meets_again_and_schools_rise_from_year_to_year() {
    let problem = cohort(40);
    let options = SimulationOptions::default().with_strategies([Strategy::Greedy, Strategy::Random]);
    let found = simulate(&problem, &options).unwrap();
    assert_eq!(found.strategies.len(), 2);
    for strategy in &found.strategies {
        assert_eq!((strategy.years.len(), &strategy.end), (3, &None));
        let mut met = BTreeSet::new();
        let mut before = &found.start;
        for year in &strategy.years {
            let now = pairs(&year.groups);
            assert!(now.is_disjoint(&met), "{}", strategy.strategy);
            met.extend(now);
            assert!(year.after.mean > before.mean && year.after.worst >= before.worst);
            before = &year.after;
        }
        assert_eq!(strategy.years.iter().map(|year| year.year).collect::<Vec<_>>(), [1, 2, 3]);
    }
    // The first year is the same cohort for both, so its plans are valued alike.
    for strategy in &found.strategies {
        let first = &strategy.years[0];
        assert_eq!(check_ids(&problem, &first.groups).value, Some(first.value));
    }
    assert_eq!(simulate(&problem, &options).unwrap(), found, "a run repeats");
}

#[test]
fn the_first_year_is_that_of_the_problem_and_the_second_has_its_levels() {
    // Trios of six schools under the example's rules; the second year is solved for the schools as they have become.
    let options = SimulationOptions::default().with_years(1).with_strategies([Strategy::Greedy]);
    let found = simulate(&problem(), &options).unwrap();
    let year = &found.strategies[0].years[0];
    let index = |id: &String| problem().index(id).unwrap();
    let groups: Vec<Vec<SchoolIndex>> = year.groups.iter().map(|group| group.iter().map(index).collect()).collect();
    let practice = Practice::of(&problem()).after(&groups, Progress { rate: 30, met_at: 80 });
    assert_eq!(summary(&problem(), &practice), year.after);
    assert_eq!(found.start.open_needs, 9);
}

#[test]
fn the_summary_is_that_of_the_levels() {
    // Averages over declared areas: (100 + 0 + 0) / 3, (80 + 60 + 0) / 3, (60 + 80 + 0) / 3, (100 + 0) / 2, (80 + 0) / 2,
    // (60 + 0 + 0) / 3, in thousandths: 33,333, 46,666, 46,666, 50,000, 40,000 and 20,000.
    let found = summary(&problem(), &Practice::of(&problem()));
    assert_eq!((found.mean, found.spread, found.worst), (39_444, 10_258, 20_000));
    assert_eq!(found.worst_school.as_deref(), Some("106"));
}

#[test]
fn a_strategy_stops_where_no_plan_without_repeats_exists() {
    // Three schools that have met cannot meet again: the second year has no plan.
    let problem = problem_with(schools()[..3].to_vec(), Rules::default());
    let found = simulate(&problem, &SimulationOptions::default()).unwrap();
    for strategy in &found.strategies {
        assert_eq!(strategy.years.len(), 1);
        let end = strategy.end.as_ref().unwrap();
        assert_eq!((end.year, end.status, end.is_cancelled), (2, Status::Infeasible, false));
        assert!(!end.reasons.is_empty());
    }
}

#[test]
fn rules_that_contradict_the_history_end_a_strategy_and_say_so() {
    let mut rules = Rules::default();
    rules.hard.locked = vec![["101", "102", "103"].map(str::to_owned).to_vec()];
    let problem = problem_with(schools(), rules);
    let found = simulate(&problem, &SimulationOptions::default().with_strategies([Strategy::Greedy])).unwrap();
    let end = found.strategies[0].end.as_ref().unwrap();
    assert_eq!((found.strategies[0].years.len(), end.status), (1, Status::Infeasible));
    assert!(!end.reasons.is_empty() && end.reasons.iter().all(|reason| reason.contains("meet again")), "{end:?}");
}

#[test]
fn after_the_years_of_the_rule_schools_may_meet_again() {
    let mut rules = Rules::default();
    rules.hard.no_repeat_years = Some(1);
    let nine: Vec<_> = ["A", "B", "C", "D", "E", "F", "G", "H", "I"]
        .map(|id| crate::model::school::School::new(id, id).with_strength("eal", 3.0).with_need("reading", 1.0))
        .to_vec();
    let options = SimulationOptions::default().with_years(4).with_strategies([Strategy::Greedy]);
    // Without repeats nine schools have four rounds of trios, but a greedy search does not find them all.
    let found = simulate(&problem_with(nine, rules), &options).unwrap();
    assert_eq!((found.strategies[0].years.len(), &found.strategies[0].end), (4, &None));
    assert!(found.assumptions.iter().any(|told| told.contains("within 1 year do not meet again, as the rules say")));
}

#[test]
fn cancelling_leaves_the_year_out() {
    let cancel = Cancel::new();
    cancel.cancel();
    let options = SimulationOptions::default().with_strategies([Strategy::LocalSearch]);
    let found = simulate_with(&cohort(40), &options, &cancel, &Silent).unwrap();
    let end = found.strategies[0].end.as_ref().unwrap();
    assert!(found.strategies[0].years.is_empty() && end.is_cancelled);
}

#[test]
fn options_that_cannot_be_followed_are_refused_at_once() {
    let mut options = SimulationOptions::default().with_years(0).with_rate(101).with_strategies([]);
    options.met_at = 0;
    let message = simulate(&problem(), &options).unwrap_err().to_string();
    for wrong in ["years is 0", "rate is 101", "met_at is 0", "no strategy"] {
        assert!(message.contains(wrong), "{message}");
    }
}
