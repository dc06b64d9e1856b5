//! The pieces that all views share: the frame with its style, tables, lists, and the line that says how much is left out.

use maud::{Markup, PreEscaped, html};

use crate::error::Issue;
use crate::model::numbers::count;

/// Notebooks align cells to the right and stripe the rows, which makes cells with several lines hard to read. This style
/// sets no colour, so light and dark notebooks keep theirs.
const STYLE: &str = ".tercet-view table{border-collapse:collapse;margin:.5em 0}\
    .tercet-view :is(th,td,caption){text-align:left!important;vertical-align:top;white-space:normal;max-width:34em;\
    padding:.3em 1em .3em 0;color:inherit;caption-side:top}\
    .tercet-view tr{background:transparent!important}\
    .tercet-view :is(tbody,thead) tr{border-top:1px solid rgb(128 128 128/.3)}\
    .tercet-view th[scope=rowgroup]{padding-top:1em}\
    .tercet-view small{opacity:.75}\
    .tercet-view pre{white-space:pre-wrap;background:transparent;color:inherit}";

/// The most warnings that a view lists.
const MOST_WARNINGS: usize = 5;

/// The view: the content with the style.
pub(super) fn framed(content: &Markup) -> String {
    html! { div.tercet-view { style { (PreEscaped(STYLE)) } (content) } }.into_string()
}

/// A table with bodies of rows. A blank caption is left out.
pub(super) fn table(caption: &str, header: &[&str], bodies: &Markup) -> Markup {
    html! {
        table {
            @if !caption.is_empty() { caption { (caption) } }
            thead { tr { @for name in header { th scope="col" { (name) } } } }
            (bodies)
        }
    }
}

/// A body of rows.
pub(super) fn body(rows: &[Vec<Markup>]) -> Markup {
    html! { tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } } }
}

/// A cell of text.
pub(super) fn cell(text: &str) -> Markup {
    html! { (text) }
}

/// One line for each entry; a replacement text if there are none.
pub(super) fn lines(lines: &[Markup], none: &str) -> Markup {
    html! { @if lines.is_empty() { (none) } @else { @for line in lines { div { (line) } } } }
}

/// A line of small print.
pub(super) fn small(line: &Markup) -> Markup {
    html! { div { small { (line) } } }
}

/// A list; nothing if there are no entries.
pub(super) fn list(entries: &[String]) -> Markup {
    html! { @if !entries.is_empty() { ul { @for entry in entries { li { (entry) } } } } }
}

/// "and 12 more groups; `plan.to_frame()` has all of them"; nothing if no group is left out.
pub(super) fn left_out(number: usize, (one, many): (&str, &str), whole: &str) -> Markup {
    html! {
        @if number > 0 { p { "and " (count(number, one, many)) "; " code { (whole) } " has all of them" } }
    }
}

/// The first few warnings; nothing if there are none.
pub(super) fn warnings(warnings: &[Issue]) -> Markup {
    let mut told: Vec<String> =
        warnings.iter().take(MOST_WARNINGS).map(|issue| format!("{}; {}", issue.message, issue.fix)).collect();
    if warnings.len() > MOST_WARNINGS {
        told.push(format!("and {} more in .warnings", warnings.len() - MOST_WARNINGS));
    }
    html! { @if !told.is_empty() { p { "Warnings:" } (list(&told)) } }
}
