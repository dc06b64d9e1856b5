//! The rules: one file each, with its meaning, a pure function and worked examples.
//!
//! A rule over two schools answers for each pair of a group; a rule over a group answers for its whole membership; a rule
//! over the plan answers for all groups. [`broken_by_group`] and [`broken_by_plan`] ask every rule in force.

use serde::{Deserialize, Serialize};

use crate::benefit::Benefit;
use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::sizes::Sizes;

pub mod apart;
pub mod at_least;
pub mod at_most;
pub mod common_days;
pub mod differ;
pub mod forbidden;
pub mod learn_at_least;
pub mod locked;
pub mod max_km;
pub mod max_minutes;
pub mod no_repeat;
pub mod origin;
pub mod same;
pub mod share_at_least;
pub mod size;
pub mod together;
pub mod traits;
pub mod unmatched;

use at_least::AtLeast;
use at_most::AtMost;
use origin::Origin;
use unmatched::Unmatched;

/// Everything a rules file says: scale, sizes, benefit, hard rules and aim. Every part has a default.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::Rules;
/// let mut rules = Rules::default();
/// rules.hard.max_km = Some(300.0);
/// assert_eq!(rules.benefit.learn, 7.0);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Rules {
    /// How strengths are to be read.
    pub scale: Scale,
    /// Group sizes.
    pub sizes: Sizes,
    /// What makes a group good.
    pub benefit: Benefit,
    /// What no plan may break.
    #[serde(rename = "rules")]
    pub hard: HardRules,
    /// What to aim for.
    pub aim: Aim,
    /// Where they were read from, for messages; no part of what they say.
    #[serde(skip)]
    pub origin: Origin,
}

/// The scale of the input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Scale {
    /// The strength that counts as 100 percent; more than 0.
    #[schemars(range(max = 1_000_000_000), extend("exclusiveMinimum" = 0))]
    pub strength: f64,
}

impl Default for Scale {
    fn default() -> Self {
        Self { strength: 5.0 }
    }
}

/// The hard rules.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct HardRules {
    /// Attributes in which no two schools of a group are alike; by default region and trust, where the cohort has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differ: Option<Vec<String>>,
    /// Attributes in which all schools of a group are alike; by default phase, where the cohort has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same: Option<Vec<String>>,
    /// At most so many schools of a kind in a group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at_most: Vec<AtMost>,
    /// At least so many schools of a kind in a group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at_least: Vec<AtLeast>,
    /// The longest distance between two schools of a group, in km as the crow flies.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub max_km: Option<f64>,
    /// The longest travel between two schools of a group, in minutes of the travel table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_minutes: Option<u32>,
    /// The fewest usable days that the schools of a group have in common, by the table of usable days.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1000))]
    pub common_days: Option<u32>,
    /// The least that each school must be able to learn: 0 to 1 of its needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1))]
    pub learn_at_least: Option<f64>,
    /// The least that each school must be able to share: 0 to 1 of its peers' needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1))]
    pub share_at_least: Option<f64>,
    /// Lists of schools of which no two may be in one group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(length(min = 2)))]
    pub apart: Vec<Vec<String>>,
    /// Lists of schools that must all be in one group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(length(min = 2)))]
    pub together: Vec<Vec<String>>,
    /// Groups that are fixed as they stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(length(min = 2)))]
    pub locked: Vec<Vec<String>>,
    /// Schools that were in one group within so many years may not meet again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_repeat_years: Option<u32>,
    /// Whether a school may be left out, and at what price.
    pub unmatched: Unmatched,
}

/// What a plan is to be best in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Aim {
    /// The kind of aim.
    pub kind: AimKind,
}

/// The kinds of aim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AimKind {
    /// The largest value over all schools.
    #[default]
    Total,
    /// The worst-off school as well off as can be, then the next, then the total.
    WorstFirst,
}

