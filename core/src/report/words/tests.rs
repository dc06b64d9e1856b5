use super::*;
use crate::plan::certificate::{DualProof, LevelProof, PartProof};
use crate::testing::example::plan;
use crate::units::Points;

fn verdict_of(status: Status, value: Option<Points>, bound: Option<Points>) -> String {
    let mut plan = plan();
    (plan.status, plan.value, plan.bound) = (status, value, bound);
    verdict(&plan)
}

#[test]
fn the_gap_is_rounded_up_so_that_the_sentence_is_true() {
    let by = |value, bound| verdict_of(Status::Feasible, Some(value), Some(bound));
    assert_eq!(by(10_000, 10_008), "no other set of groups could do better by more than 0.08%");
    assert_eq!(by(1_000_000, 1_000_801), "no other set of groups could do better by more than 0.09%");
    assert_eq!(by(1_000_000_000, 1_000_000_001), "no other set of groups could do better by more than 0.01%");
    assert_eq!(by(100, 250), "no other set of groups could do better by more than 150.00%");
    assert_eq!(by(-5_000, -3_800), "no other set of groups could do better by more than 1,200 points");
    assert_eq!(by(0, i64::MAX), "no other set of groups could do better by more than 9,223,372,036,854,775,807 points");
}

#[test]
fn a_plan_on_levels_says_for_how_many_schools_and_what_is_open() {
    let mut plan = plan();
    let level = |benefit, schools| LevelProof { benefit, schools, nodes: Vec::new() };
    let part = PartProof {
        schools: vec!["A".to_owned()],
        bound: 0,
        nodes: Vec::new(),
        levels: vec![level(5_000, 2), level(5_100, 1)],
    };
    plan.certificate = Some(Certificate::Duals(DualProof { scale: 1_000, parts: vec![part] }));
    let mut says = |status, bound| {
        (plan.status, plan.value, plan.bound) = (status, Some(10_000), Some(bound));
        verdict(&plan)
    };
    let settled = "the 3 worst-off schools cannot do better. No plan that treats them as well has a";
    assert_eq!(says(Status::Feasible, 10_008), format!("{settled} total more than 0.08% higher"));
    assert_eq!(says(Status::Feasible, 10_000), format!("{settled} higher total"));
    assert_eq!(
        says(Status::Optimal, 10_000),
        "no plan does better by the worst-off schools, and none that treats them as well has a higher total"
    );
}

#[test]
fn every_status_has_its_own_words() {
    assert_eq!(verdict_of(Status::Feasible, Some(5), Some(5)), BEST);
    assert_eq!(verdict_of(Status::Optimal, Some(5), Some(5)), BEST);
    assert_eq!(
        verdict_of(Status::Feasible, Some(5), None),
        "it is not known how much better another set of groups could be"
    );
    assert_eq!(verdict_of(Status::Infeasible, None, None), "no plan keeps every rule");
    assert_eq!(verdict_of(Status::Unknown, None, None), "no plan was found, but there may be one");
}

#[test]
fn a_bound_on_the_solvers_word_is_said_to_be_so() {
    let mut plan = plan();
    plan.certificate = None;
    plan.proof = Proof::Solver;
    assert_eq!(support(&plan), Some("this was calculated by the MIP solver and was not checked again"));
    plan.bound = None;
    assert_eq!(support(&plan), None);
}

#[test]
fn numbers_and_lists_read_as_sentences_do() {
    assert_eq!(thousands(1_234_567), "1,234,567");
    assert_eq!((thousands(-1_000), thousands(999)), ("-1,000".to_owned(), "999".to_owned()));
    assert_eq!(list(&["a"], "and"), "a");
    assert_eq!(list(&["a", "b", "c"], "or"), "a, b or c");
    assert_eq!(count(1, "group", "groups"), "1 group");
    assert_eq!(sizes(&plan()), "2 trios");
}

#[test]
fn a_line_holds_nothing_that_moves_the_cursor_or_turns_the_text() {
    assert_eq!(line("a\nb\x1b[31m\u{202e}c"), "a b [31m c");
}
