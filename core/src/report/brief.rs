//! The brief of a visit in words: a `Sheet`, which becomes a Markdown page here and a section of the year's page.

use std::cmp::Reverse;

use crate::model::numbers::{rating, whole_percent};
use crate::model::problem::Problem;
use crate::programme::calendar::Visit;
use crate::programme::calendar::brief::{Able, Brief, LEADING, Shown, Want, Wish, brief};
use crate::programme::calendar::edition::Edition;
use crate::programme::feedback::Role;
use crate::programme::statement::contacts::Contact;
use crate::report::calendar::day;
use crate::report::labels::label;
use crate::report::markdown::Page;
use crate::report::names::{group_in_text, name, named};
use crate::report::words::{self, line, list};

/// The brief of a visit as one page of Markdown. The page is empty if the problem does not have the visit's host.
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

/// A brief as text, before it becomes Markdown or HTML.
pub(super) struct Sheet {
    pub(super) title: String,
    /// What a visitor needs to know to come: the day, the places, the people.
    pub(super) head: Vec<Entry>,
    pub(super) parts: Vec<Part>,
}

/// A heading, a sentence, and perhaps a list below it.
pub(super) struct Part {
    pub(super) heading: &'static str,
    pub(super) intro: String,
    pub(super) entries: Vec<Entry>,
}

/// A list entry with the entries below it.
pub(super) struct Entry {
    pub(super) lead: String,
    pub(super) rest: Vec<String>,
}

impl Entry {
    fn new(lead: &str, rest: Vec<String>) -> Self {
        Self { lead: line(lead), rest: rest.into_iter().map(|text| line(&text)).collect() }
    }
}

/// The brief of a visit in words; `None` if the problem does not have the visit's host.
pub(super) fn sheet(edition: &Edition<'_>, visit: &Visit) -> Option<Sheet> {
    let problem = edition.problem;
    let brief = brief(problem, edition.calendar, visit)?;
    let (best, other): (Vec<&Shown>, Vec<&Shown>) =
        brief.shows.iter().partition(|shown| shown.stronger.is_none() && shown.level >= LEADING);
    let mut parts = vec![shows(problem, &brief, &best, &other)];
    if !other.is_empty() {
        parts.push(also(problem, &brief, &other));
    }
    let (helped, open): (Vec<&Want>, Vec<&Want>) = brief.wants.iter().partition(|want| !want.helpers.is_empty());
    parts.push(wants(problem, &brief, &helped));
    if !brief.wants.is_empty() {
        parts.push(uncovered(problem, &open));
    }
    Some(Sheet { title: format!("Visit to {}", name(problem, &brief.host)), head: head(edition, &brief), parts })
}

fn head(edition: &Edition<'_>, brief: &Brief) -> Vec<Entry> {
    let problem = edition.problem;
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
    let group = group_in_text(brief.group, edition.calendar.name(brief.group));
    let mut head = vec![
        Entry::new(&format!("Date: {}", brief.date.strftime("%A %-d %B %Y")), Vec::new()),
        Entry::new(&format!("Host: {}", named(problem, &brief.host)), Vec::new()),
    ];
    let facilitator = brief.facilitator.as_deref().map(|id| edition.year.facilitator_name(id));
    head.extend(facilitator.map(|name| Entry::new(&format!("Facilitator: {name}"), Vec::new())));
    head.extend([
        Entry::new(
            "Attending: headteacher and one senior leader from each school (please send the same two each time)",
            attending.collect(),
        ),
        Entry::new(&format!("Visits of {group} (a {size}) this year"), visits.collect()),
    ]);
    head
}

/// "Ada Lake (headteacher)".
fn leader(contact: &Contact) -> String {
    let role = match contact.role() {
        Role::Head => "headteacher",
        Role::Second => "second leader",
    };
    format!("{} ({role})", contact.shown())
}

/// The host's leading practice: first what visitors have asked for, then the rest.
fn shows(problem: &Problem, brief: &Brief, best: &[&Shown], other: &[&Shown]) -> Part {
    let is_told = |area: &String| best.iter().chain(other).any(|shown| shown.area == *area);
    let more: Vec<(u8, String)> =
        leading(problem, &brief.host).into_iter().filter(|(_, area)| !is_told(area)).collect();
    let intro = match (best.is_empty(), more.is_empty()) {
        (false, _) => "The host's leading practice. What visitors most want to see comes first.",
        (true, false) => {
            "The host's leading practice. Please tell the host in advance what you would most like to see."
        }
        (true, true) => "Please agree with the host in advance what you would most like to see.",
    };
    let asked = best.iter().map(|shown| Entry::new(&rated(problem, &shown.area, shown.level), to(problem, shown)));
    let mut entries: Vec<Entry> = asked.collect();
    entries.extend(more.iter().map(|(level, area)| Entry::new(&rated(problem, area, *level), Vec::new())));
    if !brief.see_nothing.is_empty() {
        let names: Vec<&str> = brief.see_nothing.iter().map(|id| name(problem, id)).collect();
        entries.push(Entry::new(
            &format!("{}: please tell the host in advance what you would most like to see", list(&names, "and")),
            Vec::new(),
        ));
    }
    Part { heading: "What you will see", intro: intro.to_owned(), entries }
}

