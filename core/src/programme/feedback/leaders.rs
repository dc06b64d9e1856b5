//! Whether the same two leaders of a school came each time. The keys that tell leaders apart do not leave this file.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::programme::calendar::Calendar;
use crate::programme::feedback::Feedback;

/// Whether the same two came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Constancy {
    /// Both leaders came to every recorded visit, and they were the same two people each time.
    Same,
    /// Two leaders came to every recorded visit, but not the same two people each time.
    Changed,
    /// Fewer than two leaders came to some visit. The people who came may have changed too.
    Missed,
    /// Two leaders came to every recorded visit, but some of them have no key.
    Unknown,
}

impl Constancy {
    /// The name in tables and JSON: `same`, `changed`, `missed`, `unknown`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Missed => "missed",
            Self::Unknown => "unknown",
        }
    }
}

/// The records of one school's leaders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Leaders {
    /// The number of the group, from 1 in the plan's order.
    pub group: usize,
    /// The school's id.
    pub school: String,
    /// Whether the same two people came.
    pub leaders: Constancy,
    /// The number of its group's visits with a record of who came.
    pub visits: u64,
    /// The hosts of the visits to which fewer than two leaders came, by date.
    pub missed: Vec<String>,
    /// The hosts of the visits to which other leaders came than to the previous recorded visit, by date.
    pub changed: Vec<String>,
}

/// The records of each school whose group has at least one recorded visit.
pub(super) fn leaders(calendar: &Calendar, feedback: &Feedback) -> Vec<Leaders> {
    let mut came: BTreeMap<(&str, &str), Vec<Option<&str>>> = BTreeMap::new();
    for entry in &feedback.attendance {
        came.entry((&entry.visit, &entry.school)).or_default().push(entry.person.as_deref());
    }
    let noted: BTreeSet<&str> = came.keys().map(|key| key.0).collect();
    let mut all = Vec::new();
    for group in 1..=calendar.groups.len() {
        let mut visits: Vec<_> = calendar.visits.iter().filter(|visit| visit.group == group).collect();
        visits.retain(|visit| noted.contains(visit.host.as_str()));
        visits.sort_by(|a, b| (a.date, &a.host).cmp(&(b.date, &b.host)));
        for school in calendar.ever_in(group) {
            let theirs = visits.iter().filter(|visit| calendar.attending(visit).any(|id| id == school));
            let mut pairs = theirs.map(|visit| {
                (visit.host.as_str(), came.get(&(visit.host.as_str(), school)).map_or(&[][..], Vec::as_slice))
            });
            all.extend(pairs.next().map(|first| of_school(group, school, std::iter::once(first).chain(pairs))));
        }
    }
    all
}

fn of_school<'a>(
    group: usize,
    school: &str,
    visits: impl Iterator<Item = (&'a str, &'a [Option<&'a str>])>,
) -> Leaders {
    let mut leaders = Leaders {
        group,
        school: school.to_owned(),
        leaders: Constancy::Same,
        visits: 0,
        missed: Vec::new(),
        changed: Vec::new(),
    };
    let mut before: Option<BTreeSet<&str>> = None;
    let mut is_known = true;
    for (host, people) in visits {
        leaders.visits += 1;
        let keys: BTreeSet<&str> = people.iter().flatten().copied().collect();
        if people.len() < 2 {
            leaders.missed.push(host.to_owned());
        } else if keys.len() < 2 {
            // A key is missing, or both leaders have the same one.
            is_known = false;
        } else {
            if before.as_ref().is_some_and(|before| *before != keys) {
                leaders.changed.push(host.to_owned());
            }
            before = Some(keys);
        }
    }
    leaders.leaders = match () {
        () if !leaders.missed.is_empty() => Constancy::Missed,
        () if !leaders.changed.is_empty() => Constancy::Changed,
        () if !is_known => Constancy::Unknown,
        () => Constancy::Same,
    };
    leaders
}
