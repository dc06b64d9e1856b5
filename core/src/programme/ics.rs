//! Calendar files (RFC 5545): all visits, those of one school, those of one facilitator.

use sha2::{Digest, Sha256};

use crate::model::problem::Problem;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::dates::{Date, days_later};
use crate::programme::year::{Event, Year};

/// Whose visits a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience<'a> {
    /// Every visit.
    All,
    /// The visits that a school hosts or attends, by its id.
    School(&'a str),
    /// The visits that a facilitator leads, by the id.
    Facilitator(&'a str),
}

/// The longest line in bytes, without its end (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// The visits of an audience as an iCalendar file. `cohort` names the programme's year and, with the host, makes the UID, so
/// it must not change; `stamp` is the DTSTAMP in UTC, such as `20260901T080000Z`, so that the same calendar gives the same
/// bytes. The events of the cohort are in every file.
///
/// Visits are whole days; the end is the day after, as the format asks.
#[must_use]
pub fn render(
    problem: &Problem,
    year: &Year,
    calendar: &Calendar,
    audience: Audience<'_>,
    (cohort, stamp): (&str, &str),
) -> String {
    render_after(problem, year, (calendar, None), audience, (cohort, stamp))
}

/// As [`render`]; where a year was planned again, with the visits that the audience no longer has, marked as cancelled, so
/// that they go from people's calendars.
#[must_use]
pub fn render_after(
    problem: &Problem,
    year: &Year,
    (calendar, before): (&Calendar, Option<&Calendar>),
    audience: Audience<'_>,
    (cohort, stamp): (&str, &str),
) -> String {
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tercet//Year of visits//EN", "CALSCALE:GREGORIAN"] {
        push(&mut text, line);
    }
    for event in &year.events {
        push_event(&mut text, event, cohort, stamp);
    }
    for visit in calendar.visits.iter().filter(|visit| concerns(calendar, visit, audience)) {
        push_visit(&mut text, (problem, year), (calendar, visit, Standing::Confirmed), (cohort, stamp));
    }
    for old in before.into_iter().flat_map(|before| lost(before, calendar, audience)) {
        push_visit(&mut text, (problem, year), (old.calendar, &old.visit, Standing::Cancelled), (cohort, stamp));
    }
    push(&mut text, "END:VCALENDAR");
    text
}

/// Whether a visit takes place.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    Confirmed,
    Cancelled,
}

/// A visit of the calendar before.
struct Lost<'a> {
    calendar: &'a Calendar,
    visit: Visit,
}

/// The visits that the audience had before and has no longer, with a sequence above the one that it knows.
fn lost<'a>(before: &'a Calendar, calendar: &'a Calendar, audience: Audience<'a>) -> impl Iterator<Item = Lost<'a>> {
    let now = |host: &str| calendar.visits.iter().find(|visit| visit.host == host);
    before.visits.iter().filter(move |visit| concerns(before, visit, audience)).filter_map(move |old| {
        let new = now(&old.host);
        let is_lost = new.is_none_or(|new| !concerns(calendar, new, audience));
        let sequence = new.map_or(old.sequence, |new| new.sequence).max(old.sequence.saturating_add(1));
        is_lost.then(|| Lost { calendar: before, visit: Visit { sequence, ..old.clone() } })
    })
}

fn concerns(calendar: &Calendar, visit: &Visit, audience: Audience<'_>) -> bool {
    match audience {
        Audience::All => true,
        Audience::School(id) => members(calendar, visit).any(|member| member == id),
        Audience::Facilitator(id) => visit.facilitator.as_deref() == Some(id),
    }
}

fn members<'a>(calendar: &'a Calendar, visit: &Visit) -> impl Iterator<Item = &'a str> {
    let group = visit.group.checked_sub(1).and_then(|place| calendar.groups.get(place));
    group.into_iter().flatten().map(String::as_str)
}

fn push_visit(
    text: &mut String,
    (problem, year): (&Problem, &Year),
    (calendar, visit, standing): (&Calendar, &Visit, Standing),
    (cohort, stamp): (&str, &str),
) {
    let name = |id: &str| problem.index(id).map_or(id, |school| problem.school(school).display_name()).to_owned();
    let visitors: Vec<String> = members(calendar, visit).filter(|id| *id != visit.host).map(name).collect();
    let who = visit
        .facilitator
        .as_ref()
        .map_or(String::new(), |who| format!("\nFacilitator: {}", year.facilitator_name(who)));
    push(text, "BEGIN:VEVENT");
    push(text, &format!("UID:{}", uid(&["visit", cohort, &visit.host])));
    push(text, &format!("DTSTAMP:{}", escape(stamp)));
    push(text, &format!("SEQUENCE:{}", visit.sequence));
    if standing == Standing::Cancelled {
        push(text, "STATUS:CANCELLED");
    }
    push_days(text, visit.date, visit.date);
    push(text, &format!("SUMMARY:{}", escape(&format!("Visit to {}", name(&visit.host)))));
    push(text, &format!("LOCATION:{}", escape(&name(&visit.host))));
    push(text, &format!("DESCRIPTION:{}", escape(&format!("Visitors: {}{who}", visitors.join("; ")))));
    push(text, "END:VEVENT");
}

fn push_event(text: &mut String, event: &Event, cohort: &str, stamp: &str) {
    push(text, "BEGIN:VEVENT");
    push(text, &format!("UID:{}", uid(&["event", cohort, &event.name])));
    push(text, &format!("DTSTAMP:{}", escape(stamp)));
    push_days(text, event.period.start, event.period.end);
    push(text, &format!("SUMMARY:{}", escape(&event.name)));
    push(text, "END:VEVENT");
}

fn push_days(text: &mut String, start: Date, end: Date) {
    let plain = |date: Date| date.to_string().replace('-', "");
    push(text, &format!("DTSTART;VALUE=DATE:{}", plain(start)));
    push(text, &format!("DTEND;VALUE=DATE:{}", plain(days_later(end, 1))));
}

/// An identifier that depends on these words alone: words of any kind become letters that every program takes.
fn uid(words: &[&str]) -> String {
    let mut hash = Sha256::new();
    for word in words {
        hash.update((word.len() as u64).to_le_bytes());
        hash.update(word.as_bytes());
    }
    let hex: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}@tercet")
}

/// Text as a value (RFC 5545, 3.3.11). Control characters have no place in it.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line, folded between characters where it is too long.
fn push(text: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LONGEST {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(c);
        length += c.len_utf8();
    }
    text.push_str("\r\n");
}
