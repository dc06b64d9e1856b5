//! The head of every report: title, verdict and the figures below it.

use crate::model::numbers::{count, percent, points, thousands};
use crate::model::problem::Problem;
use crate::plan::breakdown::{Breakdown, GroupBreakdown, SchoolBreakdown};
use crate::plan::grouping::Plan;
use crate::report::names::name;
use crate::report::words::{self, sentence};
use crate::units::Points;

/// What a reader should know before anything else.
pub(super) struct Summary {
    /// "120 schools in 36 groups".
    pub(super) title: String,
    /// What is known of the plan, as sentences.
    pub(super) verdict: String,
    /// The figures that everybody reads, with their names.
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
        let verdict = verdict_for(problem, plan);
        let under = plan.under(problem);
        let plan = &*under;
        let (figures, details) = (figures(problem, plan, parts), details(problem, plan, parts));
        Self { title, verdict, figures, details }
    }
}

/// As [`verdict`], of a plan that may have been made for another problem: then it says by name what does not fit. Where no school
/// can learn anything, it says why the plan is worth nothing.
#[must_use]
pub fn verdict_for(problem: &Problem, plan: &Plan) -> String {
    let misfits = plan.misfits(problem);
    let mut told: Vec<String> = misfits.iter().map(|misfit| sentence(misfit)).collect();
    if misfits.is_empty() {
        told.push(verdict(plan));
    }
    if plan.is_found() && plan.value == Some(0) {
        told.push(WORTH_NOTHING.to_owned());
    }
    told.join(" ")
}

const WORTH_NOTHING: &str = "It is worth 0 points: no school of a group is strong in what another school of it needs.";

/// How good the plan is known to be, and what that rests on, in sentences: "No other set of groups could do better by more than
/// 0.08%. This limit was checked against every group that could have been formed."
#[must_use]
pub fn verdict(plan: &Plan) -> String {
    let mut verdict = sentence(&words::verdict(plan));
    if let Some(support) = words::support(plan) {
        verdict.push(' ');
        verdict.push_str(&sentence(support));
    }
    verdict
}

/// What everybody reads: how many schools and groups, and how much of their needs is met.
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

/// How much of its needs a school has met, in points of 10,000; none for a school that has named no need.
pub(super) fn needs_met(school: &SchoolBreakdown) -> Option<Points> {
    (!school.learns.is_empty()).then(|| school.learns.iter().map(|lesson| lesson.points).sum())
}

/// How much of its needs is met in a group on average, in points of 10,000; none if no school has named a need.
pub(super) fn needs_met_in(group: &GroupBreakdown) -> Option<Points> {
    let met: Vec<Points> = group.schools.iter().filter_map(needs_met).collect();
    let number = Points::try_from(met.len()).unwrap_or(Points::MAX);
    (number > 0).then(|| met.iter().sum::<Points>() / number)
}
