//! Everything that Tercet hands out, as files. Each export gives names and contents, and the caller writes them.

use std::collections::BTreeSet;

use crate::model::problem::Problem;
use crate::plan::grouping::Plan;
use crate::programme::calendar::csv;
use crate::programme::calendar::edition::Edition;
use crate::programme::calendar::ics::{self, Audience};
use crate::programme::feedback::summary::Summary;
use crate::report::{self, brief, mailmerge, pack, year};

/// The most characters of an id that a file name uses.
const LONGEST: usize = 60;

/// The files of a plan: `plan.json`, `groups.csv`, `report.html` and `report.md`.
#[must_use]
pub fn plan(problem: &Problem, plan: &Plan) -> Vec<(String, String)> {
    let files = [
        ("plan.json", plan.to_json()),
        ("groups.csv", report::csv::render(problem, plan)),
        ("report.html", report::html::render(problem, plan)),
        ("report.md", report::markdown::render(problem, plan)),
    ];
    files.map(|(name, contents)| (name.to_owned(), contents)).into()
}

/// The files of the feedback: `feedback.md`, `feedback.json`, `figures.csv`, `figures-unhidden.csv`, `leaders.csv` and
/// `suggestions.csv`. Only `figures.csv` may be passed on: the others name schools.
#[must_use]
pub fn feedback(problem: &Problem, summary: &Summary) -> Vec<(String, String)> {
    let files = [
        ("feedback.md", report::feedback::render(problem, summary)),
        ("feedback.json", summary.to_json()),
        ("figures.csv", report::feedback::figures_csv(summary)),
        ("figures-unhidden.csv", report::feedback::unhidden_csv(summary)),
        ("leaders.csv", report::feedback::leaders_csv(problem, summary)),
        ("suggestions.csv", report::feedback::suggestions_csv(problem, summary)),
    ];
    files.map(|(name, contents)| (name.to_owned(), contents)).into()
}

/// The files of a calendar's edition. Their names are `calendar.json`, `calendar.csv`, `year.html`, `all.ics`,
/// `schools/<id>.ics`, `facilitators/<id>.ics`, `groups/<name>.html`, `mailmerge.csv` and `briefs/<host>.md`.
///
/// No name has a date, so the files of a new calendar replace the earlier ones. If someone has lost a visit since an
/// earlier calendar, their calendar file cancels the visit. If the edition has contacts, calendar files, briefs, pages and
/// `mailmerge.csv` name people; `calendar.json` and `calendar.csv` never do.
#[must_use]
pub fn calendar(edition: &Edition<'_>) -> Vec<(String, String)> {
    let Edition { problem, year, calendar, .. } = *edition;
    let mut files = vec![
        ("calendar.json".to_owned(), calendar.to_json()),
        ("calendar.csv".to_owned(), csv::render(problem, calendar)),
        ("year.html".to_owned(), year::render(edition)),
        ("all.ics".to_owned(), ics::render(edition, Audience::All)),
    ];
    let mut names = Names::default();
    let ever = (1..=calendar.groups.len()).flat_map(|group| calendar.ever_in(group));
    let told = calendar.cancelled.iter().flat_map(|notice| notice.schools.iter().map(String::as_str));
    for id in each_once(ever.chain(told)) {
        files.push((names.name("schools/", id, ".ics"), ics::render(edition, Audience::School(id))));
    }
    let led = calendar.visits.iter().filter_map(|visit| visit.facilitator.as_deref());
    let told = calendar.cancelled.iter().flat_map(|notice| notice.facilitators.iter().map(String::as_str));
    for id in each_once(year.facilitators.iter().map(|who| who.id.as_str()).chain(led).chain(told)) {
        files.push((names.name("facilitators/", id, ".ics"), ics::render(edition, Audience::Facilitator(id))));
    }
    for (number, _) in (1..).zip(&calendar.groups).filter(|(_, group)| !group.is_empty()) {
        let name = calendar.name(number).map_or_else(|| number.to_string(), str::to_owned);
        files.push((names.name("groups/", &name, ".html"), pack::render(edition, number)));
    }
    files.push(("mailmerge.csv".to_owned(), mailmerge::render(edition)));
    for visit in &calendar.visits {
        files.push((names.name("briefs/", &visit.host, ".md"), brief::render(edition, visit)));
    }
    files
}

fn each_once<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    ids.filter(|id| seen.insert(*id)).collect()
}

/// The names that are already taken. Some file systems do not distinguish capitals from small letters.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    /// A name that no other file has, made of characters that every file system accepts.
    fn name(&mut self, folder: &str, id: &str, end: &str) -> String {
        let safe = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '_' };
        let id: String = id.chars().take(LONGEST).map(safe).collect();
        let mut name = format!("{folder}{id}{end}");
        let mut number = 2_usize;
        while !self.0.insert(name.to_lowercase()) {
            name = format!("{folder}{id}-{number}{end}");
            number += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_its_folder_and_belongs_to_one_id() {
        let mut names = Names::default();
        assert_eq!(names.name("schools/", "../etc/x", ".ics"), "schools/___etc_x.ics");
        assert_eq!(names.name("schools/", "A 1", ".ics"), "schools/A_1.ics");
        assert_eq!(names.name("schools/", "a/1", ".ics"), "schools/a_1-2.ics");
        assert!(names.name("schools/", &"9".repeat(300), ".ics").len() < 80);
    }
}
