//! What one visit is about: who comes, what the host shows to whom, who can help the host, and what is still uncovered.
//! Data only; `report::brief` puts it into words.

use std::cmp::Reverse;

use serde::Serialize;

use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::statement::dates::Date;

/// The level in percent from which a strength counts as leading practice, where nobody says otherwise.
pub const LEADING: u8 = 60;

/// The brief of a visit. Levels and weights are whole percent: of the top of the scale, and of a school's needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Brief {
    /// The id of the school that hosts.
    pub host: String,
    /// The day.
    pub date: Date,
    /// The number of the group, from 1 in the order of the plan.
    pub group: usize,
    /// The id of the facilitator; none where the year has none.
    pub facilitator: Option<String>,
    /// The ids of the schools that visit, in the order of the plan.
    pub visitors: Vec<String>,
    /// All visits of the group by date, this one among them: the day and the host's id.
    pub visits: Vec<(Date, String)>,
    /// The areas of the host that visitors need, those that matter most to them first.
    pub shows: Vec<Shown>,
    /// The visitors that have declared needs, and none in an area of the host.
    pub see_nothing: Vec<String>,
    /// The host's own needs, the weightiest first.
    pub wants: Vec<Want>,
}

/// An area of the host that visitors need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Shown {
    /// The area.
    pub area: String,
    /// The host's level.
    pub level: u8,
    /// Who needs it, the one that needs it most first.
    pub to: Vec<Wish>,
    /// The member of the group that is stronger in the area, and strongest of all.
    pub stronger: Option<Able>,
}

/// A school that needs an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Wish {
    /// The school's id.
    pub school: String,
    /// Which part of its needs the area is.
    pub weight: u8,
}

/// A school that is good at an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Able {
    /// The school's id.
    pub school: String,
    /// Its level.
    pub level: u8,
}

/// A need of the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Want {
    /// The area.
    pub area: String,
    /// Which part of the host's needs it is.
    pub weight: u8,
    /// The visitors that are good at it, the strongest first; empty where the group leaves it uncovered.
    pub helpers: Vec<Able>,
    /// The strongest school of those that may be in a group with the host, where no visitor can help and another could.
    pub elsewhere: Option<Able>,
}

/// The brief of a visit; `None` if the problem does not have its host.
///
/// ```
/// use tercet::programme::{calendar::{Calendar, Visit, brief::brief}, statement::dates::parse};
/// use tercet::{Problem, Rules, model::format::csv::parse_cohort};
/// let text = "id,strength:reading,need:reading,need:send\n1,5,,1\n2,,3,1\n3,2,1,\n";
/// let problem = Problem::new(parse_cohort(text.as_bytes(), "cohort.csv")?, Rules::default())?;
/// let json = r#"{"format": "tercet-calendar/1", "problem_sha256": "", "groups": [["1", "2", "3"]], "value": 0,
///     "status": "feasible", "stop": "finished", "visits": [{"host": "1", "group": 1, "date": "2026-10-13"}]}"#;
/// let calendar = Calendar::from_json(json, "calendar.json".as_ref())?;
/// let brief = brief(&problem, &calendar, &calendar.visits[0]).unwrap();
/// assert_eq!((brief.shows[0].area.as_str(), brief.shows[0].level), ("reading", 100));
/// assert_eq!(brief.wants[0].helpers, []);
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn brief(problem: &Problem, calendar: &Calendar, visit: &Visit) -> Option<Brief> {
    let host = problem.index(&visit.host)?;
    let visitors: Vec<SchoolIndex> = calendar.visitors(visit).filter_map(|id| problem.index(id)).collect();
    let shows = shows(problem, host, &visitors);
    let sees = |id: &str| shows.iter().any(|shown| shown.to.iter().any(|wish| wish.school == id));
    let see_nothing = (visitors.iter())
        .filter(|&&school| needs(problem, school).next().is_some() && !sees(id(problem, school)))
        .map(|&school| id(problem, school).to_owned())
        .collect();
    let of_group = calendar.visits.iter().filter(|other| other.group == visit.group);
    let mut visits: Vec<(Date, String)> = of_group.map(|other| (other.date, other.host.clone())).collect();
    visits.sort();
    Some(Brief {
        host: visit.host.clone(),
        date: visit.date,
        group: visit.group,
        facilitator: visit.facilitator.clone(),
        visitors: calendar.visitors(visit).map(str::to_owned).collect(),
        visits,
        see_nothing,
        wants: needs(problem, host).map(|(weight, area)| want(problem, (host, &visitors), weight, area)).collect(),
        shows,
    })
}

