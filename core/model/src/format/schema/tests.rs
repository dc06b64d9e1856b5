use serde_json::json;

use super::*;
use crate::format::{json, rules};

const EVERY_KEY: &str = include_str!("../rules/every_key.toml");

/// Whether a schema accepts a value.
fn accepts(schema: &Value, value: &Value) -> bool {
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("schema.json", schema.clone()).expect("the schema is a resource");
    let mut schemas = boon::Schemas::new();
    let index = compiler.compile("schema.json", &mut schemas).expect("the schema is one");
    schemas.validate(value, index).is_ok()
}

fn every_key() -> Value {
    toml::from_str(EVERY_KEY).expect("the example is TOML")
}

fn every_part() -> Value {
    let school = json!({
        "id": "1", "name": "Ash", "location": {"easting": 1, "northing": 2},
        "attributes": {"region": "London", "pupils": 3.5}, "strengths": {"eal": 4}, "needs": {"eal": 1}
    });
    json!({
        "format": "tercet-problem/1", "areas": ["eal"], "attributes": {"trust": "text"}, "schools": [school],
        "rules": {"sizes": {"allowed": [2]}},
        "tables": {
            "history": [{"year": 2025, "schools": ["1"]}], "year": 2026, "forbidden": [["1", "2"]],
            "own": [{"school": "1", "peer": "2", "points": 5}],
            "minutes": [{"school": "1", "peer": "2", "minutes": 50}]
        }
    })
}

/// The value with one extra key in one of its tables, for each table in turn.
fn with_a_strange_key(value: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    match value {
        Value::Object(keys) => {
            let mut strange = keys.clone();
            strange.insert("strange key".to_owned(), json!([{}]));
            all.push(Value::Object(strange));
            for (key, inner) in keys {
                all.extend(with_a_strange_key(inner).into_iter().map(|changed| {
                    let mut keys = keys.clone();
                    keys.insert(key.clone(), changed);
                    Value::Object(keys)
                }));
            }
        }
        Value::Array(list) => {
            for (at, inner) in list.iter().enumerate() {
                all.extend(with_a_strange_key(inner).into_iter().map(|changed| {
                    let mut list = list.clone();
                    list[at] = changed;
                    Value::Array(list)
                }));
            }
        }
        _ => {}
    }
    all
}

#[test]
fn a_schema_holds_no_code_examples() {
    for schema in [problem(), rules()] {
        assert!(!schema.to_string().contains("```"));
    }
}

#[test]
fn what_is_read_is_accepted() {
    assert!(rules::from_json_value(&every_key()).is_ok());
    assert!(accepts(&rules(), &every_key()));
    assert!(accepts(&rules(), &json!({})));
    assert!(json::parse_problem(&every_part().to_string(), "p.json").is_ok());
    assert!(accepts(&problem(), &every_part()));
    assert!(accepts(&problem(), &json!({"format": "tercet-problem/1", "schools": [{"id": "1"}]})));
}

#[test]
fn a_key_that_is_not_known_is_refused_by_schema_and_reader_in_every_table() {
    let (schema, strange) = (rules(), with_a_strange_key(&every_key()));
    assert!(strange.len() > 10);
    for value in strange {
        assert!(!accepts(&schema, &value), "{value}");
        assert!(rules::from_json_value(&value).is_err(), "{value}");
    }
    let (schema, strange) = (problem(), with_a_strange_key(&every_part()));
    assert!(strange.len() > 10);
    for value in strange {
        assert!(!accepts(&schema, &value), "{value}");
        assert!(json::parse_problem(&value.to_string(), "p.json").is_err(), "{value}");
    }
}

#[test]
fn wrong_kinds_and_ranges_are_refused_by_schema_and_reader() {
    let wrong = [
        json!({"sizes": {"allowed": []}}),
        json!({"sizes": {"allowed": [7]}}),
        json!({"sizes": {"allowed": 3}}),
        json!({"sizes": {"exactly": {"trio": 1}}}),
        json!({"scale": {"strength": 0}}),
        json!({"benefit": {"learn": -1}}),
        json!({"benefit": {"closeness": {"weight": 1}}}),
        json!({"benefit": {"closeness": {"weight": 1, "zero_at_km": 0}}}),
        json!({"benefit": {"novelty": {"weight": 1, "decay": 2}}}),
        json!({"rules": {"differ": "region"}}),
        json!({"rules": {"learn_at_least": 40}}),
        json!({"rules": {"max_km": -1}}),
        json!({"rules": {"apart": [["1"]]}}),
        json!({"rules": {"apart": [[1, 2]]}}),
        json!({"rules": {"unmatched": "allowed"}}),
        json!({"rules": {"unmatched": -1}}),
        json!({"rules": {"at_most": [{"count": 1}]}}),
        json!({"rules": {"at_most": [{"attribute": "region", "value": true, "count": 1}]}}),
        json!({"rules": {"at_least": [{"attribute": "region", "count": 1}]}}),
        json!({"rules": {"at_least": [{"strength": "eal", "level": 101, "count": 1}]}}),
        json!({"aim": {"kind": "best"}}),
    ];
    let schema = rules();
    for value in wrong {
        assert!(!accepts(&schema, &value), "{value}");
        assert!(rules::from_json_value(&value).is_err(), "{value}");
    }
}
