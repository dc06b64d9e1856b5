//! A plan and a plan taken apart, group by group: who learns what from whom.

use maud::{Markup, html};

use super::frame::{cell, framed, left_out, lines, list, small, table};
use crate::model::numbers::{count, percent, percent_of_thousandths, points, whole_percent};
use crate::model::problem::Problem;
use crate::plan::breakdown::{self as parts, Breakdown, Lesson, SchoolBreakdown};
use crate::plan::grouping::Plan;
use crate::report::labels::{label, term};
use crate::report::names::{group_title, name};
use crate::report::summary::{needs_met_in, verdict_for};
use crate::report::words::{self, NO_NEEDS};

/// The most schools whose groups are written out, and the most without a group.
const MOST_GROUPED: usize = 40;
const MOST_WITHOUT: usize = 20;

/// How good a plan is, in words, and its groups: who learns what from whom. Of no plan, why there is none.
///
/// Of a large plan the first groups are written out, with how many are left out.
#[must_use]
pub fn plan(problem: &Problem, plan: &Plan) -> String {
    if !plan.is_found() {
        return framed(&html! {
            p { strong { (verdict_for(problem, plan)) } }
            ul { @for reason in &plan.reasons { li { (reason.have) "; " (reason.need) (list(&reason.fixes)) } } }
        });
    }
    let parts = parts::breakdown(problem, plan);
    let schools = count(problem.len(), "school", "schools");
    let groups = count(plan.groups.len(), "group", "groups");
    framed(&html! {
        p { strong { (schools) " in " (groups) "." } " " (verdict_for(problem, plan)) }
        (bodies(problem, &parts, &["school", "benefit", "learns"], "plan.to_frame()", plan_row))
        (without_group(problem, &parts))
    })
}

/// A plan taken apart: terms, what each school learns from whom, who would step in, and what it shares.
///
/// Of a large plan the first groups are written out, with how many are left out.
#[must_use]
pub fn breakdown(problem: &Problem, parts: &Breakdown) -> String {
    let header = ["school", "benefit", "learns", "can share"];
    framed(&html! {
        p { (count(parts.groups.len(), "group", "groups")) ", worth " (points(parts.value)) }
        (bodies(problem, parts, &header, "breakdown.groups", breakdown_row))
        (without_group(problem, parts))
    })
}

/// A body of rows for each group, as many whole groups as fit.
fn bodies(
    problem: &Problem,
    parts: &Breakdown,
    header: &[&str],
    whole: &str,
    row: fn(&Problem, &SchoolBreakdown) -> Vec<Markup>,
) -> Markup {
    let shown = &parts.groups[..num_shown(parts)];
    let bodies = html! {
        @for (number, group) in (1..).zip(shown) {
            tbody {
                tr {
                    th colspan=(header.len()) scope="rowgroup" {
                        bdi { (group_title(number, group.name.as_deref())) } ": " (words::size(group.schools.len()))
                        @if let Some(met) = needs_met_in(group) { ", " (percent(met)) " of needs met" }
                    }
                }
                @for school in &group.schools { tr { @for cell in row(problem, school) { td { (cell) } } } }
            }
        }
    };
    html! {
        (table("", header, &bodies))
        (left_out(parts.groups.len() - shown.len(), ("more group", "more groups"), whole))
    }
}

/// How many groups are written out: at least one, and no more schools than fit.
fn num_shown(parts: &Breakdown) -> usize {
    let mut schools = 0;
    let fits = |group: &parts::GroupBreakdown| {
        schools += group.schools.len();
        schools <= MOST_GROUPED
    };
    let fitting = parts.groups.iter().map(fits).take_while(|&fits| fits).count();
    fitting.max(1).min(parts.groups.len())
}

fn plan_row(problem: &Problem, school: &SchoolBreakdown) -> Vec<Markup> {
    let lessons: Vec<Markup> = school.learns.iter().map(|one| lesson(problem, one)).collect();
    vec![named(problem, &school.school), cell(&percent(school.benefit)), lines(&lessons, NO_NEEDS)]
}

fn breakdown_row(problem: &Problem, school: &SchoolBreakdown) -> Vec<Markup> {
    let benefit = html! {
        (percent(school.benefit))
        @for part in &school.terms {
            (small(&html! {
                (term(problem, &part.term)) " " (percent(part.points)) " x " (percent_of_thousandths(part.weight))
            }))
        }
    };
    let learns = |one: &Lesson| {
        let next = html! {
            (whole_percent(one.weight)) " of its needs"
            @if let Some(second) = &one.second { "; second choice " (bdi(problem, &second.school)) ", " (whole_percent(second.level)) }
        };
        html! { (lesson(problem, one)) (small(&next)) }
    };
    let offers: Vec<Markup> = (school.offers.iter().filter(|offer| !offer.areas.is_empty()))
        .map(|offer| {
            let areas: Vec<String> = offer.areas.iter().map(|area| label(problem, area)).collect();
            html! { (areas.join(", ")) " with " (bdi(problem, &offer.to)) }
        })
        .collect();
    let lessons: Vec<Markup> = school.learns.iter().map(learns).collect();
    vec![
        named(problem, &school.school),
        benefit,
        lines(&lessons, NO_NEEDS),
        lines(&offers, "nothing on its peers' lists this year"),
    ]
}

fn lesson(problem: &Problem, lesson: &Lesson) -> Markup {
    html! {
        strong { (label(problem, &lesson.area)) }
        @match &lesson.from {
            Some(source) => { " from " (bdi(problem, &source.school)) ", met " (whole_percent(source.level)) }
            None => { ": not a strength elsewhere in this group" }
        }
    }
}

/// The name of a school with its id and what tells it from others.
fn named(problem: &Problem, id: &str) -> Markup {
    let school = problem.index(id).map(|index| problem.school(index));
    let traits = ["region", "phase", "trust"].into_iter().filter_map(|name| school?.attribute(name));
    let told: Vec<String> = std::iter::once(id.to_owned()).chain(traits.map(ToString::to_string)).collect();
    html! { (bdi(problem, id)) (small(&cell(&told.join(", ")))) }
}

fn bdi(problem: &Problem, id: &str) -> Markup {
    html! { bdi { (name(problem, id)) } }
}

fn without_group(problem: &Problem, parts: &Breakdown) -> Markup {
    let shown = parts.unmatched.len().min(MOST_WITHOUT);
    let more = parts.unmatched.len() - shown;
    html! {
        @if shown > 0 {
            p {
                "Without a group: "
                @for (place, id) in parts.unmatched[..shown].iter().enumerate() {
                    @if place > 0 { ", " }
                    (bdi(problem, id))
                }
                @if more > 0 { " and " (more) " more" }
            }
        }
    }
}
