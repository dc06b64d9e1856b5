//! Every strategy on every worked case. Its plan is no better than the best plan, and what it proves holds. If no plan
//! keeps every rule, it finds none.

use tercet::plan::check::check;
use tercet::{Options, Plan, Problem, Status, Strategy, solve};
use tercet_tests::cases;

/// The strategies in this build.
pub(crate) fn strategies() -> Vec<Strategy> {
    let offered = |strategy: &Strategy| cfg!(feature = "highs") || !matches!(strategy, Strategy::Exact | Strategy::Mip);
    Strategy::ALL.into_iter().filter(offered).collect()
}

/// A plan found with a little work.
pub(crate) fn quick(problem: &Problem, strategy: Strategy) -> Plan {
    solved(problem, strategy, 200)
}

/// A plan found with this much work. A limit on work makes it the same everywhere.
pub(crate) fn solved(problem: &Problem, strategy: Strategy, work: u64) -> Plan {
    let options = Options::default().with_strategy(strategy).with_work_limit(work).with_threads(1);
    solve(problem, &options).unwrap_or_else(|error| panic!("{strategy}: {error}"))
}

#[test]
fn no_strategy_beats_the_best_plan_or_misses_that_there_is_none() {
    for case in cases::all() {
        let problem = case.stated.problem().expect("a case is a valid problem");
        for strategy in strategies() {
            let plan = quick(&problem, strategy);
            let place = format!("{}: {strategy}", case.place);
            let Some(optimum) = case.optimum else {
                assert!(matches!(plan.status, Status::Infeasible | Status::Unknown), "{place}: {:?}", plan.status);
                assert!(plan.groups.is_empty() && plan.value.is_none(), "{place}");
                continue;
            };
            assert!(plan.bound.is_none_or(|bound| bound >= optimum), "{place}: bound {:?}", plan.bound);
            assert!(plan.value.is_none_or(|value| value <= optimum), "{place}: value {:?}", plan.value);
            assert_ne!(plan.status, Status::Infeasible, "{place}: {:?}", plan.reasons);
            if plan.is_found() {
                let checked = check(&problem, &plan);
                assert!(checked.is_valid(), "{place}: {:?}", checked.findings());
            }
            if plan.status == Status::Optimal {
                assert_eq!(plan.value, Some(optimum), "{place}");
            }
        }
    }
}

#[test]
fn searching_four_schools_finds_the_best_plan() {
    for case in cases::all() {
        let problem = case.stated.problem().expect("a case is a valid problem");
        for strategy in [Strategy::LocalSearch, Strategy::Auto] {
            assert_eq!(solved(&problem, strategy, 2_000).value, case.optimum, "{}: {strategy}", case.place);
        }
    }
}

#[cfg(feature = "highs")]
#[test]
fn the_integer_program_proves_the_best_plan() {
    for case in cases::all() {
        let problem = case.stated.problem().expect("a case is a valid problem");
        let plan = solve(&problem, &Options::default().with_strategy(Strategy::Mip)).expect("it runs");
        let status = if case.optimum.is_some() { Status::Optimal } else { Status::Infeasible };
        assert_eq!((plan.value, plan.status), (case.optimum, status), "{}", case.place);
    }
}
