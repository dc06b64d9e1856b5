//! The questions that follow a plan, on random small problems: each answer equals what the oracle finds by trying every plan.
#![cfg(feature = "highs")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use tercet::model::rules::unmatched::Unmatched;
use tercet::questions::best_effort::best_effort;
use tercet::questions::conflict::{ConflictVerdict, conflict};
use tercet::questions::demand::Demand;
use tercet::questions::price::{Price, PriceVerdict};
use tercet::questions::session::Session;
use tercet::solve::observe::Silent;
use tercet::{Cancel, Options, Problem, Status, Strategy, WarmStart, check, solve_from};
use tercet_tests::oracle::Oracle;
use tercet_tests::stated::Stated;

use crate::searching::{config, small};

fn exact() -> Options {
    Options::default().with_strategy(Strategy::Exact)
}

/// The best value of all plans; none if there is no plan or the rules contradict one another.
fn best(stated: &Stated) -> Option<i128> {
    stated.problem().ok().and_then(|_| Oracle::new(stated).best()).map(|best| best.value)
}

/// A session about a problem that has a plan and the aim of the total.
fn session(stated: &Stated) -> Option<(Session, i128)> {
    let mut stated = stated.clone();
    stated.rules.aim = tercet::model::rules::Aim::default();
    let best = best(&stated)?;
    let session = Session::new(stated.problem().ok()?, exact()).expect("the solver runs");
    Some((session, best))
}

/// Whether a price is that of the difference of two values; `with` is none where no plan meets the demand.
fn judge(price: &Price, without: i128, with: Option<i128>) -> Result<(), TestCaseError> {
    match with {
        None => {
            let is_out = matches!(price.verdict, PriceVerdict::Forbidden | PriceVerdict::Impossible);
            prop_assert!(is_out, "{:?} of {:?}", price.verdict, price.demand);
        }
        Some(with) => {
            prop_assert!(matches!(price.verdict, PriceVerdict::Met | PriceVerdict::Proved), "{:?}", price);
            let difference = Some(without - with);
            prop_assert_eq!((price.at_least.map(i128::from), price.at_most.map(i128::from)), (difference, difference));
            prop_assert!(price.first.is_none_or(|first| i128::from(first) <= without - with), "{:?}", price);
        }
    }
    Ok(())
}

