use crate::cohort::Cohort;
use crate::dates::parse;
use crate::error::{Code, Issue};
use crate::format::csv::parse_cohort;
use crate::format::rules::parse_rules;
use crate::problem::Problem;
use crate::tables::{Matrix, OwnBenefit, PastGroup, Tables, Travel, UsableDays};

const SCHOOLS: &str = "id,name,phase,region,trust,pupils,strength:reading,need:reading,easting,northing\n\
    01,Ash,Primary,London,T1,100,4,1,530000,180000\n\
    02,Bay,Primary,London,,200,3,1,530000,181000\n\
    03,Elm,Primary,North West,T1,300,5,1,380000,400000\n\
    04,Fir,Primary,South West,T2,400,4,1,280000,80000\n\
    05,Oak,Special,North East,,500,5,1,430000,560000\n";

fn cohort(text: &str) -> Cohort {
    parse_cohort(text.as_bytes(), "cohort.csv").expect(text)
}

/// What is said of the tables themselves and of the rules; that nothing uses a table is said in any case.
fn issues_with(text: &str, rules: &str, tables: Tables) -> Vec<Issue> {
    let mut issues = match Problem::with_tables(cohort(text), parse_rules(rules, "rules.toml").expect(rules), tables) {
        Ok(problem) => problem.warnings().to_vec(),
        Err(error) => error.issues().to_vec(),
    };
    issues.retain(|issue| issue.code != Code::UnusedTable);
    issues
}

fn issues(rules: &str) -> Vec<Issue> {
    issues_with(SCHOOLS, rules, Tables::default())
}

/// The first issue of the rules: code, line, key and the end of the fix.
fn first(rules: &str) -> (Code, Option<u64>, String, String) {
    let issue = issues(rules).into_iter().next().expect(rules);
    (issue.code, issue.row, issue.key.unwrap_or_default(), issue.fix)
}

#[test]
fn default_rules_and_this_cohort_have_no_issue() {
    assert_eq!(issues(""), []);
}

#[test]
fn names_that_the_cohort_lacks_are_found_in_every_place() {
    let cases = [
        ("[rules]\ndiffer = [\"regoin\"]", Code::UnknownAttribute, "rules.differ[0]", "did you mean \"region\"?"),
        ("[rules]\nsame = [\"sixth_form\"]", Code::UnknownAttribute, "rules.same[0]", "the cohort has"),
        (
            "[benefit]\nvariety = { pupil = 1 }",
            Code::UnknownAttribute,
            "benefit.variety.pupil",
            "did you mean \"pupils\"?",
        ),
        ("[benefit]\nlikeness = { fsm = 1 }", Code::UnknownAttribute, "benefit.likeness.fsm", "the cohort has"),
        (
            "[rules]\nat_most = [{ attribute = \"x\", count = 1 }]",
            Code::UnknownAttribute,
            "rules.at_most[0].attribute",
            "the",
        ),
        (
            "[rules]\nat_least = [{ need = \"raeding\", count = 1 }]",
            Code::UnknownArea,
            "rules.at_least[0].need",
            "did you mean",
        ),
        (
            "[rules]\nat_most = [{ strength = \"art\", level = 1, count = 1 }]",
            Code::UnknownArea,
            "rules.at_most[0].strength",
            "the cohort has reading",
        ),
        ("[rules]\napart = [[\"01\", \"99\"]]", Code::UnknownSchool, "rules.apart[0]", "give the id"),
        ("[rules]\ntogether = [[\"3\", \"04\"]]", Code::UnknownSchool, "rules.together[0]", "did you mean \"03\"?"),
        (
            "[rules]\nlocked = [[\"Elm\", \"04\", \"01\"]]",
            Code::UnknownSchool,
            "rules.locked[0]",
            "did you mean \"03\"?",
        ),
        (
            "[rules]\nat_most = [{ attribute = \"region\", value = \"london\", count = 1 }]",
            Code::UnusedValue,
            "rules.at_most[0].value",
            "did you mean \"London\"?",
        ),
        (
            "[rules]\nat_most = [{ attribute = \"pupils\", value = \"100\", count = 1 }]",
            Code::UnusedValue,
            "rules.at_most[0].value",
            "the attribute is a number",
        ),
    ];
    for (rules, code, key, fix) in cases {
        let found = first(rules);
        assert_eq!((found.0, found.1, found.2.as_str()), (code, Some(2), key), "{rules}");
        assert!(found.3.starts_with(fix), "{rules}: {}", found.3);
    }
}