fn also(problem: &Problem, brief: &Brief, other: &[&Shown]) -> Part {
    let entry = |shown: &&Shown| {
        let why = shown.stronger.as_ref().map_or_else(
            || "the best in this group, though not yet leading practice".to_owned(),
            |able| better(problem, brief, able),
        );
        Entry::new(&format!("{}: {why}", rated(problem, &shown.area, shown.level)), to(problem, shown))
    };
    let intro = "Visitors have also asked for these.";
    Part { heading: "Also of interest", intro: intro.to_owned(), entries: other.iter().map(entry).collect() }
}

/// "you will see more of this at Cedar Primary on Thu 4 March 2027".
fn better(problem: &Problem, brief: &Brief, able: &Able) -> String {
    let host = name(problem, &able.school);
    match brief.visits.iter().find(|(_, host)| *host == able.school) {
        Some(&(date, _)) if date < brief.date => format!("you saw more of this at {host} on {}", day(date)),
        Some(&(date, _)) => format!("you will see more of this at {host} on {}", day(date)),
        None => format!("{host} is stronger in this"),
    }
}

/// "asked for by Birch Primary (40% of its needs) and Cedar Primary (20%)".
fn to(problem: &Problem, shown: &Shown) -> Vec<String> {
    let wish = |(place, one): (usize, &Wish)| {
        let of = if place == 0 { " of its needs" } else { "" };
        format!("{} ({}{of})", name(problem, &one.school), whole_percent(one.weight))
    };
    let wishes: Vec<String> = shown.to.iter().enumerate().map(wish).collect();
    if wishes.is_empty() { Vec::new() } else { vec![format!("asked for by {}", list(&wishes, "and"))] }
}

/// "reading (rated 4)": an area with the host's rating of itself.
fn rated(problem: &Problem, area: &str, level: u8) -> String {
    format!("{} (rated {})", label(problem, area), rating(level, problem.rules().scale.strength))
}

/// The areas in which a school has leading practice, the strongest first.
fn leading(problem: &Problem, id: &str) -> Vec<(u8, String)> {
    let Some(school) = problem.index(id) else { return Vec::new() };
    let levels = problem.profile(school).levels.iter().zip(problem.cohort().areas());
    let mut leading: Vec<(u8, String)> =
        levels.filter(|&(&level, _)| level >= LEADING).map(|(&level, area)| (level, area.clone())).collect();
    leading.sort_by_key(|&(level, _)| Reverse(level));
    leading
}

fn wants(problem: &Problem, brief: &Brief, helped: &[&Want]) -> Part {
    let intro = match (brief.wants.is_empty(), helped.is_empty()) {
        (true, _) => {
            "The host has named no needs. Please ask the host in advance what it would like visitors to look at."
        }
        (false, true) => "No visitor is strong in an area in which the host wants to learn.",
        (false, false) => {
            "These are the host's improvement challenges, the most pressing first. If your school is named, please bring an example of its work."
        }
    };
    let entry = |want: &&Want| {
        let helpers = want.helpers.iter();
        let helpers = helpers.map(|able| {
            format!(
                "{} can help (rated {})",
                name(problem, &able.school),
                rating(able.level, problem.rules().scale.strength)
            )
        });
        Entry::new(
            &format!("{}, {} of its needs", label(problem, &want.area), whole_percent(want.weight)),
            helpers.collect(),
        )
    };
    Part {
        heading: "Where the host would like help",
        intro: intro.to_owned(),
        entries: helped.iter().map(entry).collect(),
    }
}

/// The needs that the group cannot meet. The brief names no school of another group, because the facilitator knows whom to
/// ask.
fn uncovered(problem: &Problem, open: &[&Want]) -> Part {
    let intro = if open.is_empty() {
        "Visitors can help with every need of the host."
    } else {
        "No visitor can help with these needs. Your facilitator will suggest a school to talk to."
    };
    let entry = |want: &&Want| {
        let lead = format!("{}, {} of its needs", label(problem, &want.area), whole_percent(want.weight));
        Entry::new(&lead, Vec::new())
    };
    Part {
        heading: "Needs that no visitor can help with",
        intro: intro.to_owned(),
        entries: open.iter().map(entry).collect(),
    }
}

#[cfg(test)]
mod tests;
