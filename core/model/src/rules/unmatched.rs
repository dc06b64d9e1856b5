//! `unmatched`: whether a school may be left without a group, and what each one costs.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};
use crate::units::Points;

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
    /// The price, or `None` where no school may be left out.
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

pub(super) fn broken(problem: &Problem, unmatched: &[SchoolIndex]) -> Option<Broken> {
    let forbidden = problem.rules().hard.unmatched.price().is_none();
    (forbidden && !unmatched.is_empty()).then(|| {
        let message = format!("without a group: {}", problem.names(unmatched));
        Broken::new(problem, Rule::Unmatched, unmatched, message)
    })
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

impl<'de> Deserialize<'de> for Unmatched {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Word(String),
            Price(Points),
        }
        match Form::deserialize(deserializer)? {
            Form::Word(word) if word == FORBIDDEN => Ok(Self::Forbidden),
            Form::Price(points) if points >= 0 => Ok(Self::Price(points)),
            _ => Err(serde::de::Error::custom("expected \"forbidden\" or a price of 0 points or more")),
        }
    }
}

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
