//! Maps as SVG, in metres of the British National Grid: east is right, north is up (negative y), and nothing is loaded.

use std::collections::BTreeSet;
use std::fmt::Write;

use maud::{Markup, html};

use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::model::school::Location;
use crate::plan::breakdown::{Breakdown, GroupBreakdown};
use crate::report::names::name;
use crate::report::words;

/// Above this many schools the backdrop shows the 10 km squares that have any, so that pages stay small.
const MOST_DOTS: usize = 500;
/// Above this many groups the lines of the plan's map would hide one another.
const MOST_LINKED: usize = 12;
const SQUARE: i32 = 10_000;

/// What all maps of a page share: the frame, and where the cohort's schools are. The backdrop is drawn once, in the map of
/// the plan, and used by those of the groups.
pub(super) struct Map {
    view: String,
    /// A hundredth of the longer side, in metres: what sizes of marks are given in.
    unit: i32,
    backdrop: String,
    backdrop_width: i32,
}

impl Map {
    /// `None` if no school has a location.
    pub(super) fn new(problem: &Problem) -> Option<Self> {
        let places: Vec<Location> = problem.cohort().schools().iter().filter_map(|school| school.location).collect();
        let west = places.iter().map(|place| place.easting).min()?;
        let east = places.iter().map(|place| place.easting).max()?;
        let south = places.iter().map(|place| place.northing).min()?;
        let north = places.iter().map(|place| place.northing).max()?;
        let unit = ((east - west).max(north - south) / 100).max(100);
        let margin = 8 * unit;
        let (width, height) = (east - west + 2 * margin, north - south + 2 * margin);
        let view = format!("{} {} {width} {height}", west - margin, -north - margin);
        let squares = places.len() > MOST_DOTS;
        let spots: BTreeSet<(i32, i32)> = places.iter().map(|place| spot(*place, squares)).collect();
        let mut backdrop = String::new();
        for (easting, northing) in spots {
            write!(backdrop, "M{easting} {}h0", -northing).expect("writing to a string never fails");
        }
        let backdrop_width = if squares { SQUARE - SQUARE / 10 } else { 2 * unit };
        Some(Self { view, unit, backdrop, backdrop_width })
    }

    /// The map of the plan: every school, and lines within each group where there are few enough to tell apart.
    pub(super) fn of_plan(&self, problem: &Problem, parts: &Breakdown) -> Markup {
        let linked = parts.groups.len() <= MOST_LINKED;
        let mut links = String::new();
        for group in parts.groups.iter().filter(|_| linked) {
            links.push_str(&path(&places(problem, group)));
        }
        let located = problem.cohort().schools().iter().filter(|school| school.location.is_some()).count();
        let about = format!("The places of {} on the map of Great Britain", words::count(located, "school", "schools"));
        let about =
            if linked && !links.is_empty() { format!("{about}, with lines between those of one group") } else { about };
        html! {
            figure {
                svg viewBox=(self.view) role="img" aria-labelledby="map-title map-text" {
                    title id="map-title" { "Map of the cohort" }
                    desc id="map-text" { (about) "; every group's places are given with its own map." }
                    path #land .land d=(self.backdrop) stroke-width=(self.backdrop_width) {}
                    @if !links.is_empty() { path.web d=(links) stroke-width=(self.unit / 4) {} }
                }
                figcaption.quiet { (about) "." }
            }
        }
    }

    /// The map of a group, with a numbered mark for each school; `None` if none has a location.
    pub(super) fn of_group(&self, problem: &Problem, number: usize, group: &GroupBreakdown) -> Option<Markup> {
        let places = places(problem, group);
        if places.is_empty() {
            return None;
        }
        let unit = self.unit;
        Some(html! {
            svg viewBox=(self.view) role="img" aria-labelledby={ "t" (number) " d" (number) } {
                title id={ "t" (number) } { "Map of group " (number) }
                desc id={ "d" (number) } { (in_words(problem, &places)) }
                use href="#land" {}
                path.link d=(path(&places)) stroke-width=(unit) {}
                @for place in &places {
                    circle.dot cx=(place.at.easting) cy=(-place.at.northing) r=(unit * 6) {}
                    // Browsers cap the size of letters, so they are drawn small and scaled up to metres.
                    text transform={ "translate(" (place.at.easting) " " (-place.at.northing) ")scale(" (unit) ")" } { (place.pin) }
                }
            }
        })
    }
}

/// A school of a group that has a location, with its number in the group's table.
struct Place<'a> {
    pin: usize,
    id: &'a str,
    at: Location,
}

fn places<'a>(problem: &Problem, group: &'a GroupBreakdown) -> Vec<Place<'a>> {
    let at = |id: &str| problem.index(id).and_then(|school: SchoolIndex| problem.school(school).location);
    (1..).zip(&group.schools).filter_map(|(pin, s)| Some(Place { pin, id: &s.school, at: at(&s.school)? })).collect()
}

/// The longest distance within a group in metres; `None` unless every school has a location.
pub(super) fn across(problem: &Problem, group: &GroupBreakdown) -> Option<i64> {
    let places = places(problem, group);
    if places.len() < group.schools.len() || places.len() < 2 {
        return None;
    }
    farthest(&places).map(|(_, _, metres)| metres)
}

fn farthest<'a>(places: &'a [Place<'a>]) -> Option<(&'a Place<'a>, &'a Place<'a>, i64)> {
    let pairs = places.iter().flat_map(|a| places.iter().filter(|b| a.pin < b.pin).map(move |b| (a, b)));
    let farthest = pairs.max_by_key(|(a, b)| (a.at.squared_metres(b.at), std::cmp::Reverse((a.pin, b.pin))));
    farthest.map(|(a, b)| (a, b, a.at.squared_metres(b.at).isqrt()))
}

/// What the map shows, for those who do not see it.
fn in_words(problem: &Problem, places: &[Place<'_>]) -> String {
    let km = |metres: i32| (metres + 500) / 1_000;
    let mut text: Vec<String> = (places.iter())
        .map(|place| {
            let Location { easting, northing } = place.at;
            let (name, east, north) = (name(problem, place.id), km(easting), km(northing));
            format!("{}, {name}, at {east} km east and {north} km north", place.pin)
        })
        .collect();
    if let Some((a, b, metres)) = farthest(places) {
        text.push(format!("{} and {} are farthest apart, {} km", a.pin, b.pin, (metres + 500) / 1_000));
    }
    text.join("; ")
}

/// Lines from each place to each other.
fn path(places: &[Place<'_>]) -> String {
    let mut path = String::new();
    for (number, a) in places.iter().enumerate() {
        for b in &places[number + 1..] {
            let (x, y) = (a.at, b.at);
            write!(path, "M{} {}L{} {}", x.easting, -x.northing, y.easting, -y.northing)
                .expect("writing to a string never fails");
        }
    }
    path
}

fn spot(place: Location, squares: bool) -> (i32, i32) {
    let snap = |metres: i32| metres.div_euclid(SQUARE) * SQUARE + SQUARE / 2;
    if squares { (snap(place.easting), snap(place.northing)) } else { (place.easting, place.northing) }
}
