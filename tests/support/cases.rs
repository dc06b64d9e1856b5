//! The worked cases of `data/cases`: inputs as a user would give them, and the exact numbers that result.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tercet::Tables;
use tercet::model::format::{csv, rules};

use crate::stated::Stated;

/// One case, with its file.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file and the title: `rules/differ.toml: two schools of one region`.
    pub place: String,
    /// The problem.
    pub stated: Stated,
    /// The plan to judge: the ids of each group's schools.
    pub groups: Vec<Vec<String>>,
    /// The ids of the schools that the plan leaves out.
    pub unmatched: Vec<String>,
    /// The plan's value.
    pub value: i64,
    /// The benefits of some of its schools, by id.
    pub benefits: BTreeMap<String, i64>,
    /// Each rule that the plan breaks, with the schools that the breach names, as `differ: a b`; sorted.
    pub broken: Vec<String>,
    /// The value of the best plan; `None` if no plan keeps every rule.
    pub optimum: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cohort: Option<String>,
    sizes: Option<toml::Value>,
    benefit: Option<toml::Value>,
    rules: Option<toml::Value>,
    #[serde(rename = "case")]
    cases: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    cohort: Option<String>,
    scale: Option<toml::Value>,
    sizes: Option<toml::Value>,
    benefit: Option<toml::Value>,
    rules: Option<toml::Value>,
    aim: Option<toml::Value>,
    #[serde(default)]
    tables: Tables,
    #[serde(default)]
    groups: Vec<Vec<String>>,
    #[serde(default)]
    unmatched: Vec<String>,
    value: i64,
    #[serde(default)]
    benefits: BTreeMap<String, i64>,
    #[serde(default)]
    broken: Vec<String>,
    optimum: Optimum,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Optimum {
    Value(i64),
    Word(String),
}

/// The folder of the suite's data.
#[must_use]
pub fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// The names, without `.toml`, of the files in a folder of cases.
///
/// # Panics
/// If the folder cannot be listed.
#[must_use]
pub fn files(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(data().join("cases").join(folder)).expect("a folder of cases");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("an ASCII name"));
    let mut names: Vec<String> = names.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
    names.sort();
    names
}

/// Every case, file by file in name order.
///
/// # Panics
/// If a file of cases does not follow the README next to it.
#[must_use]
pub fn all() -> Vec<Case> {
    let folders = ["rules", "terms"];
    folders
        .into_iter()
        .flat_map(|folder| files(folder).into_iter().map(move |name| (folder, name)))
        .flat_map(read)
        .collect()
}

fn read((folder, name): (&str, String)) -> Vec<Case> {
    let path = format!("{folder}/{name}.toml");
    let text = fs::read_to_string(data().join("cases").join(&path)).expect("a file of cases");
    let File { cohort, sizes, benefit, rules, cases } =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let shared = |entry: Entry| Entry {
        cohort: entry.cohort.or_else(|| cohort.clone()),
        sizes: entry.sizes.or_else(|| sizes.clone()),
        benefit: entry.benefit.or_else(|| benefit.clone()),
        rules: entry.rules.or_else(|| rules.clone()),
        ..entry
    };
    cases.into_iter().map(|entry| case(&path, shared(entry))).collect()
}

fn case(path: &str, entry: Entry) -> Case {
    let place = format!("{path}: {}", entry.name);
    let cohort = entry.cohort.unwrap_or_else(|| panic!("{place}: no cohort"));
    let cohort =
        csv::parse_cohort(cohort.trim_start().as_bytes(), path).unwrap_or_else(|error| panic!("{place}: {error}"));
    let parts = [
        ("scale", entry.scale),
        ("sizes", entry.sizes),
        ("benefit", entry.benefit),
        ("rules", entry.rules),
        ("aim", entry.aim),
    ];
    let table: toml::Table = parts.into_iter().filter_map(|(key, part)| Some((key.to_owned(), part?))).collect();
    let rules = rules::parse_rules(&table.to_string(), path).unwrap_or_else(|error| panic!("{place}: {error}"));
    let optimum = match entry.optimum {
        Optimum::Value(points) => Some(points),
        Optimum::Word(word) if word == "none" => None,
        Optimum::Word(word) => panic!("{place}: the optimum is {word:?}"),
    };
    let mut broken = entry.broken;
    broken.sort();
    Case {
        stated: Stated {
            schools: cohort.schools().to_vec(),
            areas: cohort.areas().to_vec(),
            rules,
            tables: entry.tables,
        },
        place,
        groups: entry.groups,
        unmatched: entry.unmatched,
        value: entry.value,
        benefits: entry.benefits,
        broken,
        optimum,
    }
}
