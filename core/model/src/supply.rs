//! Need and supply: for each area of practice, how many schools want to learn in it, and how many are strong in it.

use serde::{Deserialize, Serialize};

use crate::areas::Profile;
use crate::cohort::Cohort;
use crate::error::{Error, Issues};
use crate::facts::profile;
use crate::problem::Problem;
use crate::rules::Rules;
use crate::validate;

/// The need for one area of practice, and its supply in the cohort.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AreaSupply {
    /// The area of practice.
    pub area: String,
    /// How many schools have the area among their needs, with a weight of at least 1 %.
    pub in_need: usize,
    /// The sum of those weights. One school's needs sum to 100.
    pub need: i64,
    /// How many schools have declared any strength in it.
    pub declared: usize,
    /// How many schools have a level of 60 or more.
    pub strong_60: usize,
    /// How many schools have a level of 80 or more.
    pub strong_80: usize,
    /// How many schools are at the top of the scale.
    pub strong_100: usize,
    /// At least this many of the schools in need have no peer at a level of 60 or more, however the groups are formed. The
    /// reason is that a strong school has only as many peers as the largest group allows.
    pub short: usize,
}

/// The need and supply of a cohort, area by area in the cohort's order. Only the scale and the sizes of the rules matter.
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
    let profiles: Vec<Profile> =
        cohort.schools().iter().map(|school| profile(school, cohort.areas(), rules.scale.strength)).collect();
    Ok(count(cohort.areas(), &profiles.iter().collect::<Vec<_>>(), rules))
}

/// The need and supply of a problem's cohort, under its rules.
#[must_use]
pub fn of_problem(problem: &Problem) -> Vec<AreaSupply> {
    let profiles: Vec<&Profile> = problem.indices().map(|school| problem.profile(school)).collect();
    count(problem.cohort().areas(), &profiles, problem.rules())
}

fn count(areas: &[String], profiles: &[&Profile], rules: &Rules) -> Vec<AreaSupply> {
    let peers = rules.sizes.allowed.last().map_or(0, |largest| largest.saturating_sub(1));
    let of_area = |(place, area): (usize, &String)| {
        let at_least = |level: u8| profiles.iter().filter(|profile| profile.levels[place] >= level).count();
        let weights = || profiles.iter().map(|profile| profile.weights[place]).filter(|&weight| weight > 0);
        let (in_need, strong_60) = (weights().count(), at_least(60));
        AreaSupply {
            area: area.clone(),
            in_need,
            need: weights().map(i64::from).sum(),
            declared: at_least(1),
            strong_60,
            strong_80: at_least(80),
            strong_100: at_least(100),
            short: in_need.saturating_sub(strong_60.saturating_mul(peers)),
        }
    };
    areas.iter().enumerate().map(of_area).collect()
}

#[cfg(test)]
mod tests;
