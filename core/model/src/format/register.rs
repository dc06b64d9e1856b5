//! The register of schools in England (GIAS, "Get Information about Schools"), as published: text in Windows-1252, dates as
//! dd-mm-yyyy, codes with leading zeros, open and closed schools, and more than 100 columns.
//!
//! Tercet reads the open schools, and only the columns that a cohort can use. It never reads columns about people (the
//! head's name, telephone numbers). Only the register's keepers can fix its errors, so an error here is a warning as long
//! as the school can still be used.

mod cells;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::cohort::{Cohort, Kind, Placed};
use crate::error::{Code, Error, Issue, Issues};
use crate::format::table::{Row, Table};
use crate::format::{long, text};
use crate::school::{School, Value};

use cells::RegisterCells;

/// How to read a column's cells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Text,
    Number,
    /// A date written as dd-mm-yyyy. It becomes yyyy-mm-dd, so that text order is date order.
    Date,
}

/// The columns that become attributes, by the register's name and Tercet's. All other columns are dropped.
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

/// The register's texts for "no value", in lower case.
const NOTHING: [&str; 6] = ["not applicable", "does not apply", "none", "not under a federation", "supp", "na"];

/// Reads the open schools of a register file. If there is a file of strengths and needs (`id,area,strength,need`, where the
/// id is the URN), the cohort has only the schools in that file.
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

/// Like [`read_register`], from bytes, each with its name for messages.
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn parse_register(register: (&[u8], &str), strengths: Option<(&[u8], &str)>) -> Result<Cohort, Error> {
    let mut issues = Issues::default();
    let (bytes, file) = register;
    text::Lines::new(file).pass(bytes)?;
    let table = Table::split(&text::decode_windows_1252(bytes, file)?, file, &mut issues)?;
    let Some(mut open) = Open::read(&table, &mut issues) else {
        return Err(issues.into_error());
    };
    let mut areas = Vec::new();
    let mut long = None;
    if let Some((bytes, file)) = strengths {
        let beside = Table::parse(bytes, file, &mut issues)?;
        if let Some(id) = beside.column("id") {
            let named: BTreeSet<&str> = beside.rows.iter().filter_map(|row| row.cell(id)).collect();
            open.keep(&named);
        }
        long = Some(long::join(&beside, &mut open.schools, &mut areas, &open.absent, &mut issues));
    }
    issues.extend(open.warnings);
    let attributes = open.attributes;
    let cohort = Cohort::from_parts(open.schools, areas, attributes, Some(file.to_owned()), issues)?;
    Ok(long.into_iter().fold(cohort, Cohort::with_long_table))
}

/// The open schools of the register, and the reason why each other school is not among them.
struct Open {
    schools: Vec<Placed>,
    attributes: BTreeMap<String, Kind>,
    absent: BTreeMap<String, String>,
    warnings: Vec<Issue>,
}

impl Open {
    fn read(table: &Table, issues: &mut Issues) -> Option<Self> {
        let id = table.required("URN", &["id"], issues);
        let status = table.required("EstablishmentStatus (name)", &[], issues);
        let (id, status) = (id?, status?);
        let columns = RegisterColumns::of(table);
        let mut cells = RegisterCells::new(table);
        let mut open =
            Self { schools: Vec::new(), attributes: columns.kinds(), absent: BTreeMap::new(), warnings: Vec::new() };
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

    /// Keeps the named schools and their warnings.
    fn keep(&mut self, named: &BTreeSet<&str>) {
        self.schools.retain(|school| named.contains(school.id.as_str()));
        self.warnings.retain(|issue| issue.school.as_ref().is_none_or(|id| named.contains(id.as_str())));
    }
}

/// The places of the columns that are read.
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

/// The phase. The register does not give it for special schools and pupil referral units, but their type shows it. A deemed
/// phase is the phase that the law assigns to the school.
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
