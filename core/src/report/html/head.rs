//! The head of the page: the contents, the figures with the map, and the reasons if there is no plan.

use maud::{Markup, html};

use super::map::Map;
use crate::model::problem::Problem;
use crate::plan::breakdown::Breakdown;
use crate::plan::grouping::Plan;
use crate::report::shell::section;
use crate::report::summary::Summary;
use crate::report::words::{self, sentence};

/// The id and heading of each section that the page has.
pub(super) fn contents(plan: &Plan, parts: &Breakdown, problem: &Problem) -> Vec<(&'static str, &'static str)> {
    let contents = [
        ("summary", "Summary", true),
        ("reasons", words::why(plan), !plan.reasons.is_empty()),
        ("groups", "Groups", !parts.groups.is_empty()),
        ("unmatched", "Without a group", !parts.unmatched.is_empty()),
        ("supply", "Need and supply", !problem.cohort().areas().is_empty()),
        ("rules", "Rules in force", true),
        ("making", "How it was made", true),
        ("warnings", "Warnings", !problem.warnings().is_empty()),
    ];
    contents.into_iter().filter(|&(_, _, there)| there).map(|(id, label, _)| (id, label)).collect()
}

pub(super) fn summary(problem: &Problem, summary: &Summary, map: Option<&Map>, plan: &Plan) -> Markup {
    let content = html! {
        div.summary {
            table {
                caption { "At a glance" }
                thead { tr { th scope="col" { "Figure" } th scope="col" { "Value" } } }
                tbody {
                    @for (label, figure) in &summary.figures {
                        tr { th scope="row" { (label) } td { bdi { (figure) } } }
                    }
                }
            }
            @if let Some(map) = map { (map.of_plan(problem, plan)) }
        }
    };
    section("summary", "Summary", &content)
}

pub(super) fn reasons(plan: &Plan) -> Markup {
    if plan.reasons.is_empty() {
        return html! {};
    }
    let content = html! {
        @for reason in &plan.reasons {
            p { "Have: " bdi { (sentence(&reason.have)) } }
            p { "Need: " bdi { (sentence(&reason.need)) } }
            @if !reason.fixes.is_empty() {
                p { "What would help:" }
                ul { @for fix in &reason.fixes { li { bdi { (sentence(fix)) } } } }
            }
        }
    };
    section("reasons", words::why(plan), &content)
}
