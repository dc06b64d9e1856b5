use serde_json::json;

use super::*;
use crate::format::{rules, schema};

fn issues(value: &serde_json::Value) -> Vec<Issue> {
    match parse_problem(&value.to_string(), "problem.json") {
        Ok(problem) => problem.warnings().to_vec(),
        Err(error) => error.issues().to_vec(),
    }
}

fn found(value: &serde_json::Value) -> Vec<(Code, String)> {
    issues(value).into_iter().map(|issue| (issue.code, issue.key.unwrap_or_default())).collect()
}

fn everything() -> serde_json::Value {
    let school = |id: &str, region: &str| {
        json!({
            "id": id, "name": format!("School {id}"), "location": {"easting": 400_000, "northing": 300_000},
            "attributes": {"region": region, "pupils": 200.5}, "strengths": {"eal": 4}, "needs": {"eal": 1, "send": 2.5}
        })
    };
    json!({
        "format": "tercet-problem/1",
        "areas": ["send", "eal"],
        "attributes": {"trust": "text", "pupils": "number"},
        "schools": [school("02", "London"), school("01", "East Midlands"), school("03", "South West")],
        "rules": {"rules": {"max_km": 10, "no_repeat_years": 1, "max_minutes": 60, "common_days": 1}, "benefit": {"own": 1}},
        "tables": {
            "history": [{"year": 2024, "schools": ["01", "09"]}], "year": 2026, "forbidden": [["01", "02"]],
            "own": [{"school": "01", "peer": "02", "points": 5}],
            "minutes": [{"school": "01", "peer": "02", "minutes": 50}],
            "usable_days": [
                {"school": "02", "dates": ["2026-10-06", "2026-10-05"]}, {"school": "01", "dates": []},
                {"school": "03", "dates": ["2027-03-01"]}
            ]
        }
    })
}

#[test]
fn every_part_is_read_and_written_back_with_the_same_fingerprint() {
    let problem = parse_problem(&everything().to_string(), "problem.json").unwrap();
    assert_eq!(problem.cohort().areas(), ["send", "eal"]);
    assert!(problem.cohort().has_attribute("trust"));
    assert_eq!(problem.tables().minutes.entries()[0].minutes, 50);
    assert_eq!(problem.tables().usable_days[0].dates[1].to_string(), "2026-10-05");
    let text = problem_to_json(&problem);
    let again = parse_problem(&text, "again.json").unwrap();
    assert_eq!(again.sha256(), problem.sha256());
    assert_eq!(problem_to_json(&again), text);
}

#[test]
fn every_issue_of_a_file_is_reported_at_once() {
    let mut value = everything();
    value["colour"] = json!(1);
    value["schools"][0]["id"] = json!(2);
    value["schools"][1]["strengths"]["eal"] = json!("high");
    value["schools"][1]["pupils"] = json!(200);
    value["schools"][2]["location"]["easting"] = json!(1.5);
    value["rules"]["rules"]["max_kn"] = json!(1);
    value["rules"]["benefit"]["learn"] = json!(-1);
    value["tables"]["forbidden"][0] = json!(["01"]);
    value["tables"]["usable_days"][0]["dates"][1] = json!("2026-02-30");
    let expected = [
        (Code::WrongKind, "schools[0].id"),
        (Code::WrongKind, "schools[1].strengths.eal"),
        (Code::UnknownKey, "schools[1].pupils"),
        (Code::WrongKind, "schools[2].location.easting"),
        (Code::UnknownKey, "rules.rules.max_kn"),
        (Code::WrongKind, "tables.forbidden[0]"),
        (Code::InvalidDate, "tables.usable_days[0].dates[1]"),
        (Code::UnknownKey, "colour"),
    ];
    assert_eq!(found(&value), expected.map(|(code, key)| (code, key.to_owned())));
    assert_eq!(issues(&value)[1].school.as_deref(), Some("01"));
}

