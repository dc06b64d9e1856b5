//! Index newtypes: what the compiled problem uses where the model uses names.

/// A school's place in the problem: its rank among the cohort's ids in text order, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SchoolIndex(pub u32);

impl SchoolIndex {
    /// The index of a slice position.
    ///
    /// # Panics
    /// Never for a cohort that a reader let through: it holds at most 2^31 schools.
    #[must_use]
    pub fn new(position: usize) -> Self {
        Self(u32::try_from(position).expect("a cohort has fewer than 2^32 schools"))
    }

    /// As a slice position.
    #[inline]
    #[must_use]
    pub fn position(self) -> usize {
        self.0 as usize
    }
}
