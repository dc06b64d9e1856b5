//! The project's own cohorts, register sample and schemas: they read back as they should, and match the types.

use std::path::{Path, PathBuf};

use tercet::model::cohort::Kind;
use tercet::model::format::csv::read_cohort;
use tercet::model::format::json::{parse_problem, problem_to_json};
use tercet::model::format::register::read_register;
use tercet::model::format::schema;
use tercet::model::school::Value;
use tercet::{Problem, Rules};

/// A file below `tests/data`.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

#[test]
fn the_projects_cohorts_read_without_issues() {
    let cohorts = [
        ("primary_30", 30),
        ("primary_60", 60),
        ("primary_120", 120),
        ("primary_300", 300),
        ("secondary_90", 90),
        ("mixed_200", 200),
        ("special_32", 32),
    ];
    for (name, schools) in cohorts {
        let cohort = read_cohort(file(&format!("cohorts/{name}.csv"))).expect(name);
        assert_eq!(cohort.len(), schools, "{name}");
        assert_eq!(cohort.areas().len(), 12, "{name}");
        assert_eq!(cohort.areas()[0], "reading", "{name}");
        assert_eq!(cohort.warnings(), [], "{name}");
        assert_eq!(cohort.attributes()["pupils"], Kind::Number, "{name}");
        assert_eq!(cohort.attributes()["trust"], Kind::Text, "{name}");
    }
}

#[test]
fn the_projects_cohorts_survive_the_journey_to_json() {
    for name in ["primary_30.csv", "mixed_200.csv"] {
        let problem = Problem::new(read_cohort(file(&format!("cohorts/{name}"))).unwrap(), Rules::default()).unwrap();
        let again = parse_problem(&problem_to_json(&problem), "again.json").unwrap();
        assert_eq!(again.sha256(), problem.sha256(), "{name}");
        assert_eq!(again.cohort().attributes(), problem.cohort().attributes(), "{name}");
    }
}

#[test]
fn the_sample_gives_its_open_schools() {
    let cohort = read_register(file("cohorts/register_sample.csv"), None).unwrap();
    assert_eq!(cohort.len(), 167);
    assert_eq!(cohort.warnings(), []);
    let school = &cohort.schools()[cohort.position("115850").unwrap()];
    assert_eq!(school.name, "Alton Infant School");
    assert_eq!(school.text("phase"), Some("Primary"));
    assert_eq!(school.text("region"), Some("South East"));
    assert_eq!(school.text("local_authority"), Some("Hampshire"));
    assert_eq!(school.text("inspected"), Some("2019-01-23"));
    assert_eq!(school.attribute("pupils"), Some(&Value::from(138.0)));
    assert_eq!(school.attribute("fsm_pct"), Some(&Value::from(21.7)));
    assert_eq!(school.location.map(|location| (location.easting, location.northing)), Some((472_080, 139_716)));
    assert_eq!(school.attribute("trust"), None);
    assert!(cohort.has_attribute("trust"));
}

#[test]
fn the_schemas_that_are_checked_in_are_those_of_the_types() {
    for (name, schema) in [("problem", schema::problem()), ("rules", schema::rules())] {
        let path = file(&format!("../../core/docs/schema/{name}.schema.json"));
        let text = std::fs::read_to_string(&path).expect(name);
        let checked_in: serde_json::Value = serde_json::from_str(&text).expect(name);
        assert_eq!(checked_in, schema, "write it again with `cargo run --example schema`");
    }
}
