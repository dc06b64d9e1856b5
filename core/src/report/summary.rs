//! The head of every report: the title, the verdict, and the figures below them.

use crate::model::numbers::{count, percent, points, thousands};
use crate::model::problem::Problem;
use crate::plan::breakdown::{Breakdown, GroupBreakdown, SchoolBreakdown};
use crate::plan::grouping::Plan;
use crate::report::names::name;
use crate::report::words::{self, sentence};
use crate::units::Points;

/// What a reader should know first.
pub(super) struct Summary {
    /// "120 schools in 36 groups".
    pub(super) title: String,
    /// How good the plan is, as sentences.
    pub(super) verdict: String,
    /// The figures for everybody, with their names.
    pub(super) figures: Vec<(&'static str, String)>,
    /// The figures for analysts, with their names.
    pub(super) details: Vec<(&'static str, String)>,
}

impl Summary {
    pub(super) fn new(problem: &Problem, plan: &Plan, parts: &Breakdown) -> Self {
        let schools = count(problem.len(), "school", "schools");
        let title = if plan.is_found() {
            format!("{schools} in {}", count(plan.groups.len(), "group", "groups"))
        } else {
            format!("{schools}, no groups")
        };
        let (figures, details) = (figures(problem, plan, parts), details(problem, plan, parts));
        Self { title, verdict: verdict(plan), figures, details }
    }
}

/// How good the plan is, and what supports this, in sentences: "No other set of groups could do better by more than 0.08%.
/// This limit was checked against every group that could have been formed."
#[must_use]
pub fn verdict(plan: &Plan) -> String {
    let mut verdict = sentence(&words::verdict(plan));
    if let Some(support) = words::support(plan) {
        verdict.push(' ');
        verdict.push_str(&sentence(support));
    }
    verdict
}

/// The figures for everybody: how many schools and groups there are, and how much of the schools' needs is met.
fn figures(problem: &Problem, plan: &Plan, parts: &Breakdown) -> Vec<(&'static str, String)> {
    let mut figures = vec![("Schools", thousands(problem.len()))];
    if plan.is_found() {
        let sizes = words::sizes(plan);
        let groups = thousands(plan.groups.len());
        figures.push(("Groups", if sizes.is_empty() { groups } else { format!("{groups} ({sizes})") }));
    }
    if !parts.unmatched.is_empty() {
        figures.push(("Without a group", thousands(parts.unmatched.len())));
    }
    let met =
        || parts.groups.iter().flat_map(|group| &group.schools).filter_map(|school| Some((needs_met(school)?, school)));
    if let Some((least, school)) = met().min_by_key(|&(met, _)| met) {
        let number = Points::try_from(met().count()).unwrap_or(Points::MAX);
        figures.push(("Needs met, on average", percent(met().map(|(met, _)| met).sum::<Points>() / number)));
        figures.push(("Fewest needs met", format!("{}, {}", percent(least), name(problem, &school.school))));
    }
    figures
}

/// The figures for analysts: the benefit, the value and the bound in points.
fn details(problem: &Problem, plan: &Plan, parts: &Breakdown) -> Vec<(&'static str, String)> {
    let mut details = Vec::new();
    let mut schools = parts.groups.iter().flat_map(|group| &group.schools);
    if let Some(first) = schools.next() {
        let (total, number) = (schools.clone().chain([first])).fold((0, 0), |(sum, n), s| (sum + s.benefit, n + 1));
        let lowest = schools.fold(first, |low, school| if school.benefit < low.benefit { school } else { low });
        details.push(("Average benefit", percent(total / number)));
        details.push(("Lowest benefit", format!("{}, {}", percent(lowest.benefit), name(problem, &lowest.school))));
    }
    if !parts.unmatched.is_empty() {
        details.push(("Price of a school without a group", points(parts.price)));
    }
    details.extend(plan.value.map(|value| ("Value", points(value))));
    details.extend(plan.bound.map(|bound| ("Bound", points(bound))));
    details
}

/// How much of a school's needs is met, in points up to 10,000; `None` for a school that has named no need.
pub(super) fn needs_met(school: &SchoolBreakdown) -> Option<Points> {
    (!school.learns.is_empty()).then(|| school.learns.iter().map(|lesson| lesson.points).sum())
}

/// How much of a group's needs is met on average, in points up to 10,000; `None` if no school has named a need.
pub(super) fn needs_met_in(group: &GroupBreakdown) -> Option<Points> {
    let met: Vec<Points> = group.schools.iter().filter_map(needs_met).collect();
    let number = Points::try_from(met.len()).unwrap_or(Points::MAX);
    (number > 0).then(|| met.iter().sum::<Points>() / number)
}
