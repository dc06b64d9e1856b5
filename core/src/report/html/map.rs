//! The page's maps: one of the plan, and a small one for each group. The small maps reuse the land of the first.

use maud::{Markup, html};

use crate::model::problem::Problem;
use crate::plan::breakdown::GroupBreakdown;
use crate::plan::grouping::Plan;
use crate::report::map::{Frame, Place, about, farthest, frame, groups, in_words, lines, places, without_location};

/// The most names that are listed below the map for schools without a location.
const MOST_NAMED: usize = 30;

/// What all maps of a page share: the frame.
pub(super) struct Map(Frame);

impl Map {
    /// `None` if no school has a location.
    pub(super) fn new(problem: &Problem) -> Option<Self> {
        let located = problem.cohort().schools().iter().any(|school| school.location.is_some());
        located.then(|| Self(frame(problem)))
    }

    /// The map of the plan: every school, and lines within each group.
    pub(super) fn of_plan(&self, problem: &Problem, plan: &Plan) -> Markup {
        let (map, about, unknown) = (&self.0, about(problem, plan), without_location(problem));
        html! {
            figure {
                svg viewBox=(self.view()) role="img" aria-labelledby="map-title map-text" fill="currentColor" {
                    title id="map-title" { "Map of the cohort" }
                    desc id="map-text" { (about) " The map of each group also gives the places of its schools." }
                    g #land { (map.land()) }
                    (map.legend())
                    (groups(problem, plan, map))
                }
                figcaption.quiet {
                    (about)
                    @if !unknown.is_empty() {
                        " Without a location: "
                        @for (number, name) in unknown.iter().take(MOST_NAMED).enumerate() {
                            @if number > 0 { ", " }
                            bdi { (name) }
                        }
                        @if unknown.len() > MOST_NAMED { ", and " (unknown.len() - MOST_NAMED) " more" }
                        "."
                    }
                }
            }
        }
    }

    /// The map of a group, with a numbered mark for each school; `None` if no school of the group has a location.
    pub(super) fn of_group(&self, problem: &Problem, number: usize, group: &GroupBreakdown) -> Option<Markup> {
        let (map, places) = (&self.0, located(problem, group));
        if places.is_empty() {
            return None;
        }
        // The map is small on the page, so its marks are large.
        let unit = map.width().max(map.height()) / 100;
        Some(html! {
            svg viewBox=(self.view()) role="img" aria-labelledby={ "t" (number) " d" (number) } fill="currentColor" {
                title id={ "t" (number) } { "Map of group " (number) }
                desc id={ "d" (number) } { (in_words(problem, &places)) }
                use href="#land" {}
                path.link d=(lines(map, &places)) stroke-width=(unit) {}
                @for place in &places {
                    @let (x, y) = map.at(place.at);
                    circle.dot cx=(x) cy=(y) r=(unit * 6) {}
                    text.number x=(x) y=(y) font-size=(unit * 8) { (place.pin) }
                }
            }
        })
    }

    fn view(&self) -> String {
        format!("0 0 {} {}", self.0.width(), self.0.height())
    }
}

fn located<'a>(problem: &Problem, group: &'a GroupBreakdown) -> Vec<Place<'a>> {
    places(problem, group.schools.iter().map(|part| part.school.as_str()))
}

/// The longest distance within a group, in metres; `None` unless every school has a location.
pub(super) fn across(problem: &Problem, group: &GroupBreakdown) -> Option<i64> {
    let places = located(problem, group);
    if places.len() < group.schools.len() || places.len() < 2 {
        return None;
    }
    farthest(&places).map(|(_, _, metres)| metres)
}
