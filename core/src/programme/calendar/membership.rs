//! Who is in a group on a day: the present groups, and the schools that are or were in a group for a part of the year.

use serde::{Deserialize, Serialize};

use crate::programme::statement::dates::Date;

/// A part of the year in which a school is in a group. A school without such an entry is in its group all year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Membership {
    /// The school's id.
    pub school: String,
    /// The number of the group, from 1 in the calendar's order.
    pub group: usize,
    /// The first day; `None` means from the beginning of the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day; `None` means to the end of the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Membership {
    /// Whether a day is in this part of the year.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

/// Groups, with the memberships of schools that are in a group for only a part of the year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Members<'a> {
    pub(crate) groups: &'a [Vec<String>],
    pub(crate) memberships: &'a [Membership],
}

impl<'a> Members<'a> {
    /// The schools that are in a group now. Groups are numbered from 1. Empty if there is no such group.
    pub(crate) fn now(self, group: usize) -> &'a [String] {
        group.checked_sub(1).and_then(|place| self.groups.get(place)).map_or(&[], Vec::as_slice)
    }

    /// Every school that is or was in a group, numbered from 1. The present members come first.
    pub(crate) fn ever(self, group: usize) -> impl Iterator<Item = &'a str> {
        let now = self.now(group);
        let mut past: Vec<&str> = (self.memberships.iter())
            .filter(|entry| entry.group == group && !now.contains(&entry.school))
            .map(|entry| entry.school.as_str())
            .collect();
        past.sort_unstable();
        past.dedup();
        now.iter().map(String::as_str).chain(past)
    }

    /// The schools of a group on a day. Groups are numbered from 1.
    pub(crate) fn on(self, group: usize, date: Date) -> impl Iterator<Item = &'a str> {
        self.ever(group).filter(move |school| self.is_in(school, group, date))
    }

    /// Whether a school is in a group on a day. The school is or was a member of the group.
    pub(crate) fn is_in(self, school: &str, group: usize, date: Date) -> bool {
        let mut parts =
            self.memberships.iter().filter(|entry| entry.group == group && entry.school == school).peekable();
        parts.peek().is_none() || parts.any(|part| part.contains(date))
    }
}
