use super::*;
use crate::model::format::groups::parse_groups;
use crate::model::rules::Rules;
use crate::model::rules::unmatched::Unmatched;
use crate::plan::breakdown::{breakdown, breakdown_list};
use crate::plan::compare::compare;
use crate::testing::example::{honest_plan, plan, problem, problem_with, schools};
use crate::testing::golden;

#[test]
fn the_comparison_is_as_reviewed() {
    let mut rules = Rules::default();
    rules.hard.unmatched = Unmatched::Price(1_500);
    let problem = problem_with(schools(), rules);
    let before = breakdown(&problem, &honest_plan(&problem, &[&["101", "102", "103"]]));
    let after = breakdown(&problem, &honest_plan(&problem, &[&["102", "103", "104"], &["101", "105"]]));
    golden::compare("comparison.txt", &render(&problem, &compare(&before, &after)));
}

#[test]
fn the_same_plan_twice_is_said_in_a_few_lines() {
    let parts = breakdown(&problem(), &plan());
    let text = render(&problem(), &compare(&parts, &parts));
    assert!(text.starts_with("Both plans are worth the same.\n"));
    assert!(text.ends_with("  2 groups are unchanged; no school changes group.\n"));
}

#[test]
fn schools_of_one_plan_only_are_listed_apart() {
    let small = problem_with(schools()[..3].to_vec(), Rules::default());
    let before = breakdown(&small, &honest_plan(&small, &[&["101", "102", "103"]]));
    let text = render(&problem(), &compare(&before, &breakdown(&problem(), &plan())));
    assert!(text.contains("\nOnly in the second plan\n  Damson Primary (London): "));
    assert!(!text.contains("Only in the first plan"));
}

#[test]
fn a_difference_is_rounded_to_the_nearest_hundredth_of_a_percent() {
    assert_eq!(verdict(20_000, 20_001), "The second plan is worth 0.01% more (1 point).");
    assert_eq!(verdict(30_000, 29_999), "The second plan is worth 0.00% less (1 point).");
    assert_eq!(verdict(0, -500), "The second plan is worth 500 points less.");
}

#[test]
fn groups_are_called_by_the_names_of_their_plan() {
    let list = |text: &str| parse_groups(text.as_bytes(), "groups.csv", &problem()).unwrap();
    let before = breakdown_list(&problem(), &list("school,group\n101,Badger\n102,Badger\n103,Badger\n104,Otter\n"));
    let after = breakdown_list(&problem(), &list("school,group\n101,Stoat\n102,Stoat\n104,Stoat\n"));
    let text = render(&problem(), &compare(&before, &after));
    assert!(text.contains("no longer with Cedar Primary (Badger)"), "{text}");
    assert!(text.contains("now with Damson Primary (Stoat)"), "{text}");
}