#[test]
fn a_school_that_cannot_be_read_does_not_hide_what_is_wrong_elsewhere() {
    let value = json!({
        "format": "tercet-problem/1",
        "schools": [{"id": "1", "needs": {"eal": -1}}, {"id": "1", "location": {"easting": 1, "northing": -1}}],
        "rules": {"rules": {"learn_at_least": 40, "difer": []}}
    });
    let expected = [
        (Code::UnknownKey, "rules.rules.difer"),
        (Code::NumberOutOfRange, "rules.rules.learn_at_least"),
        (Code::DuplicateId, ""),
        (Code::NegativePriority, "need:eal"),
        (Code::LocationOutOfRange, ""),
    ];
    assert_eq!(found(&value), expected.map(|(code, key)| (code, key.to_owned())));
}

#[test]
fn rules_that_contradict_the_cohort_name_their_key_in_this_file() {
    let value = json!({
        "format": "tercet-problem/1",
        "schools": [{"id": "1", "strengths": {"a": 1}, "needs": {"a": 1}}],
        "rules": {"rules": {"apart": [["1", "2"]]}}
    });
    assert_eq!(found(&value), [(Code::UnknownSchool, "rules.rules.apart[0]".to_owned())]);
    assert_eq!(issues(&value)[0].file.as_deref(), Some("problem.json"));
}

#[test]
fn what_is_not_a_problem_is_one_clear_issue() {
    let found = |text: &str| -> Vec<(Code, Option<u64>)> {
        let error = parse_problem(text, "problem.json").unwrap_err();
        error.issues().iter().map(|issue| (issue.code, issue.row)).collect()
    };
    assert_eq!(found("{\n\"format\": }"), [(Code::InvalidSyntax, Some(2))]);
    assert_eq!(found("[]"), [(Code::WrongKind, None)]);
    assert_eq!(found("{}"), [(Code::MissingKey, None), (Code::MissingKey, None)]);
    assert_eq!(found("{\"format\": \"tercet-plan/1\", \"groups\": []}"), [(Code::UnknownFormat, None)]);
    assert_eq!(found("{\"format\": \"tercet-problem/1\", \"schools\": []}"), [(Code::NoSchools, None)]);
    assert_eq!(found(&"[".repeat(100_000)), [(Code::InvalidSyntax, Some(1))]);
    assert_eq!(found("{\"format\": 1e999}"), [(Code::InvalidSyntax, Some(1))]);
    let twice = "{\"format\": \"tercet-problem/1\", \"schools\": [{\"id\": \"1\", \"id\": \"2\"}]}";
    assert_eq!(found(twice), [(Code::DuplicateEntry, None)]);
}

#[test]
fn areas_left_out_are_those_of_the_schools_by_name() {
    let value = json!({
        "format": "tercet-problem/1",
        "schools": [{"id": "1", "strengths": {"z": 1}, "needs": {"a": 1}}]
    });
    assert_eq!(parse_problem(&value.to_string(), "p.json").unwrap().cohort().areas(), ["a", "z"]);
    let mut named = value;
    named["areas"] = json!(["z", "z"]);
    assert_eq!(found(&named), [(Code::DuplicateEntry, "areas".to_owned()), (Code::UnknownArea, String::new())]);
}

#[test]
fn a_blank_text_is_not_declared() {
    let value = json!({"format": "tercet-problem/1", "schools": [{"id": "1", "attributes": {"trust": " "}}]});
    assert_eq!(parse_problem(&value.to_string(), "p.json").unwrap().cohort().schools()[0].attribute("trust"), None);
}

/// The keys of every object of the schema, by the definition's name.
fn keys(schema: &serde_json::Value, definition: &str) -> BTreeSet<String> {
    let object = if definition.is_empty() { schema } else { &schema["$defs"][definition] };
    object["properties"].as_object().expect(definition).keys().cloned().collect()
}

#[test]
fn the_schema_names_the_keys_that_are_read() {
    let schema = schema::problem();
    let value = serde_json::from_str::<serde_json::Value>(&problem_to_json(
        &parse_problem(&everything().to_string(), "p.json").unwrap(),
    ))
    .unwrap();
    let read = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    assert_eq!(keys(&schema, ""), read(&value));
    assert_eq!(keys(&schema, "School"), read(&value["schools"][0]));
    assert_eq!(keys(&schema, "Tables"), read(&value["tables"]));
    assert_eq!(keys(&schema, "UsableDays"), read(&value["tables"]["usable_days"][0]));
    assert_eq!(keys(&schema, "Rules"), keys(&schema::rules(), ""));
    assert!(rules::from_json_value(&value["rules"]).is_ok());
}

