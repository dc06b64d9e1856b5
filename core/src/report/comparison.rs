//! Two plans held against each other, as plain text: what it cost, who moved, who stays with other peers.

use std::fmt::Write;

use crate::model::problem::Problem;
use crate::plan::compare::{Change, Comparison, Place};
use crate::report::names::{name, named};
use crate::report::numbers::{count, part_of, percent, thousands};
use crate::report::words::{self, line};
use crate::units::{FULL, Points};

/// The sections, in their order.
const HEADINGS: [&str; 5] =
    ["Moved", "With other peers", "With another benefit", "Only in the first plan", "Only in the second plan"];

/// The comparison as plain text: the values first, then the schools that moved, then those with other peers.
///
/// `problem` is where names come from: that of the second plan, where they differ.
#[must_use]
pub fn render(problem: &Problem, comparison: &Comparison) -> String {
    let Comparison { before, after, kept, groups_before, groups_after, changes } = comparison;
    let mut text = String::new();
    let mut push = |line: String| writeln!(text, "{line}").expect("writing to a string never fails");
    push(verdict(*before, *after));
    push(format!("  before  {} points, {}", thousands(*before), count(*groups_before, "group", "groups")));
    push(format!("  after   {} points, {}", thousands(*after), count(*groups_after, "group", "groups")));
    push(format!("  {} as before; {}", count(*kept, "group stays", "groups stay"), moves(comparison.moved().count())));
    for heading in HEADINGS {
        let changes: Vec<&Change> = changes.iter().filter(|change| heading_of(change) == heading).collect();
        if !changes.is_empty() {
            push(format!("\n{heading}"));
        }
        for change in changes {
            push(format!("  {}: {}", named(problem, &change.school), points(change)));
            for line in way(problem, change) {
                push(format!("    {line}"));
            }
        }
    }
    text
}

/// The section that a change is told in.
fn heading_of(change: &Change) -> &'static str {
    let [moved, peers, benefit, first, second] = HEADINGS;
    match (change.before, change.after) {
        (_, None) => first,
        (None, _) => second,
        _ if change.moved => moved,
        _ if change.loses.is_empty() && change.finds.is_empty() => benefit,
        _ => peers,
    }
}

/// "The second plan is worth 1,869 points less (0.47%)."
fn verdict(before: Points, after: Points) -> String {
    let by = after.saturating_sub(before);
    if by == 0 {
        return "Both plans are worth the same.".to_owned();
    }
    let amount = thousands(by.unsigned_abs());
    let word = if by > 0 { "more" } else { "less" };
    let part =
        if before > 0 { format!(" ({})", part_of(by.unsigned_abs(), before.unsigned_abs())) } else { String::new() };
    let points = if by.unsigned_abs() == 1 { "point" } else { "points" };
    format!("The second plan is worth {amount} {points} {word}{part}.")
}

fn moves(schools: usize) -> String {
    if schools == 0 { "no school moves".to_owned() } else { count(schools, "school moves", "schools move") }
}

/// "61.5% before, 72.0% after, +1,050 points"
fn points(change: &Change) -> String {
    let place = |place: Option<Place>, when: &str| match place {
        None => None,
        Some(Place { group: None, .. }) => Some(format!("without a group {when}")),
        Some(Place { points, .. }) => Some(format!("{} {when}", percent(points.clamp(0, FULL)))),
    };
    let sign = if change.change > 0 { "+" } else { "" };
    let places = [place(change.before, "before"), place(change.after, "after")];
    let change = Some(format!("{sign}{} points", thousands(change.change)));
    places.into_iter().chain([change]).flatten().collect::<Vec<_>>().join(", ")
}

/// "leaves Birch Primary and Cedar Primary (group 1)", "joins Elm Primary (group 2)"
fn way(problem: &Problem, change: &Change) -> Vec<String> {
    let names = |ids: &[String]| {
        let names: Vec<&str> = ids.iter().map(|id| name(problem, id)).collect();
        line(&words::list(&names, "and"))
    };
    let number = |place: Option<Place>| {
        place.and_then(|place| place.group).map_or_else(String::new, |group| format!(" (group {group})"))
    };
    let verbs = if change.moved { ["leaves", "joins"] } else { ["loses", "finds"] };
    [(verbs[0], &change.loses, change.before), (verbs[1], &change.finds, change.after)]
        .into_iter()
        .filter(|(_, ids, _)| !ids.is_empty())
        .map(|(verb, ids, place)| format!("{verb} {}{}", names(ids), number(place)))
        .collect()
}

#[cfg(test)]
mod tests;
