//! Views that are read as text: the result of a check, and the differences between two plans.

use maud::html;

use super::frame::framed;
use crate::model::problem::Problem;
use crate::plan::check::Checked;
use crate::plan::compare::Comparison;
use crate::report;

/// The result of a check: the verdict, then a line for each fault.
#[must_use]
pub fn checked(problem: &Problem, checked: &Checked) -> String {
    text(&report::checked::render(problem, checked))
}

/// The differences between two plans: the values, the schools that moved, and the schools that stay with other peers.
///
/// `problem` supplies the names. If the two plans have different problems, give the second plan's problem.
#[must_use]
pub fn comparison(problem: &Problem, comparison: &Comparison) -> String {
    text(&report::comparison::render(problem, comparison))
}

/// The most lines that a view shows.
const MOST_LINES: usize = 200;

/// Any text: the first line in bold, the rest as it is laid out.
#[must_use]
pub fn text(text: &str) -> String {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let lines: Vec<&str> = rest.lines().collect();
    let shown = lines.len().min(MOST_LINES);
    framed(&html! {
        p { strong { (first) } }
        @if shown > 0 { pre { (lines[..shown].join("\n")) } }
        @if lines.len() > shown { p { "and " (lines.len() - shown) " more lines; " code { ".to_text()" } " has all of them" } }
    })
}
