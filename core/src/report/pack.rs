//! The edition of a group: one self-contained page to send to the group's schools. The page has these schools' dates,
//! people and briefs, and nothing about any other group.

use maud::{Markup, html};

use crate::model::numbers::count;
use crate::programme::calendar::Visit;
use crate::programme::calendar::edition::Edition;
use crate::programme::feedback::Role;
use crate::report::calendar::day;
use crate::report::names::{group_in_text, group_title, name, traits};
use crate::report::shell::{Shell, section};
use crate::report::words::{list, sentence};
use crate::report::year::{STYLE, brief_card};

/// The page of a group, by the group's number from 1. It names leaders if the edition has contacts.
#[must_use]
pub fn render(edition: &Edition<'_>, group: usize) -> String {
    let calendar = edition.calendar;
    let title = format!("{}: our year of visits", group_title(group, calendar.name(group)));
    let visits: Vec<&Visit> = calendar.visits.iter().filter(|visit| visit.group == group).collect();
    let contents =
        [("group", "Our group", true), ("dates", "Our dates", true), ("briefs", "Our visits", !visits.is_empty())];
    let there: Vec<(&str, &str)> =
        contents.iter().filter(|(_, _, there)| *there).map(|&(id, label, _)| (id, label)).collect();
    let content = |id: &str| match id {
        "group" => members(edition, group),
        "dates" => dates(edition, &visits),
        _ => html! { @for (number, visit) in (1..).zip(&visits) { (brief_card(edition, number, visit)) } },
    };
    let main = html! { @for (id, label) in &there { (section(id, label, &content(id))) } };
    let shell = Shell {
        title: title.clone(),
        skip: "Skip to our group",
        style: STYLE,
        heading: &title,
        verdict: &verdict(edition, group, &visits),
        contents: &there,
        main,
        format: &calendar.format,
    };
    shell.page()
}

/// "3 schools visit each other. The next visit is on Thu 22 October 2026."
fn verdict(edition: &Edition<'_>, group: usize, visits: &[&Visit]) -> String {
    let schools = edition.calendar.group(group).len();
    let first = sentence(&format!("{} visit each other", count(schools, "school", "schools")));
    let next = visits.iter().find(|visit| !edition.calendar.has_taken_place(visit));
    match next {
        Some(visit) => {
            format!("{first} The next visit is on {}, at {}.", day(visit.date), name(edition.problem, &visit.host))
        }
        None => format!("{first} There are no further visits."),
    }
}

/// The group's schools, the traits that distinguish them, and the people who come from each school.
fn members(edition: &Edition<'_>, group: usize) -> Markup {
    let problem = edition.problem;
    let schools = edition.calendar.group(group);
    html! {
        table {
            caption { "The schools of " (group_in_text(group, edition.calendar.name(group))) }
            thead { tr { th scope="col" { "School" } th scope="col" { "Where" } th scope="col" { "Who comes" } } }
            tbody {
                @for id in schools {
                    tr {
                        th scope="row" { bdi { (name(problem, id)) } }
                        td { bdi { (places(edition, id)) } }
                        td { bdi { (people(edition, id)) } }
                    }
                }
            }
        }
    }
}

/// As much of the address as the cohort has, or else the traits that distinguish the school from its peers.
fn places(edition: &Edition<'_>, id: &str) -> String {
    let Some(school) = edition.problem.index(id).map(|index| edition.problem.school(index)) else {
        return String::new();
    };
    let address: Vec<&str> = ["address", "town", "postcode"].into_iter().filter_map(|key| school.text(key)).collect();
    if address.is_empty() { traits(edition.problem, id).join(", ") } else { address.join(", ") }
}

