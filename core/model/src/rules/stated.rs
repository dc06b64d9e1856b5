//! The content of a rules file, key by key.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::benefit::Benefit;
use crate::format::tree::{self, FromTree, Homes, Item, Walk, keyed};
use crate::rules::HardRules;
use crate::rules::origin::Origin;
use crate::sizes::Sizes;

/// Everything that a rules file states: scale, sizes, benefit, hard rules and aim. Every entry has a default.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::Rules;
/// let mut rules = Rules::default();
/// rules.hard.max_km = Some(300.0);
/// assert_eq!(rules.benefit.learn, 7.0);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Rules {
    /// The scale on which strengths are stated.
    pub scale: Scale,
    /// Group sizes.
    pub sizes: Sizes,
    /// The weights of the benefit terms.
    pub benefit: Benefit,
    /// The rules that no plan may break.
    #[serde(rename = "rules")]
    pub hard: HardRules,
    /// The aim of the search.
    pub aim: Aim,
    /// Labels: names of areas and attributes as people write them. A name needs a label only if it is not enough to put
    /// spaces between its words. Labels change no plan.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Where the rules were read from, for messages. This is not part of their content.
    #[serde(skip)]
    pub origin: Origin,
}

/// Every key by its table, in the order of the documentation.
#[doc(hidden)]
pub const HOMES: Homes = &[
    ("scale", Scale::KEYS),
    ("sizes", Sizes::KEYS),
    ("benefit", Benefit::KEYS),
    ("rules", HardRules::KEYS),
    ("aim", Aim::KEYS),
];

impl FromTree for Rules {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut rules = Self::default();
        let mut fields = walk.table(item)?;
        fields.set("scale", &mut rules.scale);
        fields.set("sizes", &mut rules.sizes);
        fields.set("benefit", &mut rules.benefit);
        fields.set("rules", &mut rules.hard);
        fields.set("aim", &mut rules.aim);
        fields.set("labels", &mut rules.labels);
        fields.finish();
        Some(rules)
    }
}

keyed! {
    /// The scale of the strengths.
    #[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
    #[serde(default, deny_unknown_fields)]
    #[non_exhaustive]
    pub struct Scale {
        /// The strength that counts as 100 percent, above 0; 5 unless stated.
        #[schemars(range(max = 1_000_000_000), extend("exclusiveMinimum" = 0))]
        pub strength: f64,
    }
}

impl Default for Scale {
    fn default() -> Self {
        Self { strength: 5.0 }
    }
}

keyed! {
    /// The aim of the search.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
    #[serde(default, deny_unknown_fields)]
    #[non_exhaustive]
    pub struct Aim {
        /// The kind of aim: the largest total benefit, or the worst-off school first, then the next, then the total.
        pub kind: AimKind,
    }
}

/// The kinds of aim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AimKind {
    /// The largest value over all schools.
    #[default]
    Total,
    /// The worst-off school is as well off as possible, then the next, then the total.
    WorstFirst,
}

impl FromTree for AimKind {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        walk.choice(&item, &[("total", Self::Total), ("worst_first", Self::WorstFirst)])
    }
}

tree::deserialize_as_read!(Rules AimKind);
