use crate::model::problem::Problem;
use crate::programme::calendar::{Calendar, FORMAT, Visit};
use crate::programme::feedback::leaders::Constancy;
use crate::programme::feedback::suggest::{LevelChange, SuggestOptions};
use crate::programme::feedback::summary::{By, Figure, Measure, Summary, summarise};
use crate::programme::feedback::tables::{parse_attendance, parse_survey};
use crate::programme::feedback::{Feedback, Role};
use crate::programme::statement::dates;
use crate::programme::statement::year::Event;
use crate::solve::outcome::{Status, StopReason};
use crate::testing::example;

/// A calendar of these groups, with one visit every fortnight.
fn calendar(problem: &Problem, groups: &[&[&str]]) -> Calendar {
    let groups: Vec<Vec<String>> = groups.iter().map(|group| group.iter().map(|&id| id.to_owned()).collect()).collect();
    let start = dates::parse("2026-10-05").unwrap();
    let hosts = (1..).zip(&groups).flat_map(|(number, group)| group.iter().map(move |id| (number, id)));
    let visits =
        (0..).zip(hosts).map(|(turn, (number, id))| Visit::new(id, number, dates::days_later(start, 14 * turn), None));
    Calendar {
        names: Vec::new(),
        format: FORMAT.to_owned(),
        problem_sha256: problem.sha256(),
        programme: "2026".to_owned(),
        today: None,
        memberships: Vec::new(),
        cancelled: Vec::new(),
        events: Vec::new(),
        visits: visits.collect(),
        groups,
        clashes: Vec::new(),
        value: 0,
        bound: None,
        gap: None,
        status: Status::Feasible,
        stop: StopReason::Finished,
    }
}

const TRIOS: [&[&str]; 2] = [&["101", "102", "103"], &["104", "105", "106"]];

/// A row for each leader at each visit, in order. `cells` gives the text after visit, school and role; no text means no
/// row.
fn rows(header: &str, groups: &[&[&str]], mut cells: impl FnMut(usize, &str, &str, Role) -> Option<String>) -> Vec<u8> {
    let mut text = format!("{header}\n");
    let mut number = 0;
    for group in groups {
        for (visit, school) in group.iter().flat_map(|visit| group.iter().map(move |school| (visit, school))) {
            for role in Role::ALL {
                if let Some(rest) = cells(number, visit, school, role) {
                    text.push_str(&format!("{visit},{school},{},{rest}\n", role.as_str()));
                }
                number += 1;
            }
        }
    }
    text.into_bytes()
}

const CAME: &str = "visit,school,role,person";
const SAID: &str = "visit,school,role,uses,passes_on,uses_areas,passes_on_areas";

fn feedback(attendance: &[u8], survey: &[u8]) -> Feedback {
    let attendance =
        if attendance.is_empty() { Vec::new() } else { parse_attendance(attendance, "attendance.csv").unwrap() };
    let answers = if survey.is_empty() { Vec::new() } else { parse_survey(survey, "survey.csv").unwrap() };
    Feedback::new(attendance, answers)
}

fn summed(groups: &[&[&str]], feedback: &Feedback) -> Summary {
    let problem = example::problem();
    summarise(&problem, &calendar(&problem, groups), feedback, &SuggestOptions::default()).unwrap()
}

/// Everybody came, and each time it was somebody else, so every row is a participant.
fn others_came(groups: &[&[&str]], is_there: impl Fn(usize) -> bool) -> Vec<u8> {
    rows(CAME, groups, |number, _, _, _| is_there(number).then(|| format!("p{number}")))
}

fn all_came(groups: &[&[&str]]) -> Vec<u8> {
    rows(CAME, groups, |_, _, school, role| Some(format!("p{school}{}", role.as_str())))
}

