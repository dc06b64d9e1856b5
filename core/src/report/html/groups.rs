//! The groups, with a card each that shows who learns what from whom; an index of schools; and the schools without a group.

use maud::{Markup, html};

use super::map::{Map, across};
use crate::model::numbers::{kilometres, percent, rating};
use crate::model::problem::Problem;
use crate::plan::breakdown::{Breakdown, GroupBreakdown, Lesson, SchoolBreakdown};
use crate::report::labels::label;
use crate::report::names::{group_in_text, group_title, name, traits};
use crate::report::shell::section;
use crate::report::summary::{needs_met, needs_met_in};
use crate::report::words::{self, NO_NEEDS, is_top_priority};

/// With fewer groups than this, a reader needs no index.
const INDEX_FROM: usize = 6;

/// An index of all schools by name. Each name links to the school's group.
pub(super) fn index(problem: &Problem, parts: &Breakdown) -> Markup {
    if parts.groups.len() < INDEX_FROM {
        return html! {};
    }
    let entry = |(number, group): (usize, &GroupBreakdown)| {
        let told = group_in_text(number, group.name.as_deref());
        let names: Vec<&str> = group.schools.iter().map(|school| name(problem, &school.school)).collect();
        names.into_iter().map(move |name| (name.to_owned(), number, told.clone())).collect::<Vec<_>>()
    };
    let mut entries: Vec<(String, usize, String)> = (1..).zip(&parts.groups).flat_map(entry).collect();
    entries.sort_unstable();
    html! {
        details.find {
            summary { "Find a school by name" }
            ul.index {
                @for (name, number, told) in &entries {
                    li { a href={ "#g" (number) } { bdi { (name) } ", " bdi { (told) } } }
                }
            }
        }
    }
}

pub(super) fn groups(problem: &Problem, parts: &Breakdown, map: Option<&Map>) -> Markup {
    if parts.groups.is_empty() {
        return html! {};
    }
    let content = html! {
        p.quiet {
            "For each need we name the school in the group with the most to share, and a second school if there is one. Schools have "
            "rated their own strengths, on a scale up to " (problem.rules().scale.strength) "."
        }
        @for (number, group) in (1..).zip(&parts.groups) { (card(problem, number, group, map)) }
    };
    section("groups", "Groups", &content)
}

fn card(problem: &Problem, number: usize, group: &GroupBreakdown, map: Option<&Map>) -> Markup {
    let called = group.name.as_deref();
    let met = needs_met_in(group).map(|met| format!("{} of needs met", percent(met)));
    let across = across(problem, group).map(|metres| format!("{} across", kilometres(metres)));
    let facts: Vec<String> = met.into_iter().chain(across).collect();
    let drawn = map.and_then(|map| map.of_group(problem, number, group));
    html! {
        article.card.plain[drawn.is_none()] id={ "g" (number) } aria-labelledby={ "h" (number) } {
            header {
                h3 id={ "h" (number) } { bdi { (group_title(number, called)) } ": " (words::size(group.schools.len())) }
                p.quiet { (facts.join(", ")) }
            }
            // On a phone the cells appear below one another, and the table would lose its roles. So the roles are stated.
            table role="table" {
                caption { "Who learns what from whom in " (group_in_text(number, called)) }
                thead role="rowgroup" {
                    tr role="row" {
                        th scope="col" role="columnheader" { "School" }
                        th scope="col" role="columnheader" { "Learns" }
                    }
                }
                tbody role="rowgroup" {
                    @for (pin, school) in (1..).zip(&group.schools) { (row(problem, pin, school, drawn.is_some())) }
                }
            }
            @if let Some(drawn) = drawn { (drawn) }
        }
    }
}

fn row(problem: &Problem, pin: usize, school: &SchoolBreakdown, pinned: bool) -> Markup {
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                @if pinned { span.pin { (pin) } }
                bdi { (name(problem, &school.school)) }
                small { bdi { (told(problem, &school.school)) } }
                @if let Some(met) = needs_met(school) { small { (percent(met)) " of its needs met" } }
            }
            td role="cell" {
                @if school.learns.is_empty() { (NO_NEEDS) } @else {
                    ul { @for lesson in &school.learns { li { (self::lesson(problem, school, lesson)) } } }
                }
            }
        }
    }
}

/// "EAL (top priority), with Birch Primary", and below it how both schools rated themselves.
fn lesson(problem: &Problem, school: &SchoolBreakdown, lesson: &Lesson) -> Markup {
    let rated = |level: u8| format!("rated {}", rating(level, problem.rules().scale.strength));
    html! {
        b { bdi { (label(problem, &lesson.area)) } }
        @if is_top_priority(school, lesson) { " (top priority)" }
        @match &lesson.from {
            Some(source) => {
                ", with " bdi { (name(problem, &source.school)) }
                small {
                    (rated(source.level))
                    @if let Some(second) = &lesson.second {
                        "; second choice " bdi { (name(problem, &second.school)) } ", " (rated(second.level))
                    }
                }
            }
            None => { ": not a strength elsewhere in this group" }
        }
    }
}

pub(super) fn unmatched(problem: &Problem, parts: &Breakdown) -> Markup {
    if parts.unmatched.is_empty() {
        return html! {};
    }
    let content = html! {
        ul { @for id in &parts.unmatched { li { bdi { (name(problem, id)) } small { bdi { (told(problem, id)) } } } } }
    };
    section("unmatched", "Without a group", &content)
}

/// Text that tells a school from others with the same name.
fn told(problem: &Problem, id: &str) -> String {
    let mut told = traits(problem, id);
    told.push(id.to_owned());
    told.join(", ")
}
