//! The year month by month: a grid of days, and below it the events of each day.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::words;
use crate::model::numbers::count;
use crate::programme::calendar::Visit;
use crate::programme::calendar::edition::Edition;
use crate::programme::statement::dates::{Date, Period, days_later};
use crate::programme::statement::year::{Term, Whom, Year};
use crate::report::names::{group_in_text, name};

/// The days of the week, short for the head of a month, and in full.
const WEEK: [(&str, &str); 7] = [
    ("Mon", "Monday"),
    ("Tue", "Tuesday"),
    ("Wed", "Wednesday"),
    ("Thu", "Thursday"),
    ("Fri", "Friday"),
    ("Sat", "Saturday"),
    ("Sun", "Sunday"),
];

/// The period from the first school-term day to the last. It also covers visits outside this period.
pub(super) fn span(edition: &Edition<'_>) -> Option<Period> {
    let terms = edition.year.terms.iter().map(|term| term.period);
    let days = terms.chain(edition.calendar.visits.iter().map(|visit| Period::day(visit.date)));
    days.reduce(|span, day| Period { start: span.start.min(day.start), end: span.end.max(day.end) })
}

/// The days off within a period.
pub(super) fn days_off(year: &Year, span: Period) -> BTreeSet<Date> {
    year.days_off().into_iter().filter(|&date| span.contains(date)).collect()
}

/// The events of the year's days.
struct Days<'a> {
    edition: &'a Edition<'a>,
    /// A day's visits, each with its number from 1.
    visits: BTreeMap<Date, Vec<(usize, &'a Visit)>>,
    off: BTreeSet<Date>,
    /// The school terms for all schools; if there are none, the terms of each school.
    terms: Vec<&'a Term>,
    /// The events that begin, end or happen on a day.
    notes: BTreeMap<Date, Vec<String>>,
}

pub(super) fn months(edition: &Edition<'_>) -> Markup {
    let Some(span) = span(edition) else { return html! {} };
    let mut visits: BTreeMap<Date, Vec<(usize, &Visit)>> = BTreeMap::new();
    for (number, visit) in (1..).zip(&edition.calendar.visits) {
        visits.entry(visit.date).or_default().push((number, visit));
    }
    let for_all: Vec<_> = edition.year.terms.iter().filter(|term| term.whom == Whom::All).collect();
    let terms = if for_all.is_empty() { edition.year.terms.iter().collect() } else { for_all };
    let off = days_off(edition.year, span);
    let notes = notes(edition.year, &terms, &off);
    let days = Days { edition, visits, off, terms, notes };
    let first = span.start.first_of_month();
    let months = (0..).map_while(|after| Some(days_after(first, after)).filter(|&month| month <= span.end));
    html! {
        p.quiet.legend {
            span.day.has { "\u{d7}3" } " a day with this many visits; "
            span.day.event { "E" } " an event for all schools; "
            span.day.holiday { "H" } " a bank holiday; "
            span.day.out { "5" } " no visits on this weekday, or outside term"
        }
        div.months { @for month in months { (self::month(&days, month)) } }
    }
}

fn days_after(first: Date, months: i64) -> Date {
    first.saturating_add(jiff::Span::new().months(months.clamp(0, 10_000)))
}

fn month(days: &Days<'_>, first: Date) -> Markup {
    let last = first.last_of_month();
    let of_month = || days.visits.range(first..=last);
    let (visits, on) = (of_month().map(|(_, visits)| visits.len()).sum::<usize>(), of_month().count());
    let start = days_later(first, -i64::from(first.weekday().to_monday_zero_offset()));
    let weeks = (0..6).map(|week| days_later(start, week * 7)).filter(|&monday| monday <= last);
    let id = first.strftime("m-%Y-%m").to_string();
    html! {
        article.month aria-labelledby=(id) {
            h3 id=(id) { (first.strftime("%B %Y")) }
            table.grid {
                caption { (words::month(visits, on)) }
                thead { tr { @for (short, full) in WEEK { th scope="col" { abbr title=(full) { (short) } } } } }
                tbody {
                    @for monday in weeks {
                        tr {
                            @for date in (0..7).map(|after| days_later(monday, after)) {
                                @if date < first || date > last { td {} } @else { td { (day(days, date)) } }
                            }
                        }
                    }
                }
            }
            (list(days, first, last))
        }
    }
}

