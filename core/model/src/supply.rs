//! Need and supply: for each area of practice, how many schools want to learn in it, and how many are strong in it.

use serde::{Deserialize, Serialize};

use crate::areas::Profile;
use crate::cohort::Cohort;
use crate::error::{Error, Issues};
use crate::facts::profile;
use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{RuleInForce, RuleShape, Rules};
use crate::validate;

/// The need for one area of practice, and what there is of it in the cohort.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AreaSupply {
    /// The area of practice.
    pub area: String,
    /// How many schools have it among their needs, with a weight of at least 1 %.
    pub in_need: usize,
    /// The sum of those weights: 100 is what one school needs in all.
    pub need: i64,
    /// How many schools have declared any strength in it.
    pub declared: usize,
    /// How many have a level of 60 or more.
    pub strong_60: usize,
    /// How many have a level of 80 or more.
    pub strong_80: usize,
    /// How many are at the top of the scale.
    pub strong_100: usize,
    /// At least this many of the schools in need have no peer at a level of 60 or more, whatever the groups: a strong
    /// school has only as many peers as the largest group allows, and only peers that the rules over pairs let it meet.
    pub short: usize,
}

/// Need and supply of a cohort, area by area in the cohort's order. Of the rules the scale, the sizes and the rules over pairs count,
/// those of the defaults too; a rule that needs a table does not.
///
/// # Errors
/// [`Error::Input`] if a strength is not within the scale.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::supply::need_and_supply;
/// use tercet::{Cohort, Rules, School};
/// let mut schools = vec![School::new("0", "Ash").with_strength("reading", 4.0)];
/// schools.extend((1..=5).map(|n| School::new(n.to_string(), "").with_need("reading", 1.0)));
/// let cohort = Cohort::new(schools, vec!["reading".to_owned()])?;
/// let reading = &need_and_supply(&cohort, &Rules::default())?[0];
/// assert_eq!((reading.in_need, reading.need, reading.strong_60, reading.strong_100), (5, 500, 1, 0));
/// assert_eq!(reading.short, 2); // A quad has room for three of the five.
/// # Ok::<(), tercet::Error>(())
/// ```
pub fn need_and_supply(cohort: &Cohort, rules: &Rules) -> Result<Vec<AreaSupply>, Error> {
    let mut issues = Issues::default();
    issues.extend(validate::schools(cohort, rules));
    issues.finish()?;
    if let Ok(problem) = Problem::new(cohort.clone(), rules.clone()) {
        return Ok(of_problem(&problem));
    }
    let profiles: Vec<Profile> =
        cohort.schools().iter().map(|school| profile(school, cohort.areas(), rules.scale.strength)).collect();
    Ok(count(cohort.areas(), &profiles.iter().collect::<Vec<_>>(), rules, None))
}

/// Need and supply of the cohort of a problem, under its rules.
#[must_use]
pub fn of_problem(problem: &Problem) -> Vec<AreaSupply> {
    let profiles: Vec<&Profile> = problem.indices().map(|school| problem.profile(school)).collect();
    let peers = (problem.len() <= MOST).then(|| peers(problem));
    count(problem.cohort().areas(), &profiles, problem.rules(), peers.as_deref())
}

/// Of more schools than this, pairs are not counted: a national cohort has hundreds of millions, and views must not wait.
const MOST: usize = 1_500;

/// For each school those that the rules over pairs let it meet.
fn peers(problem: &Problem) -> Vec<Vec<usize>> {
    let pairs: Vec<&RuleInForce> =
        problem.rules_in_force().iter().filter(|rule| rule.shape() == RuleShape::Pair).collect();
    let of = |school: SchoolIndex| {
        let meets = |peer: &SchoolIndex| *peer != school && pairs.iter().all(|rule| rule.permits(school, *peer));
        problem.indices().filter(meets).map(SchoolIndex::position).collect()
    };
    problem.indices().map(of).collect()
}

/// How many schools in need can have a strong peer at most, where each strong one has so many peers: a matching of schools in need
/// with places beside strong ones, made as large as it can be by augmenting paths.
fn reached(in_need: &[usize], strong: &[bool], peers: &[Vec<usize>], places: usize) -> usize {
    let mut taken: Vec<Vec<usize>> = vec![Vec::new(); strong.len()];
    let mut reached = 0;
    for &school in in_need {
        let mut seen = vec![false; strong.len()];
        reached += usize::from(place(school, strong, peers, places, &mut taken, &mut seen));
    }
    reached
}

fn place(
    school: usize,
    strong: &[bool],
    peers: &[Vec<usize>],
    places: usize,
    taken: &mut [Vec<usize>],
    seen: &mut [bool],
) -> bool {
    for &peer in peers[school].iter().filter(|&&peer| strong[peer]) {
        if std::mem::replace(&mut seen[peer], true) {
            continue;
        }
        if taken[peer].len() < places {
            taken[peer].push(school);
            return true;
        }
        for at in 0..taken[peer].len() {
            if place(taken[peer][at], strong, peers, places, taken, seen) {
                taken[peer][at] = school;
                return true;
            }
        }
    }
    false
}

fn count(areas: &[String], profiles: &[&Profile], rules: &Rules, pairs: Option<&[Vec<usize>]>) -> Vec<AreaSupply> {
    let peers = rules.sizes.allowed.last().map_or(0, |largest| largest.saturating_sub(1));
    let of_area = |(place, area): (usize, &String)| {
        let at_least = |level: u8| profiles.iter().filter(|profile| profile.levels[place] >= level).count();
        let weights = || profiles.iter().map(|profile| profile.weights[place]).filter(|&weight| weight > 0);
        let (in_need, strong_60) = (weights().count(), at_least(60));
        let reachable = pairs.map_or(strong_60.saturating_mul(peers), |pairs| {
            let needy: Vec<usize> = (0..profiles.len()).filter(|&school| profiles[school].weights[place] > 0).collect();
            let strong: Vec<bool> = profiles.iter().map(|profile| profile.levels[place] >= 60).collect();
            reached(&needy, &strong, pairs, peers)
        });
        AreaSupply {
            area: area.clone(),
            in_need,
            need: weights().map(i64::from).sum(),
            declared: at_least(1),
            strong_60,
            strong_80: at_least(80),
            strong_100: at_least(100),
            short: in_need.saturating_sub(reachable),
        }
    };
    areas.iter().enumerate().map(of_area).collect()
}

#[cfg(test)]
mod tests;
