use super::*;
use crate::model::rules::Rules;
use crate::programme::calendar::Calendar;
use crate::programme::statement::contacts::parse_contacts;
use crate::programme::statement::dates::parse;
use crate::programme::statement::tables::parse_facilitators;
use crate::programme::statement::year::Year;
use crate::testing::example;
use crate::testing::golden;

fn calendar() -> Calendar {
    let json = r#"{"format": "tercet-calendar/1", "problem_sha256": "", "value": 0, "status": "feasible", "stop": "finished",
        "groups": [["101", "102", "103"], ["104", "105", "106"]], "visits": [
        {"host": "101", "group": 1, "date": "2026-10-13", "facilitator": "F1"},
        {"host": "102", "group": 1, "date": "2027-01-19", "facilitator": "F1"},
        {"host": "103", "group": 1, "date": "2027-05-04", "facilitator": "F1"},
        {"host": "104", "group": 2, "date": "2026-10-14"}]}"#;
    Calendar::from_json(json, "calendar.json".as_ref()).unwrap()
}

fn year() -> Year {
    let facilitators = parse_facilitators(b"facilitator,name\nF1,Ada Lake\n", "facilitators.csv").unwrap();
    Year { facilitators, ..Year::default() }
}

fn rendered(problem: &Problem, contacts: Option<&str>, host: &str) -> String {
    let (year, calendar) = (year(), calendar());
    let contacts = contacts.map(|table| parse_contacts(table.as_bytes(), "contacts.csv", problem).unwrap());
    let edition = Edition::new(problem, &year, &calendar, "").with_contacts(contacts.as_ref());
    render(&edition, calendar.visits.iter().find(|visit| visit.host == host).unwrap())
}

#[test]
fn a_brief_is_as_reviewed() {
    let contacts = "school,head,head_email,second\n101,Eve Carr,eve@ash.example,\n103,Di Dale,,Ben Moor\n";
    let problem = example::problem();
    let shown = ["101", "102", "103"].map(|host| rendered(&problem, Some(contacts), host));
    golden::compare("briefs.md", &shown.join("\n"));
}

#[test]
fn an_area_that_another_shows_better_comes_last_and_says_where() {
    let text = rendered(&example::problem(), None, "102");
    let (first, after) = text.split_once("## Also of interest").unwrap();
    assert!(first.contains("- EAL (rated 4)\n") && !first.contains("writing"), "{text}");
    assert!(
        after.contains("writing (rated 3): you will see more of this at Cedar Primary on Tue 4 May 2027"),
        "{text}"
    );
}

#[test]
fn what_nobody_in_the_group_covers_is_left_to_the_facilitator_and_names_no_other_school() {
    let mut schools = example::schools();
    schools[0] = schools[0].clone().with_need("maths", 2.0);
    schools[4] = schools[4].clone().with_strength("maths", 3.0);
    let cohort =
        crate::model::cohort::Cohort::new(schools, ["reading", "writing", "eal", "maths"].map(str::to_owned).to_vec());
    let problem = Problem::new(cohort.unwrap(), Rules::default()).unwrap();
    let text = rendered(&problem, None, "101");
    let (_, open) = text.split_once("## Needs that no visitor can help with").unwrap();
    assert!(open.contains("maths, 33% of its needs"), "{text}");
    assert!(open.contains("Your facilitator will suggest a school to talk to."), "{text}");
    assert!(!text.contains("Elm Primary"), "{text}");
}

#[test]
fn a_host_that_is_not_strong_enough_shows_what_it_has_if_there_is_time() {
    let mut schools = example::schools();
    schools[0] = schools[0].clone().with_strength("reading", 2.0);
    let text = rendered(&example::problem_with(schools, Rules::default()), None, "101");
    let (first, after) = text.split_once("## Also of interest").unwrap();
    assert!(first.contains("Please agree with the host in advance"), "{text}");
    assert!(after.contains("reading (rated 2): the best in this group, though not yet leading practice"), "{text}");
    assert!(!rendered(&example::problem(), None, "104").contains("Facilitator:"), "nobody is told that there is none");
}

#[test]
fn a_host_whose_strengths_nobody_asked_for_shows_all_of_its_leading_practice() {
    let mut schools = example::schools();
    schools[1].needs = [("eal".to_owned(), 1.0)].into();
    schools[2].needs = [("eal".to_owned(), 1.0)].into();
    let text = rendered(&example::problem_with(schools, Rules::default()), None, "101");
    assert!(text.contains("The host's leading practice.") && text.contains("- reading (rated 5)\n"), "{text}");
}

#[test]
fn a_group_with_a_name_is_called_so() {
    let (problem, year) = (example::problem(), year());
    let calendar = Calendar { names: vec!["Badger-3".to_owned(), "Otter".to_owned()], ..calendar() };
    let edition = Edition::new(&problem, &year, &calendar, "");
    assert!(render(&edition, &calendar.visits[0]).contains("Visits of Badger-3 (a trio) this year"));
}

#[test]
fn names_stay_text() {
    let mut schools = example::schools();
    schools[0].name = "1. <b>Ash</b>\n# *Primary*".to_owned();
    let text = rendered(&example::problem_with(schools, Rules::default()), Some("school,head\n101,- [x](y)\n"), "102");
    assert!(text.contains("1. &lt;b&gt;Ash&lt;/b&gt; \\# \\*Primary\\*"), "{text}");
    assert!(text.contains("  - 1\\. &lt;b&gt;Ash") && text.contains("\\[x\\](y)"), "{text}");
    assert_eq!(parse("2026-10-13").map(day).as_deref(), Some("Tue 13 October 2026"));
}

#[test]
fn all_leading_practice_of_the_host_is_listed_what_is_asked_for_first() {
    let mut schools = example::schools();
    schools[0] = schools[0].clone().with_strength("writing", 5.0).with_strength("eal", 4.0);
    for school in &mut schools[1..3] {
        school.needs = [("eal".to_owned(), 1.0)].into();
    }
    let text = rendered(&example::problem_with(schools, Rules::default()), None, "101");
    let places = ["EAL (rated 4)", "reading (rated 5)", "writing (rated 5)"].map(|area| text.find(area));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
}
