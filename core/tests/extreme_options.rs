//! Options at the ends of their ranges, on the smallest cohorts, give a plan or an error, but never a panic. Each plan
//! reads back equal.

use std::path::Path;
use std::time::Duration;

use tercet::model::generate::{Shape, generate};
use tercet::model::rules::AimKind;
use tercet::{Cohort, Error, Options, Plan, Problem, Rules, School, Strategy, solve};

fn problems() -> Vec<Problem> {
    let alone = Cohort::new(vec![School::new("1", "Ash")], Vec::new()).expect("a cohort of one");
    let some = generate(&Shape::default().with_schools(12), 0).expect("a shape that exists");
    [alone, some].map(|cohort| Problem::new(cohort, Rules::default()).expect("a sound problem")).into()
}

#[test]
fn a_cohort_of_nobody_is_an_issue() {
    let nobody = Cohort::new(Vec::new(), Vec::new()).and_then(|cohort| Problem::new(cohort, Rules::default()));
    assert!(!nobody.expect_err("nothing to solve").issues().is_empty());
}

#[test]
fn a_check_says_at_once_all_that_a_solve_would_refuse() {
    let mut rules = Rules::default();
    rules.aim.kind = AimKind::WorstFirst;
    let cohort = generate(&Shape::default().with_schools(12), 0).expect("a shape that exists");
    let problem = Problem::new(cohort, rules).expect("a sound problem");
    for strategy in Strategy::ALL {
        let options = Options::default().with_strategy(strategy).with_work_limit(1);
        let (checked, solved) = (options.check(&problem), solve(&problem, &options));
        let said = |error: Option<Error>| error.map(|error| error.to_string());
        assert_eq!(said(checked.err()), said(solved.err()), "{strategy}");
    }
    let options = Options::default().with_strategy(Strategy::Mip).with_threads(0);
    let said = options.check(&problem).expect_err("neither can be followed").to_string();
    assert!(said.contains("threads is 0") && said.contains("worst_first"), "{said}");
}

#[test]
fn extreme_options_give_a_plan_that_is_read_back_equal_or_an_error() {
    for problem in problems() {
        for strategy in Strategy::ALL {
            for (time, work) in
                [(Duration::ZERO, 0), (Duration::ZERO, u64::MAX), (Duration::MAX, 0), (Duration::MAX, 1)]
            {
                for (seed, threads) in [(u64::MAX, 1), (0, 2), (0, 0), (0, usize::MAX)] {
                    let options = Options::default().with_strategy(strategy).with_seed(seed).with_threads(threads);
                    let options = options.with_time_limit(time).with_work_limit(work);
                    let Ok(plan) = solve(&problem, &options) else { continue };
                    let text = plan.to_json();
                    let read = Plan::from_json(&text, Path::new("plan.json")).expect("a plan of our own");
                    assert_eq!(read.to_json(), text);
                }
            }
        }
    }
}