#[test]
fn a_file_is_read_with_its_byte_order_mark_and_on_one_long_line_and_refused_if_it_is_no_json() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("problem.json");
    let read = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        read_problem(&path)
    };
    let code = |bytes: &[u8]| read(bytes).unwrap_err().issues()[0].code;
    assert_eq!(read(format!("\u{feff}{}", everything()).as_bytes()).unwrap().len(), 3);
    let mut long = everything();
    long["schools"][0]["name"] = json!("x".repeat(2 << 20));
    assert_eq!(read(long.to_string().as_bytes()).unwrap().len(), 3);
    assert_eq!(code(&vec![b'x'; 2 << 20]), Code::InvalidSyntax);
    assert_eq!(code(&vec![0; 2 << 20]), Code::NotText);
    assert_eq!(code(b"{\"format\": \"caf\xe9\"}"), Code::NotText);
    assert_eq!(code(b""), Code::EmptyFile);
}

#[test]
fn tables_are_read_as_matrices_too_and_all_that_is_wrong_in_them_is_said() {
    let mut value = everything();
    let ids: Vec<serde_json::Value> =
        (value["schools"].as_array().unwrap().iter()).map(|school| school["id"].clone()).collect();
    value["tables"]["own"] = json!({"ids": ids, "rows": [[0, 5, 0], [0, 0, 10_000], [0, 0, 0]]});
    value["tables"]["minutes"] = json!({"ids": ids, "rows": [[null, 5, 7], [5, null, null], [7, null, null]]});
    value["tables"]["forbidden"] = json!({"ids": ids, "rows": [[false, 0, 1], [0, 0, 0], [0, 0, 0]]});
    let problem = parse_problem(&value.to_string(), "p.json").unwrap();
    assert_eq!(problem.tables().own.matrix().unwrap().rows[1], [0, 0, 10_000]);
    assert_eq!(problem.tables().minutes.matrix().unwrap().rows[0], [None, Some(5), Some(7)]);
    assert_eq!(problem.tables().forbidden.matrix().unwrap().rows[0], [false, false, true]);
    value["tables"]["own"]["rows"][1][0] = json!(null);
    value["tables"]["minutes"]["rows"][0][1] = json!("5");
    value["tables"]["forbidden"]["rows"] = json!([[0, 0]]);
    let second = ids[1].as_str().unwrap();
    let first = ids[0].as_str().unwrap();
    let expected = [
        (Code::WrongKind, "tables.forbidden".to_owned()),
        (Code::NotANumber, format!("tables.own[{first}]")),
        (Code::WrongKind, "tables.minutes.rows[0][1]".to_owned()),
    ];
    assert_eq!(found(&value), expected, "{second}");
}

#[test]
fn by_serde_the_message_of_a_refusal_has_every_issue_and_names_no_file() {
    let mut wrong = everything();
    wrong["schools"][1]["needs"]["eal"] = json!(-1);
    wrong["rules"]["sizes"] = json!({"allowed": [9]});
    wrong["sorts"] = json!(1);
    let issues = issues(&wrong);
    let message = serde_json::from_value::<Problem>(wrong).expect_err("much is wrong").to_string();
    let errors: Vec<&Issue> = issues.iter().filter(|issue| issue.severity == crate::Severity::Error).collect();
    assert!(errors.len() >= 3, "{errors:?}");
    for issue in errors {
        let said = Issue { file: None, ..issue.clone() }.to_string();
        assert!(message.contains(&said), "{said}\nis missing in\n{message}");
    }
    assert!(!message.contains("problem.json"), "{message}");
}

#[test]
fn what_holds_a_problem_has_the_published_schema_in_its_own() {
    #[derive(serde::Deserialize, schemars::JsonSchema)]
    struct Request {
        problem: Problem,
    }
    let request: Request = serde_json::from_value(json!({ "problem": everything() })).expect("a sound problem");
    assert_eq!(request.problem.len(), 3);
    let (own, published) = (schema::of::<Request>(), schema::problem());
    assert_eq!(own["properties"]["problem"]["$ref"], json!("#/$defs/Problem"));
    assert_eq!(own["$defs"]["Problem"]["properties"], published["properties"]);
}
