//! Compares two calendars and says what happened to each visit. Schools learn from this what planning again has changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::programme::calendar::events::DatedEvent;
use crate::programme::calendar::{Calendar, Visit};
use crate::programme::statement::dates::{Date, Period};

/// What happened to a host's visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// The visit has another day, and perhaps another facilitator.
    Moved,
    /// The visit has the same day and another facilitator.
    Facilitator,
    /// The visit has the same day and facilitator, but other schools attend.
    Visitors,
    /// The visit is new.
    Added,
    /// The visit is cancelled.
    Dropped,
}

/// A visit that has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct VisitChange {
    /// The host's id.
    pub host: String,
    /// What happened to the visit.
    pub kind: ChangeKind,
    /// The earlier day; `None` for a new visit.
    pub old_date: Option<Date>,
    /// The new day; `None` for a cancelled visit.
    pub new_date: Option<Date>,
    /// The id of the earlier facilitator.
    pub old_facilitator: Option<String>,
    /// The id of the new facilitator.
    pub new_facilitator: Option<String>,
}

/// Every visit that has changed, sorted by host.
#[must_use]
pub fn changes(before: &Calendar, after: &Calendar) -> Vec<VisitChange> {
    let by_host = |calendar: &Calendar| -> BTreeMap<String, (Visit, BTreeSet<String>)> {
        let entry = |visit: &Visit| (visit.host.clone(), (visit.clone(), calendar.guests(visit)));
        calendar.visits.iter().map(entry).collect()
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

/// A change to an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EventChange {
    /// The event's name.
    pub name: String,
    /// The earlier days; `None` for a new event.
    pub old: Option<Period>,
    /// The new days; `None` for a cancelled event.
    pub new: Option<Period>,
}

/// Every event that has changed, sorted by name. A calendar without any events was written before calendars recorded them,
/// so it shows no change.
#[must_use]
pub fn event_changes(before: &Calendar, after: &Calendar) -> Vec<EventChange> {
    if before.events.is_empty() {
        return Vec::new();
    }
    let numbered = |events: &[DatedEvent]| -> BTreeMap<(String, usize), Option<Period>> {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut numbered = BTreeMap::new();
        for event in events {
            let number = seen.entry(&event.name).or_default();
            numbered.insert((event.name.clone(), *number), (!event.cancelled).then(|| event.period()));
            *number += 1;
        }
        numbered
    };
    let (old, new) = (numbered(&before.events), numbered(&after.events));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let days = |all: &BTreeMap<(String, usize), Option<Period>>, key| all.get(key).copied().flatten();
    let changes = keys.into_iter().map(|key| (key, days(&old, key), days(&new, key)));
    changes
        .filter(|(_, old, new)| old != new)
        .map(|(key, old, new)| EventChange { name: key.0.clone(), old, new })
        .collect()
}
