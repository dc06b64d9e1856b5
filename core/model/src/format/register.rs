//! The register of schools in England (GIAS, "Get Information about Schools"), as it is published: Windows-1252, dates as
//! dd-mm-yyyy, codes with leading zeros, open and closed schools, 100 columns and more.
//!
//! Open schools are read, and of them the columns that a cohort can use; columns about persons (the head's name, telephone
//! numbers) are never among them. What is wrong in the register is for its keepers to mend, so it is a warning here wherever
//! the school can still be used.

mod cells;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::cohort::{Cohort, Kind, Placed};
use crate::error::{Code, Error, Issue, Issues};
use crate::format::dialect::Known;
use crate::format::table::{Row, Table};
use crate::format::{long, text};
use crate::letters;
use crate::numbers::count;
use crate::school::{School, Value};

use cells::RegisterCells;

/// What is made of a column's cells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Text,
    Number,
    /// dd-mm-yyyy, kept as yyyy-mm-dd, which sorts as dates do.
    Date,
}

/// The columns that become attributes, by the register's name and ours. All others are dropped.
const ATTRIBUTES: [(&str, &str, Content); 21] = [
    ("GOR (name)", "region", Content::Text),
    ("LA (name)", "local_authority", Content::Text),
    ("Trusts (name)", "trust", Content::Text),
    ("Federations (name)", "federation", Content::Text),
    ("ReligiousCharacter (name)", "faith", Content::Text),
    ("Diocese (name)", "diocese", Content::Text),
    ("TypeOfEstablishment (name)", "type", Content::Text),
    ("Gender (name)", "gender", Content::Text),
    ("AdmissionsPolicy (name)", "admissions", Content::Text),
    ("OfficialSixthForm (name)", "sixth_form", Content::Text),
    ("Boarders (name)", "boarders", Content::Text),
    ("UrbanRural (name)", "urban_rural", Content::Text),
    ("DistrictAdministrative (name)", "district", Content::Text),
    ("OfstedRating (name)", "ofsted", Content::Text),
    ("OfstedLastInsp", "inspected", Content::Date),
    ("OpenDate", "opened", Content::Date),
    ("NumberOfPupils", "pupils", Content::Number),
    ("PercentageFSM", "fsm_pct", Content::Number),
    ("SchoolCapacity", "capacity", Content::Number),
    ("StatutoryLowAge", "low_age", Content::Number),
    ("StatutoryHighAge", "high_age", Content::Number),
];

/// How the register says that there is nothing to say, in lower case.
const NOTHING: [&str; 6] = ["not applicable", "does not apply", "none", "not under a federation", "supp", "na"];

/// Reads the open schools of a register file. With a file of strengths and needs (`id,area,strength,need`, where the id is
/// the URN) the cohort is the schools that it names.
///
/// # Errors
/// [`Error::Io`] if a file cannot be read; [`Error::Input`] with every issue found.
pub fn read_register(register: impl AsRef<Path>, strengths: Option<&Path>) -> Result<Cohort, Error> {
    let register = register.as_ref();
    let bytes = text::read_lines(register)?;
    let strengths = match strengths {
        Some(path) => Some((text::read_lines(path)?, text::name(path))),
        None => None,
    };
    let strengths = strengths.as_ref().map(|(bytes, file)| (bytes.as_slice(), file.as_str()));
    parse_register((&bytes, &text::name(register)), strengths)
}

