//! The same problem, options and seed give the same plan, whatever the number of threads.

use tercet::model::format::csv::read_cohort;
use tercet::model::generate::{Shape, generate};
use tercet::{Options, Plan, Problem, Rules, Strategy, solve};
use tercet_tests::cases::data;

use crate::cohorts::WORK;

const STRATEGIES: [Strategy; 4] = [Strategy::Random, Strategy::Greedy, Strategy::LocalSearch, Strategy::Auto];

fn problems() -> Vec<Problem> {
    let real = |name: &str| {
        let cohort = read_cohort(data().join("cohorts").join(name)).expect("a cohort of the suite");
        Problem::new(cohort, Rules::default()).expect("a valid problem")
    };
    let random = generate(&Shape::default().with_schools(40), 3).expect("a possible shape");
    let random = Problem::new(random, Rules::default()).expect("a valid problem");
    vec![real("primary_30.csv"), real("mixed_200.csv"), random]
}

/// The plan, without the number of threads that made it.
fn solved(problem: &Problem, options: &Options) -> Plan {
    let mut plan = solve(problem, options).expect("it runs");
    plan.options.threads = None;
    plan
}

#[test]
fn threads_change_nothing() {
    for problem in problems() {
        for strategy in STRATEGIES {
            let options = Options::default().with_strategy(strategy).with_work_limit(WORK).with_seed(5);
            let one = solved(&problem, &options.clone().with_threads(1));
            assert!(one.is_found(), "{strategy}");
            for threads in [2, 4] {
                let several = solved(&problem, &options.clone().with_threads(threads));
                assert_eq!(several, one, "{strategy} with {threads} threads");
            }
        }
    }
}

#[test]
fn a_seed_gives_its_plan_again_and_another_seed_another() {
    let problem = problems().remove(0);
    for strategy in STRATEGIES {
        let options = |seed| Options::default().with_strategy(strategy).with_work_limit(WORK).with_seed(seed);
        assert_eq!(solved(&problem, &options(1)), solved(&problem, &options(1)), "{strategy}");
    }
    let random = |seed| Options::default().with_strategy(Strategy::Random).with_seed(seed).with_work_limit(WORK);
    assert_ne!(solved(&problem, &random(1)).groups, solved(&problem, &random(2)).groups);
}
