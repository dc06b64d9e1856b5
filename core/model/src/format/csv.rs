//! The cohort as one table, in CSV or in a workbook: a row a school, with `strength:<area>` and `need:<area>` columns.
//!
//! Only `id` must be there. A blank cell is "not declared". `easting` and `northing` are metres of the British National
//! Grid, rounded to whole ones. Every other column is an attribute: `region`, `phase`, `trust` and `local_authority` are
//! text; a further one is a number if every value in it is, else text. What is written is read back the same.

use std::path::Path;

use csv::Writer;

use crate::cohort::Cohort;
use crate::error::{Error, Issues};
use crate::format::table::Table;
use crate::format::{columns as schools_table, text, two_tables, workbook};
use crate::school::{School, TEXT_ATTRIBUTES, Value};

/// Reads a cohort from a CSV file.
///
/// # Errors
/// [`Error::Io`] if the file cannot be read; [`Error::Input`] with every issue found in it.
pub fn read_cohort(path: impl AsRef<Path>) -> Result<Cohort, Error> {
    let path = path.as_ref();
    parse_cohort(&text::read_lines(path)?, &text::name(path))
}

/// The cohort in the bytes of a CSV file; `file` is its name for messages.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::format::csv::parse_cohort;
/// let cohort = parse_cohort(b"id,name,region,strength:reading,need:reading\n7,Ash,London,4,\n8,Elm,,,2\n", "two.csv")?;
/// assert_eq!(cohort.schools()[0].strengths["reading"], 4.0);
///
/// let error = parse_cohort(b"id,strength:reading\n7,high\n", "bad.csv").unwrap_err();
/// assert_eq!(
///     error.issues()[0].to_string(),
///     "error[not-a-number] bad.csv, row 2, school 7, `strength:reading`, value \"high\": \
///      this is not a number; give a number such as 4, or leave it blank"
/// );
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn parse_cohort(bytes: &[u8], file: &str) -> Result<Cohort, Error> {
    parse_cohort_with(bytes, file, &[])
}

/// As [`read_cohort`], with the names that columns are to have, by the headers that they have in the file.
///
/// # Errors
/// As for [`read_cohort`]; also a header that the file does not have.
pub fn read_cohort_with(path: impl AsRef<Path>, columns: &[(String, String)]) -> Result<Cohort, Error> {
    let path = path.as_ref();
    parse_cohort_with(&text::read_lines(path)?, &text::name(path), columns)
}

/// As [`parse_cohort`], with the names that columns are to have, by the headers that they have in the file.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::format::csv::parse_cohort_with;
/// let columns = [("URN".to_owned(), "id".to_owned()), ("Reading".to_owned(), "strength:reading".to_owned())];
/// let cohort = parse_cohort_with(b"URN,Reading\n100001,4\n", "cohort.csv", &columns)?;
/// assert_eq!(cohort.schools()[0].strengths["reading"], 4.0);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// As for [`parse_cohort`]; also a header that the file does not have.
pub fn parse_cohort_with(bytes: &[u8], file: &str, columns: &[(String, String)]) -> Result<Cohort, Error> {
    // A workbook with a sheet of schools and one of areas is two tables.
    let sheet = |name: &str| workbook::with_sheet(bytes, file, name);
    if let (Some(schools), Some(areas)) = (sheet("schools"), sheet("areas")) {
        return two_tables::parse_cohort_with((bytes, &schools), (bytes, &areas), columns);
    }
    let mut issues = Issues::default();
    let table = Table::parse(bytes, file, &schools_table::known().stated(columns), &mut issues)?;
    let read = schools_table::read(&table, &mut issues);
    // Without ids, or with every row put aside, the cohort would only repeat what is said already.
    if table.column("id").is_none() || (read.schools.is_empty() && issues.has_errors()) {
        return Err(issues.into_error());
    }
    Cohort::from_parts(read.schools, read.areas, read.attributes, Some(file.to_owned()), issues)
}

/// The cohort as a CSV table: id, name, location, attributes, then a column of strength and one of need for each area.
///
/// A cohort that was read from CSV, or generated, is read back the same. CSV has no kinds: text that looks like a number,
/// blanks at the end of a name and attributes with the name of a column of their own (`id`, `need:eal`) survive only in JSON.
/// Text is written as it is, also where a spreadsheet would take it for a formula.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::format::csv::{cohort_to_csv, parse_cohort};
/// let table = "id,name,easting,northing,region,pupils,strength:reading,need:reading\n07,Ash,530000,180000,London,210,4.5,\n";
/// assert_eq!(cohort_to_csv(&parse_cohort(table.as_bytes(), "one.csv")?), table);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Panics
/// Never: memory can be written.
#[must_use]
pub fn cohort_to_csv(cohort: &Cohort) -> String {
    let mut table = Writer::from_writer(Vec::new());
    let mut push = |row: Vec<String>| table.write_record(row).expect("writing to memory never fails");
    let attributes = attributes(cohort);
    let columns = |kind: &str| cohort.areas().iter().map(|area| format!("{kind}:{area}")).collect::<Vec<String>>();
    let own = ["id", "name", "easting", "northing"].into_iter().chain(attributes.iter().copied());
    push(own.map(str::to_owned).chain(columns("strength")).chain(columns("need")).collect());
    cohort.schools().iter().for_each(|school| push(row(school, &attributes, cohort.areas())));
    let bytes = table.into_inner().expect("writing to memory never fails");
    String::from_utf8(bytes).expect("every cell is text")
}

/// The attributes by name, those that every reader looks for first.
fn attributes(cohort: &Cohort) -> Vec<&str> {
    let known = TEXT_ATTRIBUTES.into_iter().filter(|name| cohort.has_attribute(name));
    let others = cohort.attributes().keys().map(String::as_str).filter(|name| !TEXT_ATTRIBUTES.contains(name));
    known.chain(others).collect()
}

fn row(school: &School, attributes: &[&str], areas: &[String]) -> Vec<String> {
    let metres = |metres: Option<i32>| metres.map_or_else(String::new, |metres| metres.to_string());
    let number = |number: Option<&f64>| number.map_or_else(String::new, f64::to_string);
    let (easting, northing) = (school.location.map(|at| at.easting), school.location.map(|at| at.northing));
    let own = [school.id.clone(), school.name.clone(), metres(easting), metres(northing)];
    let attributes = attributes.iter().map(|name| school.attribute(name).map_or_else(String::new, Value::to_string));
    let strengths = areas.iter().map(|area| number(school.strengths.get(area)));
    let needs = areas.iter().map(|area| number(school.needs.get(area)));
    own.into_iter().chain(attributes).chain(strengths).chain(needs).collect()
}

#[cfg(test)]
mod tests;
