//! Two calendars in, what became of each visit out: what is told to the schools after planning again.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::programme::calendar::{Calendar, Visit};
use crate::programme::statement::dates::Date;

/// What became of a host's visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// It has another day, and perhaps another facilitator.
    Moved,
    /// It has its day and another facilitator.
    Facilitator,
    /// It has day and facilitator, and other schools attend.
    Visitors,
    /// There was none before.
    Added,
    /// There is none any more.
    Dropped,
}

/// A visit that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct VisitChange {
    /// The id of the school that hosts.
    pub host: String,
    /// What became of it.
    pub kind: ChangeKind,
    /// The day before; none for an added visit.
    pub old_date: Option<Date>,
    /// The day now; none for a dropped visit.
    pub new_date: Option<Date>,
    /// The facilitator's id before.
    pub old_facilitator: Option<String>,
    /// The facilitator's id now.
    pub new_facilitator: Option<String>,
}

/// Every visit that is not as it was, by host.
#[must_use]
pub fn changes(before: &Calendar, after: &Calendar) -> Vec<VisitChange> {
    let by_host = |calendar: &Calendar| -> BTreeMap<String, (Visit, Vec<String>)> {
        let members = |visit: &Visit| {
            let mut members: Vec<String> = calendar.visitors(visit).map(str::to_owned).collect();
            members.sort_unstable();
            members
        };
        calendar.visits.iter().map(|visit| (visit.host.clone(), (visit.clone(), members(visit)))).collect()
    };
    let (old, new) = (by_host(before), by_host(after));
    let mut hosts: Vec<&String> = old.keys().chain(new.keys()).collect();
    hosts.sort_unstable();
    hosts.dedup();
    let change = |host: &String| {
        let (old, new) = (old.get(host), new.get(host));
        let kind = match (old, new) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Dropped,
            (Some((old, _)), Some((new, _))) if old.date != new.date => ChangeKind::Moved,
            (Some((old, _)), Some((new, _))) if old.facilitator != new.facilitator => ChangeKind::Facilitator,
            (Some((_, old)), Some((_, new))) if old != new => ChangeKind::Visitors,
            _ => return None,
        };
        Some(VisitChange {
            host: host.clone(),
            kind,
            old_date: old.map(|(visit, _)| visit.date),
            new_date: new.map(|(visit, _)| visit.date),
            old_facilitator: old.and_then(|(visit, _)| visit.facilitator.clone()),
            new_facilitator: new.and_then(|(visit, _)| visit.facilitator.clone()),
        })
    };
    hosts.into_iter().filter_map(change).collect()
}
