//! The matrices over pairs of schools: their shape, their ids against the cohort, points in range, one time for both ways.

use std::collections::BTreeSet;

use crate::benefit::own;
use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::format::matrix::{and_more, wrong_shape};
use crate::tables::{Matrix, Tables};
use crate::units::Points;
use crate::validate::pairs;

pub(super) fn check(cohort: &Cohort, tables: &Tables) -> Vec<Issue> {
    let mut issues = Vec::new();
    if let Some(matrix) = tables.forbidden.matrix() {
        issues.extend(of_matrix(cohort, "forbidden", matrix, "it may be in a group with any"));
    }
    if let Some(matrix) = tables.own.matrix() {
        issues.extend(of_matrix(cohort, "own", matrix, "it gains and gives 0 points"));
        issues.extend(points(matrix));
    }
    if let Some(matrix) = tables.minutes.matrix() {
        issues.extend(of_matrix(cohort, "minutes", matrix, "nobody can travel to it"));
        issues.extend(both_ways(matrix));
    }
    issues
}

fn of_matrix<T>(cohort: &Cohort, table: &str, matrix: &Matrix<T>, without: &str) -> Vec<Issue> {
    let mut issues = Vec::new();
    let key = format!("tables.{table}");
    let schools = matrix.ids.len();
    let odd = matrix.rows.iter().map(Vec::len).find(|&columns| columns != schools);
    if matrix.rows.len() != schools || odd.is_some() {
        issues.push(wrong_shape(table, schools, &[matrix.rows.len(), odd.unwrap_or(schools)]));
    }
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<&String> = matrix.ids.iter().filter(|id| !seen.insert(id.as_str())).collect();
    for id in twice {
        let issue =
            Issue::error(Code::RepeatedName, "two rows of the matrix are for the same school", "remove one of them");
        issues.push(issue.at_key(&key).with_value(id));
    }
    let strangers: Vec<&str> = seen.iter().copied().filter(|id| cohort.position(id).is_none()).collect();
    issues.extend(pairs::passed_over(cohort, table, strangers));
    let lacking: Vec<&str> =
        cohort.schools().iter().map(|school| school.id.as_str()).filter(|id| !seen.contains(id)).collect();
    if let Some(example) = lacking.first() {
        let others = if lacking.len() > 1 { format!(", nor have {} others", lacking.len() - 1) } else { String::new() };
        let message = format!("the school has no row in the matrix{others}: {without}");
        let issue = Issue::warning(Code::MissingValue, message, "check the ids, or give a matrix of the whole cohort");
        issues.push(issue.at_key(&key).of_school(example));
    }
    issues
}

/// Every cell off the diagonal that has a place in the square.
fn cells<T: Copy>(matrix: &Matrix<T>, row: usize) -> impl Iterator<Item = (usize, T)> {
    let cells = matrix.rows.get(row).into_iter().flatten().copied().enumerate();
    cells.filter(move |&(column, _)| column != row && column < matrix.ids.len())
}

fn points(matrix: &Matrix<u16>) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (row, school) in matrix.ids.iter().enumerate() {
        let mut wrong = cells(matrix, row).filter(|&(_, points)| !own::is_in_range(Points::from(points)));
        if let Some((column, points)) = wrong.next() {
            let message = format!("the points are out of range{}", and_more(wrong.count()));
            let issue = Issue::error(Code::NumberOutOfRange, message, "give 0 to 10,000 points").of_school(school);
            issues.push(issue.at_key(format!("tables.own[{}]", matrix.ids[column])).with_value(points.to_string()));
        }
    }
    issues
}

/// A travel time is of a pair; where only one half has it, it counts for both.
fn both_ways(matrix: &Matrix<Option<u32>>) -> Vec<Issue> {
    let back = |row: usize, column: usize| matrix.rows.get(column).and_then(|cells| cells.get(row)).copied().flatten();
    let mut issues = Vec::new();
    for (row, school) in matrix.ids.iter().enumerate() {
        let mut differ = cells(matrix, row).filter_map(|(column, there)| {
            let (there, back) = (there?, back(row, column)?);
            (column > row && there != back).then_some((column, there, back))
        });
        if let Some((column, there, back)) = differ.next() {
            let message = format!("the way back takes {back} minutes{}", and_more(differ.count()));
            let fix = "give one time for both ways, such as the longer of the two";
            let issue = Issue::error(Code::DuplicateEntry, message, fix).of_school(school);
            issues.push(issue.at_key(format!("tables.minutes[{}]", matrix.ids[column])).with_value(there.to_string()));
        }
    }
    issues
}
