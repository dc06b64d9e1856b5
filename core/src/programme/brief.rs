//! What one visit is about, on one page of Markdown: what the visitors can see, and what the host hopes for from them.

use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::year::Year;

/// The brief of a visit: host, date, facilitator and who attends; for each visitor what the host is good at that it needs;
/// the host's own needs with the visitors who can help; what the group leaves uncovered.
#[must_use]
pub fn render(problem: &Problem, year: &Year, calendar: &Calendar, visit: &Visit) -> String {
    let group = visit.group.checked_sub(1).and_then(|place| calendar.groups.get(place));
    let group: Vec<SchoolIndex> = group.into_iter().flatten().filter_map(|id| problem.index(id)).collect();
    let Some(host) = problem.index(&visit.host) else { return String::new() };
    let visitors: Vec<SchoolIndex> = group.into_iter().filter(|&school| school != host).collect();
    let mut text = format!("# Visit to {}\n\n", name(problem, host));
    text.push_str(&format!("- Date: {}\n", visit.date.strftime("%A %-d %B %Y")));
    let who = visit.facilitator.as_deref().map_or("none", |id| year.facilitator_name(id));
    text.push_str(&format!("- Facilitator: {}\n", plain(who)));
    text.push_str("- Attending, each with the headteacher and one other senior leader:\n");
    for &visitor in &visitors {
        text.push_str(&format!("  - {}\n", name(problem, visitor)));
    }
    text.push_str("\n## What visitors can see\n\n");
    for &visitor in &visitors {
        let seen = needs(problem, visitor).filter(|&(_, area)| level(problem, host, area) > 0);
        let lines: Vec<String> = seen
            .map(|(weight, area)| {
                let level = level(problem, host, area);
                format!("  - {}: {weight} % of its needs; the host is at {level} %\n", shown(problem, area))
            })
            .collect();
        let none = if lines.is_empty() { ": nothing that it has declared a need in" } else { "" };
        text.push_str(&format!("- {}{none}\n{}", name(problem, visitor), lines.concat()));
    }
    text.push_str("\n## Where the host wants help\n\n");
    let mut uncovered = Vec::new();
    for (weight, area) in needs(problem, host) {
        let mut able: Vec<(u8, SchoolIndex)> =
            visitors.iter().map(|&school| (level(problem, school, area), school)).collect();
        able.retain(|&(level, _)| level > 0);
        able.sort_by_key(|&(level, school)| (std::cmp::Reverse(level), school));
        let able: Vec<String> =
            able.iter().map(|&(level, school)| format!("{} ({level} %)", name(problem, school))).collect();
        let area = shown(problem, area);
        if able.is_empty() {
            uncovered.push(format!("- {area}: {weight} % of its needs\n"));
        } else {
            text.push_str(&format!("- {area}, {weight} % of its needs: {}\n", able.join(", ")));
        }
    }
    text.push_str("\n## Still uncovered\n\n");
    text.push_str(&if uncovered.is_empty() { "- Nothing\n".to_owned() } else { uncovered.concat() });
    text
}

/// The needs of a school, the heaviest first: weight in percent and area.
fn needs(problem: &Problem, school: SchoolIndex) -> impl Iterator<Item = (u8, usize)> {
    let weights = problem.profile(school).weights.iter().enumerate();
    let mut needs: Vec<(u8, usize)> =
        weights.filter(|&(_, &weight)| weight > 0).map(|(area, &weight)| (weight, area)).collect();
    needs.sort_by_key(|&(weight, area)| (std::cmp::Reverse(weight), area));
    needs.into_iter()
}

fn level(problem: &Problem, school: SchoolIndex, area: usize) -> u8 {
    problem.profile(school).levels[area]
}

fn name(problem: &Problem, school: SchoolIndex) -> String {
    plain(problem.school(school).display_name())
}

/// An area as people write it: underscores are spaces.
fn shown(problem: &Problem, area: usize) -> String {
    plain(&problem.cohort().areas()[area].replace('_', " "))
}

/// Text that Markdown shows as it is.
fn plain(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if "\\`*_[]<>#|&".contains(c) {
            shown.push('\\');
        }
        shown.push(if c.is_control() { ' ' } else { c });
    }
    shown
}
