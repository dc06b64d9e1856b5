//! The pairs that no good plan can do without.

use crate::model::numbers::{count, part_of, thousands};
use crate::model::problem::Problem;
use crate::questions::backbone::Backbone;
use crate::report::document::Document;
use crate::report::names::name;
use crate::report::words::list;
use crate::units::Points;

/// The backbone as plain text. `value` is that of the plan.
#[must_use]
pub fn render(problem: &Problem, value: Points, backbone: &Backbone) -> String {
    let Backbone { always, replaceable, open, groups, least_value, .. } = backbone;
    let all = always.len() + replaceable.len() + open.len();
    let mut document = Document::titled("Which pairs no good plan can do without");
    let less = value - least_value;
    let good = if less == 0 {
        "every plan that is worth as much".to_owned()
    } else {
        let part = part_of(less.unsigned_abs(), value.max(1).unsigned_abs());
        format!("every plan that is worth at most {part} less")
    };
    document.paragraph(&format!(
        "The plan puts {} together. {} of them {} together in {good}. This is proved.",
        count(all, "pair of schools", "pairs of schools"),
        thousands(always.len()),
        if always.len() == 1 { "is" } else { "are" }
    ));
    if !replaceable.is_empty() {
        document.paragraph(&format!(
            "For {}, another such plan keeps the two apart.",
            count(replaceable.len(), "pair", "pairs")
        ));
    }
    if !open.is_empty() {
        document.paragraph(&format!("For {}, the time was too short to tell.", count(open.len(), "pair", "pairs")));
    }
    let names = |ids: &[String]| {
        let names: Vec<&str> = ids.iter().map(|id| name(problem, id)).collect();
        list(&names, "and")
    };
    if !groups.is_empty() {
        document.heading("Groups of which every pair is always together");
        document.items(groups.iter().map(|group| names(group)));
    }
    let in_group = |pair: &&[String; 2]| groups.iter().any(|group| pair.iter().all(|id| group.contains(id)));
    let others: Vec<&[String; 2]> = always.iter().filter(|pair| !in_group(pair)).collect();
    if !others.is_empty() {
        document.heading("Other pairs that are always together");
        document.items(others.into_iter().map(|pair| names(pair)));
    }
    document.to_text()
}
