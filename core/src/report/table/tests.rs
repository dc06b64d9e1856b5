use super::*;
use crate::model::rules::Rules;
use crate::model::rules::unmatched::Unmatched;
use crate::solve::outcome::{Reason, Status};
use crate::testing::example::{honest_plan, plan, problem, problem_with, schools};
use crate::testing::golden;

#[test]
fn the_table_is_as_reviewed() {
    golden::compare("table.txt", &render(&problem(), &plan()));
}

#[test]
fn without_a_plan_the_reasons_and_what_would_help_are_given() {
    let mut none = plan();
    none.groups.clear();
    (none.value, none.bound, none.status) = (None, None, Status::Infeasible);
    none.reasons = vec![Reason {
        have: "5 of 6 schools have region London".to_owned(),
        need: "6 schools make 2 groups at most, with one of them each".to_owned(),
        fixes: vec!["allow two schools of one region in a group".to_owned()],
    }];
    golden::compare("table_infeasible.txt", &render(&problem(), &none));
}

#[test]
fn schools_without_a_group_are_listed_with_the_price() {
    let mut rules = Rules::default();
    rules.hard.unmatched = Unmatched::Price(1_000);
    let problem = problem_with(schools(), rules);
    let text = render(&problem, &honest_plan(&problem, &[&["101", "102", "103"]]));
    assert!(text.contains("  Without a group                    3\n"), "{text}");
    assert!(text.contains("  Price of a school without a group  1,000 points\n"), "{text}");
    assert!(text.contains("\nWithout a group\n  Damson Primary (London)\n"), "{text}");
}

#[test]
fn a_name_cannot_write_to_the_terminal() {
    let mut odd = schools();
    odd[0].name = "Ash\n\x1b[2J\u{202e}".to_owned();
    let text = render(&problem_with(odd, Rules::default()), &plan());
    assert!(!text.contains('\x1b') && !text.contains('\u{202e}'));
    assert!(text.contains("Ash  [2J  (London"), "{text}");
}

#[test]
fn a_plan_for_another_cohort_is_rendered_without_a_panic() {
    let mut other = plan();
    other.groups.push(vec!["x".to_owned()]);
    assert!(render(&problem(), &other).contains("Group 3: group of 0"));
}
