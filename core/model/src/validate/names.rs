//! Names in the rules that the cohort must have: attributes, areas, schools; and values, of which a warning is enough.

use std::collections::BTreeMap;

use crate::cohort::{Cohort, Kind};
use crate::error::{Code, Issue};
use crate::near;
use crate::rules::Rules;
use crate::rules::at_most::AtMostKind;
use crate::rules::traits::Trait;
use crate::school::Value;

pub(super) fn check(cohort: &Cohort, rules: &Rules) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (name, list) in [("differ", &rules.hard.differ), ("same", &rules.hard.same)] {
        for (at, attribute) in list.iter().flatten().enumerate() {
            issues.extend(unknown_attribute(cohort, attribute, format!("rules.{name}[{at}]")));
        }
    }
    for (name, weights) in [("variety", &rules.benefit.variety), ("likeness", &rules.benefit.likeness)] {
        for attribute in weights.keys() {
            issues.extend(unknown_attribute(cohort, attribute, format!("benefit.{name}.{attribute}")));
        }
    }
    for (at, rule) in rules.hard.at_most.iter().enumerate() {
        let key = format!("rules.at_most[{at}]");
        match &rule.kind {
            AtMostKind::Trait(kind) => issues.extend(of_trait(cohort, kind, &key)),
            AtMostKind::AnyValue { attribute } => {
                issues.extend(unknown_attribute(cohort, attribute, format!("{key}.attribute")));
            }
        }
    }
    for (at, rule) in rules.hard.at_least.iter().enumerate() {
        issues.extend(of_trait(cohort, &rule.kind, &format!("rules.at_least[{at}]")));
    }
    issues.extend(unknown_schools(cohort, rules));
    issues
}

fn unknown_attribute(cohort: &Cohort, name: &str, key: String) -> Option<Issue> {
    (!cohort.has_attribute(name)).then(|| {
        let known = || cohort.attributes().keys().map(String::as_str);
        let list = known().take(12).collect::<Vec<_>>().join(", ");
        let fix = match near::nearest(name, known()) {
            Some(near) => format!("did you mean {near:?}?"),
            None if list.is_empty() => "add the column to the cohort, or remove the rule".to_owned(),
            None => format!("the cohort has {list}"),
        };
        Issue::error(Code::UnknownAttribute, format!("the cohort has no attribute {name:?}"), fix)
            .at_key(key)
            .with_value(name)
    })
}

fn unknown_area(cohort: &Cohort, name: &str, key: String) -> Option<Issue> {
    (!cohort.areas().iter().any(|area| area == name)).then(|| {
        let known = || cohort.areas().iter().map(String::as_str);
        let list = known().take(12).collect::<Vec<_>>().join(", ");
        let fix = match near::nearest(name, known()) {
            Some(near) => format!("did you mean {near:?}?"),
            None if list.is_empty() => "the cohort has no areas".to_owned(),
            None => format!("the cohort has {list}"),
        };
        Issue::error(Code::UnknownArea, format!("the cohort has no area {name:?}"), fix).at_key(key).with_value(name)
    })
}

fn of_trait(cohort: &Cohort, kind: &Trait, key: &str) -> Option<Issue> {
    match kind {
        Trait::Attribute { attribute, value } => unknown_attribute(cohort, attribute, format!("{key}.attribute"))
            .or_else(|| unused_value(cohort, attribute, value, format!("{key}.value"))),
        Trait::Strength { strength, .. } => unknown_area(cohort, strength, format!("{key}.strength")),
        Trait::Need { need } => unknown_area(cohort, need, format!("{key}.need")),
    }
}

/// A value that no school has may be right, for a rule that serves many cohorts; more often it is a slip.
fn unused_value(cohort: &Cohort, attribute: &str, value: &Value, key: String) -> Option<Issue> {
    let values = || cohort.schools().iter().filter_map(|school| school.attribute(attribute));
    if values().any(|other| other == value) {
        return None;
    }
    let fix = match (value, cohort.attributes().get(attribute)) {
        (Value::Text(_), Some(Kind::Number)) => {
            "the attribute is a number; write it without quotation marks".to_owned()
        }
        (Value::Number(_), Some(Kind::Text)) => "the attribute is text; write it between quotation marks".to_owned(),
        (Value::Text(text), _) => {
            let texts = values().filter_map(|value| match value {
                Value::Text(text) => Some(text.as_str()),
                Value::Number(_) => None,
            });
            let distinct: std::collections::BTreeSet<&str> = texts.collect();
            near::nearest(text, distinct)
                .map_or_else(|| "check how the cohort spells it".to_owned(), |near| format!("did you mean {near:?}?"))
        }
        _ => "check the value".to_owned(),
    };
    let message = format!("no school has {attribute} {:?}", value.to_string());
    Some(Issue::warning(Code::UnusedValue, message, fix).at_key(key).with_value(value.to_string()))
}

fn unknown_schools(cohort: &Cohort, rules: &Rules) -> Vec<Issue> {
    let hard = &rules.hard;
    let mut issues = Vec::new();
    let mut slips = None;
    for (name, lists) in [("apart", &hard.apart), ("together", &hard.together), ("locked", &hard.locked)] {
        for (at, list) in lists.iter().enumerate() {
            for id in list.iter().filter(|id| cohort.position(id).is_none()) {
                let slips = slips.get_or_insert_with(|| Slips::of(cohort));
                let issue =
                    Issue::error(Code::UnknownSchool, format!("the cohort has no school {id:?}"), slips.fix(id));
                issues.push(issue.at_key(format!("rules.{name}[{at}]")).with_value(id));
            }
        }
    }
    issues
}

/// What people write in place of an id: the school's name, or the id without its leading zeros. The id nearest by its
/// letters would be some other school.
struct Slips<'a> {
    by_name: BTreeMap<String, &'a str>,
    by_bare_id: BTreeMap<String, &'a str>,
}

impl<'a> Slips<'a> {
    fn of(cohort: &'a Cohort) -> Self {
        let mut slips = Self { by_name: BTreeMap::new(), by_bare_id: BTreeMap::new() };
        for school in cohort.schools() {
            slips.by_name.entry(school.name.to_lowercase()).or_insert(&school.id);
            slips.by_bare_id.entry(bare(&school.id)).or_insert(&school.id);
        }
        slips
    }

    fn fix(&self, id: &str) -> String {
        let by_name = self.by_name.get(&id.trim().to_lowercase());
        match by_name.or_else(|| self.by_bare_id.get(&bare(id))) {
            Some(meant) => format!("did you mean {meant:?}?"),
            None => "give the id of a school of the cohort, or remove it".to_owned(),
        }
    }
}

fn bare(id: &str) -> String {
    id.trim().trim_start_matches('0').to_lowercase()
}
