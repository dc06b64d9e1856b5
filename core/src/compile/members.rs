//! A candidate group inside the engines: up to six schools, sorted, stored by value.

use std::ops::Deref;

use crate::ids::SchoolIndex;
use crate::model::sizes::LARGEST;

/// The sorted schools of a group, without a heap allocation. Reads as a slice.
///
/// ```
/// use tercet::{SchoolIndex, compile::Members};
/// let members = Members::new(&[SchoolIndex(7), SchoolIndex(2), SchoolIndex(5)]);
/// assert_eq!(members[0], SchoolIndex(2));
/// assert_eq!(members.len(), 3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Members {
    schools: [SchoolIndex; LARGEST],
    len: u8,
}

impl Members {
    /// Sorts the schools into a group.
    ///
    /// # Panics
    /// If there are more than six schools. No rule allows a larger group.
    #[must_use]
    pub fn new(schools: &[SchoolIndex]) -> Self {
        assert!(schools.len() <= LARGEST, "a group has at most {LARGEST} schools");
        let mut sorted = [SchoolIndex(u32::MAX); LARGEST];
        sorted[..schools.len()].copy_from_slice(schools);
        sorted[..schools.len()].sort_unstable();
        let len = u8::try_from(schools.len()).expect("six fits a byte");
        Self { schools: sorted, len }
    }
}

impl Deref for Members {
    type Target = [SchoolIndex];

    fn deref(&self) -> &[SchoolIndex] {
        &self.schools[..usize::from(self.len)]
    }
}
