//! What reports say about a plan: the breakdown sums to the value, the table of groups reads back, no name becomes markup.

use std::path::Path;

use proptest::prelude::*;
use tercet::model::benefit::Term;
use tercet::model::format::groups::parse_groups;
use tercet::plan::breakdown::{Source, breakdown};
use tercet::report::{csv, html, markdown, table};
use tercet::{Plan, Problem, SchoolIndex};
use tercet_tests::oracle::Oracle;
use tercet_tests::stated::Stated;

use crate::checking::plan;
use crate::searching::{config, small};

/// The best plan of a small problem, if it has one.
fn best_plan(stated: &Stated) -> Option<(Problem, Plan)> {
    let problem = stated.problem().ok()?;
    let best = Oracle::new(stated).best()?;
    let plan = plan(&problem, stated, &best, i64::MAX / 4);
    Some((problem, plan))
}

/// A name made of characters with a meaning in HTML, Markdown, CSV or a spreadsheet.
fn hostile() -> impl Strategy<Value = String> {
    "[=+@|<>&\"'`*,;\\-]{1,3}(<script>|<blink>|a|é)[=+@|<>&\"'`*,;\\-]{0,3}"
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn the_parts_sum_to_the_value(stated in small()) {
        let Some((problem, plan)) = best_plan(&stated) else { return Ok(()) };
        let parts = breakdown(&problem, &plan);
        let mut value = -parts.price * i64::try_from(parts.unmatched.len()).expect("a dozen");
        for group in &parts.groups {
            let mut of_group = 0;
            for school in &group.schools {
                let weighted: i64 = school.terms.iter().map(|part| part.weight * part.points).sum();
                prop_assert_eq!(school.benefit, weighted / 1_000);
                of_group += school.benefit;
                if let Some(learn) = school.terms.iter().find(|part| part.term == Term::Learn)
                    && !school.learns.is_empty()
                {
                    prop_assert_eq!(school.learns.iter().map(|lesson| lesson.points).sum::<i64>(), learn.points);
                }
                for lesson in &school.learns {
                    let level = |source: &Option<Source>| source.as_ref().map(|source| source.level);
                    prop_assert!(level(&lesson.second) <= level(&lesson.from));
                }
            }
            prop_assert_eq!(of_group, group.value);
            value += group.value;
        }
        prop_assert_eq!(Some(value), plan.value);
        prop_assert_eq!(value, parts.value);
    }

    #[test]
    fn a_plan_comes_back_from_json_and_its_groups_from_csv(stated in small()) {
        let Some((problem, plan)) = best_plan(&stated) else { return Ok(()) };
        let again = Plan::from_json(&plan.to_json(), Path::new("plan.json")).expect("what was written can be read");
        prop_assert_eq!(&again, &plan);
        let list = parse_groups(csv::render(&problem, &plan).as_bytes(), "groups.csv", &problem);
        let list = list.expect("what was written can be read");
        let ids = |group: &Vec<SchoolIndex>| -> Vec<String> {
            group.iter().map(|&school| problem.school(school).id.clone()).collect()
        };
        let mut groups: Vec<Vec<String>> = list.groups.iter().map(ids).collect();
        groups.iter_mut().for_each(|group| group.sort());
        groups.sort();
        prop_assert_eq!(groups, plan.groups);
        prop_assert_eq!(ids(&list.unmatched), plan.unmatched);
    }

    #[test]
    fn no_name_becomes_markup_or_a_formula(
        (mut stated, names) in (small(), prop::collection::vec(hostile(), 12)),
    ) {
        for (school, name) in stated.schools.iter_mut().zip(&names) {
            school.name.clone_from(name);
        }
        let Some((problem, plan)) = best_plan(&stated) else { return Ok(()) };
        let page = html::render(&problem, &plan);
        prop_assert!(!page.contains("<script>"), "a name became a script");
        prop_assert!(!page.contains("<blink>"), "a name became markup");
        let sheet = csv::render(&problem, &plan);
        let mut reader = ::csv::Reader::from_reader(sheet.as_bytes());
        for record in reader.records() {
            for cell in &record.expect("a whole table") {
                let is_number = cell.parse::<f64>().is_ok();
                prop_assert!(is_number || !cell.starts_with(['=', '+', '-', '@']), "{cell:?} is run by a spreadsheet");
            }
        }
        prop_assert!(!markdown::render(&problem, &plan).contains("<script>"));
        prop_assert!(!table::render(&problem, &plan).is_empty());
    }
}
