use super::*;
use crate::model::format::groups::parse_groups;
use crate::model::rules::Rules;
use crate::model::rules::unmatched::Unmatched;
use crate::plan::check::check_groups;
use crate::testing::example::{honest_plan, plan, problem, problem_with, random_problem, schools};

fn of<'a>(parts: &'a Breakdown, id: &str) -> &'a SchoolBreakdown {
    parts.groups.iter().flat_map(|group| &group.schools).find(|school| school.school == id).unwrap()
}

fn source(school: &str, level: u8) -> Option<Source> {
    Some(Source { school: school.to_owned(), level })
}

#[test]
fn a_school_learns_each_area_from_its_strongest_peer() {
    let parts = breakdown(&problem(), &plan());
    let expected = [
        Lesson { area: "eal".into(), weight: 75, from: source("102", 80), second: source("103", 60), points: 6_000 },
        Lesson {
            area: "writing".into(),
            weight: 25,
            from: source("103", 80),
            second: source("102", 60),
            points: 2_000,
        },
    ];
    assert_eq!(of(&parts, "101").learns, expected);
}

#[test]
fn of_equally_strong_peers_the_first_id_is_the_source() {
    let mut alike = schools();
    alike[1].strengths = alike[2].strengths.clone();
    let parts = breakdown(&problem_with(alike, Rules::default()), &plan());
    let lesson = &of(&parts, "101").learns[0];
    assert_eq!((&lesson.from, &lesson.second), (&source("102", 60), &source("103", 60)));
}

#[test]
fn an_area_that_no_peer_is_strong_in_has_no_source() {
    let parts = breakdown(&problem(), &plan());
    let lesson = &of(&parts, "106").learns[1];
    assert_eq!((lesson.area.as_str(), &lesson.from, &lesson.second, lesson.points), ("eal", &None, &None, 0));
}

#[test]
fn a_school_without_needs_has_no_lessons_and_counts_as_served() {
    let mut served = schools();
    served[0].needs.clear();
    let parts = breakdown(&problem_with(served, Rules::default()), &plan());
    assert_eq!(of(&parts, "101").learns, []);
    assert_eq!(of(&parts, "101").terms[0].points, 10_000);
}

#[test]
fn a_school_offers_each_peer_what_that_peer_needs() {
    let parts = breakdown(&problem(), &plan());
    let offer = |to: &str, areas: &[&str], points| {
        let areas = areas.iter().map(|&area| area.to_owned()).collect();
        Offer { to: to.to_owned(), areas, points }
    };
    // 102 has eal at 80 % and writing at 60 %; 101 needs them 75 to 25, 103 needs half eal and half reading.
    assert_eq!(of(&parts, "102").offers, [offer("101", &["eal", "writing"], 7_500), offer("103", &["eal"], 4_000)]);
    assert_eq!(of(&parts, "106").offers, [offer("104", &["reading"], 6_000), offer("105", &[], 0)]);
}

#[test]
fn the_parts_sum_to_the_total_at_every_step() {
    for seed in 0..60 {
        let problem = random_problem(seed);
        let all: Vec<SchoolIndex> = problem.indices().collect();
        let (groups, rest) = ([all[0..3].to_vec(), all[3..5].to_vec()], all[5..].to_vec());
        let parts = breakdown_groups(&problem, &groups, &rest);
        for school in parts.groups.iter().flat_map(|group| &group.schools) {
            let weighted: Points = school.terms.iter().map(|part| part.weight * part.points).sum();
            assert_eq!(school.benefit, weighted / 1_000, "seed {seed}");
            let learn: Points = school.learns.iter().map(|lesson| lesson.points).sum();
            if let Some(part) = school.terms.iter().find(|part| part.term == Term::Learn && !school.learns.is_empty()) {
                assert_eq!(part.points, learn, "seed {seed}");
            }
            if let Some(part) = school.terms.iter().find(|part| part.term == Term::Share) {
                let peers = Points::try_from(school.offers.len()).unwrap();
                let offers: Points = school.offers.iter().map(|offer| offer.points).sum();
                assert_eq!(part.points, offers / peers, "seed {seed}");
            }
        }
        for group in &parts.groups {
            assert_eq!(group.value, group.schools.iter().map(|school| school.benefit).sum::<Points>());
        }
        let prices = parts.price * Points::try_from(parts.unmatched.len()).unwrap();
        assert_eq!(parts.value, parts.groups.iter().map(|group| group.value).sum::<Points>() - prices);
        assert_eq!(Some(parts.value), check_groups(&problem, &groups, &rest).value, "seed {seed}");
    }
}

#[test]
fn unmatched_schools_are_named_with_their_price() {
    let mut rules = Rules::default();
    rules.hard.unmatched = Unmatched::Price(1_500);
    let problem = problem_with(schools(), rules);
    let parts = breakdown(&problem, &honest_plan(&problem, &[&["101", "102", "103"]]));
    assert_eq!((parts.unmatched.as_slice(), parts.price), (["104", "105", "106"].map(String::from).as_slice(), 1_500));
    assert_eq!(parts.value, parts.groups[0].value - 4_500);
}

#[test]
fn a_school_that_the_problem_does_not_have_is_passed_over() {
    let mut plan = plan();
    plan.groups[0].push("999".to_owned());
    plan.unmatched.push("998".to_owned());
    let parts = breakdown(&problem(), &plan);
    assert_eq!(parts.groups[0].schools.len(), 3);
    assert!(parts.unmatched.is_empty());
}

#[test]
fn groups_of_a_table_keep_the_names_that_people_gave_them_and_numbers_are_none() {
    let names = |text: &str| -> Vec<Option<String>> {
        let list = parse_groups(text.as_bytes(), "groups.csv", &problem()).unwrap();
        breakdown_list(&problem(), &list).groups.into_iter().map(|group| group.name).collect()
    };
    let named = names("school,group\n101,Badger-3\n102,Badger-3\n104,Otter\n105,Otter\n");
    assert_eq!(named, [Some("Badger-3".to_owned()), Some("Otter".to_owned())]);
    assert_eq!(names("school,group\n101,1\n102,1\n104,2\n105,2\n"), [None, None]);
    // If a group's number in the table differs from its place, reports show the number in the table.
    assert_eq!(names("school,group\n101,2\n102,2\n104,1\n105,1\n"), [Some("2".to_owned()), Some("1".to_owned())]);
    let parts = breakdown(&problem(), &plan());
    assert!(!serde_json::to_string(&parts).unwrap().contains("name"));
}
