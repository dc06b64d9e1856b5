//! The calendar: one visit for each school, with value, bound and gap. `calendar.json` holds it.

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
    /// The fingerprint of the problem behind the groups.
    pub problem_sha256: String,
    /// The name of the programme's year. The name and the host make up a visit's identifier in calendar files, so the name
    /// stays the same when the year is planned again. It is blank in older files, which did not record it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub programme: String,
    /// When the year was planned again, the last day that was over. Visits up to this day have taken place and stay as they
    /// were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<Date>,
    /// The ids of each group's schools, in the plan's order. A group that all schools have left stays in the list, without
    /// schools.
    pub groups: Vec<Vec<String>>,
    /// The names of the groups, in the same order; empty if the groups only have numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The schools that are or were in a group for only a part of the year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub memberships: Vec<Membership>,
    /// The visits, by date, then by host.
    pub visits: Vec<Visit>,
    /// The cancelled visits, sorted by host. They name everybody who no longer has the visit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cancelled: Vec<Cancelled>,
    /// The events of the whole cohort as announced, sorted by name, then by time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<DatedEvent>,
    /// The groups without visits, with the reasons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clashes: Vec<Clash>,
    /// The value in points: at most 10,000 for each visit.
    pub value: Points,
    /// No calendar that places every group has a larger value; `None` if some group cannot be placed.
    pub bound: Option<Points>,
    /// (bound - value) / value; `None` if some group has no visits.
    pub gap: Option<f64>,
    /// What is proved: optimal, feasible, infeasible (some group cannot be placed), or unknown (the search did not place
    /// some group).
    pub status: Status,
    /// Why the search stopped.
    pub stop: StopReason,
}

/// A day on which a group visits one of its schools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Visit {
    /// The host's id.
    pub host: String,
    /// The number of the group, from 1 in the plan's order.
    pub group: usize,
    /// The day of the visit.
    pub date: Date,
    /// The facilitator's id; `None` if the year has no facilitators.
    #[serde(default)]
    pub facilitator: Option<String>,
    /// How often the visit has changed since it was first planned.
    #[serde(default)]
    pub sequence: u32,
}

impl Visit {
    /// A newly planned visit.
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
    /// The number of the group, from 1 in the plan's order.
    pub group: usize,
    /// What the group has.
    pub have: String,
    /// What the rules need.
    pub need: String,
    /// A change that would help.
    pub fix: String,
}

impl Calendar {
    /// The name of a group, by its number from 1; `None` if the group has only a number.
    #[must_use]
    pub fn name(&self, group: usize) -> Option<&str> {
        self.names.get(group.checked_sub(1)?).map(String::as_str)
    }

    pub(in crate::programme) fn members(&self) -> Members<'_> {
        Members { groups: &self.groups, memberships: &self.memberships }
    }

    /// The ids of the schools that are in a group now, by the group's number from 1; empty if there is no such group.
    #[must_use]
    pub fn group(&self, number: usize) -> &[String] {
        self.members().now(number)
    }

    /// The ids of the schools that attend a visit, including the host: the members of the group on the day of the visit.
    pub fn attending<'a>(&'a self, visit: &Visit) -> impl Iterator<Item = &'a str> {
        self.members().on(visit.group, visit.date)
    }

    /// The ids of the visiting schools, that is, everyone who attends except the host, in the plan's order.
    pub fn visitors<'a>(&'a self, visit: &'a Visit) -> impl Iterator<Item = &'a str> {
        self.attending(visit).filter(|id| *id != visit.host)
    }

    /// The ids of every school that is or was in a group, by the group's number from 1. The present members come first.
    pub fn ever_in(&self, group: usize) -> impl Iterator<Item = &str> {
        self.members().ever(group)
    }

    /// Whether a visit has taken place: its date is not after the `today` of the calendar.
    #[must_use]
    pub fn has_taken_place(&self, visit: &Visit) -> bool {
        self.today.is_some_and(|today| visit.date <= today)
    }

    /// The visit that a school hosts.
    #[must_use]
    pub fn visit(&self, host: &str) -> Option<&Visit> {
        self.visits.iter().find(|visit| visit.host == host)
    }

    /// The schools that attend a visit, as a set.
    pub(in crate::programme) fn guests(&self, visit: &Visit) -> BTreeSet<String> {
        self.attending(visit).map(str::to_owned).collect()
    }

    /// Whether a visit is the same in another calendar: same day, facilitator and schools.
    pub(in crate::programme) fn is_as_in(&self, visit: &Visit, before: &Self, old: &Visit) -> bool {
        (old.date, &old.facilitator) == (visit.date, &visit.facilitator) && before.guests(old) == self.guests(visit)
    }

    /// The calendar as indented JSON text that ends with a line feed: the contents of `calendar.json`.
    ///
    /// # Panics
    /// Never: every key in a calendar is text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a calendar has no maps");
        text.push('\n');
        text
    }
}
