//! Names in the rules that the cohort must have: attributes, areas, schools; and values, of which a warning is enough.

use std::collections::{BTreeMap, BTreeSet};

use crate::cohort::{Cohort, Kind};
use crate::error::{Code, Issue};
use crate::letters;
use crate::near;
use crate::school::Value;

/// The issue of an attribute that the cohort does not have.
pub(crate) fn unknown_attribute(cohort: &Cohort, name: &str, key: String) -> Option<Issue> {
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

/// The issue of an area that the cohort does not have.
pub(crate) fn unknown_area(cohort: &Cohort, name: &str, key: String) -> Option<Issue> {
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

/// A value that no school has may be right, for a rule that serves many cohorts; more often it is a slip.
pub(crate) fn unused_value(cohort: &Cohort, attribute: &str, value: &Value, key: String) -> Option<Issue> {
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
            let distinct: BTreeSet<&str> = texts.collect();
            near::nearest(text, distinct)
                .map_or_else(|| "check how the cohort spells it".to_owned(), |near| format!("did you mean {near:?}?"))
        }
        _ => "check the value".to_owned(),
    };
    let message = format!("no school has {attribute} {:?}", value.to_string());
    Some(Issue::warning(Code::UnusedValue, message, fix).at_key(key).with_value(value.to_string()))
}

/// One issue for each id of these lists that the cohort does not have. `key` is the path of the lists.
pub(crate) fn unknown_schools(cohort: &Cohort, lists: &[Vec<String>], key: &str) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut slips = None;
    for (at, list) in lists.iter().enumerate() {
        for id in list.iter().filter(|id| cohort.position(id).is_none()) {
            let slips = slips.get_or_insert_with(|| Slips::of(cohort));
            let issue = Issue::error(Code::UnknownSchool, format!("the cohort has no school {id:?}"), slips.fix(id));
            issues.push(issue.at_key(format!("{key}[{at}]")).with_value(id));
        }
    }
    issues
}

/// What people write in place of an id: the school's name, or the id without its leading zeros. The id nearest by its
/// letters would be some other school.
pub(crate) struct Slips<'a> {
    by_name: BTreeMap<String, &'a str>,
    by_bare_id: BTreeMap<String, &'a str>,
}

impl<'a> Slips<'a> {
    pub(crate) fn of(cohort: &'a Cohort) -> Self {
        let mut slips = Self { by_name: BTreeMap::new(), by_bare_id: BTreeMap::new() };
        for school in cohort.schools() {
            slips.by_name.entry(school.name.to_lowercase()).or_insert(&school.id);
            slips.by_bare_id.entry(bare(&school.id)).or_insert(&school.id);
        }
        slips
    }

    /// The id that is meant, if this one is the name of a school, or an id that a spreadsheet has changed.
    pub(crate) fn meant(&self, id: &str) -> Option<&'a str> {
        let by_name = self.by_name.get(&id.trim().to_lowercase()).filter(|_| !id.trim().is_empty());
        by_name.or_else(|| self.by_bare_id.get(&bare(id))).copied()
    }

    fn fix(&self, id: &str) -> String {
        match self.meant(id) {
            Some(meant) => format!("did you mean {meant:?}?"),
            None => "give the id of a school of the cohort, or remove it".to_owned(),
        }
    }
}

/// An id without what spreadsheets and programs take away or add: leading zeros, a point and a zero, an apostrophe, case.
pub(crate) fn bare(id: &str) -> String {
    let id = letters::tidy(id.trim());
    let whole = id.strip_suffix(".0").filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit()));
    whole.unwrap_or(&id).trim_start_matches(['\'', '0']).to_lowercase()
}
