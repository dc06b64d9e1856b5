//! The brief of a visit in words: a `Sheet`, which becomes a page of Markdown here and a section of the page of the year.

use crate::model::problem::Problem;
use crate::programme::calendar::Visit;
use crate::programme::calendar::brief::{Able, Brief, LEADING, Shown, Want, brief};
use crate::programme::calendar::edition::Edition;
use crate::programme::feedback::Role;
use crate::programme::statement::contacts::Contact;
use crate::report::calendar::day;
use crate::report::markdown::Page;
use crate::report::names::{name, named};
use crate::report::numbers::whole_percent;
use crate::report::words::{self, line, list, spaced};

/// The brief of a visit as one page of Markdown; empty if the problem does not have its host.
#[must_use]
pub fn render(edition: &Edition<'_>, visit: &Visit) -> String {
    let Some(sheet) = sheet(edition, visit) else { return String::new() };
    let mut page = Page::titled(&sheet.title);
    page.tree(sheet.head.into_iter().map(|Entry { lead, rest }| (lead, rest)));
    for part in sheet.parts {
        page.heading(2, part.heading);
        page.paragraph(&part.intro);
        page.tree(part.entries.into_iter().map(|Entry { lead, rest }| (lead, rest)));
    }
    page.0
}

/// A brief as text, before it is Markdown or HTML.
pub(super) struct Sheet {
    pub(super) title: String,
    /// What one must know to come: the day, the places, the people.
    pub(super) head: Vec<Entry>,
    pub(super) parts: Vec<Part>,
}

/// A heading, a sentence, and perhaps a list below it.
pub(super) struct Part {
    pub(super) heading: &'static str,
    pub(super) intro: String,
    pub(super) entries: Vec<Entry>,
}

/// An entry of a list, with those below it.
pub(super) struct Entry {
    pub(super) lead: String,
    pub(super) rest: Vec<String>,
}

impl Entry {
    fn new(lead: &str, rest: Vec<String>) -> Self {
        Self { lead: line(lead), rest: rest.into_iter().map(|text| line(&text)).collect() }
    }
}

/// The brief of a visit in words; `None` if the problem does not have its host.
pub(super) fn sheet(edition: &Edition<'_>, visit: &Visit) -> Option<Sheet> {
    let problem = edition.problem;
    let brief = brief(problem, edition.calendar, visit)?;
    let (best, other): (Vec<&Shown>, Vec<&Shown>) =
        brief.shows.iter().partition(|shown| shown.stronger.is_none() && shown.level >= LEADING);
    let mut parts = vec![shows(problem, &brief, &best)];
    if !other.is_empty() {
        parts.push(also(problem, &brief, &other));
    }
    let (helped, open): (Vec<&Want>, Vec<&Want>) = brief.wants.iter().partition(|want| !want.helpers.is_empty());
    parts.push(wants(problem, &brief, &helped));
    parts.push(uncovered(problem, &brief, &open));
    Some(Sheet { title: format!("Visit to {}", name(problem, &brief.host)), head: head(edition, &brief), parts })
}

fn head(edition: &Edition<'_>, brief: &Brief) -> Vec<Entry> {
    let problem = edition.problem;
    let facilitator = brief.facilitator.as_deref().map_or("none", |id| edition.year.facilitator_name(id));
    let attending = std::iter::once(&brief.host).chain(&brief.visitors).map(|id| {
        let whom = if *id == brief.host { format!("{}, the host", name(problem, id)) } else { named(problem, id) };
        let leaders: Vec<String> =
            edition.contacts.into_iter().flat_map(|contacts| contacts.of(id)).map(leader).collect();
        if leaders.is_empty() { whom } else { format!("{whom}: {}", list(&leaders, "and")) }
    });
    let visits = brief.visits.iter().map(|(date, host)| {
        let this = if *host == brief.host { " (this visit)" } else { "" };
        format!("{}: {}{this}", day(*date), name(problem, host))
    });
    let size = words::size(brief.visitors.len() + 1);
    vec![
        Entry::new(&format!("Date: {}", brief.date.strftime("%A %-d %B %Y")), Vec::new()),
        Entry::new(&format!("Host: {}", named(problem, &brief.host)), Vec::new()),
        Entry::new(&format!("Facilitator: {facilitator}"), Vec::new()),
        Entry::new(
            "Who attends: the headteacher and one other senior leader of each school, the same two at every visit",
            attending.collect(),
        ),
        Entry::new(&format!("The year of group {}, a {size}", brief.group), visits.collect()),
    ]
}

/// "Ada Lake (headteacher)".
fn leader(contact: &Contact) -> String {
    let role = match contact.role() {
        Role::Head => "headteacher",
        Role::Second => "second leader",
    };
    format!("{} ({role})", contact.shown())
}