/// As [`read_register`], from bytes, each with its name for messages.
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn parse_register(register: (&[u8], &str), strengths: Option<(&[u8], &str)>) -> Result<Cohort, Error> {
    let mut issues = Issues::default();
    let (bytes, file) = register;
    text::Lines::new(file).pass(bytes)?;
    let text = letters::tidy(&text::decode_windows_1252(bytes, file)?).into_owned();
    let table = Table::split(&text, file, &known(), &mut issues)?;
    let Some(mut open) = Open::read(&table, &mut issues) else {
        return Err(issues.into_error());
    };
    let mut areas = Vec::new();
    let mut long = None;
    if let Some((bytes, file)) = strengths {
        let beside = Table::parse(bytes, file, &long::known(), &mut issues)?;
        if let Some(id) = beside.column("id") {
            let named: BTreeSet<&str> = beside.rows.iter().filter_map(|row| row.cell(id)).collect();
            open.keep(&named);
        }
        long = Some(long::join(&beside, &mut open.schools, &mut areas, &open.absent, &mut issues));
    }
    issues.extend(open.closing_soon().map(|issue| issue.in_file(file)));
    issues.extend(open.warnings);
    let attributes = open.attributes;
    let cohort = Cohort::from_parts(open.schools, areas, attributes, Some(file.to_owned()), issues)?;
    Ok(long.into_iter().fold(cohort, Cohort::with_long_table))
}

/// The columns without which it is no register.
fn known() -> Known {
    Known::of(&["URN", "EstablishmentName", "EstablishmentStatus (name)"])
}

/// The open schools of the register, and why the others are not among them.
struct Open {
    schools: Vec<Placed>,
    attributes: BTreeMap<String, Kind>,
    absent: BTreeMap<String, String>,
    /// The ids of open schools of which the register says more, such as that they are to close, with what it says.
    closing: BTreeMap<String, String>,
    warnings: Vec<Issue>,
}

impl Open {
    fn read(table: &Table, issues: &mut Issues) -> Option<Self> {
        let id = table.required("URN", &["id"], issues);
        let status = table.required("EstablishmentStatus (name)", &[], issues);
        let (id, status) = (id?, status?);
        let columns = RegisterColumns::of(table);
        let mut cells = RegisterCells::new(table);
        let mut open = Self {
            schools: Vec::new(),
            attributes: columns.kinds(),
            absent: BTreeMap::new(),
            closing: BTreeMap::new(),
            warnings: Vec::new(),
        };
        for row in &table.rows {
            let urn = row.cell(id).unwrap_or_default();
            // A cell too many has shifted those after it, and nothing says where; the URN comes first and stands.
            if row.len() != table.header.len() {
                let (have, wanted) = (row.len(), table.header.len());
                let why = format!("row {} of {} has {have} cells, but the header has {wanted}", row.line, table.file);
                open.absent.insert(urn.to_owned(), why.clone());
                let fix =
                    "fix the row if you need the school: the usual cause is a quotation mark or a comma in a name";
                let issue = Issue::warning(Code::RowLeftOut, format!("the school is left out: {why}"), fix);
                open.warnings.push(issue.in_file(&table.file).at_row(row.line).of_school(urn));
            } else if row.cell(status).is_some_and(|status| status.starts_with("Open")) {
                if let Some(status) = row.cell(status).filter(|status| *status != "Open") {
                    open.closing.insert(urn.to_owned(), status.to_owned());
                }
                let school = columns.school(urn, row, &mut cells);
                open.schools.push(Placed { school, row: Some(row.line) });
            } else {
                let status = row.cell(status).unwrap_or("not said to be open").to_lowercase();
                open.absent.insert(urn.to_owned(), format!("the register has it as {status}"));
            }
        }
        open.warnings.extend(cells.warnings());
        Some(open)
    }

    /// The warning of schools that are open and proposed to close: they may be gone before the year is over.
    fn closing_soon(&self) -> Option<Issue> {
        const NAMED: usize = 5;
        let closing: Vec<&Placed> =
            self.schools.iter().filter(|school| self.closing.contains_key(&school.id)).collect();
        let first = closing.first()?;
        let names: Vec<&str> = closing.iter().take(NAMED).map(|school| school.display_name()).collect();
        let more = closing.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let status = &self.closing[&first.id];
        let schools = count(closing.len(), "school", "schools");
        let message = format!("the register has {schools} as {status:?}: {}{more}", names.join(", "));
        let fix = "leave out a school that will have closed before the year of visits is over";
        Some(first.at_row(Issue::warning(Code::ClosingSchool, message, fix)).of_school(&first.id))
    }