fn with_list(stated: &Stated, pick: impl Fn(&mut Stated) -> &mut Vec<Vec<String>>, ids: &[String]) -> Stated {
    let mut stated = stated.clone();
    stated.rules.aim = tercet::model::rules::Aim::default();
    pick(&mut stated).push(ids.to_vec());
    stated
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn the_price_of_a_demand_is_the_difference_of_two_optima(stated in small(), a in 0..12_usize, b in 0..12_usize, c in 0..12_usize) {
        let Some((session, without)) = session(&stated) else { return Ok(()) };
        let ids: BTreeSet<String> = [a, b, c].iter().map(|at| stated.schools[at % stated.schools.len()].id.clone()).collect();
        let ids: Vec<String> = ids.into_iter().collect();
        if ids.len() < 2 {
            return Ok(());
        }
        let pair = ids[..2].to_vec();
        let together = session.price(&Demand::Together { schools: pair.clone() }).expect("known schools");
        judge(&together, without, best(&with_list(&stated, |stated| &mut stated.rules.hard.together, &pair)))?;
        let apart = session.price(&Demand::Apart { schools: ids.clone() }).expect("known schools");
        judge(&apart, without, best(&with_list(&stated, |stated| &mut stated.rules.hard.apart, &ids)))?;
    }

    #[test]
    fn the_price_of_a_rule_is_the_difference_of_two_optima(stated in small()) {
        let Some((session, with)) = session(&stated) else { return Ok(()) };
        let prices = session.rule_prices(|_| ()).expect("the solver runs");
        for price in &prices.rules {
            let without = session.problem().without(&price.rule).expect("a rule in force");
            let without = tercet::solve(&without, &exact().with_strategy(Strategy::Mip)).expect("the solver runs");
            prop_assert_eq!(price.verdict, PriceVerdict::Proved, "{:?}", price);
            prop_assert_eq!(price.at_most.map(i128::from), without.value.map(|value| i128::from(value) - with));
            prop_assert_eq!(price.at_least, price.at_most);
        }
    }

    #[test]
    fn a_backbone_is_what_every_good_plan_has(stated in small(), percent in 0..6_u32) {
        let Some((session, best_value)) = session(&stated) else { return Ok(()) };
        let found = session.backbone(f64::from(percent) / 100.0, |_, _| ()).expect("the solver runs");
        prop_assert!(found.open.is_empty());
        prop_assert!(i128::from(found.least_value) <= best_value);
        for (pairs, is_needed) in [(&found.always, true), (&found.replaceable, false)] {
            for pair in pairs {
                let apart = best(&with_list(&stated, |stated| &mut stated.rules.hard.apart, pair));
                let does_without = apart.is_some_and(|value| value >= i128::from(found.least_value));
                prop_assert_eq!(does_without, !is_needed, "{:?}", pair);
            }
        }
    }

    #[test]
    fn a_conflict_is_minimal_and_each_change_that_it_proposes_works(stated in small()) {
        let mut stated = stated;
        stated.rules.aim = tercet::model::rules::Aim::default();
        stated.rules.hard.unmatched = Unmatched::Forbidden;
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let found = conflict(&problem, &exact(), &Cancel::new()).expect("the solver runs");
        let has_plan = Oracle::new(&stated).best().is_some();
        prop_assert_eq!(found.verdict == ConflictVerdict::None, has_plan);
        if has_plan {
            return Ok(());
        }
        prop_assert_eq!(found.verdict, ConflictVerdict::Minimal);
        let in_conflict: Vec<&String> = found.rules.iter().map(|rule| &rule.rule).collect();
        let status = |kept: &dyn Fn(&String) -> bool| -> Status {
            let ids = problem.rules_in_force().iter().map(tercet::model::rules::RuleInForce::id);
            let out: Vec<String> = ids.filter(|id| id != "sizes" && id != "unmatched" && !kept(id)).collect();
            let reduced = problem.without_all(&out).expect("rules in force");
            tercet::solve(&reduced, &exact().with_strategy(Strategy::Mip)).expect("the solver runs").status
        };
        prop_assert_eq!(status(&|id| in_conflict.contains(&id)), Status::Infeasible);
        for left in &in_conflict {
            prop_assert_eq!(status(&|id| in_conflict.contains(&id) && id != *left), Status::Optimal, "{}", left);
        }
        for change in &found.relaxations {
            prop_assert!(change.plan.is_found() && !change.changes.iter().any(String::is_empty), "{:?}", change.changes);
        }
    }

    #[test]
    fn a_best_effort_places_the_most_and_then_is_worth_the_most(stated in small()) {
        let mut stated = stated;
        stated.rules.aim = tercet::model::rules::Aim::default();
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let found = best_effort(&problem, &exact(), &Cancel::new(), &Silent).expect("the solver runs");
        stated.rules.hard.unmatched = Unmatched::Price(1_000_000);
        match Oracle::new(&stated).best() {
            None => prop_assert_eq!(found.placed, 0),
            Some(best) => {
                let out = best.unmatched.len();
                prop_assert!(found.placed <= problem.len() - out && found.most_placed >= problem.len() - out);
                if !stated.rules.sizes.exactly.is_empty() {
                    // The price that the linear program knows is lower then.
                    return Ok(());
                }
                let benefit = best.value + 1_000_000 * i128::try_from(out).expect("a few");
                prop_assert_eq!((found.placed, found.most_placed), (problem.len() - out, problem.len() - out));
                prop_assert_eq!(i128::from(found.benefit), benefit);
                prop_assert!(found.benefit_bound.map(i128::from) >= Some(benefit));
                // Above the price that the linear program knows, the bound need not be sharp.
                let is_sharp = found.price <= 90_000;
                prop_assert!(!is_sharp || found.benefit_bound == Some(found.benefit));
            }
        }
    }

    #[test]
    fn any_price_of_a_school_left_out_is_proved(stated in small(), price in prop_oneof![90_000..2_000_000_i64, 2_000_000..1_000_000_000_i64]) {
        let mut stated = stated;
        stated.rules.aim = tercet::model::rules::Aim::default();
        stated.rules.hard.unmatched = Unmatched::Price(price);
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let plan = tercet::solve(&problem, &exact()).expect("the solver runs");
        let best = best(&stated);
        // Where groups of a size are counted, the search can end without a plan.
        prop_assert!(plan.value.map(i128::from) == best || !stated.rules.sizes.exactly.is_empty());
        prop_assert!(plan.value.map(i128::from) <= best);
        prop_assert!(plan.bound.map(i128::from) >= best);
        let checked = check(&problem, &plan);
        prop_assert!(!plan.is_found() || checked.is_valid(), "{:?} {:?}", checked.findings(), plan);
    }

    #[test]
    fn a_start_never_changes_what_is_proved(stated in small(), seed in 0..100_u64) {
        let mut stated = stated;
        stated.rules.aim = tercet::model::rules::Aim::default();
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let start = shuffled(&problem, seed);
        let plan = solve_from(&problem, &start, &exact(), &Cancel::new(), &Silent).expect("the solver runs");
        prop_assert_eq!(plan.value.map(i128::from), best(&stated));
        prop_assert_eq!(plan.status == Status::Optimal, plan.is_found());
        prop_assert!(!plan.is_found() || check(&problem, &plan).is_valid());
        let searched = Options::default().with_strategy(Strategy::LocalSearch).with_work_limit(200);
        let searched = solve_from(&problem, &start, &searched, &Cancel::new(), &Silent).expect("the search runs");
        prop_assert!(!searched.is_found() || check(&problem, &searched).is_valid());
    }
}