/// A day of the grid. Everything that its look shows is also said in words.
fn day(days: &Days<'_>, date: Date) -> Markup {
    let number = date.day();
    let event = days.edition.year.events.iter().find(|event| event.period.contains(date));
    if let Some(visits) = days.visits.get(&date) {
        let visits = visits.len();
        return html! {
            a.day.has href={ "#d-" (date) } {
                (number)
                small { span aria-hidden="true" { "\u{d7}" (visits) } span.aside { ", " (count(visits, "visit", "visits")) } }
            }
        };
    }
    match event {
        Some(event) => {
            html! { span.day.event { (number) small { span aria-hidden="true" { "E" } span.aside { ", " (event.name) } } } }
        }
        None if days.off.contains(&date) => {
            html! { span.day.holiday { (number) small { span aria-hidden="true" { "H" } span.aside { ", bank holiday" } } } }
        }
        None => {
            let in_term = days.terms.iter().any(|term| term.period.contains(date));
            let open = in_term && days.edition.year.rules.weekdays.contains(date);
            html! { span.day.out[!open] { (number) } }
        }
    }
}

/// The events that begin, end or happen on the year's days.
fn notes(year: &Year, terms: &[&Term], off: &BTreeSet<Date>) -> BTreeMap<Date, Vec<String>> {
    let mut notes: BTreeMap<Date, Vec<String>> = BTreeMap::new();
    for &Term { name, whom, period: Period { start, end }, .. } in terms {
        let same = || terms.iter().filter(|other| other.name == *name && other.whom == *whom);
        let before = same().any(|other| other.period.end < *start);
        let after = same().any(|other| other.period.start > *end);
        for (date, note) in [(*start, words::first_day(name, before)), (*end, words::last_day(name, after))] {
            // Schools with different terms often begin and end on the same days.
            let notes = notes.entry(date).or_default();
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    for date in off {
        notes.entry(*date).or_default().push("Bank holiday".to_owned());
    }
    for event in &year.events {
        let Period { start, end } = event.period;
        let until = (end > start).then(|| format!(", until {}", end.strftime("%a %-d %B")));
        notes.entry(start).or_default().push(format!("{}{}", event.name, until.unwrap_or_default()));
    }
    notes
}

/// The events of a month, day by day.
fn list(days: &Days<'_>, first: Date, last: Date) -> Markup {
    let dates: BTreeSet<Date> =
        (days.visits.keys().chain(days.notes.keys()).copied()).filter(|date| (first..=last).contains(date)).collect();
    html! {
        @if !dates.is_empty() {
            ul.days {
                @for date in dates {
                    li id={ "d-" (date) } {
                        time datetime=(date) { (date.strftime("%a %-d")) }
                        div {
                            @for note in days.notes.get(&date).into_iter().flatten() { p.note { bdi { (note) } } }
                            @for (number, visit) in days.visits.get(&date).into_iter().flatten() {
                                (entry(days.edition, *number, visit))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn entry(edition: &Edition<'_>, number: usize, visit: &Visit) -> Markup {
    let who = visit.facilitator.as_deref().map(|id| edition.year.facilitator_name(id));
    html! {
        p {
            a href={ "#b" (number) } { bdi { (name(edition.problem, &visit.host)) } }
            small { bdi { (group_in_text(visit.group, edition.calendar.name(visit.group))) } @if let Some(who) = who { ", " bdi { (who) } } }
        }
    }
}
