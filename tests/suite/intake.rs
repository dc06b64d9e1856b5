//! Files as people have them: each is read, or refused with what to change, and nothing that changes the problem is settled
//! without a word.

use std::fs;
use std::path::PathBuf;

use tercet::model::cohort::Kind;
use tercet::model::format::{beside, csv, rules};
use tercet::model::school::Location;
use tercet::{Cohort, Error, Issue, Options, Plan, Problem, Rules, Severity, Status, Strategy, Tables, solve};
use tercet_tests::cases::data;

fn path(name: &str) -> PathBuf {
    data().join("intake").join(name)
}

fn cohort(name: &str) -> Result<Cohort, Error> {
    csv::parse_cohort(&fs::read(path(name)).expect("a file of the suite"), name)
}

fn stated(name: &str) -> Rules {
    let text = fs::read_to_string(path(name)).expect("a file of the suite");
    rules::parse_rules(&text, name).expect("rules of the suite")
}

fn problem(name: &str, rules: Rules) -> Problem {
    Problem::new(cohort(name).expect("it is read"), rules).expect("it is a problem")
}

fn planned(problem: &Problem) -> Plan {
    solve(problem, &Options::default().with_strategy(Strategy::Auto).with_work_limit(100)).expect("it runs")
}

/// The issues as `severity[code] text`, without those that say nothing of the file.
fn told(issues: &[Issue]) -> Vec<String> {
    issues.iter().map(ToString::to_string).collect()
}

fn errors(error: &Error) -> Vec<String> {
    error.issues().iter().filter(|issue| issue.severity == Severity::Error).map(ToString::to_string).collect()
}

/// Whether one of the issues has all of these parts.
fn says(issues: &[String], parts: &[&str]) -> bool {
    issues.iter().any(|issue| parts.iter().all(|part| issue.contains(part)))
}

macro_rules! assert_says {
    ($issues:expr, $($part:expr),+) => {
        let issues = $issues;
        assert!(says(&issues, &[$($part),+]), "{:?} is not said:\n{}", [$($part),+], issues.join("\n"));
    };
}

fn values(cohort: &Cohort, attribute: &str) -> Vec<Option<String>> {
    cohort.schools().iter().map(|school| school.attribute(attribute).map(ToString::to_string)).collect()
}

fn names(cohort: &Cohort) -> Vec<&str> {
    cohort.schools().iter().map(|school| school.name.as_str()).collect()
}

#[test]
fn values_in_several_spellings_are_pointed_out_and_can_be_made_one() {
    let problem_as_is = problem("near_values.csv", Rules::default());
    let said = told(problem_as_is.warnings());
    assert_says!(
        said.clone(),
        "warning[near-values]",
        "`region`",
        "\"London\" (1)",
        "\"london\" (1)",
        "\"LONDON\" (1)"
    );
    assert_says!(
        said.clone(),
        "warning[near-values]",
        "`trust`",
        "\"Oakwood Trust\"",
        "\"OAKWOOD TRUST\"",
        "\"The Oakwood Trust\""
    );
    assert_says!(said.clone(), "warning[near-values]", "North East", "blanks at its ends");
    assert_says!(said, "warning[read-as-blank]", "2 cells", "\"N/A\"");
    let near = problem_as_is.cohort().near_values();
    assert_eq!(
        near.iter().map(|near| (near.attribute.as_str(), near.name(), near.values.len())).collect::<Vec<_>>(),
        [("region", "London", 3), ("trust", "Oakwood Trust", 4),]
    );

    let merging = rules::parse_rules("merge_near = true\n", "rules.toml").expect("rules");
    let merged = problem("near_values.csv", merging);
    assert_eq!(values(merged.cohort(), "trust").into_iter().flatten().collect::<Vec<_>>(), ["Oakwood Trust"; 4]);
    assert_says!(told(merged.warnings()), "warning[near-values]", "count as one");
    // Four of six schools share a trust, and there are at most two groups.
    let plan = planned(&merged);
    assert_eq!(plan.status, Status::Infeasible);
    assert!(plan.reasons.iter().any(|reason| reason.have.contains("Oakwood Trust")), "{:?}", plan.reasons);
}

