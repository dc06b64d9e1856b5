//! A school as the user states it: identity, attributes, strengths and needs.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::units;

/// The attributes that are text in every cohort, whatever their values look like.
pub const TEXT_ATTRIBUTES: [&str; 4] = ["region", "phase", "trust", "local_authority"];

/// One school of the cohort.
///
/// Missing does not mean weak: an attribute, strength or need that is not in its map is "not declared".
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::School;
/// let school = School::new("100322", "Avonmore Primary School")
///     .with_attribute("region", "London")
///     .with_attribute("pupils", 184.0)
///     .with_location(524_403, 178_848)
///     .with_strength("reading", 4.0)
///     .with_need("eal", 2.0);
/// assert_eq!(school.text("region"), Some("London"));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct School {
    /// The id, which never changes: text, unique in the cohort, with leading zeros kept.
    #[schemars(length(min = 1))]
    pub id: String,
    /// The name that people know the school by; the id if no name is given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The school's place, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Attributes by name: `region`, `phase`, `trust` and any others. A blank is left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, Value>,
    /// Strengths by area, on the scale of the rules (0 to 5 unless the rules state another).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub strengths: BTreeMap<String, f64>,
    /// Needs by area, with priorities of 0 or more. Only the ratios of the priorities count.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub needs: BTreeMap<String, f64>,
}

impl School {
    /// A school with an id and a name, and nothing else declared.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            location: None,
            attributes: BTreeMap::new(),
            strengths: BTreeMap::new(),
            needs: BTreeMap::new(),
        }
    }

    /// Declares an attribute; blank text leaves it undeclared.
    #[must_use]
    pub fn with_attribute(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        let value = value.into();
        if !matches!(&value, Value::Text(text) if text.trim().is_empty()) {
            self.attributes.insert(name.into(), value);
        }
        self
    }

    /// Declares the school's place, in British National Grid metres.
    #[must_use]
    pub fn with_location(mut self, easting: i32, northing: i32) -> Self {
        self.location = Some(Location { easting, northing });
        self
    }

    /// Declares a strength on the scale of the rules.
    #[must_use]
    pub fn with_strength(mut self, area: impl Into<String>, level: f64) -> Self {
        self.strengths.insert(area.into(), level);
        self
    }

    /// Declares a need by its priority.
    #[must_use]
    pub fn with_need(mut self, area: impl Into<String>, priority: f64) -> Self {
        self.needs.insert(area.into(), priority);
        self
    }

    /// An attribute, or `None` if it is not declared.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Value> {
        self.attributes.get(name)
    }

    /// A text attribute, or `None` if it is not declared or is a number.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.attribute(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The name, or the id if there is no name.
    #[must_use]
    pub fn display_name(&self) -> &str {
        if self.name.is_empty() { &self.id } else { &self.name }
    }
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Value {
    /// A number, within ±1e9 and read to nine decimals.
    Number(f64),
    /// Any other text; never blank.
    Text(String),
}

impl Value {
    /// The number in billionths, if the value is a number.
    #[must_use]
    pub fn billionths(&self) -> Option<i64> {
        match self {
            Self::Number(number) => units::billionths(*number),
            Self::Text(_) => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// A point on the British National Grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Metres east of the grid's origin, 0 to 800,000.
    #[schemars(range(min = 0, max = 800_000))]
    pub easting: i32,
    /// Metres north of the grid's origin, 0 to 1,400,000.
    #[schemars(range(min = 0, max = 1_400_000))]
    pub northing: i32,
}

impl Location {
    /// The largest easting on the grid.
    pub const MOST_EAST: i32 = 800_000;
    /// The largest northing on the grid.
    pub const MOST_NORTH: i32 = 1_400_000;

    /// The squared distance to another point in square metres: exact.
    #[must_use]
    pub fn squared_metres(self, other: Self) -> i64 {
        let east = i64::from(self.easting) - i64::from(other.easting);
        let north = i64::from(self.northing) - i64::from(other.northing);
        east * east + north * north
    }

    /// The distance to another point in km, for people to read.
    #[must_use]
    pub fn km(self, other: Self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "the grid is 1,300 km long: far below 2^53 square metres")]
        let squared = self.squared_metres(other) as f64;
        squared.sqrt() / 1_000.0
    }
}
