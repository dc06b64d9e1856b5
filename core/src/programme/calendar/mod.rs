//! The calendar: one visit a school, with value, bound and gap. What `calendar.json` holds.

pub mod brief;
pub mod changes;
pub mod check;
pub mod csv;
pub mod edition;
pub mod events;
pub mod geo;
mod history;
pub mod ics;
pub mod membership;
pub mod notices;
pub mod reading;
mod spreadsheet;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::programme::calendar::events::DatedEvent;
use crate::programme::calendar::membership::{Members, Membership};
use crate::programme::calendar::notices::Cancelled;
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
    /// The name of the programme's year. With the host it makes the identifier of a visit in calendar files, so it stays the same
    /// when the year is planned again. Blank in a file from before it was kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub programme: String,
    /// The last day that was over when the year was planned again: visits up to it have taken place and stay as they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<Date>,
    /// The ids of each group's schools, in the order of the plan. A group that all schools have left stays, without any.
    pub groups: Vec<Vec<String>>,
    /// The names that people gave to the groups, in the same order; empty where they have but numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The schools that are or were in a group for a part of the year only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub memberships: Vec<Membership>,
    /// The visits, by date, then by host.
    pub visits: Vec<Visit>,
    /// The visits that some no longer have, by host.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cancelled: Vec<Cancelled>,
    /// The events of the whole cohort as they were told, by name, then in the order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<DatedEvent>,
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

    pub(in crate::programme) fn members(&self) -> Members<'_> {
        Members { groups: &self.groups, memberships: &self.memberships }
    }

    /// The ids of the schools that are in a group now, by its number from 1; none if there is no such group.
    #[must_use]
    pub fn group(&self, number: usize) -> &[String] {
        self.members().now(number)
    }

    /// The ids of the schools that attend a visit, the host among them: those that are in the group on its day.
    pub fn attending<'a>(&'a self, visit: &Visit) -> impl Iterator<Item = &'a str> {
        self.members().on(visit.group, visit.date)
    }

    /// The ids of the schools that visit: those that attend but the host, in the order of the plan.
    pub fn visitors<'a>(&'a self, visit: &'a Visit) -> impl Iterator<Item = &'a str> {
        self.attending(visit).filter(|id| *id != visit.host)
    }

    /// The ids of every school that is or was in a group, by the number from 1: those that are in it now first.
    pub fn ever_in(&self, group: usize) -> impl Iterator<Item = &str> {
        self.members().ever(group)
    }

    /// Whether a visit has taken place: it is on or before the day on which the year was planned again.
    #[must_use]
    pub fn has_taken_place(&self, visit: &Visit) -> bool {
        self.today.is_some_and(|today| visit.date <= today)
    }

    /// The visit of a host.
    #[must_use]
    pub fn visit(&self, host: &str) -> Option<&Visit> {
        self.visits.iter().find(|visit| visit.host == host)
    }

    /// The schools that attend a visit, as a set.
    pub(in crate::programme) fn guests(&self, visit: &Visit) -> BTreeSet<String> {
        self.attending(visit).map(str::to_owned).collect()
    }

    /// Whether a visit is as in another calendar: day, facilitator and schools.
    pub(in crate::programme) fn is_as_in(&self, visit: &Visit, before: &Self, old: &Visit) -> bool {
        (old.date, &old.facilitator) == (visit.date, &visit.facilitator) && before.guests(old) == self.guests(visit)
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
