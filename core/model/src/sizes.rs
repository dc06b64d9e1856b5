//! The sizes that groups may have, and how many of each size there are to be.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The smallest group there is.
pub const SMALLEST: usize = 2;
/// The largest group there is.
pub const LARGEST: usize = 6;

/// Which sizes are allowed (trios and quads by default) and how many groups of each.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::sizes::Sizes;
/// let sizes = Sizes::default();
/// assert!(sizes.allowed.contains(&3) && sizes.allowed.contains(&4));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Sizes {
    /// The allowed sizes, each 2 to 6.
    #[schemars(length(min = 1), inner(range(min = 2, max = 6)))]
    pub allowed: BTreeSet<usize>,
    /// For some sizes, how many groups of that size the plan has.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub exactly: BTreeMap<usize, Count>,
}

impl Default for Sizes {
    fn default() -> Self {
        Self { allowed: BTreeSet::from([3, 4]), exactly: BTreeMap::new() }
    }
}

/// A number of groups: exact, or a range with both ends included. In files `10` or `[8, 12]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Count {
    /// Just so many.
    Exactly(usize),
    /// From the first to the second.
    Between(usize, usize),
}

impl Count {
    /// The fewest groups.
    #[must_use]
    pub fn least(self) -> usize {
        match self {
            Self::Exactly(count) | Self::Between(count, _) => count,
        }
    }

    /// The most groups.
    #[must_use]
    pub fn most(self) -> usize {
        match self {
            Self::Exactly(count) | Self::Between(_, count) => count,
        }
    }
}

/// Whether a number of groups of one size is within its count.
#[must_use]
pub fn permits(count: Count, groups: usize) -> bool {
    (count.least()..=count.most()).contains(&groups)
}
