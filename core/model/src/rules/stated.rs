//! What a rules file says, key by key.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::benefit::Benefit;
use crate::format::tree::{self, FromTree, Homes, Item, Walk, keyed};
use crate::rules::at_least::AtLeast;
use crate::rules::at_most::AtMost;
use crate::rules::origin::Origin;
use crate::rules::unmatched::Unmatched;
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
    /// How strengths are to be read.
    pub scale: Scale,
    /// Group sizes.
    pub sizes: Sizes,
    /// What makes a group good.
    pub benefit: Benefit,
    /// What no plan may break.
    #[serde(rename = "rules")]
    pub hard: HardRules,
    /// What to aim for.
    pub aim: Aim,
    /// Names of areas and attributes as people are to read them, where they are more than the words with spaces. They change no
    /// plan.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Where they were read from, for messages; no part of what they say.
    #[serde(skip)]
    pub origin: Origin,
}

/// Every key by its table.
pub(crate) const HOMES: Homes = &[
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
    /// The scale of the input.
    #[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
    #[serde(default, deny_unknown_fields)]
    #[non_exhaustive]
    pub struct Scale {
        /// The strength that counts as 100 percent; more than 0.
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
    /// The hard rules.
    #[derive(Debug, Clone, Default, PartialEq, Serialize, schemars::JsonSchema)]
    #[serde(default, deny_unknown_fields)]
    #[non_exhaustive]
    pub struct HardRules {
        /// Attributes in which no two schools of a group are alike; by default region and trust, where the cohort has them.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub differ: Option<Vec<String>>,
        /// Attributes in which all schools of a group are alike; by default phase, where the cohort has it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub same: Option<Vec<String>>,
        /// At most so many schools of a kind in a group.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub at_most: Vec<AtMost>,
        /// At least so many schools of a kind in a group.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub at_least: Vec<AtLeast>,
        /// The longest distance between two schools of a group, in km as the crow flies.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 0, max = 1_000_000_000))]
        pub max_km: Option<f64>,
        /// The longest travel between two schools of a group, in minutes of the travel table.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub max_minutes: Option<u32>,
        /// The fewest usable days that the schools of a group have in common, by the table of usable days.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 1, max = 1000))]
        pub common_days: Option<u32>,
        /// The least that each school must be able to learn: 0 to 1 of its needs.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 0, max = 1))]
        pub learn_at_least: Option<f64>,
        /// The least that each school must be able to share: 0 to 1 of its peers' needs.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 0, max = 1))]
        pub share_at_least: Option<f64>,
        /// Lists of schools of which no two may be in one group.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schemars(inner(length(min = 2)))]
        pub apart: Vec<Vec<String>>,
        /// Lists of schools that must all be in one group.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schemars(inner(length(min = 2)))]
        pub together: Vec<Vec<String>>,
        /// Groups that are fixed as they stand.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schemars(inner(length(min = 2)))]
        pub locked: Vec<Vec<String>>,
        /// Schools that were in one group within so many years may not meet again.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub no_repeat_years: Option<u32>,
        /// Whether a school may be left out, and at what price.
        pub unmatched: Unmatched,
    }
}

keyed! {
    /// What a plan is to be best in.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
    #[serde(default, deny_unknown_fields)]
    #[non_exhaustive]
    pub struct Aim {
        /// The kind of aim.
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
    /// The worst-off school as well off as can be, then the next, then the total.
    WorstFirst,
}

impl FromTree for AimKind {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        walk.choice(&item, &[("total", Self::Total), ("worst_first", Self::WorstFirst)])
    }
}

tree::deserialize_as_read!(Rules AimKind AtMost AtLeast);
