//! The real cohorts: every strategy's plan passes the check, and the cohort without a plan says why.

use std::fs;

use tercet::model::format::csv::read_cohort;
#[cfg(feature = "highs")]
use tercet::model::generate::{Shape, generate};
#[cfg(feature = "highs")]
use tercet::model::rules::unmatched::Unmatched;
use tercet::plan::check::{Basis, check};
use tercet::{Options, Plan, Problem, Rules, Status, Strategy, solve};
use tercet_tests::cases::data;

/// A little work: enough for a valid plan, but not for a good one.
pub(crate) const WORK: u64 = 3_000;

/// The same for strategies whose unit is a round of pricing or a node of a tree.
const ROUNDS: u64 = 40;

/// The regions of one cohort cannot all differ, so it has no plan.
const INFEASIBLE: &str = "special_32";

fn names() -> Vec<String> {
    let entries = fs::read_dir(data().join("cohorts")).expect("the folder of cohorts");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("an ASCII name"));
    let cohort = |name: String| name.strip_suffix(".csv").map(str::to_owned);
    // The register has another format, and separate tests.
    let mut names: Vec<String> = names.filter_map(cohort).filter(|name| name != "register_sample").collect();
    names.sort();
    names
}

pub(crate) fn problem(name: &str) -> Problem {
    under(name, Rules::default())
}

fn under(name: &str, rules: Rules) -> Problem {
    let cohort = read_cohort(data().join("cohorts").join(format!("{name}.csv"))).expect("a cohort of the suite");
    Problem::new(cohort, rules).expect("the rules fit the cohort")
}

pub(crate) fn solved(problem: &Problem, strategy: Strategy) -> Plan {
    let is_exact = strategy == Strategy::Auto;
    let work = if is_exact { ROUNDS } else { WORK };
    let options = Options::default().with_strategy(strategy).with_work_limit(work);
    solve(problem, &options).expect("it runs")
}

/// All schools are in sets that must be together, and every set is a whole group. So there is only one plan.
#[test]
fn groups_that_must_be_together_come_out_as_they_are_whatever_the_strategy() {
    let groups = solved(&problem("primary_120"), Strategy::Greedy).groups;
    assert!(groups.iter().any(|group| group.len() == 3) && groups.iter().any(|group| group.len() == 4));
    let mut rules = Rules::default();
    rules.hard.together.clone_from(&groups);
    let problem = under("primary_120", rules);
    for strategy in [Strategy::Random, Strategy::Greedy, Strategy::LocalSearch, Strategy::Auto] {
        let options = Options::default().with_strategy(strategy).with_work_limit(1);
        let plan = solve(&problem, &options).expect("it runs");
        assert_eq!(plan.groups, groups, "{strategy}");
    }
}

#[test]
fn every_real_cohort_has_a_plan_that_passes_the_check() {
    for name in names().iter().filter(|name| *name != INFEASIBLE) {
        let problem = problem(name);
        for strategy in [Strategy::Random, Strategy::Greedy, Strategy::LocalSearch, Strategy::Auto] {
            let plan = solved(&problem, strategy);
            assert!(plan.is_found(), "{name}: {strategy}: {:?} {:?}", plan.status, plan.reasons);
            let checked = check(&problem, &plan);
            assert!(checked.is_valid(), "{name}: {strategy}: {:?}", checked.findings());
        }
    }
}

#[test]
fn searching_beats_dealing_at_random() {
    for name in ["primary_60", "secondary_90"] {
        let problem = problem(name);
        let value = |strategy| solved(&problem, strategy).value;
        assert!(value(Strategy::Random) < value(Strategy::LocalSearch), "{name}");
    }
}

#[test]
fn too_many_schools_of_one_region_is_said_with_the_count() {
    let problem = problem(INFEASIBLE);
    for strategy in [Strategy::Greedy, Strategy::LocalSearch, Strategy::Auto] {
        let plan = solved(&problem, strategy);
        assert_eq!(plan.status, Status::Infeasible, "{strategy}");
        let reason =
            plan.reasons.iter().find(|reason| reason.have.contains("North West")).expect("it names the region");
        assert!(reason.have.contains("11"), "{}", reason.have);
        assert!(reason.need.contains("32") && reason.need.contains("10 groups"), "{}", reason.need);
        assert!(!reason.fixes.is_empty());
    }
}

#[test]
fn the_bound_of_a_real_cohort_is_derived_from_its_duals_and_near_the_plan() {
    let problem = problem("primary_60");
    let plan = solved(&problem, Strategy::Auto);
    let checked = check(&problem, &plan);
    assert!(checked.is_valid() && checked.basis == Basis::Derived, "{:?}", checked.findings());
    // The first bound, the sum of the best that each school could have, is a fifth higher, with HiGHS or without.
    let (value, bound) = (plan.value.expect("a plan"), plan.bound.expect("a bound"));
    assert!(bound - value <= value / 100, "{value} {bound}");
}

#[test]
fn that_no_choice_of_groups_covers_every_school_is_proved() {
    let mut rules = Rules::default();
    rules.hard.max_km = Some(200.0);
    // Every school has peers within reach, and no count says that there are too few.
    let plan = solved(&under("primary_120", rules), Strategy::Auto);
    assert_eq!(plan.status, Status::Infeasible, "{:?}", plan.reasons);
    assert!(plan.reasons.iter().any(|reason| reason.need.contains("integer duals")), "{:?}", plan.reasons);
}

#[cfg(feature = "highs")]
#[test]
fn a_cohort_in_which_schools_may_be_left_out_is_settled() {
    let cohort = generate(&Shape::default().with_schools(45), 6).expect("45 schools");
    for price in [5_500, 7_000] {
        let mut rules = Rules::default();
        rules.hard.unmatched = Unmatched::Price(price);
        let problem = Problem::new(cohort.clone(), rules).expect("the rules fit the cohort");
        for seed in 0..2 {
            let options = Options::default().with_strategy(Strategy::Exact).with_seed(seed);
            let plan = solve(&problem, &options).expect("it runs");
            // After branching has put two schools in one group, leaving one of them out costs less.
            assert_eq!(plan.status, Status::Optimal, "{price}, {seed}: {:?} of {:?}", plan.value, plan.bound);
            let checked = check(&problem, &plan);
            assert!(checked.is_valid() && checked.basis == Basis::Derived, "{:?}", checked.findings());
        }
    }
}
