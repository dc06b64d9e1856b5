use super::*;
use crate::model::rules::Rules;
use crate::model::supply;
use crate::plan::breakdown as parts;
use crate::testing::example;

/// A cohort whose names, areas and attributes would be markup if they were not escaped.
fn hostile() -> crate::model::problem::Problem {
    let mut schools = example::schools();
    for school in &mut schools {
        school.name = format!("<script>\"&' {}", school.id);
        school.attributes.insert("region".to_owned(), format!("<b>{}</b>", school.id).as_str().into());
    }
    example::problem_with(schools, Rules::default())
}

#[test]
fn everything_shown_is_text_once_escaped() {
    let problem = hostile();
    let plan = example::honest_plan(&problem, &[&["101", "102", "103"], &["104", "105", "106"]]);
    let parts = parts::breakdown(&problem, &plan);
    for view in [self::plan(&problem, &plan), breakdown(&problem, &parts), cohort(problem.cohort())] {
        assert!(view.contains("&lt;script&gt;&quot;&amp;' 101"), "{view}");
        assert!(!view.contains("<script") && !view.contains("<b>") && !view.contains("&amp;lt;"), "{view}");
    }
}

#[test]
fn a_plan_says_how_good_it_is_and_the_gap_is_rounded_up() {
    let (problem, mut plan) = (example::problem(), example::plan());
    (plan.value, plan.bound) = (Some(1_000_000), Some(1_000_001));
    assert!(self::plan(&problem, &plan).contains("0.01%"));
    assert!(self::plan(&problem, &plan).contains("<strong>reading</strong> from <bdi>Ash Primary</bdi>, met 100%"));
}

#[test]
fn a_large_plan_is_cut_and_says_what_is_left_out() {
    let school = |number: usize| crate::model::school::School::new(format!("{number:03}"), "");
    let problem = example::problem_with((0..90).map(school).collect(), Rules::default());
    let ids: Vec<String> = (0..90).map(|number| format!("{number:03}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let groups: Vec<&[&str]> = ids.chunks(3).collect();
    let plan = example::honest_plan(&problem, &groups);
    let view = self::plan(&problem, &plan);
    assert_eq!(view.matches("<tbody>").count(), 13);
    assert!(view.contains("and 17 more groups; <code>plan.to_frame()</code> has all of them"));
    assert!(cohort(problem.cohort()).contains("and 70 more schools; <code>cohort.schools</code> has all of them"));
}

#[test]
fn a_cohort_names_its_areas_as_people_do_and_a_problem_shows_its_rules() {
    let problem = example::problem();
    let view = cohort(problem.cohort());
    assert!(view.contains("EAL\u{a0}4") && view.contains("6 schools, 3 areas of practice"), "{view}");
    assert!(self::problem(&problem).contains("3 or 4 schools"));
    let supply = supply::need_and_supply(problem.cohort(), problem.rules()).unwrap();
    assert!(need_and_supply(&supply).contains("<svg"));
}

#[test]
fn a_check_and_a_comparison_are_read_as_text() {
    let (problem, plan) = (example::problem(), example::plan());
    let found = crate::plan::check::check(&problem, &plan);
    assert!(checked(&problem, &found).contains("<p><strong>"));
    let parts = parts::breakdown(&problem, &plan);
    let same = crate::plan::compare::compare(&parts, &parts);
    assert!(comparison(&problem, &same).contains("<pre>"));
}
