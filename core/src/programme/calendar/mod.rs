//! The calendar: one visit a school, with value, bound and gap. What `calendar.json` holds.

pub mod brief;
pub mod changes;
pub mod check;
pub mod csv;
pub mod edition;
pub mod ics;
pub mod reading;
mod spreadsheet;

use serde::{Deserialize, Serialize};

use crate::programme::statement::dates::Date;
use crate::solve::outcome::{Status, StopReason};
use crate::units::Points;

/// The name of the calendar format.
pub const FORMAT: &str = "tercet-calendar/1";

/// The visits of a year. Serialises as `calendar.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Calendar {
    /// `tercet-calendar/1`.
    pub format: String,
    /// The fingerprint of the problem that the groups come from.
    pub problem_sha256: String,
    /// The ids of each group's schools, in the order of the plan.
    pub groups: Vec<Vec<String>>,
    /// The names that people gave to the groups, in the same order; empty where they have but numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The visits, by date, then by host.
    pub visits: Vec<Visit>,
    /// The groups without visits, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clashes: Vec<Clash>,
    /// The value in points: up to 10,000 a visit.
    pub value: Points,
    /// No calendar that places every group has a larger value; none where some group cannot be placed.
    pub bound: Option<Points>,
    /// (bound - value) / value; none where some group has no visits.
    pub gap: Option<f64>,
    /// What is proved: optimal, feasible, infeasible (some group cannot be placed), unknown (some group was not).
    pub status: Status,
    /// Why the search stopped.
    pub stop: StopReason,
}

/// A day on which a group visits one of its schools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Visit {
    /// The id of the school that hosts.
    pub host: String,
    /// The number of the group, from 1 in the order of the plan.
    pub group: usize,
    /// The day.
    pub date: Date,
    /// The id of the facilitator; none where the year has none.
    #[serde(default)]
    pub facilitator: Option<String>,
    /// How often the visit was changed since it was first planned.
    #[serde(default)]
    pub sequence: u32,
}

impl Visit {
    /// A visit as it is first planned.
    #[must_use]
    pub fn new(host: impl Into<String>, group: usize, date: Date, facilitator: Option<String>) -> Self {
        Self { host: host.into(), group, date, facilitator, sequence: 0 }
    }
}

/// Why a group has no visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Clash {
    /// The number of the group, from 1 in the order of the plan.
    pub group: usize,
    /// What there is.
    pub have: String,
    /// What the rules need.
    pub need: String,
    /// What would help.
    pub fix: String,
}

impl Calendar {
    /// The name that people gave to a group, by its number from 1; none where it has but its number.
    #[must_use]
    pub fn name(&self, group: usize) -> Option<&str> {
        self.names.get(group.checked_sub(1)?).map(String::as_str)
    }

    /// The ids of the schools that visit: the group's but the host, in the order of the plan.
    pub fn visitors(&self, visit: &Visit) -> impl Iterator<Item = &str> {
        let group = visit.group.checked_sub(1).and_then(|place| self.groups.get(place));
        group.into_iter().flatten().map(String::as_str).filter(|id| *id != visit.host)
    }

    /// The calendar as indented JSON text that ends with a line feed: what `calendar.json` holds.
    ///
    /// # Panics
    /// Never: no part of a calendar has keys that are not text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a calendar has no maps");
        text.push('\n');
        text
    }
}
