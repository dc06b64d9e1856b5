//! Properties of every solve, on random small problems with random rules. Any plan passes the check. The solver's value
//! equals the oracle's. Bound >= optimum >= any plan. Neither names nor the order of the input matter.

use proptest::prelude::*;
use proptest::strategy::Strategy as _;
use tercet::model::tables::{OwnBenefit, Travel};
use tercet::plan::check::check;
#[cfg(feature = "highs")]
use tercet::{Options, solve};
use tercet::{Plan, Status, Strategy};
use tercet_tests::choices::Choices;
use tercet_tests::generator;
use tercet_tests::oracle::Oracle;
use tercet_tests::stated::Stated;

use crate::engines::{quick, solved};
use crate::searching::{config, small};

/// The heuristics, which are in every build.
const HEURISTICS: [Strategy; 4] = [Strategy::Random, Strategy::Greedy, Strategy::LocalSearch, Strategy::Auto];

fn places(stated: &Stated, ids: &[String]) -> Vec<usize> {
    ids.iter().map(|id| stated.place(id)).collect()
}

/// Checks a plan against the oracle.
fn judge(stated: &Stated, plan: &Plan) -> Result<(), TestCaseError> {
    let problem = stated.problem().expect("it was solved");
    let oracle = Oracle::new(stated);
    let best = oracle.best().map(|best| best.value);
    let strategy = plan.strategy;
    if plan.is_found() {
        let checked = check(&problem, plan);
        prop_assert!(checked.is_valid(), "{}: {:?}", strategy, checked.findings());
        let groups: Vec<Vec<usize>> = plan.groups.iter().map(|group| places(stated, group)).collect();
        let unmatched = places(stated, &plan.unmatched);
        prop_assert!(oracle.is_feasible(&groups, &unmatched), "{}: {:?}", strategy, plan.groups);
        prop_assert_eq!(plan.value.map(i128::from), Some(oracle.plan_value(&groups, &unmatched)));
        prop_assert!(plan.value.map(i128::from) <= best, "{}: {:?} > {:?}", strategy, plan.value, best);
        prop_assert!(plan.bound >= plan.value, "{}: {:?} < {:?}", strategy, plan.bound, plan.value);
    } else {
        prop_assert!(matches!(plan.status, Status::Infeasible | Status::Unknown));
        prop_assert!(plan.groups.is_empty());
    }
    if let (Some(bound), Some(best)) = (plan.bound, best) {
        prop_assert!(i128::from(bound) >= best, "{}: bound {} < {}", strategy, bound, best);
    }
    match plan.status {
        Status::Infeasible => {
            prop_assert_eq!(best, None, "{}: {:?}", strategy, plan.reasons);
            prop_assert!(!plan.reasons.is_empty());
        }
        Status::Optimal => prop_assert_eq!(plan.value.map(i128::from), best),
        Status::Feasible | Status::Unknown => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn every_plan_is_feasible_and_within_its_bound(stated in small()) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        for strategy in HEURISTICS {
            judge(&stated, &quick(&problem, strategy))?;
        }
    }

    #[test]
    fn the_order_of_the_input_changes_nothing(
        (stated, schools) in small().prop_flat_map(|stated| {
            let schools = Just(stated.schools.clone()).prop_shuffle();
            (Just(stated), schools)
        }),
    ) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let again = Stated { schools, ..stated }.problem().expect("the same problem is as valid");
        for strategy in HEURISTICS {
            prop_assert_eq!(quick(&problem, strategy), quick(&again, strategy));
        }
    }

    #[test]
    fn other_names_keep_the_optimum_and_the_bound(stated in small()) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let renamed = renamed(&stated);
        let again = renamed.problem().expect("the same problem is as valid");
        prop_assert_eq!(
            Oracle::new(&stated).best().map(|best| best.value),
            Oracle::new(&renamed).best().map(|best| best.value)
        );
        let (plan, other) = (quick(&problem, Strategy::Greedy), quick(&again, Strategy::Greedy));
        prop_assert_eq!(plan.bound, other.bound);
        judge(&renamed, &other)?;
    }
}

/// The same schools under names in the reverse order.
fn renamed(stated: &Stated) -> Stated {
    let name = |id: &String| match id.parse::<u32>() {
        Ok(number) => format!("{:03}", 999 - number),
        Err(_) => id.clone(), // A school of the past that has gone.
    };
    let mut renamed = stated.clone();
    renamed.schools.iter_mut().for_each(|school| school.id = name(&school.id));
    let hard = &mut renamed.rules.hard;
    for list in hard.apart.iter_mut().chain(&mut hard.together).chain(&mut hard.locked) {
        list.iter_mut().for_each(|id| *id = name(id));
    }
    let tables = &mut renamed.tables;
    tables.history.iter_mut().flat_map(|past| &mut past.schools).for_each(|id| *id = name(id));
    let forbidden = tables.forbidden.entries().iter().map(|pair| pair.each_ref().map(name));
    tables.forbidden = forbidden.collect::<Vec<_>>().into();
    let own = tables.own.entries().iter();
    let own = own.map(|own| OwnBenefit { school: name(&own.school), peer: name(&own.peer), ..*own });
    tables.own = own.collect::<Vec<_>>().into();
    let minutes = tables.minutes.entries().iter();
    let minutes = minutes.map(|way| Travel { school: name(&way.school), peer: name(&way.peer), ..*way });
    tables.minutes = minutes.collect::<Vec<_>>().into();
    tables.usable_days.iter_mut().for_each(|entry| entry.school = name(&entry.school));
    renamed
}

/// This is not a proof but a promise: on small problems, local search nearly always finds the best plan.
#[test]
fn local_search_finds_nearly_every_plan_and_nearly_every_optimum() {
    let (mut feasible, mut found, mut best_found) = (0, 0, 0);
    for seed in 0..400 {
        let stated = generator::small(&mut Choices::from_seed(seed, 700));
        let Ok(problem) = stated.problem() else { continue };
        let Some(best) = Oracle::new(&stated).best() else { continue };
        let plan = solved(&problem, Strategy::LocalSearch, 3_000);
        feasible += 1;
        found += u32::from(plan.is_found());
        best_found += u32::from(plan.value.map(i128::from) == Some(best.value));
    }
    assert!(100 * found >= 99 * feasible, "a plan for {found} of {feasible}");
    assert!(100 * best_found >= 97 * feasible, "the best plan for {best_found} of {feasible}");
}

#[cfg(feature = "highs")]
proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn the_integer_program_agrees_with_trying_every_plan(stated in small()) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let plan = solve(&problem, &Options::default().with_strategy(Strategy::Mip)).expect("it runs");
        judge(&stated, &plan)?;
        let best = Oracle::new(&stated).best();
        prop_assert_eq!(plan.value.map(i128::from), best.as_ref().map(|best| best.value));
        prop_assert_eq!(plan.status, if best.is_some() { Status::Optimal } else { Status::Infeasible });
    }
}
