use super::*;
use crate::ids::SchoolIndex;
use crate::model::format::groups::parse_groups;
use crate::model::rules::Rules;
use crate::model::rules::unmatched::Unmatched;
use crate::testing::example::{honest_plan, plan, problem, problem_with, schools};
use crate::testing::golden;

#[test]
fn the_file_is_as_reviewed() {
    golden::compare("groups.csv", &render(&problem(), &plan()));
}

#[test]
fn schools_without_a_group_come_last_with_blank_cells() {
    let mut rules = Rules::default();
    rules.hard.unmatched = Unmatched::Price(0);
    let problem = problem_with(schools(), rules);
    let text = render(&problem, &honest_plan(&problem, &[&["101", "102", "103"]]));
    assert!(text.contains("\r\n,,104,Damson Primary,London,,\r\n"), "{text}");
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_guarded_and_a_number_is_not() {
    let mut odd = schools();
    odd[0].name = "=cmd|' /C calc'!A0".to_owned();
    odd[1].name = "\"quoted\"\nand, broken".to_owned();
    odd[2].id = "-103".to_owned();
    for school in &mut odd {
        school.attributes.insert("@depth".to_owned(), (-1.5).into());
        school.attributes.insert("group".to_owned(), "+44".into());
    }
    let problem = problem_with(odd, Rules::default());
    let text = render(&problem, &honest_plan(&problem, &[&["101", "102", "-103"], &["104", "105", "106"]]));
    assert!(text.starts_with("group,size,school,name,'@depth,attribute:group,region,trust,benefit\r\n"), "{text}");
    assert!(text.contains(",101,'=cmd|' /C calc'!A0,-1.5,'+44,London,"), "{text}");
    assert!(text.contains(",102,\"\"\"quoted\"\"\nand, broken\","), "{text}");
    assert!(text.contains(",'-103,Cedar Primary,"), "{text}");
}

#[test]
fn the_file_reads_back_as_the_groups_it_was_made_of() {
    let mut odd = schools();
    for (school, id) in odd.iter_mut().zip(["=1", "'=1", "-1", "\"x\", y", "@z", "plain"]) {
        school.id = id.to_owned();
    }
    let mut rules = Rules::default();
    rules.hard.unmatched = Unmatched::Price(0);
    let problem = problem_with(odd, rules);
    let plan = honest_plan(&problem, &[&["=1", "'=1", "-1"]]);
    let list = parse_groups(render(&problem, &plan).as_bytes(), "groups.csv", &problem).unwrap();
    let ids = |group: &[SchoolIndex]| group.iter().map(|&s| problem.school(s).id.clone()).collect::<Vec<_>>();
    assert_eq!(list.groups.iter().map(|group| ids(group)).collect::<Vec<_>>(), plan.groups);
    assert_eq!(ids(&list.unmatched), plan.unmatched);
}
