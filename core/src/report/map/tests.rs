use super::*;
use crate::model::rules::Rules;
use crate::testing::example::{plan, problem, problem_with, schools};

/// How many lines join two schools.
fn joins(svg: &str) -> usize {
    svg.split('L').skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).count()
}

#[test]
fn every_located_school_is_on_the_map_and_every_group_has_lines() {
    let svg = of_plan(&problem(), &plan()).to_svg();
    assert_eq!(svg.matches("h0").count(), 6);
    // Three lines join the schools of a trio.
    assert_eq!(joins(&svg), 6);
    assert!(svg.contains("<title>Group 1: Ash Primary, Birch Primary, Cedar Primary</title>"));
    assert!(svg.contains("6 schools in 2 groups"));
}

#[test]
fn a_school_without_a_location_is_named_beside_the_map() {
    let mut some = schools();
    some[1].location = None;
    let problem = problem_with(some, Rules::default());
    let drawing = of_plan(&problem, &plan());
    assert!(drawing.description.ends_with(". 1 school has no location."));
    assert!(drawing.to_svg().contains(">Without a location</text>"));
    assert!(drawing.to_svg().contains(">Birch Primary</text>"));
    let group = of_group(&problem, &plan(), 1).expect("there is a first group");
    assert!(group.description.ends_with("; without a location: Birch Primary."));
    // The others keep the numbers that they have in the group.
    assert!(group.to_svg().contains(">1  Ash Primary</text>") && group.to_svg().contains(">3  Cedar Primary</text>"));
}

#[test]
fn a_cohort_without_locations_is_a_list_beside_the_whole_of_the_land() {
    let mut nowhere = schools();
    for school in &mut nowhere {
        school.location = None;
    }
    let drawing = of_plan(&problem_with(nowhere, Rules::default()), &plan());
    assert!(!drawing.to_svg().contains("h0"));
    assert!(drawing.to_svg().contains(">Fir Primary</text>"));
}

#[test]
fn a_number_that_no_group_has_has_no_map() {
    assert!(of_group(&problem(), &plan(), 0).is_none());
    assert!(of_group(&problem(), &plan(), 3).is_none());
}

#[test]
fn a_name_is_text_whatever_it_holds() {
    let mut odd = schools();
    odd[0].name = "<script>alert(1)</script>\" & \u{202e}".to_owned();
    odd[0].location = None;
    let problem = problem_with(odd, Rules::default());
    for drawing in [of_plan(&problem, &plan()), of_group(&problem, &plan(), 1).expect("there is a first group")] {
        let svg = drawing.to_svg();
        assert!(!svg.contains("<script") && !svg.contains('\u{202e}'));
        assert!(svg.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; &amp;"));
    }
}

#[test]
fn without_a_plan_every_school_is_shown_alone() {
    let mut none = plan();
    none.groups.clear();
    let svg = of_plan(&problem(), &none).to_svg();
    assert_eq!((svg.matches("h0").count(), joins(&svg)), (6, 0));
    assert!(!svg.contains("Lines"));
}
