//! The cohort as two CSV tables: schools with their attributes, and a long table `id,area,strength,need`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cohort::Cohort;
use crate::error::{Error, Issues};
use crate::format::table::Table;
use crate::format::{columns as schools_table, long, text};

/// Reads a cohort from a file of schools, as for [`csv`](super::csv), and a file of their strengths and needs.
///
/// # Errors
/// [`Error::Io`] if a file cannot be read; [`Error::Input`] with every issue found in both.
pub fn read_cohort(schools: impl AsRef<Path>, areas: impl AsRef<Path>) -> Result<Cohort, Error> {
    let (schools, areas) = (schools.as_ref(), areas.as_ref());
    let (schools_bytes, areas_bytes) = (text::read_lines(schools)?, text::read_lines(areas)?);
    parse_cohort((&schools_bytes, &text::name(schools)), (&areas_bytes, &text::name(areas)))
}

/// The cohort in the bytes of two CSV files, each with its name for messages.
///
/// The areas are sorted by name; those of `strength:` and `need:` columns in the table of schools, if it has any, come
/// first.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::format::two_tables::parse_cohort;
/// let schools = b"id,name,region\n7,Ash,London\n8,Elm,South West\n";
/// let areas = b"id,area,strength,need\n7,writing,4,\n7,reading,,2\n8,reading,5,\n";
/// let cohort = parse_cohort((schools, "schools.csv"), (areas, "areas.csv"))?;
/// assert_eq!(cohort.areas(), ["reading", "writing"]);
/// assert_eq!(cohort.schools()[0].needs["reading"], 2.0);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue found in both.
pub fn parse_cohort(schools: (&[u8], &str), areas: (&[u8], &str)) -> Result<Cohort, Error> {
    parse_cohort_with(schools, areas, &[])
}

/// As [`parse_cohort`], with the names that columns of the table of schools are to have, by their headers.
///
/// # Errors
/// As for [`parse_cohort`]; also a header that the table does not have.
pub fn parse_cohort_with(
    schools: (&[u8], &str),
    areas: (&[u8], &str),
    columns: &[(String, String)],
) -> Result<Cohort, Error> {
    let mut issues = Issues::default();
    let table = Table::parse(schools.0, schools.1, &schools_table::known().stated(columns), &mut issues);
    let beside = Table::parse(areas.0, areas.1, &long::known(), &mut issues);
    let (table, beside) = match (table, beside) {
        (Ok(table), Ok(beside)) => (table, beside),
        (table, beside) => {
            let errors = [table.err(), beside.err(), Some(issues.into_error())];
            return Err(Error::join(errors.into_iter().flatten()).expect("one of the tables has an error"));
        }
    };
    let mut read = schools_table::read(&table, &mut issues);
    let long = long::join(&beside, &mut read.schools, &mut read.areas, &BTreeMap::new(), &mut issues);
    if table.column("id").is_none() || (read.schools.is_empty() && issues.has_errors()) {
        return Err(issues.into_error());
    }
    let cohort = Cohort::from_parts(read.schools, read.areas, read.attributes, Some(table.file), issues)?;
    Ok(cohort.with_long_table(long))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;
    use crate::problem::Problem;
    use crate::rules::Rules;

    const SCHOOLS: &[u8] = b"id,name\n01,Ash\n02,Elm\n";

    fn found(areas: &str) -> Vec<(Code, Option<u64>)> {
        match parse_cohort((SCHOOLS, "schools.csv"), (areas.as_bytes(), "areas.csv")) {
            Ok(cohort) => cohort.warnings().iter().map(|issue| (issue.code, issue.row)).collect(),
            Err(error) => error.issues().iter().map(|issue| (issue.code, issue.row)).collect(),
        }
    }

    #[test]
    fn every_issue_of_the_long_table_has_its_row() {
        let areas = "id,area,strength,need\n01,reading,high,-1\n,reading,1,1\n01,,1,1\n03,reading,1,1\n1,reading,1,\n\
                     02,eal,1,\n02,eal,,2\n02,send,1e12,\n";
        let expected = [
            (Code::NotANumber, Some(2)),
            (Code::NegativePriority, Some(2)),
            (Code::MissingValue, Some(3)),
            (Code::MissingValue, Some(4)),
            (Code::UnknownSchool, Some(5)),
            (Code::UnknownSchool, Some(6)),
            (Code::DuplicateEntry, Some(8)),
            (Code::NumberOutOfRange, Some(9)),
        ];
        assert_eq!(found(areas), expected);
    }

    #[test]
    fn the_columns_it_lacks_are_named() {
        assert_eq!(found("id,area\n01,reading\n"), [(Code::MissingColumn, Some(1))]);
        assert_eq!(found("urn,subject,need\n01,reading,1\n").len(), 2);
        assert_eq!(found("id,area,strenght,need\n01,reading,1,1\n"), [(Code::NearName, Some(1))]);
        assert_eq!(found(""), [(Code::EmptyFile, None)]);
    }

    #[test]
    fn an_entry_of_both_tables_is_one_too_many() {
        let schools = b"id,strength:reading\n01,4\n";
        let error = parse_cohort((schools, "s.csv"), (b"id,area,strength\n01,reading,5\n", "a.csv")).unwrap_err();
        assert_eq!(error.issues()[0].code, Code::DuplicateEntry);
    }

    #[test]
    fn a_level_above_the_scale_names_the_row_of_the_long_table() {
        let areas = b"id,area,strength,need\n01,reading,4,1\n02,reading,7,1\n";
        let cohort = parse_cohort((SCHOOLS, "schools.csv"), (areas, "areas.csv")).unwrap();
        let error = Problem::new(cohort, Rules::default()).unwrap_err();
        let issue = &error.issues()[0];
        assert_eq!((issue.code, issue.file.as_deref(), issue.row), (Code::LevelOutOfRange, Some("areas.csv"), Some(3)));
    }

    #[test]
    fn issues_of_both_files_come_together() {
        let error =
            parse_cohort((b"id,pupils,name,name\n1,2,3,4\n", "s.csv"), (b"area,need\na,1\n", "a.csv")).unwrap_err();
        let found: Vec<Code> = error.issues().iter().map(|issue| issue.code).collect();
        assert_eq!(found, [Code::DuplicateColumn, Code::MissingColumn]);
        let error = parse_cohort((b"", "s.csv"), (b"a\0", "a.csv")).unwrap_err();
        let found: Vec<Code> = error.issues().iter().map(|issue| issue.code).collect();
        assert_eq!(found, [Code::EmptyFile, Code::NotText]);
    }
}
