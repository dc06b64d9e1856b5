//! The sizes that groups may have, and the required number of groups of each size.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::error::{Code, Issue};
use crate::format::tree::{self, FromTree, Item, TreeValue, Walk, keyed};

/// The smallest possible group.
pub const SMALLEST: usize = 2;
/// The largest possible group.
pub const LARGEST: usize = 6;

keyed! {
    /// Which sizes are allowed (trios and quads by default), and how many groups of each.
    ///
    /// ```
    /// # use tercet_model as tercet;
    /// use tercet::model::sizes::Sizes;
    /// let sizes = Sizes::default();
    /// assert!(sizes.allowed.contains(&3) && sizes.allowed.contains(&4));
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
    #[serde(default, deny_unknown_fields)]
    #[non_exhaustive]
    pub struct Sizes {
        /// The allowed group sizes, each 2 to 6; 3 and 4 unless stated.
        #[schemars(length(min = 1), inner(range(min = 2, max = 6)))]
        pub allowed: BTreeSet<usize>,
        /// For some sizes, the number of groups: a number, or a range that includes both ends.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        pub exactly: BTreeMap<usize, Count>,
    }
}

impl Default for Sizes {
    fn default() -> Self {
        Self { allowed: BTreeSet::from([3, 4]), exactly: BTreeMap::new() }
    }
}

/// A number of groups: exact, or a range that includes both ends. In files `10` or `[8, 12]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Count {
    /// Exactly this many.
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

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.least(), self.most()) {
            (least, most) if least == most => write!(f, "{least}"),
            (least, most) => write!(f, "{least} to {most}"),
        }
    }
}

/// Whether a number of groups of one size is within the required count.
#[must_use]
pub fn permits(count: Count, groups: usize) -> bool {
    (count.least()..=count.most()).contains(&groups)
}

impl FromTree for BTreeMap<usize, Count> {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut counts = Self::new();
        for (key, item) in walk.entries(item)? {
            let Ok(size) = key.parse() else {
                let issue = Issue::error(Code::NotANumber, "the key is not a group size", "write a size such as 3");
                walk.push(issue, &item.path, item.node.line);
                continue;
            };
            if let Some(count) = Count::read(item, walk) {
                counts.insert(size, count);
            }
        }
        Some(counts)
    }
}

impl FromTree for Count {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        match &item.node.value {
            TreeValue::List(ends) if ends.len() == 2 => {
                let ends: Vec<usize> = Vec::read(item, walk)?;
                Some(Self::Between(ends[0], ends[1]))
            }
            TreeValue::Whole(_) | TreeValue::Number(_) => usize::read(item, walk).map(Self::Exactly),
            _ => {
                walk.wrong_kind(
                    &item,
                    "a number of groups or a range",
                    "write a number such as 10, or a range such as [8, 12]",
                );
                None
            }
        }
    }
}

tree::deserialize_as_read!(Count);
