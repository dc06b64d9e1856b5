//! A column: a group that may be chosen, or a school left out at its price.

use crate::model::sizes::LARGEST;
use crate::units::Points;

/// A column of a part: its schools, ascending, and what it adds to the value of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column {
    schools: [u16; LARGEST],
    len: u8,
    pub(super) value: Points,
}

impl Column {
    /// A column of at most [`LARGEST`] schools.
    pub(super) fn new(group: &[u16], value: Points) -> Self {
        let mut schools = [u16::MAX; LARGEST];
        schools[..group.len()].copy_from_slice(group);
        Self { schools, len: u8::try_from(group.len()).expect("a group has 6 schools at most"), value }
    }

    pub(super) fn schools(&self) -> &[u16] {
        &self.schools[..usize::from(self.len)]
    }

    pub(super) fn holds(&self, school: usize) -> bool {
        self.schools().iter().any(|&held| usize::from(held) == school)
    }
}