#[test]
fn an_alias_makes_one_value_of_two_and_says_when_it_is_not_used() {
    let text = "[alias]\nregion = { \"south west\" = \"South West\", Devon = \"South West\" }\n";
    let renamed = problem("near_values.csv", rules::parse_rules(text, "rules.toml").expect("rules"));
    assert_eq!(values(renamed.cohort(), "region").pop().flatten().as_deref(), Some("South West"));
    assert_says!(told(renamed.warnings()), "warning[unused-value] rules.toml, row 2", "Devon");
    let error = Problem::new(
        cohort("near_values.csv").expect("read"),
        rules::parse_rules("[alias]\nregoin = { a = \"b\" }\n", "rules.toml").expect("rules"),
    );
    assert_says!(
        errors(&error.expect_err("refused")),
        "error[unknown-attribute]",
        "alias.regoin",
        "did you mean \"region\""
    );
}

#[test]
fn spellings_of_an_area_are_one_area() {
    let problem = problem("near_areas.csv", Rules::default());
    assert_eq!(problem.cohort().areas(), ["early_years", "reading"]);
    let said = told(problem.warnings());
    assert_says!(said.clone(), "warning[near-areas]", "\"Early Years\" and \"early_years\"");
    assert_says!(said, "warning[near-areas]", "\"Reading\" and \"reading\"");
    assert!(planned(&problem).value.is_some_and(|value| value > 0));
}

#[test]
fn an_area_that_only_one_side_names_is_pointed_out() {
    let text = b"id,strength:reading,strength:music,need:reading,need:maths\n1,4,2,,1\n2,,,1,\n3,,,1,\n";
    let problem = Problem::new(csv::parse_cohort(text, "c.csv").expect("read"), Rules::default()).expect("a problem");
    let said = told(problem.warnings());
    assert_says!(said.clone(), "warning[one-sided-area]", "\"maths\" is needed, and no school is strong in it");
    assert_says!(said, "warning[one-sided-area]", "\"music\" is offered, and no school needs it");
}

#[test]
fn a_column_of_numbers_stays_one_whatever_people_write_into_it() {
    let problem = problem("a_number_that_is_none.csv", stated("a_number_that_is_none.toml"));
    assert_eq!(problem.cohort().attributes()["pupils"], Kind::Number);
    let pupils = values(problem.cohort(), "pupils");
    let pupils: Vec<&str> = pupils.iter().map(|value| value.as_deref().unwrap_or("blank")).collect();
    assert_eq!(pupils, ["210", "blank", "1204", "457", "1030", "90"]);
    assert_says!(told(problem.warnings()), "warning[read-as-blank]", "row 3", "`pupils`", "\"N/A\"");
}

#[test]
fn a_column_that_is_numbers_but_for_a_few_cells_is_an_issue_where_it_counts() {
    let text = b"id,pupils\n1,210\n2,about 90\n3,1204\n";
    let cohort = csv::parse_cohort(text, "c.csv").expect("read");
    assert_says!(told(cohort.warnings()), "warning[mixed-column] c.csv, row 3", "2 of 3 cells are numbers", "about 90");
    for term in ["likeness", "variety"] {
        let rules =
            rules::parse_rules(&format!("[benefit]\n{term} = {{ pupils = 1 }}\n"), "rules.toml").expect("rules");
        let error = Problem::new(cohort.clone(), rules).expect_err("it would compare text");
        assert_says!(
            errors(&error),
            "error[mixed-column] rules.toml, row 2",
            "2 of 3 values",
            "row 3 has \"about 90\""
        );
    }
    // A rule that compares text is not concerned.
    let rules =
        rules::parse_rules("[rules]\nat_most = [{ attribute = \"pupils\", count = 1 }]\n", "r.toml").expect("rules");
    assert!(Problem::new(cohort, rules).is_ok());
}

#[test]
fn ids_that_a_spreadsheet_has_rewritten_are_refused() {
    let found = errors(&cohort("ids_of_excel.csv").expect_err("refused"));
    assert_says!(found.clone(), "error[rewritten-id]", "row 2", "3 ids", "1.00E+05");
    assert_says!(found, "error[rewritten-id]", "row 5", "101.0", "write it without: 101");
    // Versions are not numbers that a program has written.
    let text = b"id\n1.0\n1.1\n2.0\n";
    assert!(csv::parse_cohort(text, "c.csv").is_ok());
    assert!(csv::parse_cohort(b"id\n1e\ne5\n12e4\nE1\n", "c.csv").is_ok());
}

#[test]
fn ids_that_lost_their_zeros_are_never_taken_for_no_history() {
    let mut tables = Tables::default();
    let history = fs::read(path("ids_zero_history.csv")).expect("a file of the suite");
    tables.history = beside::parse_history(&history, "history.csv").expect("read");
    tables.year = Some(2026);
    let error = Problem::with_tables(cohort("ids_zero.csv").expect("read"), stated("ids_zero_history.toml"), tables);
    let found = errors(&error.expect_err("refused"));
    assert_says!(found, "error[unknown-school]", "`tables.history`", "100, 101, 102 and 3 more", "0100, 0101, 0102");
}

