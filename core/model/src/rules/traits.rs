//! Traits: what `at_most` and `at_least` count the schools of a group by.

use serde::{Deserialize, Serialize};

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::school::Value;

/// A property that a school has or has not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Trait {
    /// The attribute has this value.
    Attribute {
        /// The attribute's name.
        attribute: String,
        /// The value; a blank is no value.
        value: Value,
    },
    /// The strength in this area is at least this level.
    Strength {
        /// The area.
        strength: String,
        /// The level in percent of the scale, 0 to 100.
        #[schemars(range(max = 100))]
        level: u8,
    },
    /// The school has declared a need in this area with a priority above 0.
    Need {
        /// The area.
        need: String,
    },
}

impl Trait {
    /// Whether a school has it.
    #[must_use]
    pub fn holds(&self, problem: &Problem, school: SchoolIndex) -> bool {
        match self {
            Self::Attribute { attribute, value } => problem.school(school).attribute(attribute) == Some(value),
            Self::Strength { strength, level } => {
                let declared = problem.school(school).strengths.contains_key(strength);
                let area = problem.area(strength);
                declared && area.is_some_and(|a| problem.profile(school).levels[a] >= *level)
            }
            Self::Need { need } => problem.school(school).needs.get(need).is_some_and(|&p| p > 0.0),
        }
    }
}

impl std::fmt::Display for Trait {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Attribute { attribute, value } => write!(f, "{attribute} {value}"),
            Self::Strength { strength, level } => write!(f, "a strength of {level} % or more in {strength}"),
            Self::Need { need } => write!(f, "a need in {need}"),
        }
    }
}
