//! Plans from the engines, with any one number of the certificate changed, or any piece of it dropped, doubled or moved.
//! Either they are refused, or what they still prove is true.

use proptest::prelude::*;
use serde_json::Value;
use tercet::plan::check::{Basis, check};
use tercet::{Options, Plan, Problem, solve};
use tercet_tests::choices::Choices;
use tercet_tests::generator;
use tercet_tests::oracle::Oracle;
use tercet_tests::stated::Stated;

use crate::searching::{config, small};

/// A plan with a certificate, as JSON, and the value of the best plan.
struct Certified {
    problem: Problem,
    json: Value,
    best: i128,
}

impl Certified {
    fn new(stated: &Stated) -> Option<Self> {
        let problem = stated.problem().ok()?;
        let best = Oracle::new(stated).best()?.value;
        let plan = solve(&problem, &Options::default().with_work_limit(100)).expect("the defaults can be followed");
        plan.certificate.as_ref()?;
        let json = serde_json::from_str(&plan.to_json()).expect("a plan is JSON");
        Some(Self { problem, json, best })
    }

    /// The result for the plan with one change: whether the check, or already the reader, refuses it.
    fn is_refused(&self, json: &Value) -> bool {
        let Ok(plan) = Plan::from_json(&json.to_string(), "plan.json".as_ref()) else { return true };
        let checked = check(&self.problem, &plan);
        if checked.basis == Basis::Derived {
            assert!(
                checked.bound.is_some_and(|bound| i128::from(bound) >= self.best),
                "{checked:?} below {}",
                self.best
            );
        }
        if checked.is_valid() {
            let claimed = plan.bound.expect("a certificate comes with a bound");
            assert!(i128::from(claimed) >= self.best, "{claimed} below {}", self.best);
        }
        !checked.is_valid()
    }
}

/// The places of all numbers, and of all lists that are not empty.
fn places(value: &Value, at: &str, numbers: &mut Vec<String>, lists: &mut Vec<String>) {
    match value {
        Value::Number(_) => numbers.push(at.to_owned()),
        Value::Array(list) => {
            if !list.is_empty() {
                lists.push(at.to_owned());
            }
            (0..)
                .zip(list)
                .for_each(|(place, item): (usize, _)| places(item, &format!("{at}/{place}"), numbers, lists));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| places(field, &format!("{at}/{name}"), numbers, lists));
        }
        _ => {}
    }
}

/// Changes one number or one list of the certificate.
fn tamper(json: &mut Value, choices: &mut Choices) {
    let (mut numbers, mut lists) = (Vec::new(), Vec::new());
    places(&json["certificate"], "/certificate", &mut numbers, &mut lists);
    if choices.once_in(3) {
        let list = json.pointer_mut(&choices.one_of(&lists)).and_then(Value::as_array_mut).expect("a list is there");
        let (one, other) = (choices.below(list.len()), choices.below(list.len()));
        match choices.below(3) {
            0 => drop(list.remove(one)),
            1 => list.insert(other, list[one].clone()),
            _ => list.swap(one, other),
        }
        return;
    }
    let number = json.pointer_mut(&choices.one_of(&numbers)).expect("a number is there");
    let old = number.as_i64().expect("certificates are whole numbers");
    let step = i64::try_from(100 * choices.below(60_000)).expect("a small number");
    let new = match choices.below(8) {
        0 => old.wrapping_neg(),
        1 => choices.one_of(&[i64::MIN, i64::MAX, 0, 1]),
        2 => old.wrapping_add(1),
        3 => old.wrapping_add(step),
        4 => old.wrapping_sub(step),
        _ => old.wrapping_sub(1),
    };
    *number = new.into();
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn no_single_change_makes_a_certificate_claim_less_than_the_best_plan_is_worth(
        stated in small(),
        seeds in prop::collection::vec(any::<u64>(), 12),
    ) {
        let Some(certified) = Certified::new(&stated) else { return Ok(()) };
        for seed in seeds {
            let mut json = certified.json.clone();
            tamper(&mut json, &mut Choices::from_seed(seed, 64));
            certified.is_refused(&json);
        }
    }

    #[test]
    fn a_claim_below_the_best_plan_is_refused_whatever_else_is_changed(
        stated in small(),
        seeds in prop::collection::vec(any::<u64>(), 6),
    ) {
        let Some(certified) = Certified::new(&stated) else { return Ok(()) };
        let mut claim = certified.json.clone();
        let below = i64::try_from(certified.best).expect("a dozen schools' points") - 1;
        let over = claim["bound"].as_i64().expect("a bound") - below;
        claim["bound"] = below.into();
        for part in claim["certificate"]["parts"].as_array_mut().into_iter().flatten().take(1) {
            part["bound"] = (part["bound"].as_i64().expect("a bound") - over).into();
        }
        prop_assert!(certified.is_refused(&claim));
        for seed in seeds {
            let mut json = claim.clone();
            tamper(&mut json, &mut Choices::from_seed(seed, 64));
            json["bound"] = below.into();
            prop_assert!(certified.is_refused(&json), "{}", json["certificate"]);
        }
    }
}

/// The properties above need cases: certificates occur, most changes are refused, and some changed certificates prove as
/// much.
#[test]
fn most_single_changes_are_refused() {
    let (mut certificates, mut refused, mut passed) = (0, 0, 0);
    for seed in 0..60 {
        let stated = generator::small(&mut Choices::from_seed(seed, 700));
        let Some(certified) = Certified::new(&stated) else { continue };
        assert!(!certified.is_refused(&certified.json), "as it was it passes");
        certificates += 1;
        for change in 0..8 {
            let mut json = certified.json.clone();
            tamper(&mut json, &mut Choices::from_seed(1_000 * seed + change, 64));
            if json != certified.json {
                let count = if certified.is_refused(&json) { &mut refused } else { &mut passed };
                *count += 1;
            }
        }
    }
    assert!(certificates > 15 && refused > 2 * passed && passed > 0, "{certificates} {refused} {passed}");
}
