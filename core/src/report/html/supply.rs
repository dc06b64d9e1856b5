//! Need and supply as a table with bars. It shows which areas are short in the cohort, however the groups are formed.

use maud::{Markup, html};

use crate::model::numbers::rating;
use crate::model::problem::Problem;
use crate::model::supply::of_problem;
use crate::report::labels::label;
use crate::report::need_and_supply::{scarcest_first, told, verdict_with};
use crate::report::shell::section;

pub(super) fn supply(problem: &Problem) -> Markup {
    let areas = of_problem(problem);
    if areas.is_empty() {
        return html! {};
    }
    let most = areas.iter().map(|area| area.in_need.max(area.strong_60)).max().unwrap_or(0).max(1);
    let bar = |schools: usize, class: &str| {
        let width = format!("width:{}%", schools * 100 / most);
        html! { span.bar.(class) style=(width) {} }
    };
    let rated = |level: u8| rating(level, problem.rules().scale.strength);
    let content = html! {
        p {
            bdi { (verdict_with(&areas, |area| label(problem, area))) }
            " A school is strong in an area that it has rated " (rated(60)) " or more."
        }
        table.supply {
            caption {
                "The area in shortest supply comes first. Brackets give the number of schools rated "
                (rated(80)) " or more, and the number rated " (rated(100)) "."
            }
            thead {
                tr { th scope="col" { "Area" } th scope="col" { "Schools in need" } th scope="col" { "Schools strong in it" } }
            }
            tbody {
                @for area in scarcest_first(&areas) {
                    tr {
                        th scope="row" { bdi { (label(problem, &area.area)) } small { (told(area)) } }
                        td { (area.in_need) (bar(area.in_need, "need")) }
                        td {
                            (area.strong_60) " (" (area.strong_80) ", " (area.strong_100) ")"
                            (bar(area.strong_60, "strong"))
                        }
                    }
                }
            }
        }
    };
    section("supply", "Need and supply", &content)
}
