//! The aim `worst_first`: what the engine proves is what trying every plan finds, rung by rung, and no change of a proof proves
//! more.

use proptest::prelude::*;
use tercet::model::rules::AimKind;
use tercet::plan::certificate::{Certificate, DualProof};
use tercet::plan::check::{Basis, check};
use tercet::{Options, Plan, Problem, SchoolIndex, Status, Strategy, solve};
use tercet_tests::oracle::{Best, Oracle};
use tercet_tests::stated::Stated;

use crate::engines::solved;
use crate::searching::{config, small};

/// A problem whose aim is to raise the worst-off, with its best plan if it has one.
fn worst_first(mut stated: Stated) -> Option<(Stated, Problem, Option<Best>)> {
    stated.rules.aim.kind = AimKind::WorstFirst;
    let problem = stated.problem().ok()?;
    let best = Oracle::new(&stated).best();
    Some((stated, problem, best))
}

/// The benefits of all schools under a plan, ascending; 0 for a school that is left out.
fn benefits(problem: &Problem, plan: &Plan) -> Vec<i128> {
    let mut benefits: Vec<i128> = plan.unmatched.iter().map(|_| 0).collect();
    for group in &plan.groups {
        let group: Vec<SchoolIndex> = group.iter().map(|id| problem.index(id).expect("a school")).collect();
        let of = |&school| i128::from(tercet::model::benefit::benefit(problem, school, &group));
        benefits.extend(group.iter().map(of));
    }
    benefits.sort_unstable();
    benefits
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn no_search_is_better_for_the_worst_off_than_the_best_plan(stated in small()) {
        let Some((_, problem, best)) = worst_first(stated) else { return Ok(()) };
        for strategy in [Strategy::Greedy, Strategy::LocalSearch] {
            let plan = solved(&problem, strategy, 50);
            if plan.is_found() {
                let best = best.as_ref().expect("the oracle misses no plan");
                let found = benefits(&problem, &plan);
                prop_assert!(found <= best.benefits, "{}: {:?} above {:?}", strategy, found, best.benefits);
                let checked = check(&problem, &plan);
                prop_assert!(checked.is_valid(), "{}: {:?}", strategy, checked.findings());
            }
        }
    }
}

#[cfg(feature = "highs")]
mod proved {
    use super::*;

    fn exact(problem: &Problem) -> Plan {
        let options = Options::default().with_strategy(Strategy::Exact).with_threads(1);
        solve(problem, &options).unwrap_or_else(|error| panic!("{error}"))
    }

    fn proof(plan: &mut Plan) -> &mut DualProof {
        match &mut plan.certificate {
            Some(Certificate::Duals(proof)) => proof,
            other => panic!("{other:?}"),
        }
    }

    proptest! {
        #![proptest_config(config(600))]

        #[test]
        fn the_engine_proves_the_best_plan_for_the_worst_off(stated in small()) {
            let Some((_, problem, best)) = worst_first(stated) else { return Ok(()) };
            let plan = exact(&problem);
            let Some(best) = best else {
                prop_assert!(!plan.is_found());
                return Ok(());
            };
            prop_assert_eq!(benefits(&problem, &plan), best.benefits);
            prop_assert_eq!((plan.value.map(i128::from), plan.status), (Some(best.value), Status::Optimal));
            let checked = check(&problem, &plan);
            prop_assert!(checked.is_valid() && checked.basis == Basis::Derived, "{:?}", checked.findings());
        }
    }
}
