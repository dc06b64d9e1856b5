//! The cohort: the schools that are to be grouped, and the areas of practice they speak of.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

mod one_form;

use crate::error::{Code, Error, Issue, Issues};
use crate::letters::{loose, tidy};
use crate::near_values;
use crate::school::{Location, School, TEXT_ATTRIBUTES, Value};
use crate::units::billionths;
use crate::validate::names::Slips;

/// A set of schools with unique ids, held in id order, so that the order of the input never matters.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::{Cohort, School};
/// let cohort = Cohort::new(
///     vec![
///         School::new("2", "Elm").with_strength("reading", 4.0),
///         School::new("1", "Ash").with_need("reading", 1.0),
///     ],
///     vec!["reading".to_owned()],
/// )?;
/// assert_eq!(cohort.schools()[0].name, "Ash");
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// Two cohorts are equal if they say the same, whatever the files and the order of rows that they were read from.
#[derive(Debug, Clone)]
pub struct Cohort {
    schools: Vec<School>,
    areas: Vec<String>,
    attributes: BTreeMap<String, Kind>,
    warnings: Vec<Issue>,
    provenance: Provenance,
}

impl PartialEq for Cohort {
    fn eq(&self, other: &Self) -> bool {
        self.schools == other.schools && self.areas == other.areas && self.attributes == other.attributes
    }
}

/// Where a cohort was read from, for messages; no part of its values.
#[derive(Debug, Clone, Default)]
struct Provenance {
    file: Option<String>,
    /// The rows of the schools, counted from 1, by id.
    rows: BTreeMap<String, u64>,
    long: Option<LongTable>,
}

/// A school as it was read, with its row.
#[derive(Debug)]
pub(crate) struct Placed {
    pub(crate) school: School,
    pub(crate) row: Option<u64>,
}

impl std::ops::Deref for Placed {
    type Target = School;

    fn deref(&self) -> &School {
        &self.school
    }
}

impl std::ops::DerefMut for Placed {
    fn deref_mut(&mut self) -> &mut School {
        &mut self.school
    }
}

impl Placed {
    /// A school without a row, as code or a service gives it.
    pub(crate) fn without_row(school: School) -> Self {
        Self { school, row: None }
    }

    pub(crate) fn at_row(&self, issue: Issue) -> Issue {
        self.row.into_iter().fold(issue, Issue::at_row)
    }
}

/// Where strengths and needs stand that come from a table of their own: the row by school and area.
#[derive(Debug, Clone, Default)]
pub(crate) struct LongTable {
    pub(crate) file: String,
    pub(crate) rows: BTreeMap<String, BTreeMap<String, u64>>,
}

/// What the values of an attribute are, over the whole cohort. In files `"number"` or `"text"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Every declared value is a number.
    Number,
    /// Every declared value is text.
    Text,
}

impl Kind {
    fn noun(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Text => "text",
        }
    }
}

impl Cohort {
    /// A cohort of these schools. `areas` gives the order of the areas, which settles ties when needs become percent.
    ///
    /// # Errors
    /// [`Error::Input`] with every issue found: missing or duplicate ids, areas not in the list, numbers out of range,
    /// an attribute that is a number for one school and text for another.
    pub fn new(schools: Vec<School>, areas: Vec<String>) -> Result<Self, Error> {
        let schools = schools.into_iter().map(Placed::without_row).collect();
        Self::from_parts(schools, areas, BTreeMap::new(), None, Issues::default())
    }

    /// As [`Cohort::new`], with what a reader knows besides: columns without any value, the file, and issues so far.
    pub(crate) fn from_parts(
        mut placed: Vec<Placed>,
        areas: Vec<String>,
        mut attributes: BTreeMap<String, Kind>,
        file: Option<String>,
        mut issues: Issues,
    ) -> Result<Self, Error> {
        let mut found = Issues::default();
        placed.iter_mut().for_each(|placed| one_form::tidy_school(&mut placed.school));
        let areas = one_form::merge_areas(areas, &mut placed, &mut found);
        check_ids(&placed, &mut found);
        let known: BTreeSet<&str> = areas.iter().map(String::as_str).collect();
        check_areas(&areas, &mut found);
        for Placed { school, .. } in &mut placed {
            school.attributes.retain(|_, value| !matches!(value, Value::Text(text) if text.trim().is_empty()));
        }
        for school in &placed {
            check_school(school, &known, &mut found);
        }
        collect_kinds(&placed, &mut attributes, &mut found);
        let at = |issue: Issue| match &file {
            Some(file) if issue.file.is_none() => issue.in_file(file),
            _ => issue,
        };
        issues.extend(found.finish().unwrap_or_else(|error| error.issues().to_vec()).into_iter().map(at));
        let rows = placed.iter().filter_map(|placed| Some((placed.school.id.clone(), placed.row?))).collect();
        let mut schools: Vec<School> = placed.into_iter().map(|placed| placed.school).collect();
        schools.sort_by(|a, b| a.id.cmp(&b.id));
        let provenance = Provenance { file, rows, long: None };
        Ok(Self { schools, areas, attributes, warnings: issues.finish()?, provenance })
    }

