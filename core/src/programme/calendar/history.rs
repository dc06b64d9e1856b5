//! Compares a calendar with the earlier one: how often each visit has changed, and who no longer has a visit.

use std::collections::BTreeSet;

use crate::programme::calendar::notices::Cancelled;
use crate::programme::calendar::{Calendar, Visit, events};
use crate::programme::statement::year::Event;

impl Calendar {
    /// Carries over what the earlier calendar announced. It raises the count of each visit that has changed, and records
    /// who no longer has a visit. `stated` are the year's events.
    pub(in crate::programme) fn carry(&mut self, before: Option<&Self>, stated: &[Event]) {
        let told = before.map_or(&[][..], |before| &before.events);
        self.events = events::carry(told, stated, self.today);
        let Some(before) = before else { return };
        let sequence = |visit: &Visit| match before.visit(&visit.host) {
            Some(old) => old.sequence.saturating_add(u32::from(!self.is_as_in(visit, before, old))),
            None => before.notice(&visit.host).map_or(0, |notice| notice.sequence.saturating_add(1)),
        };
        let sequences: Vec<u32> = self.visits.iter().map(sequence).collect();
        for (visit, sequence) in self.visits.iter_mut().zip(sequences) {
            visit.sequence = sequence;
        }
        let hosts: BTreeSet<&str> = (before.visits.iter().map(|visit| visit.host.as_str()))
            .chain(before.cancelled.iter().map(|notice| notice.host.as_str()))
            .collect();
        self.cancelled = hosts.into_iter().filter_map(|host| self.notice_after(before, host)).collect();
    }

    fn notice(&self, host: &str) -> Option<&Cancelled> {
        self.cancelled.iter().find(|notice| notice.host == host)
    }

    /// Everybody who had a host's visit in the earlier calendar, or was told then that it was cancelled, and who does not
    /// have the visit now.
    fn notice_after(&self, before: &Self, host: &str) -> Option<Cancelled> {
        let now = self.visit(host);
        let guests = now.map(|visit| self.guests(visit)).unwrap_or_default();
        let leads = now.and_then(|visit| visit.facilitator.as_ref());
        let told = before.notice(host);
        let old = before.visit(host);
        let had = old.map(|visit| before.guests(visit)).unwrap_or_default();
        let lost: BTreeSet<String> = had.difference(&guests).cloned().collect();
        let led = old.and_then(|visit| visit.facilitator.as_ref()).filter(|who| leads != Some(*who));
        let is_news = !lost.is_empty() || led.is_some() || (old.is_some() && now.is_none());
        let mut notice = match (old, told) {
            (Some(old), told) if is_news => Cancelled {
                host: host.to_owned(),
                group: old.group,
                date: old.date,
                sequence: (now.map_or(0, |now| now.sequence).max(old.sequence.saturating_add(1)))
                    .max(told.map_or(0, |told| told.sequence)),
                schools: told.map(|told| told.schools.clone()).unwrap_or_default(),
                facilitators: told.map(|told| told.facilitators.clone()).unwrap_or_default(),
            },
            (_, Some(told)) => told.clone(),
            _ => return None,
        };
        let schools: BTreeSet<String> = notice.schools.drain(..).chain(lost).collect();
        notice.schools = schools.difference(&guests).cloned().collect();
        let who: BTreeSet<String> = notice.facilitators.drain(..).chain(led.cloned()).collect();
        notice.facilitators = who.into_iter().filter(|who| leads != Some(who)).collect();
        let is_empty = notice.schools.is_empty() && notice.facilitators.is_empty();
        (now.is_none() || !is_empty).then_some(notice)
    }
}
