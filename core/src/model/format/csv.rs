//! The cohort as one CSV table: a row a school, with `strength:<area>` and `need:<area>` columns.
//!
//! Only `id` must be there. A blank cell is "not declared". `easting` and `northing` are metres of the British National
//! Grid, rounded to whole ones. Every other column is an attribute: `region`, `phase`, `trust` and `local_authority` are
//! text; a further one is a number if every value in it is, else text.

use std::path::Path;

use crate::error::{Error, Issues};
use crate::model::cohort::Cohort;
use crate::model::format::table::Table;
use crate::model::format::{columns, text};

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
    let mut issues = Issues::default();
    let table = Table::parse(bytes, file, &mut issues)?;
    let read = columns::read(&table, &mut issues);
    // Without ids, or with every row put aside, the cohort would only repeat what is said already.
    if table.column("id").is_none() || (read.schools.is_empty() && issues.has_errors()) {
        return Err(issues.into_error());
    }
    Cohort::from_parts(read.schools, read.areas, read.attributes, Some(file.to_owned()), issues)
}

#[cfg(test)]
mod tests;
