//! A column: a group that may be chosen, or a school left out at its price.

use tercet_model::sizes::LARGEST;
use tercet_model::units::Points;

/// A column of a part: its schools, ascending, and how much it adds to the value of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column {
    schools: [u16; LARGEST],
    len: u8,
    pub(super) value: Points,
    /// For each school, the number of its level, from 1; 0 for none.
    levels: [u16; LARGEST],
}

impl Column {
    /// A column of at most [`LARGEST`] schools.
    pub(super) fn new(group: &[u16], value: Points) -> Self {
        let mut schools = [u16::MAX; LARGEST];
        schools[..group.len()].copy_from_slice(group);
        Self {
            schools,
            len: u8::try_from(group.len()).expect("a group has 6 schools at most"),
            value,
            levels: [0; LARGEST],
        }
    }

    /// The column with another worth, and with a level or none for each school.
    pub(super) fn on_levels(&self, value: Points, level: impl Fn(usize) -> u16) -> Self {
        let mut levels = [0; LARGEST];
        for (place, number) in levels.iter_mut().enumerate().take(usize::from(self.len)) {
            *number = level(place);
        }
        Self { value, levels, ..*self }
    }

    /// The levels of its schools, from 1; 0 for none.
    pub(super) fn levels(&self) -> &[u16] {
        &self.levels[..usize::from(self.len)]
    }

    pub(super) fn schools(&self) -> &[u16] {
        &self.schools[..usize::from(self.len)]
    }

    pub(super) fn holds(&self, school: usize) -> bool {
        self.schools().iter().any(|&held| usize::from(held) == school)
    }
}
