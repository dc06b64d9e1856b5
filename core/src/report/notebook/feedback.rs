//! The feedback from the visits: the rates for all schools as a chart, and all rates as a table.

use maud::{Markup, PreEscaped, html};

use super::frame::{body, cell, framed, left_out, table};
use crate::model::numbers::{count, share};
use crate::programme::feedback::summary::{By, Figure, Summary};
use crate::report::rates;

/// The most rates that a view lists.
const MOST_RATES: usize = 60;

/// The rates of all schools together as a chart, and all rates as a table.
#[must_use]
pub fn feedback(summary: &Summary) -> String {
    let rows: Vec<Vec<Markup>> = summary.figures.iter().take(MOST_RATES).map(row).collect();
    let caption = format!(
        "{}, {}",
        count(summary.figures.len(), "rate", "rates"),
        count(summary.suggestions.len(), "suggestion", "suggestions")
    );
    framed(&html! {
        (PreEscaped(rates::chart(&summary.figures, By::Overall).to_inline_svg()))
        (table(&caption, &["rate", "by", "of", "count", "share", "95% interval"], &body(&rows)))
        (left_out(summary.figures.len() - rows.len(), ("more rate", "more rates"), "feedback.to_frame()"))
    })
}

fn row(figure: &Figure) -> Vec<Markup> {
    let [told, part, interval] = match figure.rate {
        None => ["hidden".to_owned(), String::new(), String::new()],
        Some(rate) => [
            format!("{} of {}", rate.count, rate.of),
            share(rate.share),
            format!("{} to {}", share(rate.low), share(rate.high)),
        ],
    };
    let measure = figure.measure.as_str().replace('_', " ");
    [measure, figure.by.as_str().to_owned(), figure.value.clone(), told, part, interval]
        .iter()
        .map(|text| cell(text))
        .collect()
}
