//! The plan as one self-contained HTML page: no script, no network, readable by eye, by ear, on a phone and on paper
//! (WCAG 2.2 AA).

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::model::problem::Problem;
use crate::plan::breakdown::breakdown;
use crate::plan::grouping::Plan;
use crate::report::summary::Summary;

mod conditions;
mod groups;
mod head;
mod map;
mod supply;

use map::Map;

const STYLE: &str = include_str!("html/style.css");

/// What the page may load: nothing but its own style.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The page. Its size is about 1 kB a school; browsers lay out only the groups in view, so a national plan stays usable.
#[must_use]
pub fn render(problem: &Problem, plan: &Plan) -> String {
    let parts = breakdown(problem, plan);
    let summary = Summary::new(problem, plan, &parts);
    let map = Map::new(problem);
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                title { "Tercet plan: " (summary.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "Skip to the plan" }
                (head::header(&summary, plan, &parts, problem))
                main id="main" tabindex="-1" {
                    (head::summary(problem, &summary, map.as_ref(), plan))
                    (head::reasons(plan))
                    (groups::index(problem, &parts))
                    (groups::groups(problem, &parts, map.as_ref()))
                    (groups::unmatched(problem, &parts))
                    (supply::supply(problem))
                    (conditions::rules(problem))
                    (conditions::making(plan))
                    (conditions::warnings(problem))
                }
                footer { p.quiet { "Made by Tercet " (env!("CARGO_PKG_VERSION")) ", as " (plan.format) "." } }
            }
        }
    };
    page.into_string()
}

/// A section with its heading.
fn section(id: &str, heading: &str, content: &Markup) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (heading) }
            (content)
        }
    }
}

#[cfg(test)]
mod tests;
