//! The check accepts exactly what the oracle accepts, its bound holds, and no changed claim passes.

use proptest::prelude::*;
use tercet::plan::certificate::Certificate;
use tercet::plan::check::{Claim, check, check_groups};
use tercet::solve::outcome::Outcome;
use tercet::{Options, Plan, Problem, Proof, SchoolIndex, Status};
use tercet_tests::cases;
use tercet_tests::oracle::{Best, Oracle};
use tercet_tests::stated::Stated;

use crate::searching::{config, indices, small};

/// The oracle's best plan in the library's form, with this bound.
pub(crate) fn plan(problem: &Problem, stated: &Stated, best: &Best, bound: i64) -> Plan {
    let value = i64::try_from(best.value).expect("a dozen schools' points");
    let mut outcome = Outcome::infeasible();
    outcome.groups = Some(best.groups.iter().map(|group| indices(problem, stated, group)).collect());
    outcome.unmatched = indices(problem, stated, &best.unmatched);
    outcome.value = Some(value);
    outcome.bound = Some(bound);
    outcome.status = if bound == value { Status::Optimal } else { Status::Feasible };
    outcome.proof = if bound == value { Proof::Certificate } else { Proof::None };
    Plan::from_outcome(problem, &Options::default(), outcome)
}

#[test]
fn the_worked_cases_are_checked_as_they_were_worked_out() {
    for case in cases::all() {
        let problem = case.stated.problem().expect("a case is a valid problem");
        let places = |ids: &[String]| -> Vec<SchoolIndex> {
            ids.iter().map(|id| problem.index(id).expect("a school of the case")).collect()
        };
        let groups: Vec<Vec<SchoolIndex>> = case.groups.iter().map(|group| places(group)).collect();
        let checked = check_groups(&problem, &groups, &places(&case.unmatched));
        let line = |rule: &str, schools: &[String]| format!("{rule}: {}", schools.join(" ")).trim_end().to_owned();
        let mut broken: Vec<String> =
            checked.broken.iter().map(|broken| line(broken.rule.as_str(), &broken.schools)).collect();
        broken.sort();
        assert_eq!((checked.value, broken), (Some(case.value), case.broken), "{}", case.place);
        assert!(checked.bound >= case.optimum, "{}: bound {:?}", case.place, checked.bound);
    }
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn any_grouping_is_judged_as_the_oracle_judges_it(
        (stated, places) in (small(), prop::collection::vec(0_usize..5, 12)),
    ) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        // Each school goes to one of four groups or is left out.
        let mut groups = vec![Vec::new(); 4];
        let mut unmatched = Vec::new();
        for (school, &place) in (0..stated.schools.len()).zip(&places) {
            groups.get_mut(place).unwrap_or(&mut unmatched).push(school);
        }
        groups.retain(|group: &Vec<usize>| !group.is_empty());
        let oracle = Oracle::new(&stated);
        let named: Vec<Vec<SchoolIndex>> = groups.iter().map(|group| indices(&problem, &stated, group)).collect();
        let checked = check_groups(&problem, &named, &indices(&problem, &stated, &unmatched));
        prop_assert_eq!(checked.value.map(i128::from), Some(oracle.plan_value(&groups, &unmatched)));
        prop_assert_eq!(checked.is_valid(), oracle.is_feasible(&groups, &unmatched), "{:?}", checked.findings());
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn the_best_plan_passes_and_no_plan_is_above_the_bound(stated in small()) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let best = Oracle::new(&stated).best();
        let derived = check_groups(&problem, &[], &[]);
        match (&best, derived.bound) {
            (Some(best), Some(bound)) => {
                prop_assert!(i128::from(bound) >= best.value, "bound {} below {}", bound, best.value);
                let checked = check(&problem, &plan(&problem, &stated, best, bound));
                prop_assert!(checked.is_valid(), "{:?}", checked.findings());
            }
            (Some(_), None) => prop_assert!(false, "the check strands {:?}, and there is a plan", derived.stranded),
            (None, _) => {}
        }
    }

    #[test]
    fn a_plan_with_anything_changed_is_refused(stated in small(), which in any::<prop::sample::Index>()) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let Some(best) = Oracle::new(&stated).best() else { return Ok(()) };
        let bound = check_groups(&problem, &[], &[]).bound.expect("there is a plan");
        let good = plan(&problem, &stated, &best, bound);
        let claims = |change: &dyn Fn(&mut Plan)| {
            let mut plan = good.clone();
            change(&mut plan);
            check(&problem, &plan).claims.into_iter().map(|mismatch| mismatch.claim).collect::<Vec<Claim>>()
        };
        prop_assert_eq!(claims(&|_| {}), []);
        prop_assert!(claims(&|plan| plan.value = plan.value.map(|value| value + 1)).contains(&Claim::Value));
        prop_assert!(claims(&|plan| plan.bound = Some(bound - 1)).contains(&Claim::Bound));
        prop_assert!(claims(&|plan| plan.gap = None).contains(&Claim::Gap));
        prop_assert!(claims(&|plan| plan.status = Status::Infeasible).contains(&Claim::Status));
        prop_assert!(claims(&|plan| plan.problem_sha256.push('0')).contains(&Claim::ProblemSha256));
        if good.value != good.bound {
            prop_assert!(claims(&|plan| plan.status = Status::Optimal).contains(&Claim::Status));
            let lie = |plan: &mut Plan| {
                plan.bound = plan.value;
                plan.gap = Some(0.0);
                (plan.status, plan.proof) = (Status::Optimal, Proof::Certificate);
                plan.certificate = Some(Certificate::BestConceivable {});
            };
            prop_assert!(claims(&lie).contains(&Claim::Bound));
        }
        // A school that is dropped, named twice or replaced by a stranger is misplaced.
        if !good.groups.is_empty() {
            let group = which.index(good.groups.len());
            let misplaced = |change: &dyn Fn(&mut Vec<String>)| {
                let mut plan = good.clone();
                change(&mut plan.groups[group]);
                let checked = check(&problem, &plan);
                !checked.is_valid() && !checked.misplaced.is_empty()
            };
            prop_assert!(misplaced(&|group| drop(group.pop())));
            prop_assert!(misplaced(&|group| group.push(group[0].clone())));
            prop_assert!(misplaced(&|group| "stranger".clone_into(&mut group[0])));
        }
    }
}
