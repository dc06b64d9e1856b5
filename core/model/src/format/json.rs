//! A problem in JSON, as a service sends it: `{"format": "tercet-problem/1", "schools": [...], "rules": {...}, ...}`.
//!
//! The repository holds the schema at `docs/schema/problem.schema.json`. A written problem reads back as an equal problem
//! with the same fingerprint. [`Problem`] itself is `Serialize` and `Deserialize` in the same format.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::cohort::{Cohort, Kind, Placed};
use crate::dates::{self, Date};
use crate::error::{Code, Error, Issue, Issues};
use crate::format::text;
use crate::format::tree::{self, FromTree, Item, Node, Walk};
use crate::problem::Problem;
use crate::rules::origin::Origin;
use crate::rules::{HOMES, Rules};
use crate::school::{Location, School};
use crate::tables::{PastGroup, Tables, UsableDays};
use crate::validate;

/// The name of the format.
pub const FORMAT: &str = "tercet-problem/1";

/// A problem as a file has it: the cohort, the rules and the tables.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "Problem", title = "Problem", deny_unknown_fields)]
pub(super) struct ProblemFile<'a> {
    /// `tercet-problem/1`.
    #[schemars(extend("const" = FORMAT))]
    format: Cow<'a, str>,
    /// The areas of practice, in the order that settles ties. By default, the areas that the schools name, sorted by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    areas: Option<Cow<'a, [String]>>,
    /// Attributes by name, with their kind. Only attributes that no school declares must be listed.
    #[schemars(default)]
    attributes: Cow<'a, BTreeMap<String, Kind>>,
    /// The schools, in any order.
    schools: Cow<'a, [School]>,
    /// The rules; every key has a default.
    #[schemars(default)]
    rules: Cow<'a, Rules>,
    /// Tables in addition to the rules.
    #[schemars(default)]
    tables: Cow<'a, Tables>,
}

/// Reads a problem from a JSON file.
///
/// # Errors
/// [`Error::Io`] if the file cannot be read; [`Error::Input`] with every issue found in it.
pub fn read_problem(path: impl AsRef<Path>) -> Result<Problem, Error> {
    let (bytes, file) = (text::read_json(path.as_ref())?, text::name(path.as_ref()));
    parse_problem(text::decode(&bytes, &file)?, &file)
}

/// Reads the problem from JSON text. `file` is its name for messages.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::format::json::{parse_problem, problem_to_json};
/// let text = r#"{
///     "format": "tercet-problem/1",
///     "schools": [
///         {"id": "01", "name": "Ash", "attributes": {"region": "London"}, "strengths": {"reading": 4}},
///         {"id": "02", "name": "Elm", "needs": {"reading": 1}}
///     ],
///     "rules": {"sizes": {"allowed": [2]}}
/// }"#;
/// let problem = parse_problem(text, "problem.json")?;
/// assert_eq!(problem.len(), 2);
/// assert_eq!(parse_problem(&problem_to_json(&problem), "again.json")?.sha256(), problem.sha256());
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue found, each with its dotted key and its school.
pub fn parse_problem(text: &str, file: &str) -> Result<Problem, Error> {
    from_tree(tree::parse_json(text, file)?, Some(file))
}

/// Reads the problem from a tree. If there is no file, messages name none.
fn from_tree(node: Node, file: Option<&str>) -> Result<Problem, Error> {
    let mut issues = Issues::default();
    let mut walk = Walk::new(file, &mut issues).with_homes(HOMES);
    let Some(read) = ProblemFile::read(Item { path: String::new(), node }, &mut walk) else {
        return Err(issues.into_error());
    };
    let (schools, mut rules) = (read.schools.into_owned(), read.rules.into_owned());
    let file = file.map(str::to_owned);
    rules.origin = Origin { file: file.clone(), prefix: "rules.", ..Origin::default() };
    let areas = read.areas.map_or_else(|| areas_of(&schools), Cow::into_owned);
    let shape_is_wrong = issues.has_errors();
    if shape_is_wrong {
        issues.extend(validate::rules_alone(&rules));
    }
    let schools = schools.into_iter().map(Placed::without_row).collect();
    let cohort = Cohort::from_parts(schools, areas, read.attributes.into_owned(), file, issues)?;
    Problem::with_tables(cohort, rules, read.tables.into_owned())
}

/// The areas that the schools name, sorted.
fn areas_of(schools: &[School]) -> Vec<String> {
    let named: BTreeSet<&String> =
        schools.iter().flat_map(|school| school.strengths.keys().chain(school.needs.keys())).collect();
    named.into_iter().cloned().collect()
}

/// Reads the usable days from a JSON value, such as the arguments of a call: a list of objects with `school` and `dates`.
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn usable_days(value: &serde_json::Value) -> Result<Vec<UsableDays>, Error> {
    let mut issues = Issues::default();
    let mut walk = Walk::new(None, &mut issues).with_homes(HOMES);
    let item = Item { path: "usable_days".to_owned(), node: tree::from_value(value) };
    let days = Vec::read(item, &mut walk).unwrap_or_default();
    issues.finish().map(|_| days)
}

