use super::*;
use crate::ids::SchoolIndex;
use crate::model::rules::unmatched::Unmatched;
use crate::model::rules::{Rule, Rules};
use crate::plan::example::{honest_plan, plan, problem, problem_with, schools};
use crate::solve::outcome::{Proof, Status};

fn claims(problem: &Problem, plan: &Plan) -> Vec<Claim> {
    check(problem, plan).claims.iter().map(|mismatch| mismatch.claim).collect()
}

fn rules(checked: &Checked) -> Vec<Rule> {
    checked.broken.iter().map(|broken| broken.rule).collect()
}

fn faults(checked: &Checked) -> Vec<(Fault, &str)> {
    checked.misplaced.iter().map(|misplaced| (misplaced.fault, misplaced.school.as_str())).collect()
}

#[test]
fn an_honest_plan_is_valid() {
    let checked = check(&problem(), &plan());
    assert_eq!(checked.findings(), Vec::<&str>::new());
    assert!(checked.is_valid());
    assert_eq!(checked.basis, Basis::Derived);
    assert_eq!((checked.value, checked.bound), (plan().value, plan().bound));
}

#[test]
fn a_changed_value_is_refused() {
    let mut plan = plan();
    plan.value = plan.value.map(|value| value + 1);
    plan.gap = plan.value.zip(plan.bound).map(|(value, bound)| crate::plan::grouping::gap(value, bound));
    assert_eq!(claims(&problem(), &plan), [Claim::Value]);
    assert!(!check(&problem(), &plan).is_valid());
}

#[test]
fn a_bound_below_the_truth_is_refused_and_one_above_is_weaker_but_true() {
    let mut low = plan();
    low.bound = low.bound.map(|bound| bound - 1);
    low.gap = low.value.zip(low.bound).map(|(value, bound)| crate::plan::grouping::gap(value, bound));
    assert_eq!(claims(&problem(), &low), [Claim::Bound]);
    assert_eq!(check(&problem(), &low).basis, Basis::Nothing);
    let mut high = plan();
    high.bound = high.bound.map(|bound| bound + 1);
    high.gap = high.value.zip(high.bound).map(|(value, bound)| crate::plan::grouping::gap(value, bound));
    assert!(check(&problem(), &high).is_valid());
}

#[test]
fn a_lower_bound_may_rest_on_the_solvers_word_but_never_lie_below_the_value() {
    let mut plan = plan();
    plan.certificate = None;
    plan.proof = Proof::Solver;
    plan.status = Status::Optimal;
    plan.bound = plan.value;
    plan.gap = Some(0.0);
    let checked = check(&problem(), &plan);
    assert!(checked.is_valid(), "{:?}", checked.findings());
    assert_eq!(checked.basis, Basis::SolversWord);
    plan.bound = plan.value.map(|value| value - 1);
    assert_eq!(claims(&problem(), &plan), [Claim::Bound, Claim::Status]);
}

#[test]
fn optimal_needs_a_closed_gap_and_something_to_rest_on() {
    let mut plan = plan();
    plan.status = Status::Optimal;
    assert_eq!(claims(&problem(), &plan), [Claim::Status, Claim::Proof]);
    plan.proof = Proof::Certificate;
    plan.certificate = None;
    assert_eq!(claims(&problem(), &plan), [Claim::Status, Claim::Proof]);
}

#[test]
fn a_changed_gap_is_refused() {
    let mut plan = plan();
    plan.gap = Some(0.0);
    assert_eq!(claims(&problem(), &plan), [Claim::Gap]);
    plan.gap = None;
    assert_eq!(claims(&problem(), &plan), [Claim::Gap]);
}

#[test]
fn a_plan_for_another_problem_is_refused() {
    let mut rules = Rules::default();
    rules.hard.max_km = Some(900.0);
    assert_eq!(claims(&problem_with(schools(), rules), &plan()), [Claim::ProblemSha256]);
}

