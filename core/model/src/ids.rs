//! Types for indices, which the compiled problem uses in place of names.

/// A school's place in the problem: its rank among the cohort's ids in text order, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SchoolIndex(pub u32);

impl SchoolIndex {
    /// The index for a position in a slice.
    ///
    /// # Panics
    /// Never for a cohort that passed a reader, because it has at most 2^31 schools.
    #[must_use]
    pub fn new(position: usize) -> Self {
        Self(u32::try_from(position).expect("a cohort has fewer than 2^32 schools"))
    }

    /// The position in a slice.
    #[inline]
    #[must_use]
    pub fn position(self) -> usize {
        self.0 as usize
    }
}
