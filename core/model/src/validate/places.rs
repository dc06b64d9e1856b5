//! The places of the cohort as a whole: whether they can be metres of the British National Grid.
//!
//! No single place tells: `530, 180` is a point in the sea, and London in kilometres.

use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::land::is_land;
use crate::rules::Rules;
use crate::school::{Location, School};
use crate::validate::schools::sentence;

pub(super) fn check(cohort: &Cohort, rules: &Rules) -> Vec<Issue> {
    let placed: Vec<(&School, Location)> =
        cohort.schools().iter().filter_map(|school| Some((school, school.location?))).collect();
    if placed.len() < 2 {
        return Vec::new();
    }
    let in_file = |issue: Issue| cohort.file().into_iter().fold(issue, Issue::in_file);
    let user = user(rules);
    let unusable = |what: &str, fix: &str| {
        let issue = match user {
            Some(key) => {
                let message = format!("{what}, and {} needs places", key.rsplit('.').next().unwrap_or(key));
                Issue::error(Code::PlaceNotMetres, message, fix)
            }
            None => Issue::warning(Code::PlaceNotMetres, what, fix),
        };
        vec![in_file(issue.at_key("easting").with_value(format!("{}, {}", placed[0].1.easting, placed[0].1.northing)))]
    };
    let within = |most: (i32, i32)| placed.iter().all(|(_, at)| at.easting <= most.0 && at.northing <= most.1);
    let distinct = placed.iter().any(|(_, at)| *at != placed[0].1);
    // A few toy coordinates near the origin are no kilometres: those of two regions are a hundred apart.
    let span = |of: &dyn Fn(&Location) -> i32| {
        let all = || placed.iter().map(|(_, at)| of(at));
        all().max().unwrap_or(0) - all().min().unwrap_or(0)
    };
    if distinct && within((800, 1_400)) && span(&|at| at.easting).max(span(&|at| at.northing)) >= 10 {
        return unusable("the places look like kilometres, not metres", "multiply easting and northing by 1,000");
    }
    let sea: Vec<&(&School, Location)> = placed.iter().filter(|(_, at)| !is_land(*at)).collect();
    let exchanged = |at: &Location| is_land(Location { easting: at.northing, northing: at.easting });
    let turned = sea.iter().filter(|(_, at)| exchanged(at)).count();
    if 2 * turned > placed.len() {
        return unusable(
            "the places look as if easting and northing were exchanged: most are in the sea",
            "exchange the two columns",
        );
    }
    if sea.is_empty() {
        return Vec::new();
    }
    let schools: Vec<&School> = sea.iter().map(|(school, _)| *school).collect();
    let message = sentence(&schools, "a place in the sea");
    let issue =
        Issue::warning(Code::PlaceNotMetres, message, "check easting and northing, in metres of the National Grid");
    let (first, at) = sea[0];
    let issue = if schools.len() == 1 { cohort.place(first, None, issue) } else { in_file(issue) };
    vec![issue.with_value(format!("{}, {}", at.easting, at.northing))]
}

/// The key of the first rule or term that uses places.
fn user(rules: &Rules) -> Option<&'static str> {
    let hard = &rules.hard;
    let closeness = rules.benefit.closeness.is_some_and(|closeness| closeness.weight > 0.0);
    [("rules.max_km", hard.max_km.is_some()), ("rules.min_km", hard.min_km.is_some()), ("benefit.closeness", closeness)]
        .into_iter()
        .find_map(|(key, is_used)| is_used.then_some(key))
}