#[test]
fn rules_that_cannot_hold_together_are_named() {
    let cases = [
        ("differ = [\"phase\"]", Code::RulesContradict),
        ("same = [\"region\"]", Code::RulesContradict),
        ("differ = [\"pupils\"]\nsame = [\"pupils\"]", Code::RulesContradict),
        ("at_least = [{ attribute = \"region\", value = \"London\", count = 2 }]", Code::RulesContradict),
        ("locked = [[\"01\", \"04\", \"05\"]]", Code::LockedBreaksRule),
        ("same = []\nlocked = [[\"01\", \"04\", \"05\"], [\"05\", \"02\", \"03\"]]", Code::LockedTwice),
        ("locked = [[\"02\", \"03\"]]", Code::LockedBreaksRule),
        ("learn_at_least = 1\nlocked = [[\"02\", \"03\", \"04\"]]", Code::LockedBreaksRule),
        ("apart = [[\"02\", \"03\"]]\ntogether = [[\"02\", \"03\"]]", Code::TogetherBreaksRule),
        ("together = [[\"01\", \"02\"]]", Code::TogetherBreaksRule),
        ("together = [[\"01\", \"03\"]]", Code::TogetherBreaksRule),
        ("max_km = 100\ntogether = [[\"02\", \"03\"]]", Code::TogetherBreaksRule),
        ("at_most = [{ need = \"reading\", count = 1 }]\ntogether = [[\"02\", \"03\"]]", Code::TogetherBreaksRule),
        (
            "differ = []\nsame = []\ntogether = [[\"01\", \"02\", \"03\"], [\"03\", \"04\", \"05\"]]",
            Code::TogetherTooLarge,
        ),
        ("together = [[\"02\", \"04\"]]\nlocked = [[\"02\", \"03\", \"05\"]]\nsame = []", Code::LockedBreaksRule),
    ];
    for (rules, code) in cases {
        let found = issues(&format!("[rules]\n{rules}\n"));
        assert!(found.iter().any(|issue| issue.code == code && issue.row.is_some()), "{rules}: {found:?}");
        assert!(found.iter().all(|issue| issue.file.as_deref() == Some("rules.toml")), "{rules}: {found:?}");
    }
}

#[test]
fn one_distance_as_the_least_and_the_most_is_no_contradiction() {
    assert_eq!(issues("[rules]\nmax_km = 100\nmin_km = 100\n"), []);
}

#[test]
fn a_blank_never_contradicts() {
    let rules = "[rules]\ntogether = [[\"02\", \"04\"]]\nlocked = [[\"02\", \"03\", \"04\"]]\n";
    assert_eq!(issues(rules), []);
}

#[test]
fn more_locked_groups_of_a_size_than_asked_for_contradict() {
    let found = first("[sizes]\nexactly = { 3 = 0 }\n[rules]\nlocked = [[\"02\", \"03\", \"04\"]]\n");
    assert_eq!((found.0, found.1, found.2.as_str()), (Code::RulesContradict, Some(2), "sizes.exactly.3"));
}

#[test]
fn a_level_above_the_scale_names_file_row_school_and_value() {
    let text = SCHOOLS.replace("Elm,Primary,North West,T1,300,5", "Elm,Primary,North West,T1,300,7");
    let issue = issues_with(&text, "", Tables::default()).remove(0);
    assert_eq!(issue.code, Code::LevelOutOfRange);
    assert_eq!((issue.file.as_deref(), issue.row, issue.school.as_deref()), (Some("cohort.csv"), Some(4), Some("03")));
    assert_eq!((issue.key.as_deref(), issue.value.as_deref()), (Some("strength:reading"), Some("7")));
    assert_eq!(issues_with(&text, "[scale]\nstrength = 7\n", Tables::default()), []);
}

