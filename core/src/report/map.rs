//! The map of a plan on Great Britain's grid. It shows each group's schools, and lists the schools without a location next
//! to the map.
//!
//! The report's page and the separate picture share this code. Neither loads anything.

use std::fmt::Write;

use maud::{Markup, PreEscaped, html};

use crate::ids::SchoolIndex;
use crate::model::numbers::{count, kilometres, thousands};
use crate::model::problem::Problem;
use crate::model::school::Location;
use crate::plan::grouping::Plan;
use crate::report::drawing::{Drawing, TONES, capped, plain, text};
use crate::report::names::name;
use crate::report::words::sentence;

mod frame;

pub(super) use frame::Frame;

/// The width in pixels of the text next to the map.
const BESIDE: u32 = 300;
const LINE: u32 = 20;
/// When the mouse points at a group, the other groups fade.
const HOVER: &str = "svg:has(.tercet-group:hover) .tercet-group:not(:hover){opacity:.12}";

/// A school with a location, and its number in the group, from 1.
pub(super) struct Place<'a> {
    pub(super) pin: usize,
    pub(super) id: &'a str,
    pub(super) at: Location,
}

/// The group's schools that have a location, numbered in their order.
pub(super) fn places<'a>(problem: &Problem, group: impl IntoIterator<Item = &'a str>) -> Vec<Place<'a>> {
    let at = |id: &str| problem.index(id).and_then(|school: SchoolIndex| problem.school(school).location);
    (1..).zip(group).filter_map(|(pin, id)| Some(Place { pin, id, at: at(id)? })).collect()
}

/// The two schools that are farthest apart, and the distance between them in metres.
pub(super) fn farthest<'a>(places: &'a [Place<'a>]) -> Option<(&'a Place<'a>, &'a Place<'a>, i64)> {
    let pairs = places.iter().flat_map(|a| places.iter().filter(|b| a.pin < b.pin).map(move |b| (a, b)));
    let farthest = pairs.max_by_key(|(a, b)| (a.at.squared_metres(b.at), std::cmp::Reverse((a.pin, b.pin))));
    farthest.map(|(a, b)| (a, b, a.at.squared_metres(b.at).isqrt()))
}

