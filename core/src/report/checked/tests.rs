use super::*;
use crate::plan::check::check;
use crate::testing::example::{plan, problem, problem_with, schools};
use crate::testing::golden;

#[test]
fn a_valid_plan_is_said_to_be_valid() {
    golden::compare("checked.txt", &render(&problem(), &check(&problem(), &plan())));
}

#[test]
fn everything_wrong_has_a_line_of_its_own() {
    let mut plan = plan();
    plan.groups[0].push("104".to_owned());
    plan.groups[1].push("999".to_owned());
    golden::compare("checked_wrong.txt", &render(&problem(), &check(&problem(), &plan)));
}

#[test]
fn schools_that_make_a_plan_impossible_are_named() {
    let mut alike = schools();
    for school in &mut alike {
        school.attributes.insert("region".to_owned(), "London".into());
    }
    let problem = problem_with(alike, crate::Rules::default());
    let text = render(&problem, &check(&problem, &plan()));
    assert!(text.contains("no plan exists: 6 schools have too few permitted peers: Ash Primary, Birch Primary, "));
    assert!(text.contains(" and 1 more\n"), "{text}");
}