#[test]
fn a_moved_school_breaks_the_rules_that_it_breaks() {
    let mut plan = plan();
    // Damson joins the other school in London; the group it leaves is a pair.
    plan.groups = vec![vec!["101", "102", "103", "104"], vec!["105", "106"]]
        .into_iter()
        .map(|group| group.into_iter().map(str::to_owned).collect())
        .collect();
    let checked = check(&problem(), &plan);
    assert_eq!(rules(&checked), [Rule::Differ, Rule::Sizes]);
    assert_eq!(checked.broken[0].message, "Ash Primary and Damson Primary have the same region, London");
    assert_eq!(checked.broken[0].schools, ["101", "104"]);
    assert_eq!(checked.claims[0].claim, Claim::Value);
}

#[test]
fn a_school_twice_or_nowhere_or_unknown_is_named() {
    let mut across = plan();
    across.groups[1][0] = "101".to_owned();
    across.groups[1].push("999".to_owned());
    let checked = check(&problem(), &across);
    assert_eq!(faults(&checked), [(Fault::Twice, "101"), (Fault::Unknown, "999"), (Fault::Missing, "104")]);
    let mut within = plan();
    within.groups[0].push("101".to_owned());
    assert_eq!(faults(&check(&problem(), &within)), [(Fault::Twice, "101")]);
}

#[test]
fn a_school_both_grouped_and_unmatched_is_named() {
    let mut plan = plan();
    plan.unmatched.push("106".to_owned());
    let checked = check(&problem(), &plan);
    assert_eq!(faults(&checked), [(Fault::Twice, "106")]);
    assert_eq!(rules(&checked), [Rule::Unmatched]);
}

#[test]
fn an_unmatched_school_costs_its_price_or_breaks_the_rule() {
    let groups: [&[&str]; 1] = [&["101", "102", "103"]];
    let forbidden = honest_plan(&problem(), &groups);
    assert_eq!(rules(&check(&problem(), &forbidden)), [Rule::Unmatched]);
    let mut rules = Rules::default();
    rules.hard.unmatched = Unmatched::Price(1_000);
    let priced = problem_with(schools(), rules);
    let checked = check(&priced, &honest_plan(&priced, &groups));
    assert!(checked.is_valid());
    assert_eq!(checked.value, forbidden.value.map(|value| value - 3_000));
}

#[test]
fn a_plan_that_found_nothing_is_not_valid_and_is_not_asked_where_its_schools_are() {
    let mut plan = plan();
    plan.groups.clear();
    (plan.value, plan.bound, plan.gap, plan.certificate) = (None, None, None, None);
    plan.status = Status::Infeasible;
    let checked = check(&problem(), &plan);
    assert!(!checked.is_valid());
    assert_eq!(checked.findings(), Vec::<&str>::new());
    plan.status = Status::Feasible;
    assert_eq!(claims(&problem(), &plan), [Claim::Status]);
}

#[test]
fn extreme_claims_are_refused_without_a_panic() {
    for extreme in [i64::MIN, i64::MAX] {
        let mut plan = plan();
        (plan.value, plan.bound, plan.gap) = (Some(extreme), Some(extreme), Some(f64::MAX));
        assert!(!check(&problem(), &plan).is_valid());
    }
}

#[test]
fn an_index_beyond_the_cohort_is_unknown() {
    let checked = check_groups(&problem(), &[vec![SchoolIndex(77)]], &[]);
    assert_eq!(checked.misplaced[0].fault, Fault::Unknown);
    assert_eq!(checked.misplaced.len(), 7);
}

#[test]
fn groups_of_ids_leave_out_whom_they_do_not_name() {
    let (problem, groups) = (problem(), plan().groups);
    assert_eq!(check_ids(&problem, &groups).value, check(&problem, &plan()).value);
    let checked = check_ids(&problem, &groups[1..]);
    assert_eq!(rules(&checked), [Rule::Unmatched]);
    assert_eq!(faults(&checked), []);
    let stranger = vec!["nobody".to_owned()];
    assert_eq!(faults(&check_ids(&problem, &[groups, vec![stranger]].concat())), [(Fault::Unknown, "nobody")]);
}
