//! Calendar files (RFC 5545): all visits, those of one school, those of one facilitator.

use sha2::{Digest, Sha256};

use crate::programme::calendar::edition::Edition;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::statement::contacts::Contact;
use crate::programme::statement::dates::{Date, days_later};
use crate::programme::statement::year::Event;

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

/// The visits of an audience as an iCalendar file: those of the calendar, and where a year was planned again those that the
/// audience no longer has, marked as cancelled, so that they go from people's calendars. The events of the cohort are in every
/// file. Where contacts are given, the leaders of all schools of the group are named and listed as contacts.
///
/// Visits are whole days; the end is the day after, as the format asks.
#[must_use]
pub fn render(edition: &Edition<'_>, audience: Audience<'_>) -> String {
    let calendar = edition.calendar;
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tercet//Year of visits//EN", "CALSCALE:GREGORIAN"] {
        push(&mut text, line);
    }
    for event in &edition.year.events {
        push_event(&mut text, event, edition);
    }
    for visit in calendar.visits.iter().filter(|visit| concerns(calendar, visit, audience)) {
        push_visit(&mut text, edition, (calendar, visit, Standing::Confirmed));
    }
    for old in edition.before.into_iter().flat_map(|before| lost(before, calendar, audience)) {
        push_visit(&mut text, edition, (old.calendar, &old.visit, Standing::Cancelled));
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

fn push_visit(text: &mut String, edition: &Edition<'_>, (calendar, visit, standing): (&Calendar, &Visit, Standing)) {
    let problem = edition.problem;
    let name = |id: &str| problem.index(id).map_or(id, |school| problem.school(school).display_name()).to_owned();
    let named = |id: &str| {
        let leaders: Vec<&str> = contacts(edition, id).map(Contact::shown).collect();
        if leaders.is_empty() { name(id) } else { format!("{} ({})", name(id), leaders.join(", ")) }
    };
    let mut about = format!("Host: {}", named(&visit.host));
    for visitor in members(calendar, visit).filter(|id| *id != visit.host) {
        about.push_str(&format!("\nVisitor: {}", named(visitor)));
    }
    if let Some(who) = &visit.facilitator {
        about.push_str(&format!("\nFacilitator: {}", edition.year.facilitator_name(who)));
    }
    push(text, "BEGIN:VEVENT");
    push(text, &format!("UID:{}", uid(&["visit", edition.cohort, &visit.host])));
    push(text, &format!("DTSTAMP:{}", escape(edition.stamp)));
    push(text, &format!("SEQUENCE:{}", visit.sequence));
    if standing == Standing::Cancelled {
        push(text, "STATUS:CANCELLED");
    }
    push_days(text, visit.date, visit.date);
    push(text, &format!("SUMMARY:{}", escape(&format!("Visit to {}", name(&visit.host)))));
    push(text, &format!("LOCATION:{}", escape(&name(&visit.host))));
    push(text, &format!("DESCRIPTION:{}", escape(&about)));
    for contact in members(calendar, visit).flat_map(|id| contacts(edition, id)) {
        if let Some(uri) = contact.uri() {
            // Not ATTENDEE, which asks for an organiser and for answers (RFC 5545, 3.8.4.1).
            push(text, &format!("CONTACT;ALTREP=\"{uri}\":{}", escape(contact.shown())));
        }
    }
    push(text, "END:VEVENT");
}

fn contacts<'a>(edition: &Edition<'a>, school: &'a str) -> impl Iterator<Item = &'a Contact> {
    edition.contacts.into_iter().flat_map(move |contacts| contacts.of(school))
}

fn push_event(text: &mut String, event: &Event, edition: &Edition<'_>) {
    push(text, "BEGIN:VEVENT");
    push(text, &format!("UID:{}", uid(&["event", edition.cohort, &event.name])));
    push(text, &format!("DTSTAMP:{}", escape(edition.stamp)));
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
