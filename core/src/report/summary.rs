//! The head of every report: title, verdict and the figures below it.

use crate::model::problem::Problem;
use crate::plan::breakdown::Breakdown;
use crate::plan::grouping::Plan;
use crate::report::names::name;
use crate::report::numbers::{count, percent, thousands};
use crate::report::words::{self, sentence};
use crate::units::Points;

/// What a reader should know before anything else.
pub(super) struct Summary {
    /// "120 schools in 36 groups".
    pub(super) title: String,
    /// What is known of the plan, as sentences.
    pub(super) verdict: String,
    /// Figures with their names.
    pub(super) figures: Vec<(&'static str, String)>,
}

impl Summary {
    pub(super) fn new(problem: &Problem, plan: &Plan, parts: &Breakdown) -> Self {
        let schools = count(problem.len(), "school", "schools");
        let title = if plan.is_found() {
            format!("{schools} in {}", count(plan.groups.len(), "group", "groups"))
        } else {
            format!("{schools}, no groups")
        };
        Self { title, verdict: verdict(plan), figures: figures(problem, plan, parts) }
    }
}

/// How good the plan is known to be, and what that rests on, in sentences: "No plan can beat this by more than 0.08%. The
/// bound is proved by a certificate; a check holds every possible group against it."
#[must_use]
pub fn verdict(plan: &Plan) -> String {
    let mut verdict = sentence(&words::verdict(plan));
    if let Some(support) = words::support(plan) {
        verdict.push(' ');
        verdict.push_str(&sentence(support));
    }
    verdict
}

fn figures(problem: &Problem, plan: &Plan, parts: &Breakdown) -> Vec<(&'static str, String)> {
    let mut figures = vec![("Schools", thousands(problem.len()))];
    if plan.is_found() {
        let sizes = words::sizes(plan);
        let groups = thousands(plan.groups.len());
        figures.push(("Groups", if sizes.is_empty() { groups } else { format!("{groups} ({sizes})") }));
    }
    if !parts.unmatched.is_empty() {
        let price = thousands(parts.price);
        figures.push(("Without a group", format!("{}, at {price} points each", thousands(parts.unmatched.len()))));
    }
    let mut schools = parts.groups.iter().flat_map(|group| &group.schools);
    if let Some(first) = schools.next() {
        let (total, number) = (schools.clone().chain([first])).fold((0, 0), |(sum, n), s| (sum + s.benefit, n + 1));
        let lowest = schools.fold(first, |low, school| if school.benefit < low.benefit { school } else { low });
        figures.push(("Average benefit of a school", percent(total / number)));
        figures.push(("Lowest benefit", format!("{}, {}", percent(lowest.benefit), name(problem, &lowest.school))));
    }
    let points = |points: Points| format!("{} points", thousands(points));
    figures.extend(plan.value.map(|value| ("Value", points(value))));
    figures.extend(plan.bound.map(|bound| ("Bound", points(bound))));
    figures
}
