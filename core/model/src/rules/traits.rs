//! Traits, by which `at_most` and `at_least` count the schools of a group.

use serde::Serialize;

use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::facts::Facts;
use crate::format::tree::{Item, Walk};
use crate::ids::SchoolIndex;
use crate::school::Value;
use crate::units::billionths;
use crate::validate::names::{unknown_area, unknown_attribute, unused_value};
use crate::validate::numbers::out_of_range;

/// A property that a school has or does not have.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Trait {
    /// The attribute has this value.
    Attribute {
        /// The attribute's name.
        attribute: String,
        /// The value. A blank is not a value.
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
    /// For each school of the cohort: 1 if it has the trait, else 0.
    pub(super) fn codes(&self, facts: &Facts) -> Vec<u32> {
        facts.indices().map(|school| u32::from(self.holds(facts, school))).collect()
    }

    /// The trait with its names as people write them.
    #[must_use]
    pub fn in_words(&self, facts: &Facts) -> String {
        match self {
            Self::Attribute { attribute, value } => format!("{} {value}", facts.label(attribute)),
            Self::Strength { strength, level } => {
                format!("a strength of {level}% or more in {}", facts.label(strength))
            }
            Self::Need { need } => format!("a need in {}", facts.label(need)),
        }
    }

    /// The issue of a value that no trait can have. `key` is the path of the rule.
    pub(super) fn issue(&self, key: &str) -> Option<Issue> {
        match self {
            Self::Strength { level, .. } if *level > 100 => {
                Some(out_of_range(&format!("{key}.level"), level, "a level of 0 to 100 percent of the scale"))
            }
            Self::Attribute { value: Value::Text(text), .. } if text.trim().is_empty() => {
                let fix = "name a value, or remove the key `value`";
                let issue = Issue::error(Code::MissingValue, "a blank is not a value", fix);
                Some(issue.at_key(format!("{key}.value")))
            }
            Self::Attribute { value: Value::Number(number), .. } if billionths(*number).is_none() => {
                Some(out_of_range(&format!("{key}.value"), number, "a number within ±1,000,000,000"))
            }
            _ => None,
        }
    }

    /// The issue of a name or value that the cohort does not have.
    pub(super) fn needs(&self, cohort: &Cohort, key: &str) -> Option<Issue> {
        match self {
            Self::Attribute { attribute, value } => unknown_attribute(cohort, attribute, format!("{key}.attribute"))
                .or_else(|| unused_value(cohort, attribute, value, format!("{key}.value"))),
            Self::Strength { strength, .. } => unknown_area(cohort, strength, format!("{key}.strength")),
            Self::Need { need } => unknown_area(cohort, need, format!("{key}.need")),
        }
    }

    /// Whether a school has the trait.
    #[must_use]
    pub fn holds(&self, facts: &Facts, school: SchoolIndex) -> bool {
        match self {
            Self::Attribute { attribute, value } => facts.school(school).attribute(attribute) == Some(value),
            Self::Strength { strength, level } => {
                let declared = facts.school(school).strengths.contains_key(strength);
                let area = facts.area(strength);
                declared && area.is_some_and(|a| facts.profile(school).levels[a] >= *level)
            }
            Self::Need { need } => facts.school(school).needs.get(need).is_some_and(|&p| p > 0.0),
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

/// Reads which schools count, and how many: those with a trait, or those with any one value of an attribute. Whichever of
/// the keys `attribute`, `strength` and `need` is there decides which other keys are read.
pub(super) fn counted_kind(item: Item, walk: &mut Walk<'_>) -> Option<(Result<Trait, String>, usize)> {
    let mut fields = walk.fields(item)?;
    let kind = if fields.has("strength") {
        let (strength, level) = (fields.required("strength"), fields.required("level"));
        strength.zip(level).map(|(strength, level)| Ok(Trait::Strength { strength, level }))
    } else if fields.has("need") {
        fields.required("need").map(|need| Ok(Trait::Need { need }))
    } else if fields.has("attribute") {
        let attribute = fields.required("attribute");
        let has_value = fields.has("value");
        let value = fields.optional("value");
        attribute.filter(|_| has_value == value.is_some()).map(|attribute| match value {
            Some(value) => Ok(Trait::Attribute { attribute, value }),
            None => Err(attribute),
        })
    } else {
        let issue = Issue::error(
            Code::MissingKey,
            "the entry does not say which schools count",
            "add `attribute` (and `value`), or `strength` and `level`, or `need`",
        );
        fields.push(issue);
        for key in ["attribute", "value", "strength", "level", "need"] {
            fields.take(key);
        }
        None
    };
    let count = fields.required("count");
    fields.finish();
    Some((kind?, count?))
}
