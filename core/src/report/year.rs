//! The year of visits as one self-contained HTML page: month by month, visit by visit, with a brief to print for each
//! visit.

use maud::{Markup, html};

use crate::model::problem::Problem;
use crate::programme::calendar::Calendar;
use crate::programme::calendar::edition::Edition;
use crate::report::shell::{Shell, section};

mod briefs;
mod months;
mod visits;
mod words;

pub(super) use briefs::card as brief_card;

pub(super) const STYLE: &str = include_str!("year/style.css");

/// The page. The briefs name leaders if the edition has contacts. The page's size is about 4 kB for each visit. Browsers
/// lay out only the briefs in view.
#[must_use]
pub fn render(edition: &Edition<'_>) -> String {
    let Edition { problem, calendar, .. } = *edition;
    let title = words::title(months::span(edition));
    let contents = [
        ("summary", "Summary", true),
        ("clashes", "Groups that cannot meet", !calendar.clashes.is_empty()),
        ("months", "Month by month", true),
        ("dates", "Terms and events", true),
        ("groups", "Group by group", !calendar.groups.is_empty()),
        ("visits", "All visits", !calendar.visits.is_empty()),
        ("briefs", "Briefs", !calendar.visits.is_empty()),
    ];
    let there: Vec<(&str, &str)> =
        contents.iter().filter(|(_, _, there)| *there).map(|&(id, label, _)| (id, label)).collect();
    let content = |id: &str| match id {
        "summary" => summary(edition),
        "clashes" => clashes(problem, calendar),
        "months" => months::months(edition),
        "dates" => dates(edition),
        "groups" => visits::groups(edition),
        "visits" => visits::table(edition),
        _ => briefs::briefs(edition),
    };
    let main = html! { @for (id, label) in &there { (section(id, label, &content(id))) } };
    let shell = Shell {
        title: format!("Tercet: {title}"),
        skip: "Skip to the year",
        style: STYLE,
        heading: &title,
        verdict: &words::head(calendar),
        contents: &there,
        main,
        format: &calendar.format,
    };
    shell.page()
}

fn summary(edition: &Edition<'_>) -> Markup {
    html! {
        table {
            caption { "At a glance" }
            thead { tr { th scope="col" { "Figure" } th scope="col" { "Value" } } }
            tbody {
                @for (label, figure) in words::figures(edition.calendar) {
                    tr { th scope="row" { (label) } td { (figure) } }
                }
            }
        }
        p.quiet { (words::kept(edition.year, edition.calendar)) }
        p.quiet { (words::value(edition.year)) }
    }
}

fn clashes(problem: &Problem, calendar: &Calendar) -> Markup {
    html! {
        @for clash in &calendar.clashes {
            h3 { bdi { (words::whose(problem, calendar, clash)) } }
            dl { @for (label, text) in words::clash(clash) { dt { (label) } dd { bdi { (text) } } } }
        }
    }
}

/// Terms, events, days off and facilitators: the data behind the calendar.
fn dates(edition: &Edition<'_>) -> Markup {
    let Edition { problem, year, calendar, .. } = *edition;
    let off = months::span(edition).map(|span| months::days_off(year, span)).unwrap_or_default();
    let led = |id: &str| calendar.visits.iter().filter(|visit| visit.facilitator.as_deref() == Some(id)).count();
    html! {
        table {
            caption { "Terms, events and days off" }
            thead { tr { th scope="col" { "Term or event" } th scope="col" { "When" } th scope="col" { "Who it is for" } } }
            tbody {
                @for term in &year.terms {
                    tr {
                        th scope="row" { bdi { (term.name) } }
                        td { (words::period(term.period)) }
                        td { bdi { (words::for_whom(problem, year, term)) } }
                    }
                }
                @for event in &year.events {
                    tr { th scope="row" { bdi { (event.name) } } td { (words::period(event.period)) } td { "all schools" } }
                }
                @if !off.is_empty() {
                    tr {
                        th scope="row" { "Bank holidays" }
                        td { ul.plain { @for date in &off { li { (words::period(crate::programme::statement::dates::Period::day(*date))) } } } }
                        td { "all schools" }
                    }
                }
            }
        }
        @if !year.facilitators.is_empty() {
            h3 { "Facilitators" }
            ul { @for who in &year.facilitators { li { bdi { (words::led(year.facilitator_name(&who.id), led(&who.id))) } } } }
        }
    }
}

#[cfg(test)]
mod tests;