#[test]
fn the_header_is_found_below_a_title() {
    let cohort = cohort("title_row.csv").expect("read");
    assert_eq!(cohort.len(), 6);
    assert_eq!(cohort.row("s0"), Some(4));
    assert_says!(told(cohort.warnings()), "warning[passed-over]", "row 3 is read as the header", "row 1 above it is");
}

#[test]
fn semicolons_tabs_and_other_encodings_are_read() {
    let semicolons = cohort("semicolons.csv").expect("read");
    assert_eq!(semicolons.attributes()["fsm_pct"], Kind::Number);
    assert_eq!(values(&semicolons, "fsm_pct")[0].as_deref(), Some("10.5"));

    let unicode = cohort("unicode_text.txt").expect("read");
    let windows = cohort("windows_1252.csv").expect("read");
    assert_eq!(names(&unicode)[0], "St Mary\u{2019}s Caf\u{e9} 0");
    assert_eq!(names(&windows), names(&unicode));
    assert!(unicode.warnings().is_empty(), "{:?}", unicode.warnings());
    assert_says!(
        told(windows.warnings()),
        "warning[encoding]",
        "row 2",
        "Windows-1252",
        "5 more rows",
        "St Mary\u{2019}s Caf\u{e9} 0"
    );
}

#[test]
fn headers_in_any_case_are_read_and_the_default_rules_hold() {
    let problem = problem("headers.csv", Rules::default());
    let said = told(problem.warnings());
    assert_says!(
        said.clone(),
        "warning[column-taken]",
        "\"ID\" as id",
        "\"School Name\" as name",
        "\"Region\" as region"
    );
    assert_eq!(said.iter().filter(|issue| issue.contains("[column-taken]")).count(), 1, "{said:?}");
    let ids: Vec<String> = problem.rules_in_force().iter().map(tercet::model::rules::RuleInForce::id).collect();
    for id in ["differ:region", "differ:trust", "same:phase"] {
        assert!(ids.contains(&id.to_owned()), "{ids:?}");
    }
    assert_eq!(problem.cohort().areas().len(), 1);
    assert_eq!(names(problem.cohort())[0], "School 0");
}

#[test]
fn every_column_of_places_gives_the_same_place() {
    let text = String::from_utf8(fs::read(path("places.csv")).expect("a file of the suite")).expect("text");
    let of = |text: &str| -> Vec<Location> {
        let cohort = csv::parse_cohort(text.as_bytes(), "places.csv").expect("read");
        assert!(!says(&told(cohort.warnings()), &["place-not-metres"]), "{:?}", cohort.warnings());
        cohort.schools().iter().map(|school| school.location.expect("a place")).collect()
    };
    let (both, degrees, references) =
        (of(&text), of(&text.replace("grid_ref", "x")), of(&text.replace("itude", "itude of x")));
    assert_eq!(both, degrees);
    for (a, b) in degrees.iter().zip(&references) {
        assert!(a.squared_metres(*b) <= 150 * 150, "{a:?} {b:?}");
    }
    assert!(Problem::new(cohort("places.csv").expect("read"), stated("places.toml")).is_ok());
    let apart = csv::parse_cohort(text.replace("TQ 300 804", "TQ 320 804").as_bytes(), "places.csv").expect("read");
    assert_says!(told(apart.warnings()), "warning[place-not-metres] places.csv, row 2", "2 km apart");
}

#[test]
fn places_that_cannot_be_metres_are_pointed_out_and_refused_where_they_count() {
    let warned = problem("places_km.csv", Rules::default());
    assert_says!(told(warned.warnings()), "warning[place-not-metres]", "look like kilometres", "multiply");
    let error = Problem::new(cohort("places_km.csv").expect("read"), stated("places_km.toml")).expect_err("refused");
    assert_says!(errors(&error), "error[place-not-metres]", "look like kilometres", "max_km needs places");

    let exchanged = b"id,easting,northing\n1,180000,530000\n2,565000,425000\n3,92000,292000\n";
    let exchanged = csv::parse_cohort(exchanged, "c.csv").expect("read");
    let mut closeness = Rules::default();
    closeness.benefit.closeness = Some(tercet::model::benefit::Closeness { weight: 1.0, zero_at_km: 100.0 });
    let error = Problem::new(exchanged.clone(), closeness).expect_err("refused");
    assert_says!(errors(&error), "error[place-not-metres]", "exchange the two columns");
    let warned = Problem::new(exchanged, Rules::default()).expect("a warning is enough");
    assert_says!(told(warned.warnings()), "warning[place-not-metres]", "exchange the two columns");

    let sea = csv::parse_cohort(b"id,name,easting,northing\n1,Ash,530000,180000\n2,Bay,600000,500000\n", "c.csv");
    let sea = Problem::new(sea.expect("read"), Rules::default()).expect("a warning is enough");
    assert_says!(
        told(sea.warnings()),
        "warning[place-not-metres] c.csv, row 3",
        "Bay has a place in the sea",
        "600000, 500000"
    );
}