    /// Keeps the schools that are named, and warnings of theirs.
    fn keep(&mut self, named: &BTreeSet<&str>) {
        self.schools.retain(|school| named.contains(school.id.as_str()));
        self.warnings.retain(|issue| issue.school.as_ref().is_none_or(|id| named.contains(id.as_str())));
    }
}

/// Where the columns stand that are read.
struct RegisterColumns {
    name: Option<usize>,
    phase: Option<usize>,
    group: Option<usize>,
    authority_code: Option<usize>,
    number: Option<usize>,
    easting: Option<usize>,
    northing: Option<usize>,
    attributes: Vec<(usize, &'static str, Content)>,
}

impl RegisterColumns {
    fn of(table: &Table) -> Self {
        let attribute = |&(theirs, ours, content): &(&str, &'static str, Content)| {
            table.column(theirs).map(|column| (column, ours, content))
        };
        Self {
            name: table.column("EstablishmentName"),
            phase: table.column("PhaseOfEducation (name)"),
            group: table.column("TypeOfEstablishment (name)"),
            authority_code: table.column("LA (code)"),
            number: table.column("EstablishmentNumber"),
            easting: table.column("Easting"),
            northing: table.column("Northing"),
            attributes: ATTRIBUTES.iter().filter_map(attribute).collect(),
        }
    }

    fn kinds(&self) -> BTreeMap<String, Kind> {
        let kind = |content| if content == Content::Number { Kind::Number } else { Kind::Text };
        let mut kinds: BTreeMap<String, Kind> =
            self.attributes.iter().map(|&(_, name, content)| (name.to_owned(), kind(content))).collect();
        kinds.extend(self.phase.map(|_| ("phase".to_owned(), Kind::Text)));
        kinds.extend(self.number.map(|_| ("establishment_number".to_owned(), Kind::Text)));
        kinds
    }

    fn school(&self, urn: &str, row: &Row, cells: &mut RegisterCells<'_>) -> School {
        let text = |column: Option<usize>| column.and_then(|column| row.cell(column)).unwrap_or_default();
        let mut school = School::new(urn, text(self.name));
        for &(column, name, content) in &self.attributes {
            let said = row.cell(column).filter(|cell| !NOTHING.contains(&cell.to_lowercase().as_str()));
            let value = said.and_then(|cell| match content {
                Content::Text => Some(Value::from(cell)),
                Content::Number => cells.number(column, row, cell).map(Value::from),
                Content::Date => cells.date(column, row, cell).map(Value::from),
            });
            school.attributes.extend(value.map(|value| (name.to_owned(), value)));
        }
        let phase = phase(text(self.phase), text(self.group));
        school.attributes.extend(phase.map(|phase| ("phase".to_owned(), Value::from(phase))));
        // As it is written nationally: the authority's code, a slash, and the number within it, with its zeros.
        let (authority, number) = (text(self.authority_code), text(self.number));
        if !authority.is_empty() && !number.is_empty() {
            let code = format!("{authority}/{number}");
            school.attributes.insert("establishment_number".to_owned(), Value::from(code));
        }
        let mut metres = |column: Option<usize>| {
            let column = column?;
            #[expect(
                clippy::cast_possible_truncation,
                reason = "saturates, and the cohort refuses what is off the grid"
            )]
            cells.number(column, row, row.cell(column)?).map(|metres| metres.round() as i32)
        };
        match (metres(self.easting), metres(self.northing)) {
            (Some(0), Some(0)) => {} // The register's way of saying that it does not know.
            (Some(easting), Some(northing)) => school = school.with_location(easting, northing),
            _ => {}
        }
        school
    }
}

/// The phase, which the register does not give for special schools and pupil referral units: their type says it. Deemed
/// phases are the phase that the law counts the school to.
fn phase<'a>(phase: &'a str, kind: &str) -> Option<&'a str> {
    let kind = kind.to_lowercase();
    match phase {
        "Middle deemed primary" => Some("Primary"),
        "Middle deemed secondary" => Some("Secondary"),
        "" | "Not applicable" if kind.contains("special") => Some("Special"),
        "" | "Not applicable" if kind.contains("referral") || kind.contains("alternative provision") => Some("PRU"),
        "" | "Not applicable" => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests;
