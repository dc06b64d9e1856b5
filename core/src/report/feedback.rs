//! The feedback from the visits as CSV, and as Markdown that is also easy to read as plain text.

use csv::{Terminator, WriterBuilder};

use crate::model::format::spreadsheet::guard;
use crate::model::numbers::{count, share, share_number, whole_percent};
use crate::model::problem::Problem;
use crate::programme::feedback::leaders::{Constancy, Leaders};
use crate::programme::feedback::rate::Rate;
use crate::programme::feedback::suggest::{LevelChange, Suggestion};
use crate::programme::feedback::summary::{By, Figure, Measure, Summary};
use crate::report::document::Document;
use crate::report::labels::label;
use crate::report::names::name;
use crate::report::words::list;

/// The feedback as a Markdown document: the rates, the schools whose leaders changed, and the suggestions.
#[must_use]
pub fn render(problem: &Problem, summary: &Summary) -> String {
    document(problem, summary).to_markdown()
}

/// The feedback as plain text for a terminal.
#[must_use]
pub fn render_text(problem: &Problem, summary: &Summary) -> String {
    document(problem, summary).to_text()
}

fn document(problem: &Problem, summary: &Summary) -> Document {
    let mut page = Document::titled("Evaluation: what participants told us");
    for sentence in sentences(&summary.figures) {
        page.paragraph(&sentence);
    }
    for by in [By::Overall, By::Group, By::Phase, By::Area] {
        let figures = || summary.figures.iter().filter(move |figure| figure.by == by);
        let mut rows: Vec<&str> = figures().map(|figure| figure.value.as_str()).collect();
        rows.sort_by_key(|value| (value.parse::<usize>().unwrap_or(0), *value));
        rows.dedup();
        let measures: Vec<Measure> =
            Measure::ALL.into_iter().filter(|&measure| figures().any(|figure| figure.measure == measure)).collect();
        if rows.is_empty() || measures.is_empty() {
            continue;
        }
        page.heading(heading(by));
        let mut header = vec![if by == By::Overall { "" } else { by.as_str() }];
        header.extend(measures.iter().map(|&measure| measure_name(measure)));
        let cell = |value: &str, measure: Measure| {
            let figure = figures().find(|figure| figure.value == value && figure.measure == measure);
            figure.map_or(String::new(), |figure| figure.rate.map_or("hidden".to_owned(), shown))
        };
        let row = |value: &str| {
            let first = match by {
                By::Overall => "all".to_owned(),
                By::Phase if value.is_empty() => "no phase given".to_owned(),
                By::Area => label(problem, value),
                By::School => name(problem, value).to_owned(),
                By::Group | By::Phase => value.to_owned(),
            };
            std::iter::once(first).chain(measures.iter().map(|&measure| cell(value, measure))).collect()
        };
        page.table(&header, rows.into_iter().map(row));
    }
    if summary.figures.iter().any(|figure| figure.rate.is_none()) {
        page.paragraph(
            "Figures based on fewer than five people are not shown, nor are figures that would reveal them.",
        );
    }
    if !summary.figures.is_empty() {
        page.paragraph("In brackets: the 95% confidence interval (Wilson).");
    }
    leaders(problem, summary, &mut page);
    suggestions(problem, summary, &mut page);
    if !summary.warnings.is_empty() {
        page.heading("Warnings");
        page.items(summary.warnings.iter().map(ToString::to_string));
    }
    page
}

fn heading(by: By) -> &'static str {
    match by {
        By::Overall => "All schools",
        By::Group => "By group",
        By::Phase => "By phase",
        By::Area => "By area",
        By::School => "By school",
    }
}

pub(super) fn measure_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Attendance => "came",
        Measure::Response => "answered",
        Measure::Uses => "plan to use something",
        Measure::PassesOn => "have something to share with senior colleagues",
    }
}

/// The sentences that may be passed on: one about all schools for each question, unless the rate is hidden.
fn sentences(figures: &[Figure]) -> Vec<String> {
    let overall = figures.iter().filter(|figure| figure.by == By::Overall);
    overall.filter_map(|figure| sentence(figure.measure, figure.rate?)).collect()
}

/// A rate as a sentence for a report: "90% of participants (54 of 60; 95% interval 80 to 95%) plan to use something they
/// have seen." `None` for attendance, which counts places and not people.
///
/// ```
/// use tercet::programme::feedback::{rate::Rate, summary::Measure};
/// use tercet::report::feedback::sentence;
/// assert_eq!(
///     sentence(Measure::Uses, Rate::new(54, 60)).as_deref(),
///     Some("90% of participants (54 of 60; 95% interval 80 to 95%) plan to use something they have seen.")
/// );
/// ```
#[must_use]
pub fn sentence(measure: Measure, rate: Rate) -> Option<String> {
    let (whom, what) = match measure {
        Measure::Attendance => return None,
        Measure::Response => ("participants who were asked", "answered"),
        Measure::Uses => ("participants", "plan to use something they have seen"),
        Measure::PassesOn => ("participants", "have something to share with senior colleagues"),
    };
    let Rate { count, of, share: part, low, high, .. } = rate;
    let (low, high) = (share_number(low), share_number(high));
    Some(format!("{} of {whom} ({count} of {of}; 95% interval {low} to {high}%) {what}.", share(part)))
}

