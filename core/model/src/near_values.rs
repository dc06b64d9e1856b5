//! Values of one attribute that are probably one value: they differ only in case, blanks, punctuation, or words such as "The".
//!
//! To a rule they are different values, so `differ` would put two schools of one trust into a group. They are never made one in
//! silence: the user is told, and settles it with `merge_near` or `alias` in the rules.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::letters::tidy;
use crate::rules::at_least::AtLeast;
use crate::rules::at_most::{AtMost, AtMostKind};
use crate::rules::traits::Trait;
use crate::rules::{Rules, differ, same};
use crate::school::{School, Value};

/// Values of one attribute that are probably one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NearValues {
    /// The attribute.
    pub attribute: String,
    /// The values with the number of schools that have each, the one that stands for all of them first.
    pub values: Vec<(String, usize)>,
}

impl NearValues {
    /// The value that stands for all of them: the most frequent one; of these one that is neither in capitals nor in small letters
    /// alone; of these the one with fewest words, and then the first by its text.
    #[must_use]
    pub fn name(&self) -> &str {
        self.values.first().map_or("", |(value, _)| value)
    }

    /// The values with their counts: `"London" (2 schools), "london" (1)`.
    fn listed(&self) -> String {
        const SHOWN: usize = 6;
        let mut values: Vec<String> =
            self.values.iter().take(SHOWN).map(|(value, count)| format!("{value:?} ({count})")).collect();
        if self.values.len() > SHOWN {
            values.push(format!("{} more", self.values.len() - SHOWN));
        }
        values.join(", ")
    }
}

/// The values of every text attribute that are probably one, by attribute and then by value.
///
/// ```
/// use tercet_model::{Cohort, School, near_values::near_values};
/// let schools = ["Oakwood Trust", "OAKWOOD TRUST", "The Oakwood MAT", "Elm Trust"].into_iter().enumerate();
/// let schools = schools.map(|(id, trust)| School::new(id.to_string(), "").with_attribute("trust", trust));
/// let near = near_values(&Cohort::new(schools.collect(), Vec::new())?);
/// assert_eq!(near.len(), 1);
/// assert_eq!((near[0].name(), near[0].values.len()), ("Oakwood Trust", 3));
/// # Ok::<(), tercet_model::Error>(())
/// ```
#[must_use]
pub fn near_values(cohort: &Cohort) -> Vec<NearValues> {
    cohort.attributes().keys().flat_map(|attribute| of_attribute(cohort, attribute)).collect()
}

fn of_attribute(cohort: &Cohort, attribute: &str) -> Vec<NearValues> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in cohort.schools().iter().filter_map(|school| school.text(attribute)) {
        *counts.entry(value).or_default() += 1;
    }
    let mut alike: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for (value, count) in counts {
        alike.entry(key(attribute, value)).or_default().push((value.to_owned(), count));
    }
    alike
        .into_values()
        .filter(|values| values.len() > 1)
        .map(|mut values| {
            let words = |value: &str| value.split_whitespace().count();
            let is_plain = |value: &str| {
                value.chars().any(char::is_lowercase) && value.chars().any(char::is_uppercase) && !value.contains("  ")
            };
            values.sort_by(|(a, x), (b, y)| {
                (y, is_plain(b)).cmp(&(x, is_plain(a))).then_with(|| (words(a), a).cmp(&(words(b), b)))
            });
            NearValues { attribute: attribute.to_owned(), values }
        })
        .collect()
}

/// What is left of a value of what tells values apart.
fn key(attribute: &str, value: &str) -> String {
    let lower = tidy(value).to_lowercase().replace('&', " and ");
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_multi = words.contains(&"multi") || words.contains(&"mat") || words.contains(&"multiacademy");
    let is_dropped = |word: &str| match word {
        "the" | "trust" | "mat" | "multiacademy" => true,
        "multi" | "academy" => is_multi,
        "ltd" | "limited" => attribute == "trust",
        "greater" | "region" | "and" => attribute == "region",
        _ => false,
    };
    let left: String = words.iter().copied().filter(|word| !is_dropped(word)).collect();
    if left.is_empty() { words.concat() } else { left }
}

/// The attributes whose values the rules and terms compare: stated, or by default.
fn compared(rules: &Rules) -> Vec<String> {
    let or = |stated: &Option<Vec<String>>, default: &[&str]| {
        stated.clone().unwrap_or_else(|| default.iter().map(|&name| name.to_owned()).collect())
    };
    let mut names = [or(&rules.hard.differ, &differ::DEFAULT), or(&rules.hard.same, &same::DEFAULT)].concat();
    names.extend(rules.hard.at_most.iter().filter_map(|entry| match &entry.kind {
        AtMostKind::AnyValue { attribute } | AtMostKind::Trait(Trait::Attribute { attribute, .. }) => {
            Some(attribute.clone())
        }
        AtMostKind::Trait(_) => None,
    }));
    names.extend(rules.hard.at_least.iter().filter_map(|entry| match &entry.kind {
        Trait::Attribute { attribute, .. } => Some(attribute.clone()),
        _ => None,
    }));
    names.extend(rules.benefit.variety.keys().chain(rules.benefit.likeness.keys()).cloned());
    names.sort_unstable();
    names.dedup();
    names
}