fn people(edition: &Edition<'_>, id: &str) -> String {
    let told = edition.contacts.into_iter().flat_map(|contacts| contacts.of(id)).map(|contact| match contact.role() {
        Role::Head => format!("{} (headteacher)", contact.shown()),
        Role::Second => format!("{} (second leader)", contact.shown()),
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { "the headteacher and one senior leader".to_owned() } else { list(&told, "and") }
}

fn dates(edition: &Edition<'_>, visits: &[&Visit]) -> Markup {
    let hours = edition.year.rules.files.hours;
    let hours = hours.map(|(starts, ends)| format!(", {} to {}", starts.strftime("%H:%M"), ends.strftime("%H:%M")));
    let hours = hours.unwrap_or_default();
    let has_leads = visits.iter().any(|visit| visit.facilitator.is_some());
    html! {
        @if visits.is_empty() { p { "No dates are planned yet." } } @else {
            table {
                caption { "The days on which our group meets" }
                thead {
                    tr {
                        th scope="col" { "Date" } th scope="col" { "Host" } th scope="col" { "Where" }
                        @if has_leads { th scope="col" { "Facilitator" } }
                    }
                }
                tbody {
                    @for visit in visits {
                        tr {
                            th scope="row" { (day(visit.date)) (hours) }
                            td { bdi { (name(edition.problem, &visit.host)) } }
                            td { bdi { (places(edition, &visit.host)) } }
                            @if has_leads {
                                td { bdi { (visit.facilitator.as_deref().map_or("", |id| edition.year.facilitator_name(id))) } }
                            }
                        }
                    }
                }
            }
        }
        @for event in edition.calendar.events.iter().filter(|event| !event.cancelled) {
            p {
                bdi { (event.name) } ": " (day(event.start))
                @if event.end > event.start { " to " (day(event.end)) }
                @if let Some((starts, ends)) = event.hours { ", " (starts.strftime("%H:%M")) " to " (ends.strftime("%H:%M")) }
                @if let Some(venue) = &event.venue { ", " bdi { (venue) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::schedule::{ScheduleOptions, schedule};
    use crate::programme::statement::contacts::parse_contacts;
    use crate::programme::statement::tables::parse_facilitators;
    use crate::programme::statement::year::Year;
    use crate::report::files;
    use crate::testing::example;

    #[test]
    fn the_edition_of_a_group_and_its_briefs_hold_nothing_of_another_group() {
        let (problem, plan) = (example::problem(), example::plan());
        let facilitators = parse_facilitators(b"facilitator,name\nF1,Ada Lake\n", "facilitators.csv").unwrap();
        let year = Year { facilitators, ..example::year() };
        let calendar = schedule(&problem, &plan, &year, &ScheduleOptions::default()).unwrap();
        let table: String = (problem.cohort().schools().iter())
            .map(|school| format!("{0},Head of {0},{0}@school.example\n", school.id))
            .collect();
        let table = format!("school,head,head_email\n{table}");
        let contacts = parse_contacts(table.as_bytes(), "contacts.csv", &problem).unwrap();
        let edition = Edition::new(&problem, &year, &calendar, "20260701T080000Z").with_contacts(Some(&contacts));
        let all = files::calendar(&edition);
        let mut pages = 0;
        for (number, group) in (1..).zip(&calendar.groups) {
            let is_theirs = |file: &str| {
                let of_school = |id: &String| file == format!("briefs/{id}.md") || file == format!("schools/{id}.ics");
                file == format!("groups/{number}.html") || group.iter().any(of_school)
            };
            for (file, text) in all.iter().filter(|(file, _)| is_theirs(file)) {
                pages += 1;
                // All pages have the same style.
                let text = text.split("</style>").last().unwrap_or_default().replace("\r\n ", "");
                for other in problem.cohort().schools().iter().filter(|school| !group.contains(&school.id)) {
                    assert!(!text.contains(&other.name), "{file} names {}", other.name);
                    assert!(!text.contains(&format!("Head of {}", other.id)), "{file} names a leader of {}", other.id);
                }
                for word in ["points", "Value", "Bound", "gap", "worst"] {
                    assert!(!text.contains(word), "{file} says {word}");
                }
                let own = group.iter().filter(|id| text.contains(&format!("Head of {id}"))).count();
                assert_eq!(own, group.len(), "{file} names the leaders of its own group");
            }
        }
        assert_eq!(pages, 2 + 6 + 6);
    }
}