/// "80% (49 to 94), 8 of 10".
fn shown(rate: Rate) -> String {
    let Rate { count, of, share: part, low, high, .. } = rate;
    format!("{} ({} to {}), {count} of {of}", share(part), share_number(low), share_number(high))
}

fn leaders(problem: &Problem, summary: &Summary, page: &mut Document) {
    if summary.leaders.is_empty() {
        return;
    }
    page.heading("The same two leaders each time");
    let same = summary.leaders.iter().filter(|entry| entry.leaders == Constancy::Same).count();
    page.paragraph(&format!(
        "{same} of {} sent the same two leaders each time.",
        count(summary.leaders.len(), "school", "schools")
    ));
    let others = summary.leaders.iter().filter(|entry| entry.leaders != Constancy::Same);
    let named = |hosts: &[String]| list(&hosts.iter().map(|id| name(problem, id)).collect::<Vec<_>>(), "and");
    let line = |entry: &Leaders| {
        let mut told = Vec::new();
        if !entry.missed.is_empty() {
            told.push(format!("fewer than two leaders at {}", named(&entry.missed)));
        }
        if !entry.changed.is_empty() {
            told.push(format!("different leaders at {}", named(&entry.changed)));
        }
        if told.is_empty() {
            told.push("not known, because some leaders were recorded without a key".to_owned());
        }
        format!("{} (group {}): {}", name(problem, &entry.school), entry.group, told.join("; "))
    };
    let lines: Vec<String> = others.map(line).collect();
    page.items(lines.into_iter());
}

fn suggestions(problem: &Problem, summary: &Summary, page: &mut Document) {
    page.heading("Strengths to review for next year");
    if summary.suggestions.is_empty() {
        page.paragraph("No answer suggests a change.");
        return;
    }
    page.paragraph("This list changes nothing by itself. Please decide on each suggestion.");
    let line = |one: &Suggestion| {
        let level = |level: Option<u8>| level.map_or("not declared".to_owned(), whole_percent);
        let change = match (one.change, one.to) {
            (LevelChange::Declare, Some(to)) => format!("declare it at {}", whole_percent(to)),
            (LevelChange::Raise, Some(to)) => format!("raise it from {} to {}", level(one.from), whole_percent(to)),
            _ => format!("ask the school whether {} is still right", level(one.from)),
        };
        format!("{}, {}: {change}, because {}", name(problem, &one.school), label(problem, &one.area), one.reason)
    };
    page.items(summary.suggestions.iter().map(line));
}

/// The figures as CSV: `measure`, `by`, `value`, `count`, `of`, `share`, `low`, `high`. The last five are blank if the
/// figure is hidden.
#[must_use]
pub fn figures_csv(summary: &Summary) -> String {
    let row = |figure: &Figure| {
        let number = |number: f64| format!("{number:.4}");
        let rate = figure.rate.map(|rate| {
            [rate.count.to_string(), rate.of.to_string(), number(rate.share), number(rate.low), number(rate.high)]
        });
        let names = [figure.measure.as_str(), figure.by.as_str(), &figure.value].map(str::to_owned);
        names.into_iter().chain(rate.unwrap_or_default()).collect()
    };
    let header = ["measure", "by", "value", "count", "of", "share", "low", "high"];
    table(&header, summary.figures.iter().map(row))
}

/// Every figure as CSV, including those by school, with nothing hidden. This file is for those who run the programme. Its
/// columns are those of [`figures_csv`].
#[must_use]
pub fn unhidden_csv(summary: &Summary) -> String {
    figures_csv(&Summary { figures: summary.unhidden.clone(), ..summary.clone() })
}

/// The leaders as CSV: `group`, `school` (the id), `name`, `leaders`, `visits`, `missed` and `changed`. The last two hold
/// ids of hosts, separated by `;`.
#[must_use]
pub fn leaders_csv(problem: &Problem, summary: &Summary) -> String {
    let row = |entry: &Leaders| {
        vec![
            entry.group.to_string(),
            entry.school.clone(),
            name(problem, &entry.school).to_owned(),
            entry.leaders.as_str().to_owned(),
            entry.visits.to_string(),
            entry.missed.join(";"),
            entry.changed.join(";"),
        ]
    };
    let header = ["group", "school", "name", "leaders", "visits", "missed", "changed"];
    table(&header, summary.leaders.iter().map(row))
}

/// The suggestions as CSV: `school` (the id), `name`, `area`, `change`, `from` and `to` (percent of the scale), `reason`.
#[must_use]
pub fn suggestions_csv(problem: &Problem, summary: &Summary) -> String {
    let row = |one: &Suggestion| {
        let level = |level: Option<u8>| level.map_or(String::new(), |level| level.to_string());
        vec![
            one.school.clone(),
            name(problem, &one.school).to_owned(),
            one.area.clone(),
            one.change.as_str().to_owned(),
            level(one.from),
            level(one.to),
            one.reason.clone(),
        ]
    };
    let header = ["school", "name", "area", "change", "from", "to", "reason"];
    table(&header, summary.suggestions.iter().map(row))
}

fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(header).expect("writing to memory never fails");
    for row in rows {
        writer.write_record(row.iter().map(|cell| guard(cell).into_owned())).expect("writing to memory never fails");
    }
    let bytes = writer.into_inner().expect("writing to memory never fails");
    String::from_utf8(bytes).expect("every cell is text")
}

#[cfg(test)]
mod tests;