fn shows(problem: &Problem, host: SchoolIndex, visitors: &[SchoolIndex]) -> Vec<Shown> {
    let wishes = |area: usize| {
        let mut wishes: Vec<(u8, SchoolIndex)> = (visitors.iter())
            .map(|&school| (problem.profile(school).weights[area], school))
            .filter(|&(weight, _)| weight > 0)
            .collect();
        wishes.sort_by_key(|&(weight, school)| (Reverse(weight), school));
        wishes
    };
    let mut shows: Vec<(u32, Shown)> = Vec::new();
    for (area, name) in problem.cohort().areas().iter().enumerate() {
        let (own, wishes) = (level(problem, host, area), wishes(area));
        if own == 0 || wishes.is_empty() {
            continue;
        }
        let weight = wishes.iter().map(|&(weight, _)| u32::from(weight)).sum();
        let stronger = able(problem, visitors, area).into_iter().next().filter(|able| able.level > own);
        let wish = |(weight, school)| Wish { school: id(problem, school).to_owned(), weight };
        let to = wishes.into_iter().map(wish).collect();
        shows.push((weight, Shown { area: name.clone(), level: own, to, stronger }));
    }
    // The sort is stable: areas that matter alike stay in the order of the cohort.
    shows.sort_by_key(|(weight, shown)| (Reverse(*weight), Reverse(shown.level)));
    shows.into_iter().map(|(_, shown)| shown).collect()
}

fn want(problem: &Problem, (host, visitors): (SchoolIndex, &[SchoolIndex]), weight: u8, area: usize) -> Want {
    let helpers = able(problem, visitors, area);
    let elsewhere = helpers.is_empty().then(|| {
        // Those that the rules let it meet: a school of another phase is no peer.
        let is_peer = |&school: &SchoolIndex| school != host && problem.broken_by_part(&[host, school]).is_empty();
        let others: Vec<SchoolIndex> = problem.indices().filter(is_peer).collect();
        able(problem, &others, area).into_iter().next()
    });
    Want { area: problem.cohort().areas()[area].clone(), weight, helpers, elsewhere: elsewhere.flatten() }
}

/// Those that are good at an area, the strongest first.
fn able(problem: &Problem, schools: &[SchoolIndex], area: usize) -> Vec<Able> {
    let mut able: Vec<(u8, SchoolIndex)> =
        schools.iter().map(|&school| (level(problem, school, area), school)).filter(|&(level, _)| level > 0).collect();
    able.sort_by_key(|&(level, school)| (Reverse(level), school));
    able.into_iter().map(|(level, school)| Able { school: id(problem, school).to_owned(), level }).collect()
}

/// The needs of a school, the weightiest first: weight in percent and area.
fn needs(problem: &Problem, school: SchoolIndex) -> impl Iterator<Item = (u8, usize)> {
    let weights = problem.profile(school).weights.iter().enumerate();
    let mut needs: Vec<(u8, usize)> =
        weights.filter(|&(_, &weight)| weight > 0).map(|(area, &weight)| (weight, area)).collect();
    needs.sort_by_key(|&(weight, area)| (Reverse(weight), area));
    needs.into_iter()
}

fn level(problem: &Problem, school: SchoolIndex, area: usize) -> u8 {
    problem.profile(school).levels[area]
}

fn id(problem: &Problem, school: SchoolIndex) -> &str {
    &problem.school(school).id
}
