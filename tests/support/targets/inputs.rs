//! The readers: whatever the bytes, a reader answers with a value or with issues that a person can act on; and what it
//! accepts comes back the same when it is written and read again.

use std::path::Path;
use std::sync::LazyLock;

use tercet::model::format::cells::Numbers;
use tercet::model::format::{beside, cells, csv, groups, json, register, rules};
use tercet::model::generate::{Shape, generate};
use tercet::model::letters::{loose, tidy};
use tercet::plan::check::check;
use tercet::{Error, Plan, Problem, Rules, Severity};

/// The file's name for messages.
const FILE: &str = "input";

/// A problem that is there already when the bytes come.
static PROBLEM: LazyLock<Problem> = LazyLock::new(|| {
    let cohort = generate(&Shape::default().with_schools(9), 1).expect("a possible shape");
    Problem::new(cohort, Rules::default()).expect("a random cohort is a valid problem")
});

/// A cohort as CSV: it is refused with issues, or written and read again it is the same cohort.
///
/// # Panics
/// If not.
pub fn cohort_csv(bytes: &[u8]) {
    match csv::parse_cohort(bytes, FILE) {
        Ok(read) => {
            let again = csv::parse_cohort(csv::cohort_to_csv(&read).as_bytes(), FILE)
                .expect("a cohort that was read can be read again");
            assert_eq!(read.schools(), again.schools());
            assert_eq!((read.areas(), read.attributes()), (again.areas(), again.attributes()));
            // No rule is wrong here but for what the cohort itself says.
            if let Err(error) = Problem::new(read, Rules::default()) {
                explains_itself(&error);
            }
        }
        Err(error) => explains_itself(&error),
    }
}

/// What people write into cells: whatever the text, a number is finite and a date is one of a programme; what is a number with a
/// decimal point is one with a decimal comma, and the one form of a text stays as it is.
///
/// # Panics
/// If not.
pub fn cells(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let point = cells::number(&text, Numbers::DecimalPoint);
    let comma = cells::number(&text, Numbers::DecimalComma);
    assert!(point.is_none_or(f64::is_finite) && comma.is_none_or(f64::is_finite));
    assert!(comma.is_some() || point.is_none());
    if let Some(read) = cells::date(&text) {
        let written = read.date.to_string();
        assert_eq!(cells::date(&written).map(|again| (again.date, again.is_ambiguous)), Some((read.date, false)));
    }
    let tidied = tidy(&text);
    assert_eq!(tidy(&tidied), tidied);
    assert_eq!(loose(&tidied), loose(&text));
}

/// A rules file: it is refused with issues, or written and read again it is the same rules, from TOML and from JSON.
///
/// # Panics
/// If not.
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

/// A problem as JSON: it is refused with issues, or written and read again it has the same fingerprint. By way of serde it
/// is read and refused alike.
///
/// # Panics
/// If not.
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

/// The tables beside a cohort (the register, groups, history, forbidden pairs, own benefits, minutes), all from the same
/// bytes: each is read, or refused with issues.
///
/// # Panics
/// If not.
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

/// A plan as JSON: it is refused with issues, or written and read again it is the same plan; and any plan can be checked
/// against a problem it was not made for.
///
/// # Panics
/// If not.
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

/// Every refusal is a list of issues with at least one error, each of which says what is wrong and what to change.
pub(super) fn explains_itself(error: &Error) {
    let issues = error.issues();
    assert!(issues.iter().any(|issue| issue.severity == Severity::Error), "{error:?}");
    for issue in issues {
        assert!(!issue.message.is_empty() && !issue.fix.is_empty(), "{issue:?}");
        assert!(issue.to_string().chars().count() < 2_000, "{issue:?}");
    }
}
