//! Two plans compared, as plain text: what it costs, who changes group, and whose group has other members.

use std::fmt::Write;

use crate::model::numbers::{count, part_of, percent, points, thousands};
use crate::model::problem::Problem;
use crate::plan::compare::{Change, Comparison, Place};
use crate::report::names::{group_in_text, name, named};
use crate::report::words::{self, line, sentence};
use crate::units::{FULL, Points};

/// The sections, in their order.
const HEADINGS: [&str; 5] = [
    "Schools that change group",
    "Schools whose group has other members",
    "Schools with the same peers and another benefit",
    "Only in the first plan",
    "Only in the second plan",
];

/// The comparison as plain text: the values first, then the schools that moved, then those with other peers.
///
/// `problem` is where names come from: that of the second plan, where they differ.
#[must_use]
pub fn render(problem: &Problem, comparison: &Comparison) -> String {
    let Comparison { before, after, kept, groups_before, groups_after, changes, notes, .. } = comparison;
    let mut text = String::new();
    let mut push = |line: String| writeln!(text, "{line}").expect("writing to a string never fails");
    if notes.is_empty() {
        push(verdict(*before, *after));
    } else {
        push("The plans are not of the same schools, so their values are not compared.".to_owned());
        notes.iter().for_each(|note| push(format!("  {}", sentence(&line(note)))));
    }
    push(format!("  before  {} points, {}", thousands(*before), count(*groups_before, "group", "groups")));
    push(format!("  after   {} points, {}", thousands(*after), count(*groups_after, "group", "groups")));
    let moved = moves(comparison.moved().count());
    push(format!("  {}", sentence(&format!("{}; {moved}", unchanged(*kept)))));
    for heading in HEADINGS {
        let changes: Vec<&Change> = changes.iter().filter(|change| heading_of(change) == heading).collect();
        if !changes.is_empty() {
            push(format!("\n{heading}"));
        }
        for change in changes {
            push(format!("  {}: {}", named(problem, &change.school), benefits(change)));
            for line in way(problem, comparison, change) {
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

/// "The second plan is worth 0.47% less (1,869 points)."
fn verdict(before: Points, after: Points) -> String {
    let by = after.saturating_sub(before);
    if by == 0 {
        return "Both plans are worth the same.".to_owned();
    }
    let word = if by > 0 { "more" } else { "less" };
    let amount = points(by.unsigned_abs());
    if before <= 0 {
        return format!("The second plan is worth {amount} {word}.");
    }
    let part = part_of(by.unsigned_abs(), before.unsigned_abs());
    format!("The second plan is worth {part} {word} ({amount}).")
}

fn unchanged(groups: usize) -> String {
    match groups {
        0 => "no group is unchanged".to_owned(),
        _ => count(groups, "group is unchanged", "groups are unchanged"),
    }
}

fn moves(schools: usize) -> String {
    match schools {
        0 => "no school changes group".to_owned(),
        _ => count(schools, "school changes group", "schools change group"),
    }
}

/// "61.5% before, 72.0% after, +1,050 points"
fn benefits(change: &Change) -> String {
    let place = |place: Option<Place>, when: &str| match place {
        None => None,
        Some(Place { group: None, .. }) => Some(format!("without a group {when}")),
        Some(Place { points, .. }) => Some(format!("benefit {} {when}", percent(points.clamp(0, FULL)))),
    };
    let sign = if change.change > 0 { "+" } else { "" };
    let places = [place(change.before, "before"), place(change.after, "after")];
    let change = Some(format!("{sign}{}", points(change.change)));
    places.into_iter().chain([change]).flatten().collect::<Vec<_>>().join(", ")
}

/// "no longer with Birch Primary and Cedar Primary (group 1)", "now with Elm Primary (group 2)"
fn way(problem: &Problem, comparison: &Comparison, change: &Change) -> Vec<String> {
    let names = |ids: &[String]| {
        let names: Vec<&str> = ids.iter().map(|id| name(problem, id)).collect();
        line(&words::list(&names, "and"))
    };
    let group = |place: Option<Place>, stated: &[String]| {
        place.and_then(|place| place.group).map_or_else(String::new, |number| {
            format!(" ({})", group_in_text(number, stated.get(number.wrapping_sub(1)).map(String::as_str)))
        })
    };
    let before = ("no longer with", &change.loses, group(change.before, &comparison.names_before));
    let after = ("now with", &change.finds, group(change.after, &comparison.names_after));
    let told = [before, after].into_iter().filter(|(_, ids, _)| !ids.is_empty());
    told.map(|(verb, ids, group)| format!("{verb} {}{group}", names(ids))).collect()
}

#[cfg(test)]
mod tests;
