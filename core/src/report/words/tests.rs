use super::*;
use crate::plan::example::plan;

fn verdict_of(status: Status, value: Option<Points>, bound: Option<Points>) -> String {
    let mut plan = plan();
    (plan.status, plan.value, plan.bound) = (status, value, bound);
    verdict(&plan)
}

#[test]
fn the_gap_is_rounded_up_so_that_the_sentence_is_true() {
    let by = |value, bound| verdict_of(Status::Feasible, Some(value), Some(bound));
    assert_eq!(by(10_000, 10_008), "no plan can beat this by more than 0.08 %");
    assert_eq!(by(1_000_000, 1_000_801), "no plan can beat this by more than 0.09 %");
    assert_eq!(by(1_000_000_000, 1_000_000_001), "no plan can beat this by more than 0.01 %");
    assert_eq!(by(100, 250), "no plan can beat this by more than 150.00 %");
    assert_eq!(by(-5_000, -3_800), "no plan can beat this by more than 1,200 points");
    assert_eq!(by(0, i64::MAX), "no plan can beat this by more than 9,223,372,036,854,775,807 points");
}

#[test]
fn every_status_has_its_own_words() {
    assert_eq!(verdict_of(Status::Feasible, Some(5), Some(5)), "no plan is better than this one");
    assert_eq!(verdict_of(Status::Optimal, Some(5), Some(5)), "no plan is better than this one");
    assert_eq!(verdict_of(Status::Feasible, Some(5), None), "how much better a plan could be is not known");
    assert_eq!(verdict_of(Status::Infeasible, None, None), "no plan keeps every rule");
    assert_eq!(verdict_of(Status::Unknown, None, None), "no plan was found, and it is not proved that there is none");
}

#[test]
fn a_bound_on_the_solvers_word_is_said_to_be_so() {
    let mut plan = plan();
    plan.certificate = None;
    plan.proof = Proof::Solver;
    assert_eq!(support(&plan), Some("the bound rests on the word of the MIP solver"));
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
