//! What a rules file says, key by key.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::benefit::Benefit;
use crate::format::tree::{self, FromTree, Homes, Item, Walk, keyed};
use crate::rules::HardRules;
use crate::rules::origin::Origin;
use crate::sizes::Sizes;

/// Everything a rules file says: scale, sizes, benefit, hard rules and aim. Every part has a default.
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
    /// Whether values of one attribute that differ only in case, blanks, punctuation, or words such as "The" and "Trust" count as
    /// one value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub merge_near: bool,
    /// The scale on which strengths are stated.
    pub scale: Scale,
    /// Group sizes.
    pub sizes: Sizes,
    /// What makes a group good.
    pub benefit: Benefit,
    /// The rules that no plan may break.
    #[serde(rename = "rules")]
    pub hard: HardRules,
    /// What to aim for.
    pub aim: Aim,
    /// Names of areas and attributes as people write them. A name needs a label only if spaces between its words are not
    /// enough. Labels change no plan.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// By attribute, values with the value that stands for them: `trust = { "Oakwood MAT" = "Oakwood Trust" }`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub alias: BTreeMap<String, BTreeMap<String, String>>,
    /// Where they were read from, for messages; no part of what they say.
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
    ("", &["merge_near", "alias"]),
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
        fields.set("merge_near", &mut rules.merge_near);
        fields.set("alias", &mut rules.alias);
        fields.finish();
        Some(rules)
    }
}

keyed! {
    /// The scale of the input.
    #[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
    #[serde(default, deny_unknown_fields)]
    #[non_exhaustive]
    pub struct Scale {
        /// The strength that counts as 100 percent: more than 0; 5 unless stated.
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
    /// What a plan should be best at.
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
    /// The worst-off school as well off as possible, then the next, then the total.
    WorstFirst,
}

impl FromTree for AimKind {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        walk.choice(&item, &[("total", Self::Total), ("worst_first", Self::WorstFirst)])
    }
}

tree::deserialize_as_read!(Rules AimKind);
