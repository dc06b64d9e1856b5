//! The aim `worst_first`. What the engine proves agrees, level by level, with a search of every plan. No change of a proof
//! proves more.

use proptest::prelude::*;
use tercet::model::rules::AimKind;
use tercet::plan::check::check;
use tercet::{Plan, Problem, SchoolIndex, Strategy};
use tercet_tests::oracle::{Best, Oracle};
use tercet_tests::stated::Stated;

use crate::engines::solved;
use crate::searching::{config, small};

/// A problem whose aim is to raise the worst-off schools, with its best plan if it has one.
fn worst_first(mut stated: Stated) -> Option<(Stated, Problem, Option<Best>)> {
    stated.rules.aim.kind = AimKind::WorstFirst;
    let problem = stated.problem().ok()?;
    let best = Oracle::new(&stated).best();
    Some((stated, problem, best))
}

/// A school's benefit under a plan: 0 if it is left out.
fn benefit_of(problem: &Problem, plan: &Plan, id: &String) -> i64 {
    let school = |id: &String| problem.index(id).expect("a school");
    plan.groups.iter().find(|group| group.contains(id)).map_or(0, |group| {
        let group: Vec<SchoolIndex> = group.iter().map(school).collect();
        problem.benefit(school(id), &group)
    })
}

/// The benefits of all schools under a plan, ascending.
fn benefits(problem: &Problem, plan: &Plan) -> Vec<i128> {
    let ids = plan.groups.iter().flatten().chain(&plan.unmatched);
    let mut benefits: Vec<i128> = ids.map(|id| i128::from(benefit_of(problem, plan, id))).collect();
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
    use tercet::plan::certificate::{Certificate, DualProof, LevelProof, PartProof, ProofNode};
    use tercet::plan::check::Basis;
    use tercet::{Options, Status, solve};

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

    /// Whether the check accepts this certificate for the plan.
    fn passes(problem: &Problem, plan: &Plan, change: &dyn Fn(&mut DualProof)) -> bool {
        let mut changed = plan.clone();
        change(proof(&mut changed));
        check(problem, &changed).is_valid()
    }

    /// The levels of a part's schools under a plan, each with duals that prove something else.
    fn levels(problem: &Problem, plan: &Plan, part: &PartProof) -> Vec<LevelProof> {
        let mut levels: Vec<LevelProof> = Vec::new();
        let mut have: Vec<i64> = part.schools.iter().map(|id| benefit_of(problem, plan, id)).collect();
        have.sort_unstable();
        for benefit in have {
            match levels.last_mut() {
                Some(level) if level.benefit == benefit => level.schools += 1,
                _ => {
                    let number = levels.len().min(part.levels.len() - 1);
                    let mut nodes = part.levels[number].nodes.clone();
                    let steps = nodes.iter_mut().flat_map(|node| &mut node.steps);
                    steps.for_each(|step| step.levels.resize(levels.len(), 0));
                    levels.push(LevelProof { benefit, schools: 1, nodes });
                }
            }
        }
        levels
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
            let read = Plan::from_json(&plan.to_json(), "plan.json".as_ref());
            prop_assert_eq!(read.expect("a plan as it was written"), plan);
        }

        #[test]
        fn what_is_proved_before_a_limit_passes_the_check(stated in small(), work in 0_u64..12) {
            let Some((_, problem, best)) = worst_first(stated) else { return Ok(()) };
            let options = Options::default().with_strategy(Strategy::Exact).with_threads(1).with_work_limit(work);
            let plan = solve(&problem, &options).unwrap_or_else(|error| panic!("{error}"));
            if plan.is_found() {
                prop_assert!(benefits(&problem, &plan) <= best.expect("the oracle misses no plan").benefits);
                let checked = check(&problem, &plan);
                prop_assert!(checked.is_valid() && checked.basis == Basis::Derived, "{:?}", checked.findings());
            }
        }

        #[test]
        fn no_other_levels_pass_for_the_best_plan(stated in small(), at in any::<prop::sample::Index>()) {
            let Some((_, problem, Some(_))) = worst_first(stated) else { return Ok(()) };
            let mut plan = exact(&problem);
            prop_assume!(proof(&mut plan).parts.iter().any(|part| !part.levels.is_empty()));
            let places: Vec<(usize, usize)> = (proof(&mut plan).parts.iter().enumerate())
                .flat_map(|(part, proof)| (0..proof.levels.len()).map(move |level| (part, level)))
                .collect();
            let (part, level) = *at.get(&places);
            let refused = |change: &dyn Fn(&mut PartProof)| !passes(&problem, &plan, &|proof| change(&mut proof.parts[part]));
            prop_assert!(refused(&|part| part.levels[level].benefit += 1));
            prop_assert!(refused(&|part| part.levels[level].benefit -= 1));
            prop_assert!(refused(&|part| part.levels[level].schools += 1));
            prop_assert!(refused(&|part| part.levels[level].schools -= 1));
            prop_assert!(refused(&|part| drop(part.levels.remove(level))));
            prop_assert!(refused(&|part| part.levels.push(part.levels[level].clone())));
            prop_assert!(refused(&|part| part.levels[level].nodes.clear()));
            prop_assert!(refused(&|part| part.levels[level].nodes.push(ProofNode::default())));
            prop_assert!(refused(&|part| part.levels[level].nodes[0].steps.clear()));
            prop_assert!(refused(&|part| part.levels[level].nodes[0].steps[0].levels.push(0)));
        }

        #[test]
        fn no_plan_that_is_worse_for_the_worst_off_passes_for_the_best(stated in small()) {
            let Some((_, problem, Some(best))) = worst_first(stated) else { return Ok(()) };
            let mut plan = exact(&problem);
            let mut worse = solved(&problem, Strategy::Random, 1);
            prop_assume!(worse.is_found() && benefits(&problem, &worse) < best.benefits);
            let certificate = proof(&mut plan).clone();
            (worse.status, worse.proof) = (plan.status, plan.proof);
            let value = worse.value.expect("it has groups");
            (worse.bound, worse.gap) = (plan.bound, None);
            worse.certificate = plan.certificate.clone();
            prop_assert!(!check(&problem, &worse).is_valid());
            // Nor do levels and bounds that are made to fit it.
            (worse.bound, worse.gap) = (Some(value), Some(0.0));
            let mut forged = certificate;
            for part in &mut forged.parts {
                if !part.levels.is_empty() {
                    part.levels = levels(&problem, &worse, part);
                }
                part.bound = part.schools.iter().map(|id| benefit_of(&problem, &worse, id)).sum();
            }
            worse.certificate = Some(Certificate::Duals(forged));
            prop_assert!(!check(&problem, &worse).is_valid());
        }
    }
}