/// One warning for each attribute that counts and has such values.
pub(crate) fn warnings(cohort: &Cohort, rules: &Rules) -> Vec<Issue> {
    let of = |attribute: &String| {
        let near = of_attribute(cohort, attribute);
        (!near.is_empty()).then(|| {
            let message = format!("values differ only in their spelling and count as different: {}", listed(&near));
            let fix = "set `merge_near = true` at the top of the rules file, name the right one in [alias], or correct the file";
            let issue = Issue::warning(Code::NearValues, message, fix).at_key(attribute);
            cohort.file().into_iter().fold(issue, Issue::in_file)
        })
    };
    compared(rules).iter().filter_map(of).collect()
}

fn listed(near: &[NearValues]) -> String {
    near.iter().map(NearValues::listed).collect::<Vec<_>>().join("; ")
}

/// The cohort and the rules with one value for each that the rules make one: by `alias`, and then by `merge_near`. That is said.
pub(crate) fn merged(mut cohort: Cohort, rules: &mut Rules, issues: &mut Vec<Issue>) -> Cohort {
    let mut names: BTreeMap<String, BTreeMap<String, String>> = rules.alias.clone();
    for (attribute, aliases) in &names {
        issues.extend(unused_aliases(&cohort, attribute, aliases));
    }
    names.retain(|attribute, _| cohort.has_attribute(attribute));
    if !names.is_empty() {
        cohort = cohort.with_values(&names);
    }
    rename_values(rules, &names);
    if !rules.merge_near {
        return cohort;
    }
    let mut merged: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let near = near_values(&cohort);
    for values in &near {
        let others = values.values.iter().skip(1).map(|(value, _)| (value.clone(), values.name().to_owned()));
        merged.entry(values.attribute.clone()).or_default().extend(others);
    }
    for attribute in merged.keys() {
        let of: Vec<NearValues> = near.iter().filter(|values| values.attribute == *attribute).cloned().collect();
        let message =
            format!("values that differ only in their spelling count as one, the first of each: {}", listed(&of));
        let issue =
            Issue::warning(Code::NearValues, message, "change nothing if these are one value").at_key(attribute);
        issues.push(cohort.file().into_iter().fold(issue, Issue::in_file));
    }
    if merged.is_empty() {
        return cohort;
    }
    rename_values(rules, &merged);
    cohort.with_values(&merged)
}

/// An attribute of `alias` that the cohort does not have, and aliases that no school has.
fn unused_aliases(cohort: &Cohort, attribute: &str, aliases: &BTreeMap<String, String>) -> Vec<Issue> {
    let key = format!("alias.{attribute}");
    if let Some(issue) = crate::validate::names::unknown_attribute(cohort, attribute, key.clone()) {
        return vec![issue];
    }
    let has = |value: &str| cohort.schools().iter().any(|school| school.text(attribute) == Some(value));
    let unused = aliases.keys().filter(|value| !has(value)).map(|value| {
        let message = format!("no school has {attribute} {value:?}");
        let fix = "check how the cohort spells it, or remove the alias";
        Issue::warning(Code::UnusedValue, message, fix).at_key(&key).with_value(value)
    });
    unused.collect()
}

/// Gives the values that rules name the names that the cohort has for them now.
fn rename_values(rules: &mut Rules, names: &BTreeMap<String, BTreeMap<String, String>>) {
    let rename = |kind: &mut Trait| {
        if let Trait::Attribute { attribute, value: Value::Text(text) } = kind
            && let Some(name) = names.get(attribute).and_then(|names| names.get(text))
        {
            name.clone_into(text);
        }
    };
    for AtMost { kind, .. } in &mut rules.hard.at_most {
        if let AtMostKind::Trait(kind) = kind {
            rename(kind);
        }
    }
    for AtLeast { kind, .. } in &mut rules.hard.at_least {
        rename(kind);
    }
}

/// Gives a school's values the names that stand for them.
pub(crate) fn rename_of(school: &mut School, names: &BTreeMap<String, BTreeMap<String, String>>) {
    for (attribute, names) in names {
        if let Some(Value::Text(text)) = school.attributes.get_mut(attribute)
            && let Some(name) = names.get(text)
        {
            name.clone_into(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_makes_no_other_value_and_words_do() {
        let alike = [
            ("trust", "Oakwood Trust", "The  Oakwood Multi-Academy Trust"),
            ("trust", "Oakwood Trust", "OAKWOOD MAT"),
            ("trust", "St. Mary's Trust", "St Marys Trust"),
            ("trust", "Oakwood Trust", "Oakwood Trust Ltd"),
            ("region", "London", "Greater London"),
            ("region", "Yorkshire and the Humber", "Yorkshire & Humber"),
            ("phase", "all-through", "All through"),
        ];
        for (attribute, a, b) in alike {
            assert_eq!(key(attribute, a), key(attribute, b), "{a} {b}");
        }
        let different = [
            ("trust", "Oakwood Academy Trust", "Oakwood Trust"),
            ("trust", "Trust", "MAT"),
            ("region", "North East", "North West"),
            ("local_authority", "Greater Manchester", "Manchester"),
            ("grade", "A", "B"),
        ];
        for (attribute, a, b) in different {
            assert_ne!(key(attribute, a), key(attribute, b), "{a} {b}");
        }
    }
}