#[test]
fn rates_are_of_those_who_should_come_who_came_and_who_answered() {
    // Group 1 has 18 leaders at its visits. The first stays at home, and 12 answer, 7 of them with yes. In group 2 all 18
    // come and answer.
    let came = others_came(&TRIOS, |number| number != 0);
    let said = rows(SAID, &TRIOS, |number, _, _, _| match number {
        1..8 => Some("yes,,,".to_owned()),
        8..13 => Some("no,,,".to_owned()),
        18.. => Some("yes,,,".to_owned()),
        _ => None,
    });
    let summary = summed(&TRIOS, &feedback(&came, &said));
    let found = |measure, by, value: &str| summary.rate(measure, by, value).map(|rate| (rate.count, rate.of));
    assert_eq!(found(Measure::Attendance, By::Overall, ""), Some((35, 36)));
    assert_eq!(found(Measure::Attendance, By::Group, "1"), Some((17, 18)));
    assert_eq!(found(Measure::Response, By::Group, "1"), Some((12, 17)));
    assert_eq!(found(Measure::Response, By::Overall, ""), Some((30, 35)));
    assert_eq!(found(Measure::Uses, By::Group, "1"), Some((7, 12)));
    assert_eq!(found(Measure::Uses, By::Overall, ""), Some((25, 30)));
    assert!(!summary.figures.iter().any(|figure| figure.measure == Measure::PassesOn), "nobody was asked");
    assert!(!summary.figures.iter().any(|figure| figure.by == By::Phase), "the cohort has no phases");
    assert_eq!(summary.warnings, []);
    let back: Summary = serde_json::from_str(&summary.to_json()).unwrap();
    assert_eq!(back, summary);
}

#[test]
fn without_a_list_of_who_came_everybody_should_have_answered() {
    let said = rows(SAID, &TRIOS[..1], |number, _, _, _| (number < 9).then(|| "yes,no,,".to_owned()));
    let summary = summed(&TRIOS, &feedback(b"", &said));
    // The rows are of the visits to 101, at which all six leaders answer, and to 102, at which three of them do again.
    assert_eq!(summary.rate(Measure::Response, By::Overall, "").map(|rate| (rate.count, rate.of)), Some((6, 6)));
    assert!(!summary.figures.iter().any(|figure| figure.measure == Measure::Attendance));
    assert_eq!(summary.leaders, []);
}

#[test]
fn a_group_with_few_answers_is_hidden_and_so_is_the_one_that_would_give_it_away() {
    let said = rows(SAID, &TRIOS, |number, _, _, _| (!(15..33).contains(&number)).then(|| "yes,,reading,".to_owned()));
    let summary = summed(&TRIOS, &feedback(&all_came(&TRIOS), &said));
    for measure in [Measure::Response, Measure::Uses] {
        let groups: Vec<_> =
            summary.figures.iter().filter(|figure| figure.measure == measure && figure.by == By::Group).collect();
        assert_eq!(groups.len(), 2);
        assert!(groups.iter().all(|figure| figure.rate.is_none()), "{groups:?}");
        assert!(summary.rate(measure, By::Overall, "").is_some());
    }
    assert!(summary.rate(Measure::Attendance, By::Group, "2").is_some());
}

#[test]
fn an_area_that_few_name_is_hidden_with_the_one_named_next_often() {
    let said = rows(SAID, &TRIOS, |number, _, _, _| {
        Some(format!(
            "yes,,{},",
            match number {
                0..3 => "eal",
                3..13 => "writing",
                _ => "reading",
            }
        ))
    });
    let summary = summed(&TRIOS, &feedback(&others_came(&TRIOS, |_| true), &said));
    let rate = |area| summary.rate(Measure::Uses, By::Area, area).map(|rate| (rate.count, rate.of));
    assert_eq!((rate("eal"), rate("writing"), rate("reading")), (None, None, Some((23, 36))));
}

