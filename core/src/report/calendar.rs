//! A calendar as the text that a manager reads on standard output, and its changes since the previous calendar.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::model::numbers::{count, excess, percent, points, thousands};
use crate::model::problem::Problem;
use crate::programme::calendar::changes::{ChangeKind, EventChange, VisitChange};
use crate::programme::calendar::check::Breach;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::statement::dates::{Date, Period};
use crate::report::names::{group_in_text, group_title, name};
use crate::report::words::{line, list, sentence, stop};
use crate::solve::outcome::Status;

/// The most visits that the text lists.
const MOST_VISITS: usize = 400;

/// The calendar as plain text: how good the calendar is, which groups cannot meet and why, and each visit with its
/// visitors.
#[must_use]
pub fn render(problem: &Problem, calendar: &Calendar) -> String {
    let visits = calendar.visits.len();
    let mut text = String::new();
    let mut push = |line: String| writeln!(text, "{line}").expect("writing to a string never fails");
    push(format!("{} of {}", count(visits, "visit", "visits"), count(num_groups(calendar), "group", "groups")));
    push(sentence(&verdict(calendar)));
    if let Some((first, last)) = calendar.visits.first().zip(calendar.visits.last()) {
        push(format!("  Days          {} to {}", day(first.date), day(last.date)));
        push(format!("  Facilitators  {}", facilitators(calendar)));
        push(format!("  Value         {}", value(calendar)));
    }
    if let Some(bound) = calendar.bound {
        push(format!("  Bound         {}", points(bound)));
    }
    push(format!("  Search        {}", stop(calendar.stop)));
    if !calendar.clashes.is_empty() {
        push(format!("\n{}", render_clashes(calendar).trim_end()));
    }
    let mut month = None;
    for visit in calendar.visits.iter().take(MOST_VISITS) {
        let this = (visit.date.year(), visit.date.month());
        if month.replace(this) != Some(this) {
            push(format!("\n{}", visit.date.strftime("%B %Y")));
        }
        let who = visit.facilitator.as_ref().map_or(String::new(), |who| format!(", facilitator {who}"));
        let host = name(problem, &visit.host);
        let group = group_in_text(visit.group, calendar.name(visit.group));
        push(line(&format!("  {}  {host} ({group}){who}", visit.date.strftime("%a %d"))));
        push(line(&format!("          visitors: {}", visitors(problem, calendar, visit))));
    }
    if visits > MOST_VISITS {
        push(format!("\n... and {}", count(visits - MOST_VISITS, "more visit", "more visits")));
    }
    text
}

/// The groups that have schools.
pub(super) fn num_groups(calendar: &Calendar) -> usize {
    calendar.groups.iter().filter(|group| !group.is_empty()).count()
}

/// The result of a calendar's check, as plain text: the verdict first, then a line for each broken rule.
#[must_use]
pub fn render_breaches(breaches: &[Breach]) -> String {
    let mut text = match breaches.len() {
        0 => "The calendar keeps every rule.\n".to_owned(),
        number => format!("The calendar breaks {}.\n", count(number, "rule", "rules")),
    };
    for breach in breaches {
        writeln!(text, "  {}", line(&sentence(&breach.message))).expect("writing to a string never fails");
    }
    text
}

/// The groups that cannot meet, as plain text. For each group: the days that the group has, the days that the rules need,
/// and a remedy.
#[must_use]
pub fn render_clashes(calendar: &Calendar) -> String {
    let mut text = String::new();
    let mut push = |line: String| writeln!(text, "{line}").expect("writing to a string never fails");
    for clash in &calendar.clashes {
        push(match clash.group {
            0 => "All groups together: some groups have no visits".to_owned(),
            group => format!("{}: no visits", group_title(group, calendar.name(group))),
        });
        push(format!("  Have: {}", line(&sentence(&clash.have))));
        push(format!("  Need: {}", line(&sentence(&clash.need))));
        push(format!("  What would help: {}", line(&sentence(&clash.fix))));
    }
    text
}

/// What changed since the previous calendar, as plain text: first the number of changes, then each visit and each event.
#[must_use]
pub fn render_changes(problem: &Problem, changes: &[VisitChange], events: &[EventChange]) -> String {
    let mut text = String::new();
    let mut push = |line: String| writeln!(text, "{line}").expect("writing to a string never fails");
    let kinds = [
        (ChangeKind::Moved, "visit moves to another day", "visits move to another day"),
        (ChangeKind::Facilitator, "visit has a different facilitator", "visits have a different facilitator"),
        (ChangeKind::Visitors, "visit has a changed guest list", "visits have a changed guest list"),
        (ChangeKind::Added, "visit is new", "visits are new"),
        (ChangeKind::Dropped, "visit is cancelled", "visits are cancelled"),
    ];
    let number = |kind| changes.iter().filter(|change| change.kind == kind).count();
    let counts: Vec<String> = (kinds.into_iter())
        .filter(|&(kind, ..)| number(kind) > 0)
        .map(|(kind, one, many)| count(number(kind), one, many))
        .collect();
    push(sentence(&if counts.is_empty() { "no visit changes".to_owned() } else { list(&counts, "and") }));
    for change in changes {
        push(line(&format!("  {}: {}", name(problem, &change.host), way(change))));
    }
    for change in events {
        push(line(&format!("  {}: {}", change.name, event_way(change))));
    }
    text
}

