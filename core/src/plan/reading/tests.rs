use super::*;
use crate::solve::outcome::{Proof, Status};

const PLAN: &str = r#"{"format": "tercet-plan/2", "problem_sha256": "00", "groups": [["C", "B"], ["D", "A"]],
"unmatched": [], "value": 20000, "bound": 21000, "gap": 0.05, "status": "feasible", "proof": "none",
"stop": "finished", "seed": 7, "strategy": "local_search", "options": {"strategy": "local_search", "seed": 7,
"time_limit": 2.5}, "certificate": {"kind": "best_conceivable"}}"#;

fn read(text: &str) -> Result<Plan, Error> {
    Plan::from_json(text, Path::new("plan.json"))
}

fn codes(text: &str) -> Vec<Code> {
    let error = read(text).expect_err("the text is wrong");
    assert!(error.issues().iter().all(|issue| issue.file.as_deref() == Some("plan.json")));
    error.issues().iter().map(|issue| issue.code).collect()
}

#[test]
fn a_plan_is_read_into_canonical_order_and_writes_back_the_same() {
    let plan = read(PLAN).unwrap();
    assert_eq!(plan.groups, [["A", "D"], ["B", "C"]]);
    assert_eq!((plan.status, plan.proof, plan.seed), (Status::Feasible, Proof::None, 7));
    assert_eq!(plan.options.time_limit, Some(std::time::Duration::from_millis(2_500)));
    assert_eq!(read(&plan.to_json()).unwrap(), plan);
}

#[test]
fn what_is_not_a_plan_is_refused_with_a_code() {
    assert_eq!(codes(""), [Code::EmptyFile]);
    assert_eq!(codes(" \n"), [Code::EmptyFile]);
    assert_eq!(codes("{"), [Code::InvalidSyntax]);
    assert_eq!(codes("[]"), [Code::WrongKind]);
    assert_eq!(codes("{}"), [Code::UnknownFormat]);
    assert_eq!(codes(&PLAN.replace("tercet-plan/2", "tercet-plan/3")), [Code::UnknownFormat]);
    let earlier = read(&PLAN.replace("tercet-plan/2", "tercet-plan/1")).unwrap_err();
    assert!(earlier.issues()[0].fix.starts_with("solve again"), "{}", earlier.issues()[0].fix);
    assert_eq!(codes(&PLAN.replace("\"seed\": 7, \"strategy\"", "\"strategy\"")), [Code::WrongKind]);
    assert_eq!(codes(&PLAN.replace("\"unmatched\"", "\"unmached\"")), [Code::UnknownKey]);
    assert_eq!(codes(&"[".repeat(100_000)), [Code::InvalidSyntax]);
}

#[test]
fn every_wrong_key_is_reported_at_once() {
    let text = PLAN.replace("20000", "\"many\"").replace("feasible", "splendid").replace("[\"C\", \"B\"]", "3");
    assert_eq!(codes(&text), [Code::WrongKind; 3]);
    assert_eq!(codes(&PLAN.replace("2.5", "-1")), [Code::WrongKind]);
    assert_eq!(codes(&PLAN.replace("2.5", "1e300")), [Code::WrongKind]);
    assert_eq!(codes(&PLAN.replace("best_conceivable", "trust_me")), [Code::WrongKind]);
}

#[test]
fn a_row_is_named_where_the_syntax_breaks() {
    let error = read("{\n\"format\": \"tercet-plan/2\",\n oops}").unwrap_err();
    assert_eq!(error.issues()[0].row, Some(3));
}

#[test]
fn no_prefix_of_a_plan_panics() {
    for end in 0..PLAN.len() {
        assert!(read(&PLAN[..end]).is_err());
    }
}
