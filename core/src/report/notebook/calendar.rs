//! A calendar: first the groups that cannot meet, then the visits by date.

use maud::{Markup, html};

use super::frame::{body, cell, framed, left_out, table};
use crate::model::numbers::count;
use crate::model::problem::Problem;
use crate::programme::calendar::Calendar;
use crate::report::calendar::verdict;
use crate::report::names::{group_in_text, name};
use crate::report::words::sentence;

/// The most visits that a view lists.
const MOST_VISITS: usize = 60;

/// A calendar's visits as a table, after the groups that cannot meet and the reasons.
#[must_use]
pub fn calendar(problem: &Problem, calendar: &Calendar) -> String {
    let row = |visit: &crate::programme::calendar::Visit| {
        let visitors: Vec<&str> = calendar.visitors(visit).map(|id| name(problem, id)).collect();
        [
            visit.date.strftime("%a %d %b %Y").to_string(),
            calendar.name(visit.group).map_or_else(|| visit.group.to_string(), str::to_owned),
            name(problem, &visit.host).to_owned(),
            visit.facilitator.clone().unwrap_or_default(),
            visitors.join("; "),
        ]
        .iter()
        .map(|text| cell(text))
        .collect()
    };
    let rows: Vec<Vec<Markup>> = calendar.visits.iter().take(MOST_VISITS).map(row).collect();
    let caption = format!("{}. {}", count(calendar.visits.len(), "visit", "visits"), sentence(&verdict(calendar)));
    framed(&html! {
        @if !calendar.clashes.is_empty() {
            p { "Groups without visits:" }
            ul {
                @for clash in &calendar.clashes {
                    li { (whose(calendar, clash.group)) ": " (clash.have) "; " (clash.need) "; " (clash.fix) }
                }
            }
        }
        (table(&caption, &["date", "group", "host", "facilitator", "visitors"], &body(&rows)))
        (left_out(calendar.visits.len() - rows.len(), ("more visit", "more visits"), "calendar.to_frame()"))
    })
}

/// The group that a clash is about; 0 means all groups.
fn whose(calendar: &Calendar, group: usize) -> String {
    if group == 0 { "all groups".to_owned() } else { group_in_text(group, calendar.name(group)) }
}
