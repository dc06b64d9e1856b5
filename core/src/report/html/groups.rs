//! The groups: a card each, with who learns what from whom; an index of schools; those without a group.

use maud::{Markup, html};

use super::map::{Map, across};
use crate::model::problem::Problem;
use crate::plan::breakdown::{Breakdown, GroupBreakdown, Lesson, SchoolBreakdown};
use crate::report::names::{name, traits};
use crate::report::numbers::{kilometres, percent, whole_percent};
use crate::report::shell::section;
use crate::report::words::{self, spaced};

/// Fewer groups than this are found by eye.
const INDEX_FROM: usize = 6;

/// A list of all schools by name, each a link to its group.
pub(super) fn index(problem: &Problem, parts: &Breakdown) -> Markup {
    if parts.groups.len() < INDEX_FROM {
        return html! {};
    }
    let mut entries: Vec<(&str, usize)> = (1..)
        .zip(&parts.groups)
        .flat_map(|(number, group)| group.schools.iter().map(move |school| (name(problem, &school.school), number)))
        .collect();
    entries.sort_unstable();
    html! {
        details.find {
            summary { "Find a school by name" }
            ul.index {
                @for (name, number) in &entries {
                    li { a href={ "#g" (number) } { bdi { (name) } ", group " (number) } }
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
            "Each school learns an area from the strongest peer of its group; the next strongest would step in. A benefit of "
            "100% means that everything that counts is met in full."
        }
        @for (number, group) in (1..).zip(&parts.groups) { (card(problem, number, group, map)) }
    };
    section("groups", "Groups", &content)
}

fn card(problem: &Problem, number: usize, group: &GroupBreakdown, map: Option<&Map>) -> Markup {
    let members = i64::try_from(group.schools.len()).unwrap_or(1).max(1);
    let drawn = map.and_then(|map| map.of_group(problem, number, group));
    html! {
        article.card.plain[drawn.is_none()] id={ "g" (number) } aria-labelledby={ "h" (number) } {
            header {
                h3 id={ "h" (number) } { "Group " (number) ": " (words::size(group.schools.len())) }
                p.quiet {
                    (percent(group.value / members)) " a school"
                    @if let Some(metres) = across(problem, group) { ", " (kilometres(metres)) " across" }
                }
            }
            // On a phone the cells stand below one another, which would cost the table its roles; so they are stated.
            table role="table" {
                caption { "Who learns what from whom in group " (number) }
                thead role="rowgroup" {
                    tr role="row" {
                        th scope="col" role="columnheader" { "School and its benefit" }
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
                small { (benefit(school)) }
            }
            td role="cell" {
                @if school.learns.is_empty() { "declares no need" } @else {
                    ul { @for lesson in &school.learns { li { (self::lesson(problem, lesson)) } } }
                }
            }
        }
    }
}

/// "benefit 68.8%: learn 80.0%, share 42.7%".
fn benefit(school: &SchoolBreakdown) -> String {
    let terms = school.terms.iter().map(|part| format!("{} {}", spaced(&part.term.to_string()), percent(part.points)));
    format!("benefit {}: {}", percent(school.benefit), terms.collect::<Vec<_>>().join(", "))
}

fn lesson(problem: &Problem, lesson: &Lesson) -> Markup {
    let Lesson { area, weight, from, second, .. } = lesson;
    html! {
        b { bdi { (spaced(area)) } }
        @match from {
            Some(source) => {
                " from " bdi { (name(problem, &source.school)) }
                small {
                    (whole_percent(*weight)) " of its needs, met " (whole_percent(source.level))
                    @if let Some(second) = second { "; next " bdi { (name(problem, &second.school)) } ", " (whole_percent(second.level)) }
                }
            }
            None => { ": no peer is strong in it" small { (whole_percent(*weight)) " of its needs" } }
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

/// What tells a school from others of its name.
fn told(problem: &Problem, id: &str) -> String {
    let mut told = traits(problem, id);
    told.push(id.to_owned());
    told.join(", ")
}
