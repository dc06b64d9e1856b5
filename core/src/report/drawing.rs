//! A picture as SVG: a body of marks with the frame around it, for a separate file or within a page or notebook.
//!
//! Marks are drawn in `currentColor` or in tones that stand out on white and on black alike, so that one picture serves
//! light and dark. Nothing is loaded, and no id is used, so that one page may hold many pictures.

use maud::{Markup, PreEscaped, html};
use serde::{Deserialize, Serialize};

use crate::model::numbers::count;
use crate::report::words::line;

/// Tones that have a contrast of 3 or more with white and with the black of dark pages; the first ones are the most unlike.
pub(super) const TONES: [&str; 8] =
    ["#0072b2", "#d55e00", "#009e73", "#7a5cc4", "#b07c00", "#c2669b", "#1793b5", "#a8552f"];

/// Letters are some seven pixels wide on average, at the size of [`Drawing`]'s text.
const LETTER: usize = 7;

/// A picture, with its words for those who do not see it.
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
    /// What it is, in a few words.
    pub title: String,
    /// What it shows, in sentences.
    pub description: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The marks, as SVG.
    body: String,
}

impl Drawing {
    pub(super) fn new(title: &str, description: &str, (width, height): (u32, u32), body: Markup) -> Self {
        Self { title: plain(title), description: plain(description), width, height, body: body.into_string() }
    }

    /// As a separate file: ink and paper are black and white, or the other way round where the reader prefers dark.
    #[must_use]
    pub fn to_svg(&self) -> String {
        self.framed("color-scheme:light dark;background:Canvas;color:CanvasText;").into_string()
    }

    /// As a part of a page, whose ink and paper it takes.
    #[must_use]
    pub fn to_inline_svg(&self) -> String {
        self.framed("").into_string()
    }

    /// With a style and the marks.
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

/// Text from the input as XML can hold it, on one line.
pub(super) fn plain(text: &str) -> String {
    line(text).replace(['\u{fffe}', '\u{ffff}'], " ")
}

/// A line of text that fits in this many pixels; what is cut off is told where a mouse rests on it.
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

/// Up to this many lines of a list; where it is longer, the last one says how many are left out.
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