    /// As it is, with the place of what came from a long table.
    pub(crate) fn with_long_table(mut self, long: LongTable) -> Self {
        self.provenance.long = Some(long);
        self
    }

    /// The same with other values in place of some, by attribute.
    pub(crate) fn with_values(mut self, names: &BTreeMap<String, BTreeMap<String, String>>) -> Self {
        self.schools.iter_mut().for_each(|school| near_values::rename_of(school, names));
        self
    }

    /// Says where a school stands, or its entry for an area.
    pub(crate) fn place(&self, school: &School, area: Option<&str>, issue: Issue) -> Issue {
        let issue = issue.of_school(&school.id);
        let entry = |long: &LongTable| {
            let (rows, wanted) = (long.rows.get(&school.id)?, loose(area?));
            rows.iter().find(|(area, _)| loose(area) == wanted).map(|(_, &row)| row)
        };
        if let Some((long, row)) = self.provenance.long.as_ref().and_then(|long| Some((long, entry(long)?))) {
            return issue.in_file(&long.file).at_row(row);
        }
        let issue = self.provenance.file.iter().fold(issue, Issue::in_file);
        self.row(&school.id).into_iter().fold(issue, Issue::at_row)
    }

    /// The schools, in id order.
    #[must_use]
    pub fn schools(&self) -> &[School] {
        &self.schools
    }

    /// How many schools there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.schools.len()
    }

    /// Whether there is no school.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.schools.is_empty()
    }

    /// The areas of practice, in the order of the input.
    #[must_use]
    pub fn areas(&self) -> &[String] {
        &self.areas
    }

    /// The attributes that the cohort has, with what their values are.
    #[must_use]
    pub fn attributes(&self) -> &BTreeMap<String, Kind> {
        &self.attributes
    }

    /// Whether the cohort has an attribute of this name, declared for any school or not.
    #[must_use]
    pub fn has_attribute(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    /// The position of a school in [`Cohort::schools`]. An id that prints alike is the same one.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        let id = &*tidy(id);
        self.schools.binary_search_by(|school| school.id.as_str().cmp(id)).ok()
    }

    /// The id that is meant, if a text is the name of a school, or an id that a spreadsheet has changed: without its leading zeros,
    /// with a point and a zero.
    ///
    /// ```
    /// # use tercet_model as tercet;
    /// use tercet::{Cohort, School};
    /// let cohort = Cohort::new(vec![School::new("0101", "Ash Primary")], Vec::new())?;
    /// assert_eq!((cohort.meant("101.0"), cohort.meant("ash primary")), (Some("0101"), Some("0101")));
    /// assert_eq!(cohort.meant("0102"), None);
    /// # Ok::<(), tercet::Error>(())
    /// ```
    #[must_use]
    pub fn meant(&self, id: &str) -> Option<&str> {
        Slips::of(self).meant(id)
    }

    /// The values of attributes that are probably one value in several spellings.
    #[must_use]
    pub fn near_values(&self) -> Vec<near_values::NearValues> {
        near_values::near_values(self)
    }

    /// The file the cohort was read from, as the caller gave it.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.provenance.file.as_deref()
    }

    /// The row that a school was read from, counted from 1 with the header as row 1.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<u64> {
        self.provenance.rows.get(id).copied()
    }

    /// What the reader found that does not stop the work.
    #[must_use]
    pub fn warnings(&self) -> &[Issue] {
        &self.warnings
    }
}