/// The problem as indented JSON text that ends with a line feed. Two problems with the same content give the same text.
///
/// # Panics
/// Never, because every key in a problem is text.
#[must_use]
pub fn problem_to_json(problem: &Problem) -> String {
    let mut text =
        serde_json::to_string_pretty(problem).expect("a problem's maps have text keys, so it always serialises");
    text.push('\n');
    text
}

/// The content of `tercet-problem/1`: what [`problem_to_json`] writes, without its indentation.
impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let file = ProblemFile {
            format: Cow::Borrowed(FORMAT),
            areas: Some(Cow::Borrowed(self.cohort().areas())),
            attributes: Cow::Borrowed(self.cohort().attributes()),
            schools: Cow::Borrowed(self.cohort().schools()),
            rules: Cow::Borrowed(self.rules()),
            tables: Cow::Borrowed(self.tables()),
        };
        file.serialize(serializer)
    }
}

/// Reads a problem from any format that describes itself, as JSON does. It makes the same checks as [`parse_problem`]. The
/// error's message has every issue found, while [`parse_problem`] returns the issues one by one.
impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_tree(Node::deserialize(deserializer)?, None).map_err(D::Error::custom)
    }
}

/// The published schema. Schemas of types that contain a problem use it.
impl schemars::JsonSchema for Problem {
    fn schema_name() -> Cow<'static, str> {
        ProblemFile::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        ProblemFile::json_schema(generator)
    }
}

impl FromTree for ProblemFile<'static> {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let format: Option<String> = fields.required("format");
        if let Some(other) = format.as_deref().filter(|&format| format != FORMAT) {
            let message = format!("the format is not {FORMAT:?}");
            let issue =
                Issue::error(Code::UnknownFormat, message, "give a problem in the format that this version reads");
            fields.push(issue.with_value(other));
            // The keys of another format are not ours to judge.
            return None;
        }
        let areas: Option<Vec<String>> = fields.optional("areas");
        let attributes: Option<BTreeMap<String, Kind>> = fields.optional("attributes");
        let schools: Option<Vec<School>> = fields.required("schools");
        let rules: Option<Rules> = fields.optional("rules");
        let tables: Option<Tables> = fields.optional("tables");
        fields.finish();
        Some(Self {
            format: Cow::Owned(format?),
            areas: areas.map(Cow::Owned),
            attributes: Cow::Owned(attributes.unwrap_or_default()),
            schools: Cow::Owned(schools?),
            rules: Cow::Owned(rules.unwrap_or_default()),
            tables: Cow::Owned(tables.unwrap_or_default()),
        })
    }
}

impl FromTree for Kind {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        walk.choice(&item, &[("number", Self::Number), ("text", Self::Text)])
    }
}

impl FromTree for School {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let id: Option<String> = fields.required("id");
        let mut school = Self::new(id.clone().unwrap_or_default(), "");
        fields.about(id.clone());
        fields.set("name", &mut school.name);
        fields.set("location", &mut school.location);
        fields.set("attributes", &mut school.attributes);
        fields.set("strengths", &mut school.strengths);
        fields.set("needs", &mut school.needs);
        fields.finish();
        walk.school = None;
        id.map(|_| school)
    }
}

impl FromTree for Location {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let (easting, northing) = (fields.required("easting"), fields.required("northing"));
        fields.finish();
        Some(Self { easting: easting?, northing: northing? })
    }
}

impl FromTree for Tables {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut tables = Self::default();
        let mut fields = walk.fields(item)?;
        fields.set("history", &mut tables.history);
        fields.set("year", &mut tables.year);
        fields.set("forbidden", &mut tables.forbidden);
        fields.set("own", &mut tables.own);
        fields.set("minutes", &mut tables.minutes);
        fields.set("usable_days", &mut tables.usable_days);
        fields.finish();
        Some(tables)
    }
}

impl FromTree for PastGroup {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let (year, schools) = (fields.required("year"), fields.required("schools"));
        fields.finish();
        Some(Self { year: year?, schools: schools? })
    }
}

impl FromTree for UsableDays {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let school: Option<String> = fields.required("school");
        fields.about(school.clone());
        let dates = fields.required("dates");
        fields.finish();
        walk.school = None;
        Some(Self { school: school?, dates: dates? })
    }
}

impl FromTree for Date {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let (path, line) = (item.path.clone(), item.node.line);
        let text = String::read(item, walk)?;
        let date = dates::parse(&text);
        if date.is_none() {
            let issue = Issue::error(Code::InvalidDate, "this is not a date", "write it as yyyy-mm-dd");
            walk.push(issue.with_value(text), &path, line);
        }
        date
    }
}

#[cfg(test)]
mod tests;
