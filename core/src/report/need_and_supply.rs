//! Need and supply as a picture and as CSV: for each area, the schools in need next to the schools that are strong. The
//! scarcest area comes first.

use std::cmp::Reverse;

use csv::{Terminator, WriterBuilder};
use maud::html;

use crate::model::format::spreadsheet::guard;
use crate::model::numbers::count;
use crate::model::supply::AreaSupply;
use crate::report::drawing::{Drawing, text};
use crate::report::labels::standard;
use crate::report::words::{list, sentence};

const LABELS: u32 = 190;
const SIDE: u32 = 190;
const TOLD: u32 = 200;
const ROW: u32 = 24;
const HEAD: u32 = 52;
/// The tones of need and supply. The tones of supply grow stronger with the level.
const NEED: &str = "#d55e00";
const SUPPLY: &str = "#0072b2";

/// Sorts the areas: first those in which most schools in need will go without, then by schools in need for each strong
/// school.
#[must_use]
pub fn scarcest_first(areas: &[AreaSupply]) -> Vec<&AreaSupply> {
    let mut sorted: Vec<&AreaSupply> = areas.iter().collect();
    // Need divided by supply, compared crosswise. An area without supply comes before areas with some.
    sorted.sort_by(|a, b| {
        let (left, right) = (b.in_need * a.strong_60.max(1), a.in_need * b.strong_60.max(1));
        let none = |area: &AreaSupply| Reverse(area.in_need > 0 && area.strong_60 == 0);
        (Reverse(a.short), none(a)).cmp(&(Reverse(b.short), none(b))).then(left.cmp(&right))
    });
    sorted
}

/// The state of an area at a glance, without a full stop.
pub(super) fn told(area: &AreaSupply) -> String {
    match (area.in_need, area.strong_60, area.short) {
        (0, _, _) => "no school needs it".to_owned(),
        (_, 0, _) => "no school is strong in it".to_owned(),
        (_, _, 0) => {
            let tenths = (10 * area.in_need + area.strong_60 / 2) / area.strong_60;
            format!("{}.{} schools in need for each strong school", tenths / 10, tenths % 10)
        }
        (_, _, short) => format!("{} will have no strong peer", count(short, "school", "schools")),
    }
}

/// The picture: need on the left, and supply on the right in three shades by level.
///
/// ```
/// use tercet::model::supply::need_and_supply;
/// use tercet::report::need_and_supply::chart;
/// use tercet::{Cohort, Rules, School};
/// let schools = vec![School::new("1", "Ash").with_need("reading", 1.0)];
/// let cohort = Cohort::new(schools, vec!["reading".to_owned()])?;
/// let drawing = chart(&need_and_supply(&cohort, &Rules::default())?);
/// assert!(drawing.to_svg().contains("no school is strong in it"));
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn chart(areas: &[AreaSupply]) -> Drawing {
    let sorted = scarcest_first(areas);
    let most = sorted.iter().map(|area| area.in_need.max(area.strong_60)).max().unwrap_or(0).max(1);
    let middle = LABELS + SIDE;
    let bar = |schools: usize| (u32::try_from(schools * 1_000 / most).unwrap_or(1_000) * (SIDE - 30)) / 1_000;
    // From the outermost bar inwards: where each bar starts and ends, in schools.
    let parts = |area: &AreaSupply| {
        [(0, area.strong_100, "1"), (area.strong_100, area.strong_80, "0.7"), (area.strong_80, area.strong_60, "0.4")]
    };
    let size = (middle + 16 + SIDE + TOLD, HEAD + ROW * u32::try_from(sorted.len().max(1)).unwrap_or(1) + 8);
    let body = html! {
        g font-weight="600" {
            text x=(middle) y="18" text-anchor="end" fill=(NEED) { "schools in need" }
            text x=(middle + 16) y="18" fill=(SUPPLY) { "schools strong in it" }
        }
        g font-size="11" {
            @for (place, (level, shade)) in (0..).zip([("60% or more", "0.4"), ("80%", "0.7"), ("100%", "1")]) {
                @let x = middle + 16 + [0, 96, 146][place];
                rect x=(x) y="28" width="10" height="10" fill=(SUPPLY) fill-opacity=(shade) {}
                text x=(x + 14) y="37" { (level) }
            }
        }
        @for (number, area) in (0..).zip(&sorted) {
            @let top = HEAD + ROW * number;
            @let need = bar(area.in_need);
            (text(4, top + 14, LABELS - 8, &standard(&area.area)))
            rect x=(middle - need) y=(top) width=(need) height="18" fill=(NEED) fill-opacity="0.75" {}
            text x=(middle - need - 4) y=(top + 14) text-anchor="end" font-size="11" { (area.in_need) }
            @for (from, to, shade) in parts(area).into_iter().filter(|(from, to, _)| from < to) {
                @let (start, end) = (bar(from), bar(to));
                rect x=(middle + 16 + start) y=(top) width=(end - start) height="18" fill=(SUPPLY) fill-opacity=(shade) {}
            }
            text x=(middle + 20 + bar(area.strong_60)) y=(top + 14) font-size="11" { (area.strong_60) }
            text x=(middle + 16 + SIDE) y=(top + 14) font-size="12" font-weight=[(area.short > 0).then_some("600")] { (told(area)) }
        }
        @if sorted.is_empty() { text x="4" y=(HEAD + 14) { "no areas" } }
    };
    Drawing::new("Need and supply by area", &in_words(&sorted), size, body)
}