#[test]
fn schools_without_strengths_or_needs_are_a_warning_each_and_one_together_where_there_are_many() {
    let few = issues_with("id,strength:a,need:a\n1,4,\n2,,1\n3,0,1\n", "", Tables::default());
    let found: Vec<_> = few.iter().map(|issue| (issue.code, issue.row)).collect();
    assert_eq!(found, [(Code::NoStrengths, Some(3)), (Code::NoStrengths, Some(4)), (Code::NoNeeds, Some(2))]);

    let rows: String = (1..=6).map(|id| format!("{id},School {id},4,\n")).collect();
    let many = issues_with(&format!("id,name,strength:a,need:a\n{rows}"), "", Tables::default());
    assert_eq!(many.len(), 1);
    assert_eq!(
        many[0].message,
        "6 schools have no need, so they count as fully served (School 1, School 2, School 3 and 3 more)"
    );
}

#[test]
fn what_a_rule_needs_besides_is_asked_for() {
    let no_place = "id,strength:a,need:a,easting,northing\n1,1,1,,\n2,1,1,1,1\n";
    let nowhere = "id,strength:a,need:a\n1,1,1\n2,1,1\n";
    let cases = [
        (SCHOOLS, "[rules]\nmax_minutes = 60", Code::MissingTable, None),
        (SCHOOLS, "[rules]\ncommon_days = 4", Code::MissingTable, None),
        (SCHOOLS, "[benefit]\nown = 1", Code::MissingTable, None),
        (SCHOOLS, "[rules]\nno_repeat_years = 2", Code::MissingTable, None),
        (SCHOOLS, "[benefit]\nnovelty = { weight = 1, decay = 0.5 }", Code::MissingTable, None),
        (no_place, "[rules]\nmax_km = 10", Code::MissingLocation, Some("1")),
        (nowhere, "[rules]\nmax_km = 10", Code::MissingLocation, None),
        (no_place, "[benefit]\ncloseness = { weight = 1, zero_at_km = 9 }", Code::MissingLocation, None),
    ];
    for (schools, rules, code, school) in cases {
        let found = issues_with(schools, rules, Tables::default());
        let found: Vec<_> = found.iter().map(|issue| (issue.code, issue.school.as_deref())).collect();
        assert_eq!(found, [(code, school)], "{rules}");
    }
}

#[test]
fn tables_that_contradict_themselves_are_issues() {
    let pair = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
    let own = |school: &str, peer: &str, points| OwnBenefit { school: school.into(), peer: peer.into(), points };
    let travel = |school: &str, peer: &str, minutes| Travel { school: school.into(), peer: peer.into(), minutes };
    let past = |year, ids: &[&str]| PastGroup { year, schools: ids.iter().map(|&id| id.to_owned()).collect() };
    let cases = [
        (Tables { forbidden: vec![pair("01", "01")].into(), ..Tables::default() }, Code::RepeatedName),
        (Tables { forbidden: vec![pair("01", "99")].into(), ..Tables::default() }, Code::UnknownSchool),
        (Tables { own: vec![own("01", "02", 10_001)].into(), ..Tables::default() }, Code::NumberOutOfRange),
        (
            Tables { own: vec![own("01", "02", 1), own("01", "02", 2)].into(), ..Tables::default() },
            Code::DuplicateEntry,
        ),
        (
            Tables { minutes: vec![travel("01", "02", 1), travel("02", "01", 2)].into(), ..Tables::default() },
            Code::DuplicateEntry,
        ),
        (Tables { history: vec![past(2025, &["01", "01"])], ..Tables::default() }, Code::RepeatedName),
        (
            Tables { history: vec![past(2026, &["01", "02"])], year: Some(2026), ..Tables::default() },
            Code::NumberOutOfRange,
        ),
    ];
    for (tables, code) in cases {
        let found: Vec<Code> = issues_with(SCHOOLS, "", tables.clone()).iter().map(|issue| issue.code).collect();
        assert_eq!(found, [code], "{tables:?}");
    }
    let both_ways = Tables { own: vec![own("01", "02", 1), own("02", "01", 2)].into(), ..Tables::default() };
    assert_eq!(issues_with(SCHOOLS, "", both_ways), []);
}

