//! The plan as Markdown: headings and tables that are also easy to read as plain text.

use std::fmt::Write;

use crate::model::numbers::percent;
use crate::model::problem::Problem;
use crate::plan::breakdown::{Lesson, SchoolBreakdown, breakdown};
use crate::plan::grouping::Plan;
use crate::report::labels::label;
use crate::report::names::{group_title, name};
use crate::report::rules;
use crate::report::summary::Summary;
use crate::report::summary::needs_met;
use crate::report::words::{self, NO_NEEDS, is_top_priority, line, sentence};

/// The plan as a Markdown document (GitHub's tables).
#[must_use]
pub fn render(problem: &Problem, plan: &Plan) -> String {
    let parts = breakdown(problem, plan);
    let summary = Summary::new(problem, plan, &parts);
    let mut page = Page(format!("# {}\n\n{}\n", summary.title, escape(&summary.verdict)));
    page.table(
        &["figure", "value"],
        summary.figures.iter().map(|(label, figure)| vec![(*label).to_owned(), escape(figure)]),
    );
    if !plan.reasons.is_empty() {
        page.heading(2, words::why(plan));
    }
    for reason in &plan.reasons {
        page.paragraph(&format!("Have: {} Need: {}", sentence(&reason.have), sentence(&reason.need)));
        page.items(reason.fixes.iter().map(|fix| format!("What would help: {}", sentence(fix))));
    }
    if !parts.groups.is_empty() {
        page.heading(2, "Groups");
    }
    for (number, group) in (1..).zip(&parts.groups) {
        let title = group_title(number, group.name.as_deref());
        page.heading(3, &format!("{title}: {}", words::size(group.schools.len())));
        page.table(&["school", "needs met", "learns"], group.schools.iter().map(|school| row(problem, school)));
    }
    if !parts.unmatched.is_empty() {
        page.heading(2, "Without a group");
        page.items(parts.unmatched.iter().map(|id| name(problem, id).to_owned()));
    }
    page.heading(2, "Rules in force");
    let in_force = rules::in_force(problem).into_iter().chain([rules::aim(problem)]);
    page.items(in_force.map(|rule| format!("{} ({})", rule.says, rule.origin.as_str())));
    page.table(
        &["what counts when groups are compared", "weight"],
        rules::weights(problem).into_iter().map(|(t, w)| vec![escape(&t), w]),
    );
    page.heading(2, "How it was made");
    let stop = words::stop(plan.stop);
    page.paragraph(&format!("{} The strategy was {}, with seed {}.", sentence(stop), plan.strategy, plan.seed));
    page.table(
        &["figure", "value"],
        summary.details.iter().map(|(label, figure)| vec![(*label).to_owned(), escape(figure)]),
    );
    if !problem.warnings().is_empty() {
        page.heading(2, "Warnings");
        page.items(problem.warnings().iter().map(ToString::to_string));
    }
    page.0
}

fn row(problem: &Problem, school: &SchoolBreakdown) -> Vec<String> {
    let lessons: Vec<String> = school.learns.iter().map(|lesson| self::lesson(problem, school, lesson)).collect();
    let lessons = if lessons.is_empty() { NO_NEEDS.to_owned() } else { lessons.join("; ") };
    let met = needs_met(school).map_or_else(String::new, percent);
    vec![escape(name(problem, &school.school)), met, escape(&lessons)]
}

fn lesson(problem: &Problem, school: &SchoolBreakdown, lesson: &Lesson) -> String {
    let area = label(problem, &lesson.area);
    let top = if is_top_priority(school, lesson) { " (top priority)" } else { "" };
    match &lesson.from {
        Some(source) => format!("{area}{top}, with {}", name(problem, &source.school)),
        None => format!("{area}{top}: not a strength elsewhere in this group"),
    }
}

/// Text on one line, with every character escaped that has a meaning in Markdown or HTML.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let text = line(text);
    let mark = list_mark(&text);
    for (place, c) in text.char_indices() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => escaped.extend(['\\', c]),
            _ if Some(place) == mark => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// The position of a sign that would make the text a list entry, as in "1. Ash" or "- Ash".
fn list_mark(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = text[digits..].chars();
    let is_mark = match rest.next()? {
        '-' | '+' => digits == 0,
        '.' | ')' => digits > 0,
        _ => false,
    };
    (is_mark && rest.next().is_none_or(|c| c == ' ')).then_some(digits)
}

/// The document so far.
pub(super) struct Page(pub(super) String);

impl Page {
    /// Starts a document with its title.
    pub(super) fn titled(title: &str) -> Self {
        Self(format!("# {}\n", escape(title)))
    }

    fn push(&mut self, arguments: std::fmt::Arguments<'_>) {
        writeln!(self.0, "{arguments}").expect("writing to a string never fails");
    }

    pub(super) fn heading(&mut self, level: usize, text: &str) {
        self.push(format_args!("\n{} {}", "#".repeat(level), escape(text)));
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.push(format_args!("\n{}", escape(text)));
    }

    pub(super) fn items(&mut self, items: impl Iterator<Item = String>) {
        self.push(format_args!(""));
        for item in items {
            self.push(format_args!("- {}", escape(&item)));
        }
    }

    /// List entries, each with the entries below it.
    pub(super) fn tree(&mut self, entries: impl Iterator<Item = (String, Vec<String>)>) {
        for (place, (lead, rest)) in entries.enumerate() {
            if place == 0 {
                self.push(format_args!(""));
            }
            self.push(format_args!("- {}", escape(&lead)));
            for below in rest {
                self.push(format_args!("  - {}", escape(&below)));
            }
        }
    }

    /// Adds a table. The cells are already Markdown.
    pub(super) fn table(&mut self, header: &[&str], rows: impl Iterator<Item = Vec<String>>) {
        self.push(format_args!("\n| {} |", header.join(" | ")));
        self.push(format_args!("|{}", " --- |".repeat(header.len())));
        for row in rows {
            self.push(format_args!("| {} |", row.join(" | ")));
        }
    }
}

#[cfg(test)]
mod tests;
