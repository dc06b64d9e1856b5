//! The short examples work as they say.

#[path = "../examples/own_pipeline.rs"]
#[expect(dead_code, reason = "cargo runs `main`, and the test what it calls")]
mod own_pipeline;
#[path = "../examples/plan.rs"]
#[expect(dead_code, reason = "cargo runs `main`, and the test what it calls")]
mod plan;

use std::fs;
use std::path::Path;

use tercet::Plan;
use tercet::format::csv::cohort_to_csv;
use tercet::model::generate::{Shape, generate};

#[test]
fn the_plan_example_writes_the_plan_that_it_returns_and_the_files_to_read() {
    let folder = tempfile::tempdir().expect("a folder of our own");
    let (cohort, out) = (folder.path().join("cohort.csv"), folder.path().join("out"));
    let schools = generate(&Shape::default().with_schools(30), 0).expect("a shape that exists");
    fs::write(&cohort, cohort_to_csv(&schools)).expect("our own folder");
    let plan = plan::run(&cohort, &out, None).expect("the cohort is sound");
    let text = |name: &str| fs::read_to_string(out.join(name)).expect("the file is written");
    assert_eq!(Plan::from_json(&text("plan.json"), Path::new("plan.json")).expect("a plan of our own"), plan);
    assert_eq!(text("groups.csv").lines().count(), 31);
    assert!(text("report.html").starts_with("<!DOCTYPE html>"));
}

#[test]
fn the_plan_example_says_what_is_wrong_with_both_files_at_once_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder of our own");
    let (cohort, rules, out) =
        (folder.path().join("cohort.csv"), folder.path().join("rules.toml"), folder.path().join("out"));
    fs::write(&cohort, "id,strength:reading\n1,high\n").expect("our own folder");
    fs::write(&rules, "[rulse]\n").expect("our own folder");
    let error = plan::run(&cohort, &out, Some(&rules)).expect_err("both are wrong");
    let files: Vec<_> = error.issues().iter().filter_map(|issue| issue.file.as_deref()).collect();
    assert!(files.iter().any(|file| file.ends_with("cohort.csv")), "{files:?}");
    assert!(files.iter().any(|file| file.ends_with("rules.toml")), "{files:?}");
    assert!(!out.exists());
}

#[test]
fn the_strategy_of_ones_own_is_judged_by_the_same_check_and_lies_below_the_same_bound() {
    let compared = own_pipeline::run().expect("the example runs");
    assert!(compared.own <= compared.tercet && compared.tercet <= compared.bound, "{compared:?}");
}
