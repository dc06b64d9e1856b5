//! The plan as one self-contained HTML page.

use maud::html;

use crate::model::problem::Problem;
use crate::plan::breakdown::breakdown;
use crate::plan::grouping::Plan;
use crate::report::shell::Shell;
use crate::report::summary::Summary;

mod conditions;
mod groups;
mod head;
mod map;
mod supply;

use map::Map;

/// The page. Its size is about 1 kB for each school. Browsers lay out only the groups in view, so even a national plan is
/// easy to read.
#[must_use]
pub fn render(problem: &Problem, plan: &Plan) -> String {
    let parts = breakdown(problem, plan);
    let summary = Summary::new(problem, plan, &parts);
    let map = Map::new(problem);
    let main = html! {
        (head::summary(problem, &summary, map.as_ref(), plan))
        (head::reasons(plan))
        (groups::index(problem, &parts))
        (groups::groups(problem, &parts, map.as_ref()))
        (groups::unmatched(problem, &parts))
        (supply::supply(problem))
        (conditions::rules(problem))
        (conditions::making(plan, &summary))
        (conditions::warnings(problem))
    };
    let shell = Shell {
        title: format!("Tercet plan: {}", summary.title),
        skip: "Skip to the plan",
        style: "",
        heading: &summary.title,
        verdict: &summary.verdict,
        contents: &head::contents(plan, &parts, problem),
        main,
        format: &plan.format,
    };
    shell.page()
}

#[cfg(test)]
mod tests;