/// The name of a rule, as the rules file spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rule {
    /// A group's size is allowed.
    Sizes,
    /// The number of groups of a size.
    Exactly,
    /// No two alike.
    Differ,
    /// All alike.
    Same,
    /// At most so many of a kind.
    AtMost,
    /// At least so many of a kind.
    AtLeast,
    /// The longest distance.
    MaxKm,
    /// The longest travel.
    MaxMinutes,
    /// The fewest days on which a group can meet.
    CommonDays,
    /// The least to learn.
    LearnAtLeast,
    /// The least to share.
    ShareAtLeast,
    /// Never in one group.
    Apart,
    /// Always in one group.
    Together,
    /// Fixed groups.
    Locked,
    /// Not again within some years.
    NoRepeatYears,
    /// The analyst's forbidden pairs.
    Forbidden,
    /// Every school is in one group.
    Unmatched,
}

impl Rule {
    /// The name as the rules file spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sizes => "sizes",
            Self::Exactly => "exactly",
            Self::Differ => "differ",
            Self::Same => "same",
            Self::AtMost => "at_most",
            Self::AtLeast => "at_least",
            Self::MaxKm => "max_km",
            Self::MaxMinutes => "max_minutes",
            Self::CommonDays => "common_days",
            Self::LearnAtLeast => "learn_at_least",
            Self::ShareAtLeast => "share_at_least",
            Self::Apart => "apart",
            Self::Together => "together",
            Self::Locked => "locked",
            Self::NoRepeatYears => "no_repeat_years",
            Self::Forbidden => "forbidden",
            Self::Unmatched => "unmatched",
        }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A rule that does not hold, with the schools it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Broken {
    /// The rule.
    pub rule: Rule,
    /// The ids of the schools.
    pub schools: Vec<String>,
    /// What is wrong, in one sentence that names the schools.
    pub message: String,
}

impl Broken {
    pub(crate) fn new(problem: &Problem, rule: Rule, schools: &[SchoolIndex], message: String) -> Self {
        Self { rule, schools: schools.iter().map(|&s| problem.school(s).id.clone()).collect(), message }
    }
}

/// Every rule that one group breaks. `group` holds each school once.
#[must_use]
pub fn broken_by_group(problem: &Problem, group: &[SchoolIndex]) -> Vec<Broken> {
    let mut broken: Vec<Broken> = size::broken(problem, group).into_iter().collect();
    broken.extend(broken_by_part(problem, group));
    broken.extend(at_least::broken(problem, group));
    broken.extend(together::broken(problem, group));
    broken.extend(locked::broken(problem, group));
    if group.len() > 1 {
        broken.extend(learn_at_least::broken(problem, group));
        broken.extend(share_at_least::broken(problem, group));
    }
    broken
}

/// Every rule that two schools break by being in one group.
#[must_use]
pub fn broken_by_pair(problem: &Problem, a: SchoolIndex, b: SchoolIndex) -> Vec<Broken> {
    let mut broken = broken_by_two(problem, a, b);
    broken.extend(common_days::broken(problem, &[a, b]));
    broken
}

/// Every rule that schools break by being in one group, whoever else joins them.
#[must_use]
pub fn broken_by_part(problem: &Problem, part: &[SchoolIndex]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for (place, &a) in part.iter().enumerate() {
        for &b in &part[place + 1..] {
            broken.extend(broken_by_two(problem, a, b));
        }
    }
    broken.extend(common_days::broken(problem, part));
    broken.extend(at_most::broken(problem, part));
    broken
}

/// The rules over pairs and no more.
fn broken_by_two(problem: &Problem, a: SchoolIndex, b: SchoolIndex) -> Vec<Broken> {
    let mut broken = differ::broken(problem, a, b);
    broken.extend(same::broken(problem, a, b));
    broken.extend(max_km::broken(problem, a, b));
    broken.extend(max_minutes::broken(problem, a, b));
    broken.extend(apart::broken(problem, a, b));
    broken.extend(no_repeat::broken(problem, a, b));
    broken.extend(forbidden::broken(problem, a, b));
    broken
}

/// Every rule over the plan as a whole that these groups and unmatched schools break.
#[must_use]
pub fn broken_by_plan(problem: &Problem, groups: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Vec<Broken> {
    let mut broken = size::broken_counts(problem, groups);
    broken.extend(together::broken_unmatched(problem, unmatched));
    broken.extend(locked::broken_unmatched(problem, unmatched));
    broken.extend(unmatched::broken(problem, unmatched));
    broken
}
