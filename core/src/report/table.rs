//! The text that a manager reads on standard output.

use std::fmt::Write;

use crate::error::Severity;
use crate::model::numbers::{count, percent};
use crate::model::problem::Problem;
use crate::plan::breakdown::{Lesson, breakdown};
use crate::plan::grouping::Plan;
use crate::report::labels::label;
use crate::report::names::{group_title, name, named};
use crate::report::rules;
use crate::report::summary::{Summary, needs_met, needs_met_in};
use crate::report::words::{self, NO_NEEDS, line, sentence};

/// The most groups, and the most warnings, that are written out; a national plan would fill the screen for minutes.
const MOST_GROUPS: usize = 100;
const MOST_WARNINGS: usize = 10;

/// The plan as plain text: summary, groups with who learns what from whom, or why there is none.
///
/// Of more than 100 groups the first 100 are written out, and of more than 10 warnings the first 10, each with a line that
/// says how many more there are.
#[must_use]
pub fn render(problem: &Problem, plan: &Plan) -> String {
    let parts = breakdown(problem, plan);
    let summary = Summary::new(problem, plan, &parts);
    let mut text = format!("{}\n{}\n", summary.title, summary.verdict);
    let figures = || summary.figures.iter().chain(&summary.details);
    let width = figures().map(|(label, _)| label.len()).max().unwrap_or(0);
    for (label, figure) in figures() {
        push(&mut text, format_args!("  {label:width$}  {}", line(figure)));
    }
    push(
        &mut text,
        format_args!("  {:width$}  {}, seed {}; {}", "Search", plan.strategy, plan.seed, words::stop(plan.stop)),
    );
    if let Some(off) = rules::off_in_a_line(problem) {
        push(&mut text, format_args!("  {off}"));
    }
    reasons(&mut text, plan);
    for (number, group) in (1..).zip(&parts.groups).take(MOST_GROUPS) {
        let (title, size) = (group_title(number, group.name.as_deref()), words::size(group.schools.len()));
        let met = needs_met_in(group).map_or_else(String::new, |met| format!(", {} of needs met", percent(met)));
        push(&mut text, format_args!("\n{title}: {size}{met}"));
        for school in &group.schools {
            let named = named(problem, &school.school);
            let met = needs_met(school).map_or_else(String::new, |met| format!(": {} of its needs met", percent(met)));
            push(&mut text, format_args!("  {named}{met}"));
            push(&mut text, format_args!("    {}", sentence(&lessons(problem, &school.learns))));
        }
    }
    if parts.groups.len() > MOST_GROUPS {
        let more = count(parts.groups.len() - MOST_GROUPS, "more group", "more groups");
        push(&mut text, format_args!("\n... and {more}"));
    }
    if !parts.unmatched.is_empty() {
        push(&mut text, format_args!("\nWithout a group"));
        for id in &parts.unmatched {
            push(&mut text, format_args!("  {}", named(problem, id)));
        }
    }
    warnings(&mut text, problem);
    text
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    writeln!(text, "{arguments}").expect("writing to a string never fails");
}

fn reasons(text: &mut String, plan: &Plan) {
    if !plan.reasons.is_empty() {
        push(text, format_args!("\n{}", words::why(plan)));
    }
    for reason in &plan.reasons {
        push(text, format_args!("  Have: {}", line(&sentence(&reason.have))));
        push(text, format_args!("  Need: {}", line(&sentence(&reason.need))));
        for fix in &reason.fixes {
            push(text, format_args!("  What would help: {}", line(&sentence(fix))));
        }
    }
}

fn warnings(text: &mut String, problem: &Problem) {
    let warnings: Vec<_> = problem.warnings().iter().filter(|issue| issue.severity == Severity::Warning).collect();
    if warnings.is_empty() {
        return;
    }
    push(text, format_args!("\n{}", sentence(&count(warnings.len(), "warning", "warnings"))));
    for warning in warnings.iter().take(MOST_WARNINGS) {
        push(text, format_args!("  {}", line(&warning.to_string())));
    }
    if warnings.len() > MOST_WARNINGS {
        push(text, format_args!("  ... and {} more", warnings.len() - MOST_WARNINGS));
    }
}

/// "learns EAL and reading from Birch Primary; writing from Cedar Primary; SEND is not a strength elsewhere in this group".
fn lessons(problem: &Problem, lessons: &[Lesson]) -> String {
    if lessons.is_empty() {
        return NO_NEEDS.to_owned();
    }
    let mut from: Vec<(&str, Vec<String>)> = Vec::new();
    let mut nobody: Vec<String> = Vec::new();
    for lesson in lessons {
        let area = label(problem, &lesson.area);
        let Some(source) = &lesson.from else {
            nobody.push(area);
            continue;
        };
        match from.iter_mut().find(|(id, _)| *id == source.school) {
            Some((_, areas)) => areas.push(area),
            None => from.push((&source.school, vec![area])),
        }
    }
    let from: Vec<String> =
        from.iter().map(|(id, areas)| format!("{} from {}", words::list(areas, "and"), name(problem, id))).collect();
    let learns = (!from.is_empty()).then(|| format!("learns {}", from.join("; ")));
    let lacks = (!nobody.is_empty()).then(|| {
        let (verb, noun) = if nobody.len() == 1 { ("is", "a strength") } else { ("are", "strengths") };
        format!("{} {verb} not {noun} elsewhere in this group", words::list(&nobody, "and"))
    });
    line(&learns.into_iter().chain(lacks).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests;
