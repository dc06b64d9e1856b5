//! The breakdown of a plan as plain text: each school's benefit terms, what the school learns from whom, what it shares,
//! and how many points each of these adds.

use std::fmt::Write;

use crate::model::numbers::{count, percent, percent_of_thousandths, points, thousands, whole_percent};
use crate::model::problem::Problem;
use crate::plan::breakdown::{Breakdown, Lesson, Offer, SchoolBreakdown};
use crate::report::labels::{label, term};
use crate::report::names::{group_title, name, named};
use crate::report::words::{self, line};
use crate::units::Points;

/// The breakdown as plain text. If `only` has ids, the text covers these schools alone. If `only` is empty, the text covers
/// all schools and shows how their benefits add up to the value.
#[must_use]
pub fn render(problem: &Problem, parts: &Breakdown, only: &[String]) -> String {
    let mut text = String::new();
    let is_meant = |id: &String| only.is_empty() || only.contains(id);
    for (number, group) in (1..).zip(&parts.groups) {
        let meant: Vec<&SchoolBreakdown> = group.schools.iter().filter(|school| is_meant(&school.school)).collect();
        if meant.is_empty() {
            continue;
        }
        let (size, value) = (words::size(group.schools.len()), thousands(group.value));
        push(&mut text, format_args!("{}: {size}, {value} points", group_title(number, group.name.as_deref())));
        for school in meant {
            of_school(&mut text, problem, school);
        }
        text.push('\n');
    }
    let alone: Vec<&String> = parts.unmatched.iter().filter(|id| is_meant(id)).collect();
    if !alone.is_empty() {
        push(&mut text, format_args!("Without a group"));
        for id in alone {
            push(&mut text, format_args!("  {}", named(problem, id)));
        }
        text.push('\n');
    }
    if only.is_empty() {
        total(&mut text, parts);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    writeln!(text, "{arguments}").expect("writing to a string never fails");
}

fn of_school(text: &mut String, problem: &Problem, school: &SchoolBreakdown) {
    let SchoolBreakdown { school: id, terms, learns, offers, benefit } = school;
    push(text, format_args!("\n  {}", named(problem, id)));
    let names: Vec<String> = terms.iter().map(|part| line(&term(problem, &part.term))).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).max("benefit".len());
    for (name, part) in names.iter().zip(terms) {
        let (points, weight) = (thousands(part.points), percent_of_thousandths(part.weight));
        let weighted = exactly(part.weight * part.points);
        push(text, format_args!("    {name:width$}  {points:>6} points x {weight:>7} = {weighted:>9}"));
    }
    let equals = thousands(*benefit);
    push(
        text,
        format_args!("    {:width$}  {equals:>6} points, {}: the sum, rounded down", "benefit", percent(*benefit)),
    );
    if learns.is_empty() {
        push(text, format_args!("    learns: no needs named"));
    } else {
        let sum: Points = learns.iter().map(|lesson| lesson.points).sum();
        push(text, format_args!("    learns: {} points in total", thousands(sum)));
    }
    for lesson in learns {
        push(text, format_args!("      {}", of_lesson(problem, lesson)));
    }
    let sum: Points = offers.iter().map(|offer| offer.points).sum();
    let peers = Points::try_from(offers.len()).unwrap_or(Points::MAX).max(1);
    push(text, format_args!("    shares: {} points on average", thousands(sum / peers)));
    for offer in offers {
        push(text, format_args!("      {}", of_offer(problem, offer)));
    }
}

/// "EAL from Birch Primary: 75% of its needs x level 80% = 6,000 points; second choice Cedar Primary, level 60%"
fn of_lesson(problem: &Problem, lesson: &Lesson) -> String {
    let Lesson { area, weight, from, second, points } = lesson;
    let area = label(problem, area);
    line(&match (from, second) {
        (None, _) => format!("{area}: {} of its needs, not a strength elsewhere in this group", whole_percent(*weight)),
        (Some(from), second) => {
            let next = second.as_ref().map(|second| {
                format!("; second choice {}, level {}", name(problem, &second.school), whole_percent(second.level))
            });
            format!(
                "{area} from {}: {} of its needs x level {} = {} points{}",
                name(problem, &from.school),
                whole_percent(*weight),
                whole_percent(from.level),
                thousands(*points),
                next.unwrap_or_default(),
            )
        }
    })
}

/// "with Ash Primary: EAL and writing, 7,500 points"
fn of_offer(problem: &Problem, offer: &Offer) -> String {
    let areas: Vec<String> = offer.areas.iter().map(|area| label(problem, area)).collect();
    if areas.is_empty() {
        return line(&format!("with {}: nothing that it needs this year", name(problem, &offer.to)));
    }
    line(&format!("with {}: {}, {}", name(problem, &offer.to), words::list(&areas, "and"), points(offer.points)))
}

/// How the groups' values add up to the plan's value.
fn total(text: &mut String, parts: &Breakdown) {
    let groups: Points = parts.groups.iter().map(|group| group.value).sum();
    let number = count(parts.groups.len(), "group", "groups");
    push(text, format_args!("{number}: {}", points(groups)));
    if !parts.unmatched.is_empty() {
        let schools = count(parts.unmatched.len(), "school", "schools");
        push(text, format_args!("{schools} without a group: minus {} each", points(parts.price)));
    }
    push(text, format_args!("the plan: {}", points(parts.value)));
}

/// Thousandths of a point, always with three decimal places: "5,495.000".
fn exactly(thousandths: Points) -> String {
    format!("{}.{:03}", thousands(thousandths / 1_000), thousandths % 1_000)
}

#[cfg(test)]
mod tests;