/// "event moved from Thu 4 March 2027 to Fri 5 March 2027".
fn event_way(change: &EventChange) -> String {
    let shown = |period: Period| {
        let (start, end) = (day(period.start), day(period.end));
        if start == end { start } else { format!("{start} to {end}") }
    };
    match (change.old, change.new) {
        (Some(old), Some(new)) => format!("the event moves from {} to {}", shown(old), shown(new)),
        (None, Some(new)) => format!("a new event, on {}", shown(new)),
        (Some(old), None) => format!("the event is cancelled (it was on {})", shown(old)),
        (None, None) => "the event is cancelled".to_owned(),
    }
}

/// "Tue 13 October 2026 to Thu 15 October 2026, led by F2 instead of F1".
fn way(change: &VisitChange) -> String {
    let shown = |date: Option<Date>| date.map_or("no day".to_owned(), day);
    let who = |who: &Option<String>| who.as_deref().unwrap_or("nobody").to_owned();
    let (old, new) = (shown(change.old_date), shown(change.new_date));
    let led = if change.old_facilitator == change.new_facilitator {
        String::new()
    } else {
        format!(", led by {} instead of {}", who(&change.new_facilitator), who(&change.old_facilitator))
    };
    match change.kind {
        ChangeKind::Moved => format!("{old} to {new}{led}"),
        ChangeKind::Facilitator => format!("{new}{led}"),
        ChangeKind::Visitors => format!("{new}, with a changed guest list"),
        ChangeKind::Added => format!("new, on {new}"),
        ChangeKind::Dropped => format!("cancelled (it was on {old})"),
    }
}

const BEST: &str = "this is the best possible calendar for these groups and this year";

/// How good the calendar is, as one sentence without a full stop.
pub(super) fn verdict(calendar: &Calendar) -> String {
    match (calendar.status, calendar.bound) {
        (Status::Infeasible, _) => format!("{} cannot meet{}", without_visits(calendar), others(calendar)),
        (Status::Unknown, _) => {
            format!("the search found no days for {}, but there may be some", without_visits(calendar))
        }
        (Status::Optimal, _) => BEST.to_owned(),
        (Status::Feasible, Some(bound)) if bound > calendar.value => {
            format!("no other calendar could do better by more than {}", excess(calendar.value, bound))
        }
        (Status::Feasible, Some(_)) => BEST.to_owned(),
        (Status::Feasible, None) => "re-planned with as few changes as possible".to_owned(),
    }
}

/// How many groups have a clash. Each group counts once.
fn num_clashes(calendar: &Calendar) -> usize {
    let groups: BTreeSet<usize> = calendar.clashes.iter().map(|clash| clash.group).filter(|&group| group > 0).collect();
    groups.len()
}

/// "2 of 33 groups".
fn without_visits(calendar: &Calendar) -> String {
    let all = count(num_groups(calendar), "group", "groups");
    match num_clashes(calendar) {
        0 => "some groups".to_owned(),
        number => format!("{} of {all}", thousands(number)),
    }
}

fn others(calendar: &Calendar) -> &'static str {
    if num_clashes(calendar) < num_groups(calendar) { "; the others have their visits" } else { "" }
}

/// The value, and the average for each visit in percent.
pub(super) fn value(calendar: &Calendar) -> String {
    let visits = i64::try_from(calendar.visits.len()).unwrap_or(i64::MAX);
    format!("{}, {} a visit", points(calendar.value), percent(calendar.value / visits.max(1)))
}

/// "8, who lead 20 to 27 visits each".
pub(super) fn facilitators(calendar: &Calendar) -> String {
    let mut led: BTreeMap<&str, usize> = BTreeMap::new();
    for id in calendar.visits.iter().filter_map(|visit| visit.facilitator.as_deref()) {
        *led.entry(id).or_default() += 1;
    }
    match (led.values().min(), led.values().max()) {
        (Some(least), Some(most)) if least < most => format!("{}, who lead {least} to {most} visits each", led.len()),
        (Some(each), _) => format!("{}, {} each", led.len(), count(*each, "visit", "visits")),
        _ => "none".to_owned(),
    }
}

fn visitors(problem: &Problem, calendar: &Calendar, visit: &Visit) -> String {
    calendar.visitors(visit).map(|id| name(problem, id)).collect::<Vec<_>>().join("; ")
}

/// "Thu 4 March 2027".
pub(super) fn day(date: Date) -> String {
    date.strftime("%a %-d %B %Y").to_string()
}

#[cfg(test)]
mod tests;
