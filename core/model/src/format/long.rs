//! The long table of strengths and needs: a row a school and area, beside a table of schools.

use std::collections::{BTreeMap, BTreeSet};

use crate::cohort::LongTable;
use crate::cohort::Placed;
use crate::error::{Code, Issue, Issues};
use crate::format::cells;
use crate::format::dialect::Known;
use crate::format::table::{Row, Table};
use crate::units::billionths;
use crate::validate::names::bare;

/// What other tables call the id.
const ALSO_ID: [&str; 4] = ["urn", "school", "school_id", "school id"];

/// The columns of the table.
pub(super) fn known() -> Known {
    Known::of(&["id", "area", "strength", "need"])
}

/// Declares the strengths and needs of the table at the schools, and adds its areas, sorted by name, to those there are.
///
/// `absent` says of ids that are known and not among the schools why that is.
pub(super) fn join(
    table: &Table,
    schools: &mut [Placed],
    areas: &mut Vec<String>,
    absent: &BTreeMap<String, String>,
    issues: &mut Issues,
) -> LongTable {
    let mut long = LongTable { file: table.file.clone(), rows: BTreeMap::new() };
    let (id, area) = (table.required("id", &ALSO_ID, issues), table.required("area", &[], issues));
    let (strength, need) = (table.optional("strength", issues), table.optional("need", issues));
    if strength.is_none() && need.is_none() {
        let issue = Issue::error(Code::MissingColumn, "there is no column \"strength\" or \"need\"", "add one of them");
        issues.push(issue.in_file(&table.file).at_row(1));
    }
    let (Some(id), Some(area)) = (id, area) else { return long };
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (place, school) in schools.iter().enumerate() {
        places.entry(school.id.clone()).or_insert(place);
    }
    let mut found = BTreeSet::new();
    for row in &table.rows {
        let mut reader = AreaEntry { table, row, issues };
        let (Some(id), Some(area)) = (reader.filled(id), reader.filled(area)) else { continue };
        found.insert(area.to_owned());
        let (strength, need) = (reader.level(strength, id), reader.level(need, id));
        let Some(&place) = places.get(id) else {
            let meant = places.keys().find(|known| bare(known) == bare(id)).map(String::as_str);
            reader.push(unknown(id, meant, absent), id);
            continue;
        };
        let school = &mut schools[place];
        let twice = long.rows.entry(id.to_owned()).or_default().insert(area.to_owned(), row.line);
        let before = twice.map(|line| format!("in row {line}")).or_else(|| {
            let there = (strength.is_some() && school.strengths.contains_key(area))
                || (need.is_some() && school.needs.contains_key(area));
            there.then(|| "in the table of schools".to_owned())
        });
        if let Some(before) = before {
            let message = format!("the school has an entry for {area:?} already, {before}");
            reader.push(Issue::error(Code::DuplicateEntry, message, "leave one of them").at_key("area"), id);
            continue;
        }
        school.strengths.extend(strength.map(|level| (area.to_owned(), level)));
        school.needs.extend(need.map(|priority| (area.to_owned(), priority)));
    }
    for area in found {
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    long
}

fn unknown(id: &str, meant: Option<&str>, absent: &BTreeMap<String, String>) -> Issue {
    match absent.get(id) {
        Some(why) => Issue::error(Code::UnknownSchool, format!("the school cannot be used: {why}"), "remove its rows"),
        None => Issue::error(
            Code::UnknownSchool,
            "the table of schools has no school of this id",
            match meant {
                Some(meant) => format!("did you mean {meant:?}?"),
                None => "correct the id, or add the school there".to_owned(),
            },
        ),
    }
}

/// Reads one row.
struct AreaEntry<'a> {
    table: &'a Table,
    row: &'a Row,
    issues: &'a mut Issues,
}

impl<'a> AreaEntry<'a> {
    fn filled(&mut self, column: usize) -> Option<&'a str> {
        let cell = self.row.cell(column);
        if cell.is_none() {
            let issue = Issue::error(Code::MissingValue, "the cell is blank", "fill it, or remove the row");
            self.push(issue.at_key(&self.table.header[column]), "");
        }
        cell
    }

    fn level(&mut self, column: Option<usize>, id: &str) -> Option<f64> {
        let cell = self.row.cell(column?)?;
        let wrong = match cells::number(cell, self.table.numbers) {
            Some(number) if number < 0.0 && self.table.header[column?] == "need" => {
                (Code::NegativePriority, "the priority is below 0")
            }
            Some(number) if billionths(number).is_some() => return Some(number),
            Some(_) => (Code::NumberOutOfRange, "the number is beyond 1,000,000,000"),
            _ => (Code::NotANumber, "this is not a number"),
        };
        let issue = Issue::error(wrong.0, wrong.1, "give a number such as 4, or leave it blank");
        self.push(issue.at_key(&self.table.header[column?]).with_value(cell), id);
        None
    }

    fn push(&mut self, issue: Issue, id: &str) {
        let issue = issue.in_file(&self.table.file).at_row(self.row.line);
        self.issues.push(if id.is_empty() { issue } else { issue.of_school(id) });
    }
}
