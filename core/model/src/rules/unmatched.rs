//! `unmatched`: whether a school may be left without a group, and the price of each such school.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::error::Issue;
use crate::facts::Facts;
use crate::format::tree::{self, FromTree, Item, TreeValue, Walk};
use crate::ids::SchoolIndex;
use crate::numbers::thousands;
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::rules::structure::Structure;
use crate::units::Points;
use crate::validate::numbers::out_of_range;

/// The highest price of an unmatched school. It exceeds every benefit, and sums of prices stay exact.
const HIGHEST_PRICE: i64 = 1_000_000_000;

/// Whether schools may be left out. In files `"forbidden"` or a price in points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unmatched {
    /// Every school must be in a group.
    #[default]
    Forbidden,
    /// A school may be left out for this many points, 0 or more.
    Price(Points),
}

impl Unmatched {
    /// The price, or `None` if no school may be left out.
    ///
    /// ```
    /// # use tercet_model as tercet;
    /// use tercet::model::rules::unmatched::Unmatched;
    /// assert_eq!(Unmatched::Price(4_000).price(), Some(4_000));
    /// assert_eq!(Unmatched::Forbidden.price(), None);
    /// ```
    #[must_use]
    pub fn price(self) -> Option<Points> {
        match self {
            Self::Forbidden => None,
            Self::Price(points) => Some(points),
        }
    }
}

impl Statement for Unmatched {
    type Stated = Self;
    const SHAPE: RuleShape = RuleShape::Plan;
    const IS_STRUCTURAL: bool = true;

    fn in_force(_: &Facts, stated: &Self::Stated) -> Vec<Self> {
        vec![*stated]
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }

    fn sentence(&self, _: &Facts) -> String {
        match self {
            Self::Forbidden => "Every school is in a group".to_owned(),
            Self::Price(price) => format!("A school may be left without a group, for {} points", thousands(*price)),
        }
    }

    /// Without the statement, leaving a school out costs nothing.
    fn remove(&self, _: &Facts, stated: &mut Self::Stated) {
        *stated = Self::Price(0);
    }

    fn issues(stated: &Self::Stated, key: &str) -> Vec<Issue> {
        let wrong = stated.price().filter(|price| !(0..=HIGHEST_PRICE).contains(price));
        wrong.map(|price| out_of_range(key, &price, "a price of 0 to 1,000,000,000 points")).into_iter().collect()
    }

    fn shape_structure(&self, structure: &mut Structure) {
        structure.price = self.price();
    }

    fn breaches_of_plan(&self, facts: &Facts, _: &[Vec<SchoolIndex>], unmatched: &[SchoolIndex]) -> Vec<Breach> {
        if self.price().is_some() || unmatched.is_empty() {
            return Vec::new();
        }
        vec![Breach::new(unmatched, format!("without a group: {}", facts.names(unmatched)))]
    }
}

const FORBIDDEN: &str = "forbidden";

impl Serialize for Unmatched {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Forbidden => serializer.serialize_str(FORBIDDEN),
            Self::Price(points) => serializer.serialize_i64(*points),
        }
    }
}

impl FromTree for Unmatched {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        match item.node.value {
            TreeValue::Whole(_) | TreeValue::Number(_) => i64::read(item, walk).map(Self::Price),
            TreeValue::Text(_) => walk.choice(&item, &[(FORBIDDEN, Self::Forbidden)]),
            _ => {
                walk.wrong_kind(
                    &item,
                    "\"forbidden\" or a price",
                    "write \"forbidden\", or a price in points such as 4000",
                );
                None
            }
        }
    }
}

tree::deserialize_as_read!(Unmatched);

impl JsonSchema for Unmatched {
    fn schema_name() -> Cow<'static, str> {
        "Unmatched".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "\"forbidden\", or the price in points for each school left out",
            "oneOf": [{ "const": FORBIDDEN }, { "type": "integer", "minimum": 0, "maximum": 1_000_000_000 }]
        })
    }
}
