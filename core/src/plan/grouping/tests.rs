use super::*;
use crate::model::cohort::Cohort;
use crate::model::rules::Rules;
use crate::model::school::School;
use crate::solve::outcome::StopReason;

fn problem() -> Problem {
    let schools = ["A", "B", "C", "D", "E", "F", "G"].map(|id| School::new(id, id));
    Problem::new(Cohort::new(schools.to_vec(), Vec::new()).unwrap(), Rules::default()).unwrap()
}

fn outcome() -> Outcome {
    let group = |list: &[u32]| list.iter().map(|&i| SchoolIndex(i)).collect::<Vec<_>>();
    Outcome {
        groups: Some(vec![group(&[5, 1, 3]), group(&[4, 2, 0])]),
        closest: None,
        unmatched: vec![SchoolIndex(6)],
        value: Some(40_000),
        bound: Some(40_032),
        status: Status::Feasible,
        proof: Proof::None,
        certificate: None,
        stop: StopReason::Finished,
        work: 0,
        reasons: Vec::new(),
    }
}

#[test]
fn groups_come_out_in_canonical_order() {
    let plan = Plan::from_outcome(&problem(), &Options::default(), outcome());
    assert_eq!(plan.groups, [["A", "C", "E"], ["B", "D", "F"]]);
    assert_eq!(plan.unmatched, ["G"]);
}

#[test]
fn the_gap_is_relative_to_the_value_and_never_negative() {
    let plan = Plan::from_outcome(&problem(), &Options::default(), outcome());
    assert_eq!(plan.gap, Some(0.0008));
    assert_eq!(gap(10, 5), 0.0);
    assert_eq!(gap(-4_000, -2_000), 0.5);
    assert!(gap(i64::MIN, i64::MAX).is_finite());
}

#[test]
fn a_bound_on_the_solvers_word_has_no_certificate() {
    let solver = Outcome { proof: Proof::Solver, ..outcome() };
    assert_eq!(Plan::from_outcome(&problem(), &Options::default(), solver).certificate, None);
    let certified = Plan::from_outcome(&problem(), &Options::default(), outcome());
    assert_eq!(certified.certificate, Some(Certificate::BestConceivable {}));
    let unbounded = Outcome { bound: None, ..outcome() };
    assert_eq!(Plan::from_outcome(&problem(), &Options::default(), unbounded).certificate, None);
}

#[test]
fn json_has_the_keys_of_the_format_in_order() {
    let json = Plan::from_outcome(&problem(), &Options::default(), outcome()).to_json();
    let keys: Vec<&str> =
        json.lines().filter_map(|line| line.strip_prefix("  \"")?.split_once('"')).map(|(key, _)| key).collect();
    let expected = [
        "format",
        "problem_sha256",
        "groups",
        "unmatched",
        "value",
        "bound",
        "gap",
        "status",
        "proof",
        "stop",
        "seed",
        "strategy",
        "options",
        "certificate",
    ];
    assert_eq!(keys, expected);
    assert!(json.ends_with("}\n"));
}

/// To renew the file after an intended change, run `cargo run --example schema`.
#[test]
fn the_schema_on_file_is_the_schema_of_the_type() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema/plan.schema.json");
    let mut schema = serde_json::to_string_pretty(&Plan::schema()).unwrap();
    schema.push('\n');
    assert_eq!(std::fs::read_to_string(path).unwrap().replace("\r\n", "\n"), schema);
}
