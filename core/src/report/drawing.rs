//! A picture as SVG: marks with a frame around them, for a separate file or for a page or notebook.
//!
//! Marks use `currentColor` or tones that stand out on both white and black, so one picture serves light and dark pages. A
//! picture loads nothing and has no ids, so one page can hold many pictures.

use maud::{Markup, PreEscaped, html};
use serde::{Deserialize, Serialize};

use crate::model::numbers::count;
use crate::report::words::line;

/// Tones with a contrast of 3 or more against both white and the black of dark pages. The first tones differ most from one
/// another.
pub(super) const TONES: [&str; 8] =
    ["#0072b2", "#d55e00", "#009e73", "#7a5cc4", "#b07c00", "#c2669b", "#1793b5", "#a8552f"];

/// Letters are about seven pixels wide on average, at the size of [`Drawing`]'s text.
const LETTER: usize = 7;

/// A picture, and a description for readers who cannot see it.
///
/// ```
/// use tercet::report::map;
/// use tercet::{Cohort, Options, Problem, Rules, School, Strategy, solve};
/// let school = |id: &str, east| School::new(id, id).with_location(east, 200_000);
/// let cohort = Cohort::new(vec![school("Ash", 400_000), school("Bay", 450_000), school("Elm", 500_000)], Vec::new())?;
/// let problem = Problem::new(cohort, Rules::default())?;
/// let plan = solve(&problem, &Options::default().with_strategy(Strategy::Greedy))?;
/// let drawing = map::of_plan(&problem, &plan);
/// assert!(drawing.to_svg().starts_with("<svg xmlns="));
/// # Ok::<(), tercet::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Drawing {
    /// What the picture is, in a few words.
    pub title: String,
    /// What the picture shows, in sentences.
    pub description: String,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// The marks, as SVG.
    body: String,
}

impl Drawing {
    pub(super) fn new(title: &str, description: &str, (width, height): (u32, u32), body: Markup) -> Self {
        Self { title: plain(title), description: plain(description), width, height, body: body.into_string() }
    }

    /// The picture as a separate file: black marks on white, or white on black if the reader prefers dark.
    #[must_use]
    pub fn to_svg(&self) -> String {
        self.framed("color-scheme:light dark;background:Canvas;color:CanvasText;").into_string()
    }

    /// The picture as part of a page, in the page's colours.
    #[must_use]
    pub fn to_inline_svg(&self) -> String {
        self.framed("").into_string()
    }

    /// The marks in a frame with this style.
    pub(super) fn framed(&self, style: &str) -> Markup {
        let view = format!("0 0 {} {}", self.width, self.height);
        html! {
            svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label=(self.title) viewBox=(view) width=(self.width)
                height=(self.height) style={ (style) "max-width:100%;height:auto" } fill="currentColor"
                font-family="system-ui, sans-serif" font-size="13" {
                title { (self.title) }
                desc { (self.description) }
                (PreEscaped(&self.body))
            }
        }
    }
}

/// Text from the input, on one line and without characters that XML forbids.
pub(super) fn plain(text: &str) -> String {
    line(text).replace(['\u{fffe}', '\u{ffff}'], " ")
}

/// A line of text that fits in this many pixels. If the line is cut, the whole text appears as a tooltip.
pub(super) fn text(x: u32, y: u32, width: u32, says: &str) -> Markup {
    let says = plain(says);
    let most = usize::try_from(width).unwrap_or(usize::MAX) / LETTER;
    let cut = says.chars().count() > most;
    html! {
        text x=(x) y=(y) {
            @if cut {
                title { (says) }
                (says.chars().take(most.saturating_sub(1)).collect::<String>().trim_end()) "…"
            } @else { (says) }
        }
    }
}

/// The first few lines of a list. If the list is longer, the last line says how many are left out.
pub(super) fn capped(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        let left = lines.len() - (most - 1);
        lines.truncate(most - 1);
        lines.push(format!("and {}", count(left, "more", "more")));
    }
    lines
}

#[cfg(test)]
mod tests;