#[test]
fn issues_of_cohort_and_rules_come_together() {
    let text = SCHOOLS.replace("T1,100,4", "T1,100,9");
    let found = issues_with(&text, "[rules]\ndiffer = [\"x\"]\napart = [[\"01\", \"77\"]]\n", Tables::default());
    let found: Vec<Code> = found.iter().map(|issue| issue.code).collect();
    assert_eq!(found, [Code::UnknownAttribute, Code::UnknownSchool, Code::LevelOutOfRange]);
}

#[test]
fn contradictions_are_said_beside_wrong_names() {
    let rules = "[rules]\ndiffer = [\"colour\"]\nlocked = [[\"01\", \"03\", \"04\"], [\"01\", \"04\", \"05\"]]\n";
    let codes: Vec<Code> = issues(rules).into_iter().map(|issue| issue.code).collect();
    assert!(codes.contains(&Code::UnknownAttribute) && codes.contains(&Code::LockedTwice), "{codes:?}");
}

fn days(entries: &[(&str, &[&str])]) -> Tables {
    let dates = |dates: &[&str]| dates.iter().map(|date| parse(date).unwrap()).collect();
    let entry = |&(id, days): &(&str, &[&str])| UsableDays { school: id.to_owned(), dates: dates(days) };
    Tables { usable_days: entries.iter().map(entry).collect(), ..Tables::default() }
}

#[test]
fn a_school_without_an_entry_of_usable_days_is_named_and_one_without_a_day_is_not() {
    let three: [(&str, &[&str]); 3] = [("01", &["2026-10-05"]), ("02", &[]), ("05", &["2026-10-05"])];
    let found = issues_with(SCHOOLS, "[rules]\ncommon_days = 1", days(&three));
    let found: Vec<_> = found.iter().map(|issue| (issue.code, issue.school.as_deref())).collect();
    assert_eq!(found, [(Code::MissingDays, Some("03")), (Code::MissingDays, Some("04"))]);
    assert_eq!(issues_with(SCHOOLS, "", days(&three)), []);

    let rows: String = (1..=7).map(|id| format!("{id},School {id},4,1\n")).collect();
    let many = issues_with(
        &format!("id,name,strength:a,need:a\n{rows}"),
        "[rules]\ncommon_days = 1",
        days(&[("1", &["2026-10-05"])]),
    );
    let named = "6 schools have no usable days in the table (School 2, School 3, School 4 and 3 more)";
    assert_eq!(many.iter().map(|issue| issue.message.as_str()).collect::<Vec<_>>(), [named]);
}

#[test]
fn usable_days_are_said_once_a_school_and_within_the_days_of_a_programme() {
    let table = days(&[("01", &["2026-10-05"]), ("01", &["2029-10-05"]), ("99", &["2026-10-05"])]);
    let found: Vec<_> = issues_with(SCHOOLS, "", table).into_iter().map(|issue| (issue.code, issue.key)).collect();
    let expected = [
        (Code::DuplicateEntry, "tables.usable_days[1]"),
        (Code::NumberOutOfRange, "tables.usable_days"),
        (Code::UnknownSchool, "tables.usable_days"),
    ];
    assert_eq!(found, expected.map(|(code, key)| (code, Some(key.to_owned()))));
    for days in ["0", "1001"] {
        let error = parse_rules(&format!("[rules]\ncommon_days = {days}"), "rules.toml").unwrap_err();
        assert_eq!(error.issues()[0].code, Code::NumberOutOfRange, "{days}");
    }
}

#[test]
fn a_locked_group_that_cannot_meet_contradicts_the_days() {
    let day: &[&str] = &["2026-10-05"];
    let table = days(&[("01", day), ("02", day), ("03", &["2026-10-06"]), ("04", day), ("05", day)]);
    let found = issues_with(SCHOOLS, "[rules]\ncommon_days = 1\nlocked = [[\"02\", \"03\", \"04\"]]", table);
    let found: Vec<_> = found.iter().map(|issue| (issue.code, issue.message.as_str())).collect();
    let short = |name| (Code::LockedBreaksRule, name);
    let bay = "Bay and Elm have 0 usable days in common; a group needs at least 1";
    let fir = "Elm and Fir have 0 usable days in common; a group needs at least 1";
    assert_eq!(found, [short(bay), short(fir)]);
}

