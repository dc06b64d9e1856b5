//! A cohort, its needs and supply, and a problem with its rules.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};

use super::frame::{body, cell, framed, left_out, small, table, warnings};
use crate::model::cohort::Cohort;
use crate::model::numbers::count;
use crate::model::problem::Problem;
use crate::model::school::School;
use crate::model::supply::AreaSupply;
use crate::report::labels::standard;
use crate::report::need_and_supply::{chart, verdict};
use crate::report::rules;

/// The most schools that a view lists.
const MOST_SCHOOLS: usize = 20;

/// The schools of a cohort as a table, after the reader's warnings.
///
/// ```
/// use tercet::{Cohort, School, report::notebook};
/// let cohort = Cohort::new(vec![School::new("1", "Ash")], Vec::new())?;
/// assert!(notebook::cohort(&cohort).contains("1 school, 0 areas of practice"));
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn cohort(cohort: &Cohort) -> String {
    let located = cohort.schools().iter().filter(|school| school.location.is_some()).count();
    let mut caption = format!(
        "{}, {}; the location of {located} is known",
        count(cohort.len(), "school", "schools"),
        count(cohort.areas().len(), "area of practice", "areas of practice")
    );
    if !cohort.attributes().is_empty() {
        let names: Vec<String> = cohort.attributes().keys().map(|name| standard(name)).collect();
        caption.push_str(&format!("; attributes: {}", names.join(", ")));
    }
    let rows: Vec<Vec<Markup>> = (cohort.schools().iter().take(MOST_SCHOOLS))
        .map(|school| vec![named(school), cell(&listed(&school.strengths)), cell(&listed(&school.needs))])
        .collect();
    framed(&html! {
        (warnings(cohort.warnings()))
        (table(&caption, &["school", "strengths", "needs (priorities)"], &body(&rows)))
        (left_out(cohort.len().saturating_sub(MOST_SCHOOLS), ("more school", "more schools"), "cohort.schools"))
    })
}

/// Which areas are short, in a sentence and a chart.
#[must_use]
pub fn need_and_supply(areas: &[AreaSupply]) -> String {
    framed(&html! { p { (verdict(areas)) } (PreEscaped(chart(areas).to_inline_svg())) })
}

/// The rules in force as sentences, after the warnings.
#[must_use]
pub fn problem(problem: &Problem) -> String {
    let caption = format!(
        "{}, {}, under these rules",
        count(problem.len(), "school", "schools"),
        count(problem.cohort().areas().len(), "area of practice", "areas of practice")
    );
    let rows: Vec<Vec<Markup>> =
        rules::in_words(problem).iter().map(|(says, origin)| vec![cell(says), cell(origin)]).collect();
    framed(&html! {
        (warnings(problem.warnings()))
        (table(&caption, &["rule", "stated or default"], &body(&rows)))
    })
}

/// A school's name with its id and the traits that distinguish it from others.
fn named(school: &School) -> Markup {
    let traits = ["region", "phase", "trust"].into_iter().filter_map(|name| school.attribute(name));
    let told: Vec<String> = std::iter::once(school.id.clone()).chain(traits.map(ToString::to_string)).collect();
    html! { bdi { (school.display_name()) } (small(&cell(&told.join(", ")))) }
}

/// Areas with their numbers. A number stays on the same line as its name.
fn listed(values: &BTreeMap<String, f64>) -> String {
    let values = values.iter().map(|(name, value)| format!("{}\u{a0}{value}", standard(name)));
    values.collect::<Vec<_>>().join(", ")
}