/// A description of the picture, for readers who cannot see it.
fn in_words(sorted: &[&AreaSupply]) -> String {
    let area = |area: &&AreaSupply| {
        let in_need = count(area.in_need, "school", "schools");
        format!("{}: {in_need} in need, {} strong", standard(&area.area), area.strong_60)
    };
    sentence(&sorted.iter().map(area).collect::<Vec<_>>().join("; "))
}

/// One sentence that says which areas are short, if any.
#[must_use]
pub fn verdict(areas: &[AreaSupply]) -> String {
    verdict_with(areas, standard)
}

/// Like [`verdict`], with the labels that the rules state.
pub(super) fn verdict_with(areas: &[AreaSupply], label: impl Fn(&str) -> String) -> String {
    let short: Vec<String> = (scarcest_first(areas).into_iter())
        .filter(|area| area.short > 0)
        .map(|area| format!("{} ({} of {} in need)", label(&area.area), area.short, area.in_need))
        .collect();
    if short.is_empty() {
        return "There are enough strong schools in every area to meet demand.".to_owned();
    }
    let shown = short.len().min(5);
    let mut named = short[..shown].to_vec();
    if short.len() > shown {
        named.push(count(short.len() - shown, "more area", "more areas"));
    }
    format!("However the groups are formed, some schools will have no strong peer in {}.", list(&named, "and"))
}

/// Need and supply as CSV, with one row for each area in the cohort's order: `area`, `in_need`, `need`, `declared`,
/// `strong_60`, `strong_80`, `strong_100`, `short`.
#[must_use]
pub fn render_csv(areas: &[AreaSupply]) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let header = ["area", "in_need", "need", "declared", "strong_60", "strong_80", "strong_100", "short"];
    writer.write_record(header).expect("writing to memory never fails");
    for area in areas {
        let counts = [area.in_need, area.declared, area.strong_60, area.strong_80, area.strong_100, area.short];
        let [in_need, rest @ ..] = counts.map(|count| count.to_string());
        let cells = [guard(&area.area).into_owned(), in_need, area.need.to_string()].into_iter().chain(rest);
        writer.write_record(cells).expect("writing to memory never fails");
    }
    let bytes = writer.into_inner().expect("writing to memory never fails");
    String::from_utf8(bytes).expect("every cell is text")
}

#[cfg(test)]
mod tests;
