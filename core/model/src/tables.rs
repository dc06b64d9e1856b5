//! What is given beside the rules: past groupings, the analyst's tables over pairs of schools, the days of each school.

use serde::{Deserialize, Serialize};

use crate::dates::Date;
use crate::error::Issue;
pub use crate::matrix::{Matrix, PairTable};
use crate::units::Points;

/// Tables in addition to the rules. All are empty by default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Tables {
    /// Groups of past years, for `no_repeat_years` and novelty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<PastGroup>,
    /// The year that is being planned. A rule or term that uses `history` needs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Pairs that may not be in one group, or a matrix of true and false: a pair is forbidden if either half says so.
    #[serde(skip_serializing_if = "PairTable::is_empty")]
    pub forbidden: PairTable<[String; 2], bool>,
    /// The analyst's own benefit of a school from a peer, as entries or as a matrix of 0 to 10,000 points. A pair that is
    /// left out has 0.
    #[serde(skip_serializing_if = "PairTable::is_empty")]
    pub own: PairTable<OwnBenefit, u16>,
    /// Travel times, for `max_minutes`, as entries or as a matrix of minutes, the same both ways. Two schools cannot travel
    /// to each other if their pair is left out or null.
    #[serde(skip_serializing_if = "PairTable::is_empty")]
    pub minutes: PairTable<Travel, Option<u32>>,
    /// The days on which each school can host or attend a visit, for `common_days`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub usable_days: Vec<UsableDays>,
    /// What has to be said of how the tables were read; no part of what they say.
    #[serde(skip)]
    pub notes: Notes,
}

/// Warnings of a reader. Two tables are equal whatever was to be said of how they were read.
#[derive(Debug, Clone, Default)]
pub struct Notes(pub Vec<Issue>);

impl PartialEq for Notes {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A group of a past year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PastGroup {
    /// The year the programme began.
    pub year: i32,
    /// The ids of its schools. Those no longer in the cohort are ignored.
    pub schools: Vec<String>,
}

/// What a school gains from a peer by the analyst's own measure. Not necessarily symmetric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnBenefit {
    /// The school that gains.
    pub school: String,
    /// The peer that gives the benefit.
    pub peer: String,
    /// The gain: 0 to 10,000 points.
    #[schemars(range(min = 0, max = 10_000))]
    pub points: Points,
}

/// The travel time between two schools, the same both ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Travel {
    /// One school.
    pub school: String,
    /// The other.
    pub peer: String,
    /// Minutes from door to door.
    pub minutes: u32,
}

/// The days on which a school can host or attend a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UsableDays {
    /// The school.
    pub school: String,
    /// The days, yyyy-mm-dd, in any order. A repeated day counts once.
    #[schemars(with = "Vec<String>", inner(regex(pattern = r"^\d{4}-\d{2}-\d{2}$")))]
    pub dates: Vec<Date>,
}
