//! Calendar files (RFC 5545): all visits, those of one school, those of one facilitator.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::programme::calendar::edition::Edition;
use crate::programme::calendar::events::DatedEvent;
use crate::programme::calendar::notices::Cancelled;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::statement::contacts::Contact;
use crate::programme::statement::dates::{Date, Period, days_later};

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

/// The visits of an audience as an iCalendar file: those of the calendar, and those that the audience no longer has, marked as
/// cancelled, so that they go from people's calendars. The events of the cohort are in every file. Where contacts are given, the
/// leaders of all schools of the group are named and listed as contacts.
///
/// Visits are whole days; the end is the day after, as the format asks.
#[must_use]
pub fn render(edition: &Edition<'_>, audience: Audience<'_>) -> String {
    let calendar = edition.calendar;
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tercet//Year of visits//EN", "CALSCALE:GREGORIAN"] {
        push(&mut text, line);
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for event in &calendar.events {
        let number = seen.entry(&event.name).or_default();
        push_event(&mut text, edition, event, *number);
        *number += 1;
    }
    for visit in calendar.visits.iter().filter(|visit| concerns(calendar, visit, audience)) {
        push_visit(&mut text, edition, visit);
    }
    for notice in calendar.cancelled.iter().filter(|notice| is_for(calendar, notice, audience)) {
        push_cancelled(&mut text, edition, notice);
    }
    push(&mut text, "END:VCALENDAR");
    text
}

fn concerns(calendar: &Calendar, visit: &Visit, audience: Audience<'_>) -> bool {
    match audience {
        Audience::All => true,
        Audience::School(id) => calendar.attending(visit).any(|member| member == id),
        Audience::Facilitator(id) => visit.facilitator.as_deref() == Some(id),
    }
}

/// Whether a notice goes to an audience. The file of all visits has it where there is no longer such a visit.
fn is_for(calendar: &Calendar, notice: &Cancelled, audience: Audience<'_>) -> bool {
    match audience {
        Audience::All => calendar.visit(&notice.host).is_none(),
        Audience::School(id) => notice.schools.iter().any(|school| school == id),
        Audience::Facilitator(id) => notice.facilitators.iter().any(|who| who == id),
    }
}

fn push_visit(text: &mut String, edition: &Edition<'_>, visit: &Visit) {
    let name = |id: &str| school(edition, id);
    let named = |id: &str| {
        let leaders: Vec<&str> = contacts(edition, id).map(Contact::shown).collect();
        if leaders.is_empty() { name(id) } else { format!("{} ({})", name(id), leaders.join(", ")) }
    };
    let mut about = format!("Host: {}", named(&visit.host));
    for visitor in edition.calendar.visitors(visit) {
        about.push_str(&format!("\nVisitor: {}", named(visitor)));
    }
    if let Some(who) = &visit.facilitator {
        about.push_str(&format!("\nFacilitator: {}", edition.year.facilitator_name(who)));
    }
    push_head(text, edition, (&uid(&["visit", &edition.programme(), &visit.host]), visit.sequence));
    push_days(text, Period::day(visit.date));
    push(text, &format!("SUMMARY:{}", escape(&format!("Visit to {}", name(&visit.host)))));
    push(text, &format!("LOCATION:{}", escape(&name(&visit.host))));
    push(text, &format!("DESCRIPTION:{}", escape(&about)));
    for contact in edition.calendar.attending(visit).flat_map(|id| contacts(edition, id)) {
        if let Some(uri) = contact.uri() {
            // Not ATTENDEE, which asks for an organiser and for answers (RFC 5545, 3.8.4.1).
            push(text, &format!("CONTACT;ALTREP=\"{uri}\":{}", escape(contact.shown())));
        }
    }
    push(text, "END:VEVENT");
}

fn push_cancelled(text: &mut String, edition: &Edition<'_>, notice: &Cancelled) {
    push_head(text, edition, (&uid(&["visit", &edition.programme(), &notice.host]), notice.sequence));
    push(text, "STATUS:CANCELLED");
    push_days(text, Period::day(notice.date));
    push(text, &format!("SUMMARY:{}", escape(&format!("Visit to {}", school(edition, &notice.host)))));
    push(text, "END:VEVENT");
}

/// An event; `number` is how many of the same name are before it.
fn push_event(text: &mut String, edition: &Edition<'_>, event: &DatedEvent, number: usize) {
    let (programme, number) = (edition.programme(), number.to_string());
    let words = ["event", &programme, &event.name, &number];
    push_head(text, edition, (&uid(if number == "0" { &words[..3] } else { &words }), event.sequence));
    if event.cancelled {
        push(text, "STATUS:CANCELLED");
    }
    push_days(text, event.period());
    push(text, &format!("SUMMARY:{}", escape(&event.name)));
    push(text, "END:VEVENT");
}

fn push_head(text: &mut String, edition: &Edition<'_>, (uid, sequence): (&str, u32)) {
    push(text, "BEGIN:VEVENT");
    push(text, &format!("UID:{uid}"));
    push(text, &format!("DTSTAMP:{}", escape(edition.stamp)));
    push(text, &format!("SEQUENCE:{sequence}"));
}

fn school(edition: &Edition<'_>, id: &str) -> String {
    let problem = edition.problem;
    problem.index(id).map_or(id, |school| problem.school(school).display_name()).to_owned()
}

fn contacts<'a>(edition: &Edition<'a>, school: &'a str) -> impl Iterator<Item = &'a Contact> {
    edition.contacts.into_iter().flat_map(move |contacts| contacts.of(school))
}

fn push_days(text: &mut String, Period { start, end }: Period) {
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