#[test]
fn the_same_two_are_told_from_others_by_key_alone() {
    let came = rows(CAME, &TRIOS[..1], |_, visit, school, role| match (visit, school, role) {
        ("102", "101", Role::Second) => None,
        ("103", "102", Role::Head) => Some("deputy".to_owned()),
        ("103", "103", Role::Head) => Some(String::new()),
        // The two may change roles, as long as they are the same people.
        _ => Some(format!("p{school}{}", role.as_str())),
    });
    let summary = summed(&TRIOS, &feedback(&came, b""));
    let found: Vec<(&str, Constancy, u64)> =
        summary.leaders.iter().map(|entry| (entry.school.as_str(), entry.leaders, entry.visits)).collect();
    assert_eq!(found, [("101", Constancy::Missed, 3), ("102", Constancy::Changed, 3), ("103", Constancy::Unknown, 3)]);
    assert_eq!(
        (&summary.leaders[0].missed, &summary.leaders[1].changed),
        (&vec!["102".to_owned()], &vec!["103".to_owned()])
    );
    let same = summed(&TRIOS, &feedback(&all_came(&TRIOS), b""));
    assert!(same.leaders.iter().all(|entry| entry.leaders == Constancy::Same) && same.leaders.len() == 6);
    // No person's key leaves.
    assert!(!summary.to_json().contains("deputy") && !same.to_json().contains("p101"));
}

#[test]
fn strengths_are_suggested_with_a_reason_and_the_cohort_stays_as_it_is() {
    let quad: [&[&str]; 1] = [&["104", "103", "105", "106"]];
    // 104 declares writing at 100 %, which 105 and 106 need, and neither reading nor eal.
    let said = rows(SAID, &quad, |_, visit, school, _| match (visit, school) {
        ("104", "103" | "105") => Some("yes,,reading,".to_owned()),
        ("104", "106") => Some("no,,,".to_owned()),
        ("104", "104") => Some("yes,yes,writing,eal".to_owned()),
        ("106", "103") => Some("yes,,eal,".to_owned()),
        _ => None,
    });
    let problem = example::problem();
    let before = problem.sha256();
    let given = feedback(b"", &said);
    let summary = summarise(&problem, &calendar(&problem, &quad), &given, &SuggestOptions::default()).unwrap();
    let found: Vec<_> = (summary.suggestions.iter())
        .map(|one| (one.school.as_str(), one.area.as_str(), one.change, one.from, one.to))
        .collect();
    assert_eq!(
        found,
        [
            ("104", "reading", LevelChange::Declare, None, Some(60)),
            ("104", "writing", LevelChange::Review, Some(100), None),
            ("104", "eal", LevelChange::Declare, None, Some(60)),
        ]
    );
    assert!(summary.suggestions.iter().all(|one| !one.reason.contains(|c: char| c.is_ascii_digit())));
    assert_eq!(problem.sha256(), before);
}

#[test]
fn every_issue_of_both_tables_comes_at_once() {
    let problem = example::problem();
    let came =
        parse_attendance(b"visit,school,role\n999,101,head\n104,101,head\n101,102,second\n", "attendance.csv").unwrap();
    let said = parse_survey(
        b"visit,school,role,uses,passes_on,uses_areas\n101,999,head,yes,no,\n101,103,head,yes,no,maths\n",
        "survey.csv",
    );
    let calendar = calendar(&problem, &TRIOS);
    let error =
        summarise(&problem, &calendar, &Feedback::new(came, said.unwrap()), &SuggestOptions::default()).unwrap_err();
    let codes: Vec<(&str, Option<u64>)> = error.issues().iter().map(|issue| (issue.code.as_str(), issue.row)).collect();
    assert_eq!(
        codes,
        [
            ("unknown-visit", Some(2)),
            ("not-a-member", Some(3)),
            ("unknown-school", Some(2)),
            ("unknown-area", Some(3)),
            ("not-attended", Some(2)),
            ("not-attended", Some(3)),
        ]
    );
}

#[test]
fn rows_that_say_nothing_clear_are_refused_and_a_name_is_not_repeated() {
    let text = b"visit,school,role,person\n101,102,Teacher,p1\n101,102,Headteacher,p1\n101,102,head,p2\n101,103,head,Jo Smith\n";
    let error = parse_attendance(text, "attendance.csv").unwrap_err();
    let codes: Vec<&str> = error.issues().iter().map(|issue| issue.code.as_str()).collect();
    assert_eq!(codes, ["unknown-choice", "duplicate-entry", "not-opaque"]);
    assert!(!error.to_string().contains("Smith"), "{error}");
    let text = b"visit,school,role,uses,passes_on,uses_areas\n101,102,head,maybe,no,\n101,103,head,no,no,reading\n101,103,second,,,reading\n";
    let error = parse_survey(text, "survey.csv").unwrap_err();
    let rows: Vec<Option<u64>> = error.issues().iter().map(|issue| issue.row).collect();
    assert_eq!(rows, [Some(2), Some(3)]);
}