#[test]
fn a_place_of_zero_is_blank_and_degrees_are_named_as_such() {
    let cohort = cohort("places_zero.csv").expect("read");
    let placed: Vec<bool> = cohort.schools().iter().map(|school| school.location.is_some()).collect();
    assert_eq!(placed, [true, false, true, false]);
    let said = told(cohort.warnings());
    assert_says!(said.clone(), "warning[read-as-blank] places_zero.csv, row 3", "0, 0");
    assert_says!(said, "warning[place-not-metres] places_zero.csv, row 5", "look like degrees");
    let rounded = csv::parse_cohort(b"id,easting,northing\n1,52,0\n2,51,-1\n3,-2,54\n", "c.csv").expect("read");
    assert!(rounded.schools().iter().all(|school| school.location.is_none()));
}

#[test]
fn letters_that_print_alike_are_one_on_every_way_in() {
    let cohort = cohort("accents.csv").expect("read");
    let regions = values(&cohort, "region");
    assert_eq!(regions[0], regions[1]);
    assert_eq!(cohort.areas(), ["T\u{ea}m"]);
    let composed = csv::parse_cohort("id,n\nM\u{f4}n,1\n".as_bytes(), "c.csv").expect("read");
    assert_eq!(composed.position("Mo\u{302}n"), Some(0));
    let twice = csv::parse_cohort("id,n\nM\u{f4}n,1\nMo\u{302}n,2\n".as_bytes(), "c.csv").expect_err("one id");
    assert_says!(errors(&twice), "error[duplicate-id] c.csv, row 3");
}

#[test]
fn every_row_is_a_school_or_has_an_issue() {
    // A quotation mark that opens in one row and closes in the next, so that the width is right all the same.
    let text = b"id,name,region\n1,\"Ash,London\n2,Bay,North East\n3,\"Cob,South West\n4,Dee,Wales\n";
    let found = errors(&csv::parse_cohort(text, "c.csv").expect_err("rows are within a cell"));
    assert_says!(found, "error[invalid-syntax] c.csv, row 2", "within a cell");
    // A line break that somebody made within a cell stays what it is.
    let text = b"id,name,region\n1,\"Ash\nPrimary\",London\n2,Bay,Wales\n";
    assert_eq!(csv::parse_cohort(text, "c.csv").expect("read").len(), 2);
}

#[test]
fn a_table_that_nothing_uses_and_a_year_that_nobody_states_are_said() {
    let history = || beside::parse_history(b"year,group,school\n2010,1,0100\n2010,1,0101\n", "h.csv").expect("read");
    let mut tables = Tables::default();
    tables.history = history();
    let unused = Problem::with_tables(cohort("ids_zero.csv").expect("read"), Rules::default(), tables.clone());
    assert_says!(
        told(unused.expect("a warning").warnings()),
        "warning[unused-table]",
        "`tables.history`",
        "no_repeat_years"
    );
    let mut rules = Rules::default();
    rules.hard.no_repeat_years = Some(2);
    let error = Problem::with_tables(cohort("ids_zero.csv").expect("read"), rules.clone(), tables.clone());
    assert_says!(errors(&error.expect_err("refused")), "error[missing-year]", "the last past groups are of 2010");
    tables.year = Some(2026);
    let problem = Problem::with_tables(cohort("ids_zero.csv").expect("read"), rules, tables).expect("a problem");
    let index = |id: &str| problem.index(id).expect("a school");
    assert_eq!(problem.years_since(index("0100"), index("0101")), Some(16));
}

#[test]
fn a_price_above_every_benefit_still_gives_a_plan_and_leaves_out_as_few_as_possible() {
    let cohort = csv::read_cohort(data().join("cohorts/primary_30.csv")).expect("a cohort of the suite");
    let problem = Problem::new(cohort, stated("high_price.toml")).expect("a problem");
    let plan = planned(&problem);
    assert!(plan.is_found(), "{:?}", plan.reasons);
    if cfg!(feature = "highs") {
        assert_eq!(plan.status, Status::Optimal, "{:?}", plan.gap);
    }
}
