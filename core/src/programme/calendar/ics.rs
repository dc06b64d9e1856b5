//! Calendar files (RFC 5545): for all visits, for one school, or for one facilitator.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::programme::calendar::brief::brief;
use crate::programme::calendar::edition::Edition;
use crate::programme::calendar::events::DatedEvent;
use crate::programme::calendar::geo::degrees;
use crate::programme::calendar::notices::Cancelled;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::statement::contacts::Contact;
use crate::programme::statement::dates::{Date, Period, Time, days_later};

/// The audience of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience<'a> {
    /// Every visit.
    All,
    /// The visits that a school hosts or attends. The school is given by its id.
    School(&'a str),
    /// The visits that a facilitator leads. The facilitator is given by the id.
    Facilitator(&'a str),
}

/// The longest line in bytes, without the line end (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// London time since 1996. Summer time starts on the last Sunday of March and ends on the last Sunday of October, both at
/// 01:00 UTC.
const LONDON: [&str; 17] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// The visits of an audience as an iCalendar file. Besides the calendar's visits, the file has the visits that the audience
/// has lost, marked as cancelled, so that they disappear from people's calendars. Every file has the events of the cohort.
/// If contacts are given, the file names the leaders of all schools of the group and lists them as contacts.
///
/// The file publishes the calendar (RFC 5546), so nobody is asked to answer. Visits are whole days, and the format asks for
/// the day after as their end. If the year's rules give hours, visits have these hours in London time.
#[must_use]
pub fn render(edition: &Edition<'_>, audience: Audience<'_>) -> String {
    let calendar = edition.calendar;
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tercet//Year of visits//EN", "CALSCALE:GREGORIAN"] {
        push(&mut text, line);
    }
    push(&mut text, "METHOD:PUBLISH");
    let title = escape(&title(edition, audience));
    // RFC 7986 defines the first. Older programs read the second.
    push(&mut text, &format!("NAME:{title}"));
    push(&mut text, &format!("X-WR-CALNAME:{title}"));
    if edition.year.rules.files.hours.is_some() || calendar.events.iter().any(|event| event.hours.is_some()) {
        LONDON.iter().for_each(|line| push(&mut text, line));
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for event in &calendar.events {
        let number = seen.entry(&event.name).or_default();
        push_event(&mut text, edition, event, *number);
        *number += 1;
    }
    for visit in calendar.visits.iter().filter(|visit| concerns(calendar, visit, audience)) {
        push_visit(&mut text, edition, visit, audience);
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

/// Whether a file for this audience has the notice. The file of all visits has it only if the host no longer has a visit.
fn is_for(calendar: &Calendar, notice: &Cancelled, audience: Audience<'_>) -> bool {
    match audience {
        Audience::All => calendar.visit(&notice.host).is_none(),
        Audience::School(id) => notice.schools.iter().any(|school| school == id),
        Audience::Facilitator(id) => notice.facilitators.iter().any(|who| who == id),
    }
}

/// "Visits 2026: Ash Primary".
fn title(edition: &Edition<'_>, audience: Audience<'_>) -> String {
    let whose = match audience {
        Audience::All => String::new(),
        Audience::School(id) => format!(": {}", school(edition, id)),
        Audience::Facilitator(id) => format!(": {}", edition.year.facilitator_name(id)),
    };
    format!("Visits {}{whose}", edition.programme())
}

fn push_visit(text: &mut String, edition: &Edition<'_>, visit: &Visit, audience: Audience<'_>) {
    let name = |id: &str| school(edition, id);
    let is_host = audience == Audience::School(&visit.host);
    let guests: Vec<String> = edition.calendar.visitors(visit).map(name).collect();
    let summary = if is_host && !guests.is_empty() {
        format!("Hosting: {}", guests.join(", "))
    } else {
        format!("Visit to {}", name(&visit.host))
    };
    push_head(text, edition, (&uid(&["visit", &edition.programme(), &visit.host]), visit.sequence));
    push(text, "STATUS:CONFIRMED");
    push_busy(text);
    push_when(text, Period::day(visit.date), edition.year.rules.files.hours);
    push(text, &format!("SUMMARY:{}", escape(&summary)));
    push_place(text, edition, &visit.host);
    push(text, &format!("DESCRIPTION:{}", escape(&about(edition, visit, audience))));
    for contact in edition.calendar.attending(visit).flat_map(|id| contacts(edition, id)) {
        if let Some(uri) = contact.uri() {
            // Not ATTENDEE: a published calendar may not have it (RFC 5546, 3.2.1).
            push(text, &format!("CONTACT;ALTREP=\"{uri}\":{}", escape(contact.shown())));
        }
    }
    if let Some(days) = edition.year.rules.files.reminder_days {
        let words = escape(&format!("{summary}, {}", visit.date.strftime("%a %-d %B")));
        for line in [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            &format!("TRIGGER:-P{days}D"),
            &format!("DESCRIPTION:{words}"),
            "END:VALARM",
        ] {
            push(text, line);
        }
    }
    push(text, "END:VEVENT");
}

/// Who comes, who leads, and what the audience's school brings to the host.
fn about(edition: &Edition<'_>, visit: &Visit, audience: Audience<'_>) -> String {
    let named = |id: &str| {
        let leaders: Vec<&str> = contacts(edition, id).map(Contact::shown).collect();
        let name = school(edition, id);
        if leaders.is_empty() { name } else { format!("{name} ({})", leaders.join(", ")) }
    };
    let mut lines = vec![format!("Host: {}", named(&visit.host))];
    lines.extend(edition.calendar.visitors(visit).map(|visitor| format!("Visitor: {}", named(visitor))));
    lines.extend(visit.facilitator.iter().map(|who| format!("Facilitator: {}", edition.year.facilitator_name(who))));
    if let Audience::School(own) = audience
        && let Some(brief) = brief(edition.problem, edition.calendar, visit)
    {
        let label = |area: &String| edition.problem.facts().label(area);
        let brings = brief.wants.iter().filter(|want| want.helpers.iter().any(|able| able.school == own));
        let brings: Vec<String> = brings.map(|want| label(&want.area)).collect();
        if !brings.is_empty() {
            lines.push(format!("Please bring an example from your own school: {}", brings.join(", ")));
        }
    }
    lines.join("\n")
}

/// As much of a school's address as the cohort has, and the school's latitude and longitude.
fn push_place(text: &mut String, edition: &Edition<'_>, id: &str) {
    let index = edition.problem.index(id).map(|index| edition.problem.school(index));
    let parts = ["address", "town", "postcode"].into_iter().filter_map(|key| index?.text(key));
    let place: Vec<String> = std::iter::once(school(edition, id)).chain(parts.map(str::to_owned)).collect();
    push(text, &format!("LOCATION:{}", escape(&place.join(", "))));
    if let Some(location) = index.and_then(|school| school.location) {
        let (latitude, longitude) = degrees(location);
        push(text, &format!("GEO:{latitude:.6};{longitude:.6}"));
    }
}

fn push_cancelled(text: &mut String, edition: &Edition<'_>, notice: &Cancelled) {
    push_head(text, edition, (&uid(&["visit", &edition.programme(), &notice.host]), notice.sequence));
    push(text, "STATUS:CANCELLED");
    push_when(text, Period::day(notice.date), edition.year.rules.files.hours);
    push(text, &format!("SUMMARY:{}", escape(&format!("Cancelled: visit to {}", school(edition, &notice.host)))));
    push(text, "END:VEVENT");
}

/// An event. `number` is how many events of the same name come before it.
fn push_event(text: &mut String, edition: &Edition<'_>, event: &DatedEvent, number: usize) {
    let (programme, number) = (edition.programme(), number.to_string());
    let words = ["event", &programme, &event.name, &number];
    push_head(text, edition, (&uid(if number == "0" { &words[..3] } else { &words }), event.sequence));
    if event.cancelled {
        push(text, "STATUS:CANCELLED");
    } else {
        push(text, "STATUS:CONFIRMED");
        push_busy(text);
    }
    push_when(text, event.period(), event.hours);
    push(text, &format!("SUMMARY:{}", escape(&event.name)));
    if let Some(venue) = &event.venue {
        push(text, &format!("LOCATION:{}", escape(venue)));
    }
    push(text, "END:VEVENT");
}

fn push_head(text: &mut String, edition: &Edition<'_>, (uid, sequence): (&str, u32)) {
    push(text, "BEGIN:VEVENT");
    push(text, &format!("UID:{uid}"));
    push(text, &format!("DTSTAMP:{}", escape(edition.stamp)));
    push(text, &format!("SEQUENCE:{sequence}"));
    push_organiser(text, edition);
}

/// The publisher of the calendar, which RFC 5546 requires. If no address is known, a name for the programme takes its
/// place.
fn push_organiser(text: &mut String, edition: &Edition<'_>) {
    let files = &edition.year.rules.files;
    let name = files.organiser.clone().unwrap_or_else(|| format!("Visits {}", edition.programme()));
    // A parameter cannot contain quotation marks (RFC 5545, 3.2).
    let name: String = name.chars().map(|c| if c == '"' || c.is_control() { '\'' } else { c }).collect();
    let uri = files.organiser_email.as_ref().map_or_else(
        || format!("urn:uuid:{}", as_uuid(&uid(&["organiser", &edition.programme()]))),
        |email| format!("mailto:{email}"),
    );
    push(text, &format!("ORGANIZER;CN=\"{name}\":{uri}"));
}

/// The digits of an identifier as a UUID of version 8, which any program may define (RFC 9562, 5.8).
fn as_uuid(uid: &str) -> String {
    let hex: Vec<char> = uid.chars().take_while(char::is_ascii_hexdigit).take(32).collect();
    let part = |from: usize, to: usize| hex[from..to].iter().collect::<String>();
    format!("{}-{}-8{}-a{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

/// Marks the time as busy. Calendar programs do not do this for whole days.
fn push_busy(text: &mut String) {
    push(text, "TRANSP:OPAQUE");
    push(text, "X-MICROSOFT-CDO-BUSYSTATUS:BUSY");
}

fn school(edition: &Edition<'_>, id: &str) -> String {
    let problem = edition.problem;
    problem.index(id).map_or(id, |school| problem.school(school).display_name()).to_owned()
}

fn contacts<'a>(edition: &Edition<'a>, school: &'a str) -> impl Iterator<Item = &'a Contact> {
    edition.contacts.into_iter().flat_map(move |contacts| contacts.of(school))
}

/// The days of an entry, or its hours from the first day to the last.
fn push_when(text: &mut String, Period { start, end }: Period, hours: Option<(Time, Time)>) {
    let plain = |date: Date| date.to_string().replace('-', "");
    let Some((starts, ends)) = hours else {
        push(text, &format!("DTSTART;VALUE=DATE:{}", plain(start)));
        push(text, &format!("DTEND;VALUE=DATE:{}", plain(days_later(end, 1))));
        return;
    };
    let at = |date: Date, time: Time| format!("{}T{}", plain(date), time.strftime("%H%M%S"));
    push(text, &format!("DTSTART;TZID=Europe/London:{}", at(start, starts)));
    push(text, &format!("DTEND;TZID=Europe/London:{}", at(end, ends)));
}

/// An identifier that depends only on these words. Words of any kind become letters that every program accepts.
fn uid(words: &[&str]) -> String {
    let mut hash = Sha256::new();
    for word in words {
        hash.update((word.len() as u64).to_le_bytes());
        hash.update(word.as_bytes());
    }
    let hex: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}@tercet")
}

/// Text as a value (RFC 5545, 3.3.11), without control characters, which are not allowed there.
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

/// Adds a line. A line that is too long is folded between characters.
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