/// A description of a group's map, for readers who cannot see it.
pub(super) fn in_words(problem: &Problem, places: &[Place<'_>]) -> String {
    let km = |metres: i32| (metres + 500) / 1_000;
    let mut text: Vec<String> = (places.iter())
        .map(|place| {
            let Location { easting, northing } = place.at;
            let (name, east, north) = (name(problem, place.id), km(easting), km(northing));
            format!("{}, {name}, at {east} km east and {north} km north", place.pin)
        })
        .collect();
    if let Some((a, b, metres)) = farthest(places) {
        text.push(format!("{} and {} are farthest apart, {}", a.pin, b.pin, kilometres(metres)));
    }
    text.join("; ")
}

/// Lines from each place to every other.
pub(super) fn lines(frame: &Frame, places: &[Place<'_>]) -> String {
    let mut path = String::new();
    for (number, a) in places.iter().enumerate() {
        for b in &places[number + 1..] {
            let ((x, y), (right, down)) = (frame.at(a.at), frame.at(b.at));
            write!(path, "M{x} {y}L{right} {down}").expect("writing to a string never fails");
        }
    }
    path
}

/// The frame around all of the cohort's schools.
pub(super) fn frame(problem: &Problem) -> Frame {
    let places: Vec<Location> = problem.cohort().schools().iter().filter_map(|school| school.location).collect();
    Frame::around(&places)
}

/// The groups on the land: a dot for each school, and lines between the schools of one group. Without groups, the map shows
/// every school.
pub(super) fn groups(problem: &Problem, plan: &Plan, frame: &Frame) -> Markup {
    let all: Vec<(usize, Vec<Place<'_>>)> =
        (1..).zip(plan.groups.iter().map(|group| places(problem, ids(group)))).collect();
    let alone: Vec<&str> = if plan.groups.is_empty() {
        problem.cohort().schools().iter().map(|school| school.id.as_str()).collect()
    } else {
        ids(&plan.unmatched).collect()
    };
    // Many groups overlap, so the lines are fainter than the dots.
    let (dot, width, strength) = if all.len() > 60 { (2.0, 0.8, 0.45) } else { (4.0, 1.4, 0.7) };
    html! {
        style { (PreEscaped(HOVER)) }
        @for (number, places) in all.iter().filter(|(_, places)| !places.is_empty()) {
            @let tone = TONES[(number - 1) % TONES.len()];
            g.tercet-group fill=(tone) stroke=(tone) {
                title { (plain(&format!("Group {number}: {}", named(problem, places)))) }
                path d=(lines(frame, places)) stroke-width=(width) stroke-opacity=(strength) fill="none" {}
                path d=(dots(frame, places)) stroke-width=(2.0 * dot) stroke-linecap="round" {}
            }
        }
        @let alone = places(problem, alone);
        @if !alone.is_empty() {
            g stroke="currentColor" {
                title { (plain(&named(problem, &alone[..alone.len().min(20)]))) }
                path d=(dots(frame, &alone)) stroke-width=(1.5 * dot) stroke-linecap="round" {}
            }
        }
    }
}

fn ids(group: &[String]) -> impl Iterator<Item = &str> {
    group.iter().map(String::as_str)
}

fn dots(frame: &Frame, places: &[Place<'_>]) -> String {
    let mut path = String::new();
    for place in places {
        let (x, y) = frame.at(place.at);
        write!(path, "M{x} {y}h0").expect("writing to a string never fails");
    }
    path
}

fn named(problem: &Problem, places: &[Place<'_>]) -> String {
    places.iter().map(|place| name(problem, place.id)).collect::<Vec<_>>().join(", ")
}

/// A description of the plan's map: how many schools in how many groups, and how many are not on the map.
pub(super) fn about(problem: &Problem, plan: &Plan) -> String {
    let located = problem.cohort().schools().iter().filter(|school| school.location.is_some()).count();
    let mut about = format!("Where {} in Great Britain", count(located, "school is", "schools are"));
    if !plan.groups.is_empty() {
        about.push_str(". Lines join schools in the same group");
    }
    let without = problem.len() - located;
    if without > 0 {
        let (schools, verb) = (count(without, "school", "schools"), if without == 1 { "has" } else { "have" });
        write!(about, ". {schools} {verb} no location").expect("writing to a string never fails");
    }
    sentence(&about)
}

/// The schools without a location.
pub(super) fn without_location(problem: &Problem) -> Vec<String> {
    let schools = problem.cohort().schools().iter().filter(|school| school.location.is_none());
    schools.map(|school| school.display_name().to_owned()).collect()
}

/// The map of a plan, with text about it on the right. The picture needs no network and no page around it.
#[must_use]
pub fn of_plan(problem: &Problem, plan: &Plan) -> Drawing {
    let frame = frame(problem);
    let mut beside = vec![count(problem.len(), "school", "schools")];
    if !plan.groups.is_empty() {
        beside[0].push_str(&format!(" in {}", count(plan.groups.len(), "group", "groups")));
        let widest = (1..).zip(&plan.groups).filter_map(|(number, group)| {
            let metres = farthest(&places(problem, ids(group)))?.2;
            Some((metres, std::cmp::Reverse(number)))
        });
        if let Some((metres, std::cmp::Reverse(number))) = widest.max() {
            beside.push(format!("widest: group {number}, {} across", kilometres(metres)));
        }
        beside.push("lines join the schools of one group".to_owned());
    }
    if !plan.unmatched.is_empty() {
        beside.push(format!("{} without a group", thousands(plan.unmatched.len())));
    }
    let title = "Map of the plan";
    sheet(&frame, title, &about(problem, plan), &groups(problem, plan, &frame), &beside, &without_location(problem))
}

/// The map of one group of a plan, by the group's number from 1, with its schools numbered and named; `None` if there is no
/// such group.
#[must_use]
pub fn of_group(problem: &Problem, plan: &Plan, number: usize) -> Option<Drawing> {
    let group = plan.groups.get(number.checked_sub(1)?)?;
    let frame = frame(problem);
    let places = places(problem, ids(group));
    let tone = TONES[0];
    let marks = html! {
        path d=(lines(&frame, &places)) stroke=(tone) stroke-width="2" fill="none" {}
        @for place in &places {
            @let (x, y) = frame.at(place.at);
            circle cx=(x) cy=(y) r="10" fill=(tone) { title { (plain(name(problem, place.id))) } }
            text x=(x) y=(y) fill="#fff" font-weight="600" text-anchor="middle" dominant-baseline="central" { (place.pin) }
        }
    };
    let pinned = |id: &str| places.iter().find(|place| place.id == id).map(|place| format!("{}  ", place.pin));
    let mut beside: Vec<String> =
        ids(group).filter_map(|id| Some(format!("{}{}", pinned(id)?, name(problem, id)))).collect();
    if let Some((a, b, metres)) = farthest(&places) {
        beside.push(format!("{} and {} are farthest apart: {}", a.pin, b.pin, kilometres(metres)));
    }
    let unknown: Vec<String> =
        ids(group).filter(|&id| pinned(id).is_none()).map(|id| name(problem, id).to_owned()).collect();
    let title = format!("Map of group {number}");
    let mut about = vec![in_words(problem, &places)];
    if !unknown.is_empty() {
        about.push(format!("without a location: {}", unknown.join(", ")));
    }
    about.retain(|part| !part.is_empty());
    Some(sheet(&frame, &title, &sentence(&about.join("; ")), &marks, &beside, &unknown))
}

/// A map with lines of text on its right.
fn sheet(frame: &Frame, title: &str, about: &str, marks: &Markup, beside: &[String], unknown: &[String]) -> Drawing {
    let (left, height) = (frame.width() + 24, frame.height().max(240));
    let room = usize::try_from(height / LINE).unwrap_or(0).saturating_sub(beside.len() + 3);
    let unknown = capped(unknown.to_vec(), room.max(2));
    let below = u32::try_from(beside.len()).unwrap_or(0) * LINE + 3 * LINE / 2;
    let lines = |from: u32, lines: &[String]| {
        html! {
            @for (number, line) in (1..).zip(lines) { (text(left, from + number * LINE, BESIDE, line)) }
        }
    };
    let body = html! {
        (frame.land())
        (frame.legend())
        (marks)
        text x=(left) y=(LINE) font-weight="600" { (title) }
        (lines(LINE, beside))
        @if !unknown.is_empty() {
            text x=(left) y=(below + LINE) font-weight="600" { "Without a location" }
            (lines(below + LINE, &unknown))
        }
    };
    Drawing::new(title, about, (left + BESIDE, height), body)
}

#[cfg(test)]
mod tests;