fn check_ids(schools: &[Placed], issues: &mut Issues) {
    if schools.is_empty() {
        issues.push(Issue::error(
            Code::NoSchools,
            "the cohort has no schools",
            "give at least one school below the header",
        ));
    }
    let mut first: BTreeMap<&str, &Placed> = BTreeMap::new();
    for placed in schools {
        let (school, place) = (&placed.school, |issue: Issue| placed.at_row(issue));
        if school.id.trim().is_empty() {
            issues.push(place(Issue::error(
                Code::MissingId,
                if school.name.is_empty() {
                    "a school has no id".to_owned()
                } else {
                    format!("the school {:?} has no id", school.name)
                },
                "give every school an id of its own",
            )));
        } else if let Some(other) = first.insert(&school.id, placed) {
            let before = other.row.map_or(String::new(), |row| format!(" in row {row}"));
            issues.push(place(
                Issue::error(
                    Code::DuplicateId,
                    format!("this id is also the id of {:?}{before}", other.school.display_name()),
                    "give each school its own id, or remove the row that is there twice",
                )
                .of_school(&school.id),
            ));
        }
    }
}

fn check_areas(areas: &[String], issues: &mut Issues) {
    let mut seen = BTreeSet::new();
    for area in areas {
        if !seen.insert(area) {
            let message = format!("the area {area:?} is listed twice");
            issues.push(Issue::error(Code::DuplicateEntry, message, "remove one of them").at_key("areas"));
        }
    }
}

fn check_school(placed: &Placed, areas: &BTreeSet<&str>, issues: &mut Issues) {
    let school = &placed.school;
    let place = |issue: Issue| placed.at_row(issue).of_school(&school.id);
    for area in school.strengths.keys().chain(school.needs.keys()) {
        if !areas.contains(area.as_str()) {
            issues.push(place(Issue::error(
                Code::UnknownArea,
                format!("the area {area:?} is not one of the cohort's areas"),
                "name an area of the list, or add it to the list",
            )));
        }
    }
    for (area, &priority) in &school.needs {
        if priority < 0.0 {
            issues.push(place(
                Issue::error(
                    Code::NegativePriority,
                    format!("the priority of need {area:?} is below 0"),
                    "give 0 or more, or leave the cell blank",
                )
                .at_key(format!("need:{area}"))
                .with_value(priority.to_string()),
            ));
        }
    }
    let numbers = (school.strengths.iter().map(|(area, &x)| (format!("strength:{area}"), x)))
        .chain(school.needs.iter().map(|(area, &x)| (format!("need:{area}"), x)))
        .chain(school.attributes.iter().filter_map(|(name, value)| match value {
            Value::Number(number) => Some((name.clone(), *number)),
            Value::Text(_) => None,
        }));
    for (key, number) in numbers {
        if billionths(number).is_none() {
            issues.push(place(
                Issue::error(
                    Code::NumberOutOfRange,
                    "the number is not finite, or is beyond 1,000,000,000",
                    "give a number within that range, or leave the cell blank",
                )
                .at_key(key)
                .with_value(number.to_string()),
            ));
        }
    }
    if let Some(Location { easting, northing }) = school.location
        && !((0..=Location::MOST_EAST).contains(&easting) && (0..=Location::MOST_NORTH).contains(&northing))
    {
        issues.push(place(
            Issue::error(
                Code::LocationOutOfRange,
                "the location is outside the British National Grid",
                "give easting (0 to 800,000) and northing (0 to 1,400,000) in metres, not degrees",
            )
            .with_value(format!("{easting}, {northing}")),
        ));
    }
}

fn collect_kinds(schools: &[Placed], attributes: &mut BTreeMap<String, Kind>, issues: &mut Issues) {
    for placed in schools {
        let school = &placed.school;
        for (name, value) in &school.attributes {
            let kind = match value {
                Value::Number(_) => Kind::Number,
                Value::Text(_) => Kind::Text,
            };
            let usual = if TEXT_ATTRIBUTES.contains(&name.as_str()) { Kind::Text } else { kind };
            let wanted = *attributes.entry(name.clone()).or_insert(usual);
            if wanted != kind {
                issues.push(
                    placed.at_row(
                        Issue::error(
                            Code::WrongKind,
                            format!("the attribute {name:?} is {} here and {} elsewhere", kind.noun(), wanted.noun()),
                            "make it the same kind for every school",
                        )
                        .of_school(&school.id)
                        .at_key(name)
                        .with_value(value.to_string()),
                    ),
                );
            }
        }
    }
}
