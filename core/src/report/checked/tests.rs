use super::*;
use crate::plan::check::{check, check_ids};
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
    assert!(
        text.contains(
            "No plan is possible, because 6 schools have too few permitted peers: Ash Primary, Birch Primary, "
        )
    );
    assert!(text.contains(" and 1 more.\n"), "{text}");
}

#[test]
fn broken_rules_are_told_group_by_group_with_the_names_of_the_groups() {
    let groups = [["101", "104", "102"], ["103", "105", "106"]].map(|ids| ids.map(str::to_owned).to_vec());
    let checked = check_ids(&problem(), &groups);
    let names = ["Badger-3", "Otter"].map(str::to_owned);
    let text = render_by_group(&problem(), &checked, &groups, &names);
    let told = "  Badger-3:\n    Ash Primary and Damson Primary have the same region, London (differ)\n";
    assert!(text.starts_with("This plan breaks 1 rule.\n") && text.contains(told), "{text}");
    assert!(!text.contains("Otter"), "{text}");
}
