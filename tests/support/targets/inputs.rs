//! The readers. Whatever the bytes, a reader returns a value, or issues on which a person can act. An accepted value comes
//! back the same when it is written and read again.

use std::path::Path;
use std::sync::LazyLock;

use tercet::model::format::{beside, csv, groups, json, register, rules};
use tercet::model::generate::{Shape, generate};
use tercet::plan::check::check;
use tercet::{Error, Plan, Problem, Rules, Severity};

/// The file's name for messages.
const FILE: &str = "input";

/// A problem that exists before the bytes arrive.
static PROBLEM: LazyLock<Problem> = LazyLock::new(|| {
    let cohort = generate(&Shape::default().with_schools(9), 1).expect("a possible shape");
    Problem::new(cohort, Rules::default()).expect("a random cohort is a valid problem")
});

/// A cohort as CSV. Either it is refused with issues, or it is the same cohort when it is written and read again.
///
/// # Panics
/// If the property does not hold.
pub fn cohort_csv(bytes: &[u8]) {
    match csv::parse_cohort(bytes, FILE) {
        Ok(read) => {
            let again = csv::parse_cohort(csv::cohort_to_csv(&read).as_bytes(), FILE)
                .expect("a cohort that was read can be read again");
            assert_eq!(read.schools(), again.schools());
            assert_eq!((read.areas(), read.attributes()), (again.areas(), again.attributes()));
            // No rule is wrong here, except because of the cohort.
            if let Err(error) = Problem::new(read, Rules::default()) {
                explains_itself(&error);
            }
        }
        Err(error) => explains_itself(&error),
    }
}

/// A rules file. Either it is refused with issues, or the rules are the same when written and read again, from TOML and
/// from JSON.
///
/// # Panics
/// If the property does not hold.
pub fn rules_toml(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    match rules::parse_rules(text, FILE) {
        Ok(read) => {
            let toml = toml::to_string(&read).expect("rules are a table");
            let again = rules::parse_rules(&toml, FILE).expect("rules that were read can be read again");
            assert_eq!(again, read);
            let json = serde_json::to_value(&read).expect("rules are an object");
            assert_eq!(rules::from_json_value(&json).expect("rules that were read can be read again"), read);
        }
        Err(error) => explains_itself(&error),
    }
}

/// A problem as JSON. Either it is refused with issues, or it has the same fingerprint when written and read again. Serde
/// reads and refuses the same texts.
///
/// # Panics
/// If the property does not hold.
pub fn problem_json(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let by_serde: Result<Problem, _> = serde_json::from_str(text);
    match json::parse_problem(text, FILE) {
        Ok(read) => {
            assert_eq!(by_serde.expect("what is read one way is read the other").sha256(), read.sha256());
            let written = json::problem_to_json(&read);
            let again = json::parse_problem(&written, FILE).expect("a problem that was read can be read again");
            assert_eq!(again.sha256(), read.sha256());
            assert_eq!(json::problem_to_json(&again), written);
        }
        Err(error) => {
            explains_itself(&error);
            by_serde.expect_err("what is refused one way is refused the other");
        }
    }
}

/// The tables for a cohort (the register, groups, history, forbidden pairs, own points, minutes), all from the same bytes.
/// Each is read, or refused with issues.
///
/// # Panics
/// If the property does not hold.
pub fn side_tables(bytes: &[u8]) {
    let refused = [
        register::parse_register((bytes, FILE), None).err(),
        groups::parse_groups(bytes, FILE, &PROBLEM).err(),
        beside::parse_history(bytes, FILE).err(),
        beside::parse_forbidden(bytes, FILE).err(),
        beside::parse_own(bytes, FILE).err(),
        beside::parse_minutes(bytes, FILE).err(),
    ];
    refused.iter().flatten().for_each(explains_itself);
}

/// A plan as JSON. Either it is refused with issues, or it is the same plan when written and read again. Any plan can be
/// checked, even against a problem that it was not made for.
///
/// # Panics
/// If the property does not hold.
pub fn plan_json(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    match Plan::from_json(text, Path::new(FILE)) {
        Ok(read) => {
            let again =
                Plan::from_json(&read.to_json(), Path::new(FILE)).expect("a plan that was read can be read again");
            assert_eq!(again, read);
            assert!(!check(&PROBLEM, &read).is_valid(), "no plan guesses the fingerprint of a problem");
        }
        Err(error) => explains_itself(&error),
    }
}

/// Every refusal is a list of issues with at least one error. Each issue says what is wrong and what to change.
pub(super) fn explains_itself(error: &Error) {
    let issues = error.issues();
    assert!(issues.iter().any(|issue| issue.severity == Severity::Error), "{error:?}");
    for issue in issues {
        assert!(!issue.message.is_empty() && !issue.fix.is_empty(), "{issue:?}");
        assert!(issue.to_string().chars().count() < 2_000, "{issue:?}");
    }
}
