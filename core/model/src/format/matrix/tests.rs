#![expect(clippy::redundant_closure_for_method_calls, reason = "the lifetime of the methods is not general enough")]

use super::*;

/// A matrix of schools 01, 02, ... and what was found in it, as code, school, key and value.
fn on<T>(cells: &[&[f64]], read: impl Fn(&Cells<'_>, &mut Vec<Issue>) -> Matrix<T>) -> (Vec<Vec<T>>, Vec<Found>) {
    let ids: Vec<String> = (1..=cells.len()).map(|number| format!("{number:02}")).collect();
    let (at, mut issues) = (|row: usize, column: usize| cells[row][column], Vec::new());
    let shape = [cells.len(), cells[0].len()];
    let matrix = read(&Cells { ids: &ids, shape: &shape, at: &at }, &mut issues);
    (matrix.rows, issues.into_iter().map(|issue| (issue.code, issue.school, issue.key, issue.value)).collect())
}

type Found = (Code, Option<String>, Option<String>, Option<String>);

fn found(code: Code, school: &str, key: &str, value: &str) -> Found {
    (code, Some(school.to_owned()), Some(format!("tables.{key}")), Some(value.to_owned()))
}

#[test]
fn every_row_with_wrong_points_is_one_issue_by_its_first_wrong_cell_and_the_others_are_read() {
    let cells: [&[f64]; 3] = [&[-1.0, 0.5, -1.0], &[7.0, f64::NAN, f64::INFINITY], &[10_000.0, f64::NAN, 0.5]];
    let (rows, issues) = on(&cells, |cells, issues| cells.own(issues));
    assert_eq!(rows, [[0, 0, 0], [7, 0, 0], [10_000, 0, 0]]);
    let expected = [
        found(Code::NotANumber, "01", "own[02]", "0.5"),
        found(Code::NumberOutOfRange, "02", "own[03]", "inf"),
        found(Code::NotANumber, "03", "own[02]", "NaN"),
    ];
    assert_eq!(issues, expected);
}

#[test]
fn the_others_of_a_row_are_counted() {
    let ids: Vec<String> = ["1", "2", "3", "4"].map(str::to_owned).to_vec();
    let (at, mut issues) = (|row: usize, _: usize| if row == 0 { 10_001.0 } else { 0.0 }, Vec::new());
    let _ = Cells { ids: &ids, shape: &[4, 4], at: &at }.own(&mut issues);
    assert_eq!(issues[0].message, "the cell is not 0 to 10,000 whole points (its row has 2 more such cells)");
}

#[test]
fn a_mask_is_of_true_and_false_alone() {
    let cells: [&[f64]; 3] = [&[9.0, 1.0, 0.0], &[2.0, 0.0, 0.0], &[f64::NAN, 1.0, 0.0]];
    let (rows, issues) = on(&cells, |cells, issues| cells.forbidden(issues));
    assert_eq!(rows, [[false, true, false], [false, false, false], [false, true, false]]);
    let expected =
        [found(Code::WrongKind, "02", "forbidden[01]", "2"), found(Code::WrongKind, "03", "forbidden[01]", "NaN")];
    assert_eq!(issues, expected);
}

#[test]
fn minutes_are_rounded_up_and_infinity_is_no_way() {
    let cells: [&[f64]; 3] = [&[0.0, 12.1, f64::INFINITY], &[13.0, 0.0, -1.0], &[f64::NAN, 1e7, 0.0]];
    let (rows, issues) = on(&cells, |cells, issues| cells.minutes(issues));
    assert_eq!(rows, [[None, Some(13), None], [Some(13), None, None], [None, None, None]]);
    let expected =
        [found(Code::NumberOutOfRange, "02", "minutes[03]", "-1"), found(Code::NotANumber, "03", "minutes[01]", "NaN")];
    assert_eq!(issues, expected);
}

#[test]
fn a_matrix_of_another_shape_is_one_issue_and_says_nothing() {
    let cells: [&[f64]; 2] = [&[0.0, -1.0, 1.0], &[1.0, 0.0, 1.0]];
    let (rows, issues) = on(&cells, |cells, issues| cells.own(issues));
    assert_eq!(rows, [[0, 0], [0, 0]]);
    assert_eq!(issues, [(Code::WrongKind, None, Some("tables.own".to_owned()), Some("2 x 3".to_owned()))]);
}
