//! The groups as CSV, with one row for each school. An apostrophe guards each cell that a spreadsheet would run.

use csv::{Terminator, WriterBuilder};

use crate::model::format::spreadsheet::guard;
use crate::model::problem::Problem;
use crate::model::school::Value;
use crate::plan::breakdown::breakdown;
use crate::plan::grouping::Plan;
use crate::units::Points;

/// The columns that every file has, around the cohort's own attributes.
const BEFORE: [&str; 4] = ["group", "size", "school", "name"];
const AFTER: &str = "benefit";

/// The groups as CSV. The columns are `group` (from 1, in the plan's order), `size`, `school` (the id), `name`, the
/// cohort's attributes, and `benefit` (points). Schools without a group come last, with blank cells in `group`, `size` and
/// `benefit`.
///
/// An attribute with the name of one of these columns is called `attribute:<name>`. `tercet check` can read the file.
#[must_use]
pub fn render(problem: &Problem, plan: &Plan) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let attributes: Vec<&str> = problem.cohort().attributes().keys().map(String::as_str).collect();
    let mut push = |row: Vec<String>| writer.write_record(row).expect("writing to memory never fails");
    push(header(&attributes));
    let parts = breakdown(problem, plan);
    for (number, group) in (1..).zip(&parts.groups) {
        for school in &group.schools {
            let place = InGroup { group: number, size: group.schools.len(), benefit: school.benefit };
            push(row(problem, &school.school, &attributes, Some(&place)));
        }
    }
    for id in &parts.unmatched {
        push(row(problem, id, &attributes, None));
    }
    let bytes = writer.into_inner().expect("writing to memory never fails");
    String::from_utf8(bytes).expect("every cell is text")
}

/// A school's group and its benefit there.
struct InGroup {
    group: usize,
    size: usize,
    benefit: Points,
}

fn header(attributes: &[&str]) -> Vec<String> {
    let taken = |name: &str| BEFORE.contains(&name) || name == AFTER;
    let attributes = (attributes.iter())
        .map(|&name| if taken(name) { format!("attribute:{name}") } else { guard(name).into_owned() });
    (BEFORE.into_iter().map(str::to_owned)).chain(attributes).chain([AFTER.to_owned()]).collect()
}

fn row(problem: &Problem, id: &str, attributes: &[&str], place: Option<&InGroup>) -> Vec<String> {
    let cell = |number: Option<String>| number.unwrap_or_default();
    let school = problem.index(id).map(|index| problem.school(index));
    let mut row = vec![
        cell(place.map(|place| place.group.to_string())),
        cell(place.map(|place| place.size.to_string())),
        guard(id).into_owned(),
        guard(school.map_or("", |school| &school.name)).into_owned(),
    ];
    row.extend(attributes.iter().map(|name| match school.and_then(|school| school.attribute(name)) {
        None => String::new(),
        // A number is never a formula, whatever its sign.
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Text(text)) => guard(text).into_owned(),
    }));
    row.push(cell(place.map(|place| place.benefit.to_string())));
    row
}

#[cfg(test)]
mod tests;