/// Code, school, key and value of an issue.
type Found = (Code, Option<String>, Option<String>, Option<String>);

/// What is found in tables over the schools.
fn in_matrices(tables: Tables) -> Vec<Found> {
    let found = issues_with(SCHOOLS, "", tables);
    found.into_iter().map(|issue| (issue.code, issue.school, issue.key, issue.value)).collect()
}

fn square<T: Copy, const N: usize>(ids: [&str; N], rows: [[T; N]; N]) -> Matrix<T> {
    Matrix { ids: ids.map(str::to_owned).to_vec(), rows: rows.map(|row| row.to_vec()).to_vec() }
}

const ALL: [&str; 5] = ["05", "04", "03", "02", "01"];

#[test]
fn a_matrix_has_a_row_and_a_column_for_each_id_and_each_id_once() {
    let mut short = square(ALL, [[0; 5]; 5]);
    short.rows.pop();
    short.rows[1].pop();
    let own = Tables { own: short.into(), ..Tables::default() };
    let key = || Some("tables.own".to_owned());
    assert_eq!(in_matrices(own), [(Code::WrongKind, None, key(), Some("4 x 4".to_owned()))]);

    let twice = Tables { own: square(["01", "02", "01", "99"], [[0; 4]; 4]).into(), ..Tables::default() };
    let expected = [
        (Code::RepeatedName, None, key(), Some("01".to_owned())),
        (Code::UnknownSchool, None, key(), Some("99".to_owned())),
        (Code::MissingValue, Some("03".to_owned()), key(), None),
    ];
    assert_eq!(in_matrices(twice), expected);
}

#[test]
fn the_cells_of_a_matrix_are_in_range_and_the_same_both_ways_where_they_are_of_pairs() {
    let mut points = [[0; 5]; 5];
    (points[0][0], points[1][2], points[1][4]) = (60_000, 10_001, 10_002);
    let own = Tables { own: square(ALL, points).into(), ..Tables::default() };
    let wrong = |school: &str, key: &str, value: &str| {
        (Some(school.to_owned()), Some(format!("tables.{key}")), Some(value.to_owned()))
    };
    let (school, key, value) = wrong("04", "own[03]", "10001");
    assert_eq!(in_matrices(own), [(Code::NumberOutOfRange, school, key, value)]);

    let mut ways = [[None; 5]; 5];
    (ways[0][1], ways[1][0]) = (Some(20), Some(20));
    (ways[0][2], ways[3][0]) = (Some(30), Some(40));
    let one_half_is_enough = Tables { minutes: square(ALL, ways).into(), ..Tables::default() };
    assert_eq!(in_matrices(one_half_is_enough), []);
    ways[1][0] = Some(21);
    let (school, key, value) = wrong("05", "minutes[04]", "20");
    let differ = Tables { minutes: square(ALL, ways).into(), ..Tables::default() };
    assert_eq!(in_matrices(differ), [(Code::DuplicateEntry, school, key, value)]);
}

#[test]
fn a_pair_is_forbidden_if_either_half_of_the_mask_says_so() {
    let mut mask = [[false; 5]; 5];
    (mask[4][2], mask[1][0], mask[3][3]) = (true, true, true);
    let tables = Tables { forbidden: square(ALL, mask).into(), ..Tables::default() };
    let rules = parse_rules("", "rules.toml").unwrap();
    let problem = Problem::with_tables(cohort(SCHOOLS), rules, tables).unwrap();
    let forbids = |a: &str, b: &str| problem.is_forbidden(problem.index(a).unwrap(), problem.index(b).unwrap());
    assert_eq!((forbids("01", "03"), forbids("03", "01"), forbids("05", "04")), (true, true, true));
    assert_eq!((forbids("01", "02"), forbids("02", "02"), problem.num_forbidden()), (false, false, 2));
}
