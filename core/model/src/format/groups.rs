//! Groups from a spreadsheet, to be checked: a CSV table `school,group`, whatever other columns it has.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::{Code, Error, Issue, Issues};
use crate::format::dialect::Known;
use crate::format::spreadsheet::unguard;
use crate::format::table::Table;
use crate::format::text;
use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::validate::names::Slips;

/// Groups as someone made them: not checked against any rule.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GroupList {
    /// The groups, each sorted, by their first school.
    pub groups: Vec<Vec<SchoolIndex>>,
    /// The name that the table gives to each of the groups.
    pub names: Vec<String>,
    /// The schools with a blank group, and those that the table leaves out, sorted.
    pub unmatched: Vec<SchoolIndex>,
}

/// Reads groups from a CSV file.
///
/// # Errors
/// [`Error::Io`] if the file cannot be read; [`Error::Input`] with every issue found in it: a school that the problem does
/// not have, one that stands there twice.
pub fn read_groups(path: impl AsRef<Path>, problem: &Problem) -> Result<GroupList, Error> {
    parse_groups(&text::read_lines(path.as_ref())?, &text::name(path.as_ref()), problem)
}

/// As [`read_groups`], from bytes; `file` is the name for messages.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::format::{csv::parse_cohort, groups::parse_groups};
/// use tercet::{Problem, Rules};
/// let problem = Problem::new(parse_cohort(b"id\n1\n2\n3\n4\n", "cohort.csv")?, Rules::default())?;
/// let list = parse_groups(b"school,group\n3,B\n1,A\n2,A\n4,\n", "groups.csv", &problem)?;
/// assert_eq!(list.names, ["A", "B"]);
/// assert_eq!(problem.names(&list.groups[0]), "1, 2");
/// assert_eq!(problem.names(&list.unmatched), "4");
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn parse_groups(bytes: &[u8], file: &str, problem: &Problem) -> Result<GroupList, Error> {
    let mut issues = Issues::default();
    let table = Table::parse(bytes, file, &Known::of(&["school", "group"]), &mut issues)?;
    let school = table.required("school", &["id", "urn", "school_id", "school id"], &mut issues);
    let group = table.required("group", &[], &mut issues);
    let mut groups: BTreeMap<&str, Vec<SchoolIndex>> = BTreeMap::new();
    let mut rows: BTreeMap<SchoolIndex, u64> = BTreeMap::new();
    let mut slips = None;
    if let (Some(school), Some(group)) = (school, group) {
        for row in &table.rows {
            let place = |issue: Issue| issue.in_file(file).at_row(row.line).at_key("school");
            let Some(id) = row.cell(school) else {
                let issue = Issue::error(Code::MissingId, "the row names no school", "give its id, or remove the row");
                issues.push(place(issue));
                continue;
            };
            // Tercet's own groups.csv guards the ids that a spreadsheet would run.
            let Some(index) = problem.index(unguard(id)).or_else(|| problem.index(id)) else {
                let slips = slips.get_or_insert_with(|| Slips::of(problem.cohort()));
                let hint = slips.meant(id).map_or_else(String::new, |meant| format!("; did you mean {meant:?}?"));
                let message = "the cohort has no school of this id";
                let fix = format!("correct the id, or remove the row{hint}");
                let issue = Issue::error(Code::UnknownSchool, message, fix);
                issues.push(place(issue.with_value(id)));
                continue;
            };
            if let Some(before) = rows.insert(index, row.line) {
                let message = format!("{} is already in row {before}", problem.school(index).display_name());
                let issue = Issue::error(Code::SchoolTwice, message, "leave it in one group");
                issues.push(place(issue.of_school(id)));
            } else if let Some(group) = row.cell(group) {
                groups.entry(group).or_default().push(index);
            }
        }
    }
    issues.finish()?;
    let mut named: Vec<(Vec<SchoolIndex>, String)> = Vec::with_capacity(groups.len());
    for (name, mut group) in groups {
        group.sort_unstable();
        named.push((group, name.to_owned()));
    }
    named.sort();
    let mut grouped: Vec<SchoolIndex> = named.iter().flat_map(|(group, _)| group.iter().copied()).collect();
    grouped.sort_unstable();
    let unmatched = problem.indices().filter(|index| grouped.binary_search(index).is_err()).collect();
    let (groups, names) = named.into_iter().unzip();
    Ok(GroupList { groups, names, unmatched })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::csv::parse_cohort;
    use crate::rules::Rules;

    #[test]
    fn every_issue_is_reported_with_its_row() {
        let problem = Problem::new(parse_cohort(b"id\n1\n2\n", "c.csv").unwrap(), Rules::default()).unwrap();
        let found = |text: &str| -> Vec<(Code, Option<u64>)> {
            let error = parse_groups(text.as_bytes(), "groups.csv", &problem).unwrap_err();
            error.issues().iter().map(|issue| (issue.code, issue.row)).collect()
        };
        let text = "school,group\n1,A\n9,A\n1,B\n,B\n";
        assert_eq!(
            found(text),
            [(Code::UnknownSchool, Some(3)), (Code::SchoolTwice, Some(4)), (Code::MissingId, Some(5))]
        );
        assert_eq!(found("id,gruop\n1,A\n"), [(Code::MissingColumn, Some(1)), (Code::MissingColumn, Some(1))]);
    }
    #[test]
    fn an_id_that_was_guarded_from_spreadsheets_is_found() {
        let cohort = parse_cohort(b"id\n=1\n'=1\n'2\n", "c.csv").unwrap();
        let problem = Problem::new(cohort, Rules::default()).unwrap();
        let list = parse_groups(b"school,group\n'=1,A\n''=1,A\n'2,B\n", "groups.csv", &problem).unwrap();
        assert_eq!(list.groups.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
    }
}
