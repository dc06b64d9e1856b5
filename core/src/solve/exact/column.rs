//! A feasible group of a part, as the engine of columns sees it: local numbers and a value.

use crate::model::sizes::LARGEST;
use crate::solve::pricing::scan::Hit;
use crate::units::Points;

/// A feasible group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Column {
    members: [u16; LARGEST],
    len: u8,
    /// What it is worth, in points.
    pub(crate) value: i32,
}

impl Column {
    /// A group of some local numbers, in any order.
    pub(crate) fn new(members: &[usize], value: Points) -> Self {
        let mut sorted = [u16::MAX; LARGEST];
        for (to, &member) in sorted.iter_mut().zip(members) {
            *to = u16::try_from(member).unwrap_or(u16::MAX);
        }
        sorted.sort_unstable();
        let len = u8::try_from(members.len()).unwrap_or(u8::MAX);
        Self { members: sorted, len, value: i32::try_from(value).unwrap_or(i32::MAX) }
    }

    /// The members, ascending.
    #[inline]
    pub(crate) fn members(&self) -> &[u16] {
        &self.members[..usize::from(self.len)]
    }

    /// How many members there are.
    pub(crate) fn size(&self) -> usize {
        usize::from(self.len)
    }

    /// Whether a school is a member.
    #[inline]
    pub(crate) fn has(&self, school: u16) -> bool {
        self.members.contains(&school)
    }

    /// The value in points.
    #[inline]
    pub(crate) fn points(&self) -> Points {
        Points::from(self.value)
    }

    /// What tells it from every other.
    pub(crate) fn key(&self) -> [u16; LARGEST] {
        self.members
    }
}

impl From<&Hit> for Column {
    fn from(hit: &Hit) -> Self {
        let mut members = [u16::MAX; LARGEST];
        members[..hit.members().len()].copy_from_slice(hit.members());
        Self { members, len: hit.len, value: i32::try_from(hit.value).unwrap_or(i32::MAX) }
    }
}
