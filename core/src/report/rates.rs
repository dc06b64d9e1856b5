//! The feedback's rates as a picture: a bar for each rate, with its interval as a line.

use maud::{Markup, html};

use crate::programme::feedback::summary::{By, Figure};
use crate::report::drawing::{Drawing, text};
use crate::report::feedback::measure_name;

const LABELS: u32 = 260;
const BARS: f64 = 360.0;
const ACROSS: u32 = 710;
const ROW: u32 = 26;

/// A bar for each rate of a kind. A hidden rate has no bar, and a note says that it is hidden.
///
/// ```
/// use tercet::programme::feedback::summary::By;
/// use tercet::report::rates::chart;
/// assert!(chart(&[], By::Overall).to_svg().contains("no rates"));
/// ```
#[must_use]
pub fn chart(figures: &[Figure], by: By) -> Drawing {
    let figures: Vec<&Figure> = figures.iter().filter(|figure| figure.by == by).collect();
    let height = ROW * u32::try_from(figures.len().max(1)).unwrap_or(1) + 10;
    let body = html! {
        @if figures.is_empty() { text x="4" y=(ROW - 8) { "no rates" } }
        @for (number, figure) in (0..).zip(&figures) { (row(ROW * number + 4, figure)) }
    };
    Drawing::new("Rates of the feedback with their 95% intervals", &in_words(&figures), (ACROSS, height), body)
}

/// "plan to use something", and who the rate is about.
fn told(figure: &Figure) -> String {
    let whose = if figure.value.is_empty() { String::new() } else { format!("{}: ", figure.value) };
    format!("{whose}{}", measure_name(figure.measure))
}

fn row(top: u32, figure: &Figure) -> Markup {
    let (middle, foot) = (top + 9, top + 14);
    let across = |share: f64| (BARS * share * 10.0).round() / 10.0;
    html! {
        (text(4, foot, LABELS - 8, &told(figure)))
        @match figure.rate {
            None => { text x=(LABELS) y=(foot) opacity="0.7" { "hidden: fewer than five" } }
            Some(rate) => {
                rect x=(LABELS) y=(top) width=(across(rate.share)) height="18" fill="#2f6f8f" opacity="0.55" {}
                @let (low, high) = (f64::from(LABELS) + across(rate.low), f64::from(LABELS) + across(rate.high));
                path d={ "M" (low) " " (middle) "H" (high) } stroke="currentColor" stroke-width="2" {}
                text x=(f64::from(LABELS) + BARS + 8.0) y=(foot) { (rate.count) " of " (rate.of) }
            }
        }
    }
}

/// A description of the picture, for readers who cannot see it.
fn in_words(figures: &[&Figure]) -> String {
    let part = |figure: &&Figure| match figure.rate {
        None => format!("{}: hidden.", told(figure)),
        Some(rate) => format!("{}: {} of {}.", told(figure), rate.count, rate.of),
    };
    figures.iter().map(part).collect::<Vec<_>>().join(" ")
}
