//! The schools with all their text in one form, and with one name for each area, however it is spelt.

use std::collections::{BTreeMap, BTreeSet};

use crate::cohort::Placed;
use crate::error::{Code, Issue, Issues};
use crate::letters::{loose, tidy};
use crate::school::{School, Value};

/// Brings ids, names, attributes and areas to one form of their letters.
pub(super) fn tidy_school(school: &mut School) {
    let tidy_text = |text: &mut String| {
        if let std::borrow::Cow::Owned(tidied) = tidy(text) {
            *text = tidied;
        }
    };
    tidy_text(&mut school.id);
    tidy_text(&mut school.name);
    for value in school.attributes.values_mut() {
        if let Value::Text(text) = value {
            tidy_text(text);
        }
    }
    if school.attributes.keys().any(|name| !name.is_ascii()) {
        let attributes = std::mem::take(&mut school.attributes);
        school.attributes = attributes.into_iter().map(|(name, value)| (tidy(&name).into_owned(), value)).collect();
    }
}

/// The areas with one name each. Case, blanks, hyphens and underscores make no other area; where that makes one of several, a
/// warning says so. The name is the first one in small letters, or else the first.
pub(super) fn merge_areas(areas: Vec<String>, schools: &mut [Placed], issues: &mut Issues) -> Vec<String> {
    let areas: Vec<String> = areas.into_iter().map(|area| tidy(&area).into_owned()).collect();
    let mut spellings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let named = schools.iter().flat_map(|school| school.strengths.keys().chain(school.needs.keys()));
    let known: BTreeSet<String> = areas.iter().map(|area| loose(area)).collect();
    for area in areas.iter().chain(named.filter(|area| known.contains(&loose(area)))) {
        let spelt = spellings.entry(loose(area)).or_default();
        if !spelt.contains(area) {
            spelt.push(area.clone());
        }
    }
    spellings.retain(|_, spelt| spelt.len() > 1);
    if spellings.is_empty() {
        return areas;
    }
    let name_of = |spelt: &[String]| {
        let in_small_letters = spelt.iter().find(|area| !area.chars().any(char::is_uppercase));
        in_small_letters.or(spelt.first()).cloned().unwrap_or_default()
    };
    let names: BTreeMap<&str, String> =
        (spellings.values()).flat_map(|spelt| spelt.iter().map(|area| (area.as_str(), name_of(spelt)))).collect();
    for spelt in spellings.values() {
        let list = spelt.iter().map(|area| format!("{area:?}")).collect::<Vec<_>>().join(" and ");
        let message = format!("{list} are read as one area, {:?}", name_of(spelt));
        let fix = "spell the area the same way everywhere, or give it another name if it is another area";
        issues.push(Issue::warning(Code::NearAreas, message, fix).at_key(format!("area:{}", name_of(spelt))));
    }
    for placed in schools {
        let (id, row) = (placed.school.id.clone(), placed.row);
        let mut twice = Vec::new();
        rename(&mut placed.school.strengths, &names, "strength", &mut twice);
        rename(&mut placed.school.needs, &names, "need", &mut twice);
        for (key, before, after) in twice {
            let message = format!("the school has two entries for one area in two spellings, {before} and {after}");
            let issue = Issue::error(Code::DuplicateEntry, message, "remove one of them").of_school(&id).at_key(key);
            issues.push(row.into_iter().fold(issue, Issue::at_row));
        }
    }
    let mut seen = BTreeSet::new();
    let one = |area: String| names.get(area.as_str()).cloned().unwrap_or(area);
    // The same spelling twice stays, and is an issue of its own.
    let is_first = |area: &String| !spellings.contains_key(&loose(area)) || seen.insert(area.clone());
    areas.into_iter().map(one).filter(is_first).collect()
}

/// Gives the areas of a map their names; entries of two spellings are reported.
fn rename(
    map: &mut BTreeMap<String, f64>,
    names: &BTreeMap<&str, String>,
    kind: &str,
    twice: &mut Vec<(String, f64, f64)>,
) {
    if !map.keys().any(|area| names.get(area.as_str()).is_some_and(|name| name != area)) {
        return;
    }
    for (area, number) in std::mem::take(map) {
        let name = names.get(area.as_str()).cloned().unwrap_or(area);
        if let Some(before) = map.insert(name.clone(), number) {
            twice.push((format!("{kind}:{name}"), before, number));
        }
    }
}