#[test]
fn a_leader_who_answers_three_times_counts_once_and_with_a_yes_if_one_is() {
    // At each visit everybody answers; the head of 101 says yes at the last visit only, and the second of 101 never.
    let said = rows(SAID, &TRIOS[..1], |_, visit, school, role| {
        let is_no = school == "101" && (role == Role::Second || visit != "103");
        Some(if is_no { "No,,," } else { "Yes,,," }.to_owned())
    });
    let summary = summed(&TRIOS[..1], &feedback(&all_came(&TRIOS[..1]), &said));
    let rate = |figures: &[Figure], measure, by, value: &str| {
        let figure = figures.iter().find(|one| one.measure == measure && one.by == by && one.value == value);
        figure.and_then(|figure| figure.rate).map(|rate| (rate.count, rate.of))
    };
    assert_eq!(rate(&summary.unhidden, Measure::Uses, By::Overall, ""), Some((5, 6)));
    assert_eq!(rate(&summary.unhidden, Measure::Uses, By::School, "101"), Some((1, 2)));
    assert_eq!(rate(&summary.unhidden, Measure::Response, By::Overall, ""), Some((6, 6)));
    assert_eq!(rate(&summary.unhidden, Measure::Attendance, By::Overall, ""), Some((18, 18)));
    // One of six says no, which reveals one person's answer. The published figures hide it, and never name a school.
    assert_eq!(rate(&summary.figures, Measure::Uses, By::Overall, ""), None);
    assert!(summary.figures.iter().all(|figure| figure.by != By::School));
}

#[test]
fn hosts_are_asked_only_where_a_host_answers() {
    // One visit has taken place, and the four visitors answer.
    let only = |hosts: bool| {
        rows(SAID, &TRIOS[..1], move |_, visit, school, _| {
            (visit == "101" && (school != "101" || hosts)).then(|| "yes,,,".to_owned())
        })
    };
    let came = rows(CAME, &TRIOS[..1], |_, visit, _, _| (visit == "101").then(String::new));
    let response = |said: &[u8]| {
        let summary = summed(&TRIOS[..1], &feedback(&came, said));
        let is_it = |figure: &&Figure| figure.measure == Measure::Response && figure.by == By::Overall;
        summary.unhidden.iter().find(is_it).and_then(|figure| figure.rate).map(|rate| (rate.count, rate.of))
    };
    assert_eq!((response(&only(false)), response(&only(true))), (Some((4, 4)), Some((6, 6))));
}

#[test]
fn events_count_with_the_visits() {
    let problem = example::problem();
    let mut calendar = calendar(&problem, &TRIOS);
    let day = dates::Period::day(dates::parse("2026-09-24").unwrap());
    calendar.carry(None, &[Event::new("Opening", day)]);
    let came: String =
        problem.cohort().schools().iter().take(3).map(|school| format!("Opening,{},head\n", school.id)).collect();
    let came = parse_attendance(format!("visit,school,role\n{came}").as_bytes(), "attendance.csv").unwrap();
    let said = parse_survey(b"visit,school,role,uses,passes_on\nOpening,101,head,yes,\n", "survey.csv").unwrap();
    let summary = summarise(&problem, &calendar, &Feedback::new(came, said), &SuggestOptions::default()).unwrap();
    let is_it = |measure| move |figure: &&Figure| figure.measure == measure && figure.by == By::Overall;
    let rate = |measure| summary.unhidden.iter().find(is_it(measure)).and_then(|figure| figure.rate).unwrap();
    assert_eq!((rate(Measure::Attendance).count, rate(Measure::Attendance).of), (3, 12));
    assert_eq!((rate(Measure::Response).count, rate(Measure::Response).of), (1, 3));
}