/// The plan that is best for the worst-off is not the one of the largest total, so a difference of totals is no price.
#[test]
fn no_price_is_stated_under_the_aim_worst_first() {
    let cohort =
        tercet::generate(&tercet::model::generate::Shape::default().with_schools(12), 0).expect("a valid shape");
    let mut rules = tercet::Rules::default();
    rules.aim.kind = tercet::model::rules::AimKind::WorstFirst;
    let problem = Problem::new(cohort, rules).expect("a valid cohort");
    let session = Session::new(problem.clone(), exact()).expect("the solver runs");
    let pair = session.plan().groups[0][..2].to_vec();
    let asked = session.price(&Demand::Apart { schools: pair }).map(|price| price.verdict);
    assert!(asked.expect_err("no price").to_string().contains("state the aim total"));
    assert!(session.backbone(0.0, |_, _| ()).is_err() && session.rule_prices(|_| ()).is_err());
    let effort = best_effort(&problem, &exact(), &Cancel::new(), &Silent).expect("the solver runs");
    assert_eq!((effort.placed, effort.most_placed, effort.benefit_bound), (12, 12, None));
    let total = problem.with(|rules| rules.aim = tercet::model::rules::Aim::default()).expect("a valid problem");
    let session = Session::new(total, exact()).expect("the solver runs");
    let pair = session.plan().groups[0][..2].to_vec();
    assert!(session.price(&Demand::Apart { schools: pair }).is_ok());
}

/// Groups of three that ignore every rule, and leave some schools out.
fn shuffled(problem: &Problem, seed: u64) -> WarmStart {
    let mut schools: Vec<_> = problem.indices().collect();
    let mut state = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    for at in (1..schools.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        schools.swap(at, usize::try_from(state >> 33).expect("31 bits") % (at + 1));
    }
    schools.truncate(schools.len() - usize::try_from(seed % 3).expect("small").min(schools.len()));
    WarmStart::new(schools.chunks(3).map(<[_]>::to_vec).collect(), std::collections::BTreeMap::new())
}
