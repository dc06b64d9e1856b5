use super::*;
use crate::model::rules::Rules;
use crate::testing::example::{plan, problem, problem_with, schools};
use crate::testing::golden;

#[test]
fn the_document_is_as_reviewed() {
    golden::compare("report.md", &render(&problem(), &plan()));
}

#[test]
fn a_name_stays_in_its_cell_and_runs_nothing() {
    let mut odd = schools();
    odd[0].name = "a|b\n# c <script>alert(1)</script> [x](javascript:y) *z*".to_owned();
    let text = render(&problem_with(odd, Rules::default()), &plan());
    let expected = "a\\|b \\# c &lt;script&gt;alert(1)&lt;/script&gt; \\[x\\](javascript:y) \\*z\\*";
    assert!(text.contains(&format!("| {expected} | ")), "{text}");
    assert!(!text.contains("<script>"));
}
