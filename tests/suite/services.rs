//! What a service relies on: all its values can move between threads, too few schools are reported, and a solve can be
//! cancelled.

use tercet::model::generate::{Shape, generate};
use tercet::plan::check::Checked;
use tercet::solve::observe::Silent;
use tercet::{
    Cancel, Cohort, Error, Options, Plan, Problem, Progress, Rules, School, Status, StopReason, Strategy, solve,
    solve_with,
};

use crate::engines::strategies;

/// This compiles only if the claim holds.
const fn goes_between_threads<T: Send + Sync + Unpin + 'static>() {}

const _: () = {
    goes_between_threads::<Problem>();
    goes_between_threads::<Plan>();
    goes_between_threads::<Cohort>();
    goes_between_threads::<Rules>();
    goes_between_threads::<Options>();
    goes_between_threads::<Cancel>();
    goes_between_threads::<Progress>();
    goes_between_threads::<Checked>();
    goes_between_threads::<Error>();
    goes_between_threads::<tercet::compile::Compiled>();
};

fn schools(count: usize) -> Problem {
    let school = |number: usize| School::new(format!("{number}"), "A School").with_strength("eal", 5.0);
    let cohort = Cohort::new((0..count).map(school).collect(), vec!["eal".to_owned()]).expect("ids differ");
    Problem::new(cohort, Rules::default()).expect("no rule names a school")
}

#[test]
fn too_few_schools_are_told_and_never_a_panic() {
    for strategy in strategies() {
        for count in [1, 2, 5] {
            let plan = solve(&schools(count), &Options::default().with_strategy(strategy)).expect("it runs");
            assert!(plan.groups.is_empty(), "{strategy}, {count}: {:?}", plan.groups);
            assert!(plan.status == Status::Infeasible && !plan.reasons.is_empty(), "{strategy}, {count}");
        }
    }
}

#[test]
fn what_is_cancelled_before_it_begins_says_so() {
    let cancel = Cancel::new();
    cancel.cancel();
    let cohort = generate(&Shape::default().with_schools(60), 0).expect("a cohort");
    let problem = Problem::new(cohort, Rules::default()).expect("it is valid");
    let options = Options::default().with_strategy(Strategy::LocalSearch);
    let plan = solve_with(&problem, &options, &cancel, &Silent).expect("it runs");
    assert_eq!(plan.stop, StopReason::Interrupted);
}
