//! The events of the whole cohort. An event keeps its identity when it moves, and participants are told when it is
//! cancelled.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::programme::statement::dates::{Date, Period, Time};
use crate::programme::statement::year::Event;

/// An event, with the number of times it has changed. Events with the same name are told apart by their order in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DatedEvent {
    /// Its name.
    pub name: String,
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// When it begins and ends; `None` if it takes whole days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<(Time, Time)>,
    /// Where it takes place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// How often it has changed since it was first announced.
    #[serde(default)]
    pub sequence: u32,
    /// Whether it is cancelled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
}

impl DatedEvent {
    /// The days of the event.
    #[must_use]
    pub fn period(&self) -> Period {
        Period { start: self.start, end: self.end }
    }

    fn new(event: &Event) -> Self {
        let Period { start, end } = event.period;
        let (hours, venue) = (event.hours, event.venue.clone());
        Self { name: event.name.clone(), start, end, hours, venue, sequence: 0, cancelled: false }
    }

    /// Whether participants would see no difference between the two events.
    fn is_as(&self, other: &Self) -> bool {
        (self.period(), self.hours, &self.venue) == (other.period(), other.hours, &other.venue)
    }
}

/// The year's events, updated from the earlier calendar's. An event that is over by `today` stays as it was announced.
pub(in crate::programme) fn carry(before: &[DatedEvent], stated: &[Event], today: Option<Date>) -> Vec<DatedEvent> {
    let mut now: BTreeMap<&str, Vec<DatedEvent>> = BTreeMap::new();
    for event in stated {
        now.entry(&event.name).or_default().push(DatedEvent::new(event));
    }
    let mut told: BTreeMap<&str, Vec<&DatedEvent>> = BTreeMap::new();
    for event in before {
        told.entry(&event.name).or_default().push(event);
        now.entry(&event.name).or_default();
    }
    let mut events = Vec::new();
    for (name, mut now) in now {
        now.sort_by_key(|event| (event.start, event.end));
        let told = told.remove(name).unwrap_or_default();
        let mut now = now.into_iter();
        for old in told {
            events.push(match now.next() {
                Some(new) if new.is_as(old) && !old.cancelled => old.clone(),
                Some(new) => DatedEvent { sequence: old.sequence.saturating_add(1), ..new },
                None if old.cancelled || today.is_some_and(|today| old.end <= today) => old.clone(),
                None => DatedEvent { sequence: old.sequence.saturating_add(1), cancelled: true, ..old.clone() },
            });
        }
        events.extend(now);
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::statement::dates::parse;

    fn event(name: &str, day: &str) -> Event {
        Event::new(name, Period::day(parse(day).unwrap()))
    }

    #[test]
    fn an_event_keeps_its_place_when_it_moves_and_a_cancelled_one_stays_known() {
        let first = carry(&[], &[event("Day", "2027-03-01"), event("Day", "2026-10-01")], None);
        assert_eq!(first.iter().map(|event| event.start.to_string()).collect::<Vec<_>>(), ["2026-10-01", "2027-03-01"]);
        let moved = carry(&first, &[event("Day", "2026-10-01"), event("Day", "2027-03-08")], None);
        assert_eq!(moved.iter().map(|event| event.sequence).collect::<Vec<_>>(), [0, 1]);
        let dropped = carry(&moved, &[event("Day", "2026-10-01")], None);
        assert_eq!((dropped[1].sequence, dropped[1].cancelled), (2, true));
        let again = carry(&dropped, &[event("Day", "2026-10-01"), event("Day", "2027-03-08")], None);
        assert_eq!((again[1].sequence, again[1].cancelled), (3, false));
        let still = carry(&dropped, &[event("Day", "2026-10-01")], None);
        assert_eq!(still, dropped);
    }

    #[test]
    fn an_event_that_is_over_is_not_cancelled() {
        let first = carry(&[], &[event("Opening", "2026-10-01")], None);
        assert_eq!(carry(&first, &[], parse("2026-10-01")), first);
        assert!(carry(&first, &[], parse("2026-09-30"))[0].cancelled);
    }
}
