//! Every rule and every benefit term alone, on two to four schools, with exact numbers that were worked out by hand. Both
//! the model and the oracle are tested, because an oracle with the same mistake would prove nothing.

use tercet::compile::Compiled;
use tercet::model::benefit::Term;
use tercet::model::rules::Rule;
use tercet::model::rules::statements::Broken;
use tercet::{Problem, SchoolIndex};
use tercet_tests::cases::{self, Case};
use tercet_tests::oracle::Oracle;

fn problem(case: &Case) -> Problem {
    case.stated.problem().unwrap_or_else(|error| panic!("{}: {error}", case.place))
}

fn indices(problem: &Problem, ids: &[String]) -> Vec<SchoolIndex> {
    ids.iter().map(|id| problem.index(id).expect("a school of the case")).collect()
}

/// In the form of the cases: `differ: a b`.
fn line(broken: &Broken) -> String {
    format!("{}: {}", broken.rule, broken.schools.join(" ")).trim_end().to_owned()
}

#[test]
fn the_model_gives_the_value_that_was_worked_out() {
    for case in cases::all() {
        let problem = problem(&case);
        let price = case.stated.rules.hard.unmatched.price().unwrap_or(0);
        let mut value = -price * i64::try_from(case.unmatched.len()).expect("a few schools");
        for group in &case.groups {
            let group = indices(&problem, group);
            value += problem.value(&group);
            for &school in &group {
                if let Some(&points) = case.benefits.get(&problem.school(school).id) {
                    let ours = problem.benefit(school, &group);
                    assert_eq!(ours, points, "{}: {}", case.place, problem.school(school).id);
                }
            }
        }
        assert_eq!(value, case.value, "{}", case.place);
    }
}

#[test]
fn the_model_names_the_broken_rules_that_were_worked_out() {
    for case in cases::all() {
        let problem = problem(&case);
        let groups: Vec<Vec<SchoolIndex>> = case.groups.iter().map(|group| indices(&problem, group)).collect();
        let by_groups = groups.iter().flat_map(|group| problem.broken_by_group(group));
        let by_plan = problem.broken_by_plan(&groups, &indices(&problem, &case.unmatched));
        let mut broken: Vec<String> = by_groups.chain(by_plan).map(|broken| line(&broken)).collect();
        broken.sort();
        assert_eq!(broken, case.broken, "{}", case.place);
    }
}

#[test]
fn the_compiled_problem_refuses_the_groups_that_break_a_rule() {
    for case in cases::all() {
        let problem = problem(&case);
        let compiled = Compiled::new(&problem);
        for group in &case.groups {
            let group = indices(&problem, group);
            let breaks = problem.broken_by_group(&group);
            assert_eq!(compiled.is_feasible(&group), breaks.is_empty(), "{}: {breaks:?}", case.place);
            assert_eq!(compiled.value(&group), problem.value(&group), "{}", case.place);
        }
    }
}

#[test]
fn the_oracle_gives_the_numbers_that_were_worked_out() {
    for case in cases::all() {
        let oracle = Oracle::new(&case.stated);
        let places = |ids: &[String]| ids.iter().map(|id| case.stated.place(id)).collect::<Vec<usize>>();
        let groups: Vec<Vec<usize>> = case.groups.iter().map(|group| places(group)).collect();
        let unmatched = places(&case.unmatched);
        assert_eq!(oracle.plan_value(&groups, &unmatched), i128::from(case.value), "{}", case.place);
        assert_eq!(oracle.is_feasible(&groups, &unmatched), case.broken.is_empty(), "{}", case.place);
        assert_eq!(oracle.best().map(|best| best.value), case.optimum.map(i128::from), "{}", case.place);
    }
}

#[test]
fn every_rule_and_every_term_has_its_cases() {
    let mut rules: Vec<&str> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
    rules.sort_unstable();
    assert_eq!(cases::files("rules"), rules);
    // Other cases test how the terms are weighted against one another.
    let mut terms = [Term::KEYS, &["weights"]].concat();
    terms.sort_unstable();
    assert_eq!(cases::files("terms"), terms);
}