fn shows(problem: &Problem, brief: &Brief, best: &[&Shown]) -> Part {
    let intro = if best.is_empty() {
        format!(
            "There is no area that a visitor needs and in which the host is the strongest of the group, at level {LEADING}% or \
             above. Agree beforehand what the visitors would like to see."
        )
    } else {
        format!(
            "The host's leading practice (level {LEADING}% or above) in which nobody in the group is stronger. What the visitors \
             need most comes first: plan the day from the top. A level is a share of the top of the scale, a need a share of all \
             that the school needs."
        )
    };
    let mut entries: Vec<Entry> = best
        .iter()
        .map(|shown| {
            Entry::new(&format!("{}, level {}", spaced(&shown.area), whole_percent(shown.level)), to(problem, shown))
        })
        .collect();
    if !brief.see_nothing.is_empty() {
        let names: Vec<&str> = brief.see_nothing.iter().map(|id| name(problem, id)).collect();
        entries.push(Entry::new(
            &format!("nothing that {} has asked for: agree beforehand what to show", list(&names, "or")),
            Vec::new(),
        ));
    }
    Part { heading: "What the host shows", intro, entries }
}

fn also(problem: &Problem, brief: &Brief, other: &[&Shown]) -> Part {
    let entry = |shown: &&Shown| {
        let why = shown.stronger.as_ref().map_or_else(
            || "short of leading practice, and yet the best that the group has".to_owned(),
            |able| better(problem, brief, able),
        );
        Entry::new(&format!("{}, level {}: {why}", spaced(&shown.area), whole_percent(shown.level)), to(problem, shown))
    };
    let intro =
        "Visitors need these too, but there is better to be seen elsewhere, or the host is not yet strong in them.";
    Part { heading: "If there is time", intro: intro.to_owned(), entries: other.iter().map(entry).collect() }
}

/// "Cedar Primary is stronger, level 100%, and hosts on Thu 4 March 2027".
fn better(problem: &Problem, brief: &Brief, able: &Able) -> String {
    let hosts = brief.visits.iter().find(|(_, host)| *host == able.school);
    let when = hosts.map_or(String::new(), |&(date, _)| {
        format!(", and {} on {}", if date < brief.date { "hosted" } else { "hosts" }, day(date))
    });
    format!("{} is stronger, level {}{when}", name(problem, &able.school), whole_percent(able.level))
}

/// "for Birch Primary, 40% of its needs".
fn to(problem: &Problem, shown: &Shown) -> Vec<String> {
    let wish =
        |(school, weight): (&str, u8)| format!("for {}, {} of its needs", name(problem, school), whole_percent(weight));
    shown.to.iter().map(|one| wish((&one.school, one.weight))).collect()
}

fn wants(problem: &Problem, brief: &Brief, helped: &[&Want]) -> Part {
    let intro = match (brief.wants.is_empty(), helped.is_empty()) {
        (true, _) => "The host has declared no need. Ask it beforehand what it would like its peers to look at.",
        (false, true) => "None of the visitors has declared a strength in what the host needs.",
        (false, false) => {
            "The host's own challenges, the weightiest first. Those named have something to bring: ask them for an example \
             from their school."
        }
    };
    let entry = |want: &&Want| {
        let helpers = want.helpers.iter();
        let helpers = helpers
            .map(|able| format!("{} can help, level {}", name(problem, &able.school), whole_percent(able.level)));
        Entry::new(&format!("{}, {} of its needs", spaced(&want.area), whole_percent(want.weight)), helpers.collect())
    };
    Part { heading: "Where the host wants help", intro: intro.to_owned(), entries: helped.iter().map(entry).collect() }
}

fn uncovered(problem: &Problem, brief: &Brief, open: &[&Want]) -> Part {
    let intro = match (brief.wants.is_empty(), open.is_empty()) {
        (true, _) => "Nothing is known to be.",
        (false, true) => "Nothing: some visitor can help with every need of the host.",
        (false, false) => "No visitor can help with these. The facilitator may know of somebody outside of the group.",
    };
    let entry = |want: &&Want| {
        let where_to = want.elsewhere.as_ref().map_or_else(
            || "no school of the cohort has declared a strength in it".to_owned(),
            |able| {
                format!(
                    "{} is the strongest of the cohort, level {}",
                    named(problem, &able.school),
                    whole_percent(able.level)
                )
            },
        );
        Entry::new(&format!("{}, {} of its needs", spaced(&want.area), whole_percent(want.weight)), vec![where_to])
    };
    Part { heading: "Still uncovered", intro: intro.to_owned(), entries: open.iter().map(entry).collect() }
}

#[cfg(test)]
mod tests;
