//! The conditions behind the plan: the rules, the weights, the options, and the warnings about the input.

use maud::{Markup, html};

use crate::model::numbers::{count, thousands};
use crate::model::problem::Problem;
use crate::plan::grouping::Plan;
use crate::report::shell::section;
use crate::report::summary::Summary;
use crate::report::words::sentence;
use crate::report::{rules, words};

/// The most warnings that a page lists.
const MOST_WARNINGS: usize = 200;

pub(super) fn rules(problem: &Problem) -> Markup {
    let content = html! {
        table {
            caption { "Every rule that applied, including the standard rules" }
            thead { tr { th scope="col" { "Rule" } th scope="col" { "Chosen by you or standard" } } }
            tbody {
                @for rule in rules::in_force(problem).into_iter().chain([rules::aim(problem)]) {
                    tr { th scope="row" { bdi { (rule.says) } } td { (rule.origin.as_str()) } }
                }
            }
        }
        table {
            caption { "What counts when groups are compared" }
            thead { tr { th scope="col" { "Term" } th scope="col" { "Weight" } } }
            tbody {
                @for (term, share) in rules::weights(problem) {
                    tr { th scope="row" { bdi { (term) } } td.number { (share) } }
                }
            }
        }
    };
    section("rules", "Rules in force", &content)
}

pub(super) fn making(plan: &Plan, summary: &Summary) -> Markup {
    let options = &plan.options;
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
    let rows = [
        ("Strategy", plan.strategy.to_string()),
        ("Seed", plan.seed.to_string()),
        ("Time limit", or_none(options.time_limit.map(|limit| format!("{} seconds", limit.as_secs_f64())))),
        ("Work limit", or_none(options.work_limit.map(thousands))),
        ("Threads", options.threads.map_or_else(|| "all".to_owned(), |threads| threads.to_string())),
        ("How it ended", sentence(words::stop(plan.stop))),
        ("Fingerprint of the problem", plan.problem_sha256.clone()),
    ];
    let content = html! {
        table {
            caption { "How the search was set, and what it found" }
            thead { tr { th scope="col" { "Setting" } th scope="col" { "Value" } } }
            tbody {
                @for (label, value) in rows { tr { th scope="row" { (label) } td { (value) } } }
                @for (label, value) in &summary.details { tr { th scope="row" { (label) } td { bdi { (value) } } } }
            }
        }
    };
    section("making", "How it was made", &content)
}

pub(super) fn warnings(problem: &Problem) -> Markup {
    let warnings = problem.warnings();
    if warnings.is_empty() {
        return html! {};
    }
    let content = html! {
        ul { @for warning in warnings.iter().take(MOST_WARNINGS) { li { bdi { (warning) } } } }
        @if warnings.len() > MOST_WARNINGS {
            p { "And " (count(warnings.len() - MOST_WARNINGS, "more warning", "more warnings")) "." }
        }
    };
    section("warnings", "Warnings", &content)
}
