use super::*;
use crate::model::rules::Rules;
use crate::model::rules::unmatched::Unmatched;
use crate::plan::breakdown::breakdown;
use crate::testing::example::{honest_plan, plan, problem, problem_with, schools};
use crate::testing::golden;

#[test]
fn the_breakdown_is_as_reviewed() {
    golden::compare("breakdown.txt", &render(&problem(), &breakdown(&problem(), &plan()), &[]));
}

#[test]
fn of_one_school_it_speaks_of_that_school_alone() {
    let text = render(&problem(), &breakdown(&problem(), &plan()), &["106".to_owned()]);
    assert!(text.starts_with("Group 2: trio"));
    assert!(
        text.contains("Fir Primary (East of England, Oakwood Trust)")
            && text.contains("EAL: 25% of its needs, not a strength elsewhere")
    );
    assert!(!text.contains("Elm Primary (North West)") && !text.contains("the plan:"));
}

#[test]
fn schools_without_a_group_are_named_with_what_they_cost() {
    let mut rules = Rules::default();
    rules.hard.unmatched = Unmatched::Price(1_000);
    let problem = problem_with(schools(), rules);
    let plan = honest_plan(&problem, &[&["101", "102", "103"]]);
    let text = render(&problem, &breakdown(&problem, &plan), &[]);
    assert!(text.contains("Without a group\n  Damson Primary"));
    assert!(text.contains("3 schools without a group: minus 1,000 points each"));
}

#[test]
fn a_school_without_needs_says_so() {
    let mut served = schools();
    served[0].needs.clear();
    let problem = problem_with(served, Rules::default());
    assert!(render(&problem, &breakdown(&problem, &plan()), &["101".to_owned()]).contains("learns: no needs named"));
}

#[test]
fn a_name_cannot_reach_the_terminal_beyond_its_line() {
    let mut odd = schools();
    odd[0].name = "Ash\u{1b}[31m\u{202e}".to_owned();
    let problem = problem_with(odd, Rules::default());
    let text = render(&problem, &breakdown(&problem, &plan()), &[]);
    assert!(!text.contains(['\u{1b}', '\u{202e}']));
}
