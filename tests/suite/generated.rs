//! The generators draw what they promise: some problem breaks each rule, each term counts in some problem, and enough
//! problems have a plan. Without this, a property could hold only because it never met its rule.

use std::collections::BTreeSet;

use tercet::model::benefit::Term;
use tercet::model::generate::{Shape, Spread, generate};
use tercet::model::rules::Rule;
use tercet::model::rules::unmatched::Unmatched;
use tercet::plan::check::check;
use tercet::{Code, Options, Problem, Rules, Severity, Strategy, solve};
use tercet_tests::choices::Choices;
use tercet_tests::generator::small;
use tercet_tests::oracle::Oracle;

use crate::cohorts::WORK;

/// The only reason to refuse a small problem: rules that contradict one another. Everything else in it is valid.
const CONTRADICTIONS: [Code; 5] = [
    Code::LockedBreaksRule,
    Code::LockedTwice,
    Code::TogetherBreaksRule,
    Code::TogetherTooLarge,
    Code::RulesContradict,
];

#[test]
fn small_problems_break_every_rule_and_count_every_term() {
    let (mut rules, mut terms) = (BTreeSet::new(), BTreeSet::new());
    for seed in 0..600 {
        let stated = small(&mut Choices::from_seed(seed, 700));
        let oracle = Oracle::new(&stated);
        let trio: Vec<usize> = (0..stated.schools.len().min(3)).collect();
        let others: Vec<usize> = (trio.len()..stated.schools.len()).collect();
        rules.extend(oracle.broken_by_group(&trio));
        rules.extend(oracle.broken_by_plan(&[trio], &others));
        let kinds = stated.rules.benefit.thousandths().into_iter().map(|(term, _)| term.key());
        terms.extend(kinds);
    }
    assert_eq!(rules, Rule::ALL.iter().copied().collect());
    assert_eq!(terms, Term::KEYS.iter().copied().collect());
}

#[test]
fn a_third_of_small_problems_is_accepted_and_has_a_plan() {
    let solvable = (0..300)
        .map(|seed| small(&mut Choices::from_seed(seed, 700)))
        .filter(|stated| stated.problem().is_ok() && Oracle::new(stated).best().is_some());
    let count = solvable.count();
    assert!((100..=225).contains(&count), "{count} of 300");
}

#[test]
fn random_cohorts_have_plans_under_the_default_rules() {
    let solved = |cohort, strategy| {
        let problem = Problem::new(cohort, Rules::default()).expect("the default rules fit a random cohort");
        let options = Options::default().with_strategy(strategy).with_work_limit(WORK);
        let plan = solve(&problem, &options).expect("it runs");
        assert!(plan.is_found(), "{strategy} on {} schools: {:?} {:?}", problem.len(), plan.status, plan.reasons);
        let checked = check(&problem, &plan);
        assert!(checked.is_valid(), "{:?}", checked.findings());
        plan.value
    };
    let yardstick = || generate(&Shape::default(), 0).expect("a possible shape");
    assert!(solved(yardstick(), Strategy::Greedy) < solved(yardstick(), Strategy::LocalSearch));
    let small = [12, 13, 16, 31].map(|schools| Shape::default().with_schools(schools));
    let phases = Shape::default().with_phases(3);
    let even = Shape::default().with_schools(40).with_spread(Spread::Even).with_regions(4).with_in_trust_percent(100);
    for (seed, shape) in (1..).zip(small.into_iter().chain([phases, even])) {
        solved(generate(&shape, seed).expect("a possible shape"), Strategy::LocalSearch);
    }
}

#[test]
fn a_refused_problem_contradicts_itself_and_has_no_plan_that_places_every_school() {
    for seed in 0..600 {
        let mut stated = small(&mut Choices::from_seed(seed, 700));
        let Err(error) = stated.problem() else { continue };
        let errors = error.issues().iter().filter(|issue| issue.severity == Severity::Error);
        let codes: BTreeSet<Code> = errors.map(|issue| issue.code).collect();
        assert!(!codes.is_empty() && codes.iter().all(|code| CONTRADICTIONS.contains(code)), "{seed}: {error}");
        // An attribute that must be both different and the same could still be kept if enough schools leave it blank.
        if !codes.contains(&Code::RulesContradict) {
            stated.rules.hard.unmatched = Unmatched::Forbidden;
            assert_eq!(Oracle::new(&stated).best(), None, "{seed}: {error}");
        }
    }
}
