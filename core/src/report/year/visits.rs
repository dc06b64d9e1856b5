//! The visits as tables: one table by date, and one by group with an index of schools.

use maud::{Markup, html};

use crate::programme::calendar::edition::Edition;
use crate::programme::calendar::{Calendar, Visit};
use crate::report::calendar::day;
use crate::report::names::{group_in_text, name};
use crate::report::words;

/// With fewer groups than this, a reader needs no index.
const INDEX_FROM: usize = 6;

/// One row for each visit. On a phone the cells appear below one another, and the table would lose its roles. So the roles
/// are stated.
pub(super) fn table(edition: &Edition<'_>) -> Markup {
    html! {
        table.rows role="table" {
            caption { "Every visit by date. Each date links to its brief" }
            thead role="rowgroup" {
                tr role="row" {
                    @for label in ["Date", "Host and visitors", "Group", "Facilitator"] {
                        th scope="col" role="columnheader" { (label) }
                    }
                }
            }
            tbody role="rowgroup" {
                @for (number, visit) in (1..).zip(&edition.calendar.visits) { (row(edition, number, visit)) }
            }
        }
    }
}

fn row(edition: &Edition<'_>, number: usize, visit: &Visit) -> Markup {
    let problem = edition.problem;
    let visitors: Vec<&str> = edition.calendar.visitors(visit).map(|id| name(problem, id)).collect();
    let who = visit.facilitator.as_deref().map_or("none", |id| edition.year.facilitator_name(id));
    html! {
        tr role="row" {
            th.number scope="row" role="rowheader" { a href={ "#b" (number) } { (day(visit.date)) } }
            td role="cell" {
                b { bdi { (name(problem, &visit.host)) } }
                small { "visitors: " @for (place, visitor) in visitors.iter().enumerate() {
                    @if place > 0 { "; " } bdi { (visitor) }
                } }
            }
            td role="cell" { span.label { "Group " } a href={ "#g" (visit.group) } { bdi { (told(edition.calendar, visit.group)) } } }
            td role="cell" { span.label { "Facilitator: " } bdi { (who) } }
        }
    }
}

/// One row for each group, with its visits in order.
pub(super) fn groups(edition: &Edition<'_>) -> Markup {
    let calendar = edition.calendar;
    html! {
        (index(edition))
        table.groups {
            caption { "The days on which each group meets" }
            thead { tr { th scope="col" { "Group" } th scope="col" { "Its visits, by date" } } }
            tbody { @for (number, group) in (1..).zip(&calendar.groups) { (group_row(edition, number, group)) } }
        }
    }
}

/// A group's name, or its number if it has none.
fn told(calendar: &Calendar, number: usize) -> String {
    calendar.name(number).map_or_else(|| number.to_string(), str::to_owned)
}

fn group_row(edition: &Edition<'_>, number: usize, group: &[String]) -> Markup {
    let calendar = edition.calendar;
    let visits = numbered(calendar).filter(|(_, visit)| visit.group == number);
    let missing = group.iter().filter(|id| !edition.calendar.visits.iter().any(|visit| visit.host == **id));
    html! {
        tr id={ "g" (number) } {
            th scope="row" { bdi { (told(calendar, number)) } small { (words::size(group.len())) } }
            td {
                ul {
                    @for (place, visit) in visits {
                        li { a.number href={ "#b" (place) } { (day(visit.date)) } ": " bdi { (name(edition.problem, &visit.host)) } }
                    }
                    @for id in missing { li { "no day: " bdi { (name(edition.problem, id)) } } }
                }
            }
        }
    }
}

/// An index of all schools by name. Each name links to the school's group.
fn index(edition: &Edition<'_>) -> Markup {
    let groups = &edition.calendar.groups;
    if groups.len() < INDEX_FROM {
        return html! {};
    }
    let mut entries: Vec<(&str, usize)> = (1..)
        .zip(groups)
        .flat_map(|(number, group)| group.iter().map(move |id| (name(edition.problem, id), number)))
        .collect();
    entries.sort_unstable();
    html! {
        details.find {
            summary { "Find a school by name" }
            ul.index { @for (name, number) in &entries { li { a href={ "#g" (number) } { bdi { (name) } ", " bdi { (group_in_text(*number, edition.calendar.name(*number))) } } } } }
        }
    }
}

/// The visits with their numbers from 1.
fn numbered(calendar: &Calendar) -> impl Iterator<Item = (usize, &Visit)> {
    (1..).zip(&calendar.visits)
}
