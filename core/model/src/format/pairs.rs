//! Tables over pairs of schools in JSON: a list of entries, or a matrix with its ids.

use crate::error::{Code, Issue};
use crate::format::matrix::Cells;
use crate::format::tree::{FromTree, Item, TreeValue, Walk};
use crate::tables::{Matrix, OwnBenefit, PairTable, Travel};

/// A type of cell in a matrix.
pub(super) trait Cell: Sized {
    /// The value of null.
    const NULL: f64;

    fn read(cells: &Cells<'_>, issues: &mut Vec<Issue>) -> Matrix<Self>;
}

impl Cell for u16 {
    const NULL: f64 = f64::NAN;

    fn read(cells: &Cells<'_>, issues: &mut Vec<Issue>) -> Matrix<Self> {
        cells.own(issues)
    }
}

impl Cell for bool {
    const NULL: f64 = f64::NAN;

    fn read(cells: &Cells<'_>, issues: &mut Vec<Issue>) -> Matrix<Self> {
        cells.forbidden(issues)
    }
}

impl Cell for Option<u32> {
    const NULL: f64 = f64::INFINITY;

    fn read(cells: &Cells<'_>, issues: &mut Vec<Issue>) -> Matrix<Self> {
        cells.minutes(issues)
    }
}

impl<E: FromTree, T: Cell> FromTree for PairTable<E, T> {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        if !matches!(item.node.value, TreeValue::Table(_)) {
            return Vec::read(item, walk).map(Self::Entries);
        }
        let (path, line) = (item.path.clone(), item.node.line);
        let mut fields = walk.fields(item)?;
        let (ids, rows) = (fields.required::<Vec<String>>("ids"), fields.required::<Vec<MatrixRow>>("rows"));
        fields.finish();
        let (ids, rows) = (ids?, rows?);
        let columns = rows.iter().map(|MatrixRow(cells)| cells.len()).find(|&columns| columns != ids.len());
        let shape = [rows.len(), columns.unwrap_or(ids.len())];
        let at = |row: usize, column: usize| rows[row].0[column].unwrap_or(T::NULL);
        let mut issues = Vec::new();
        let matrix = T::read(&Cells { ids: &ids, shape: &shape, at: &at }, &mut issues);
        for mut issue in issues {
            // What stands for null here is not in the file.
            issue.value = issue.value.map(|value| if value == "NaN" { "null".to_owned() } else { value });
            let path = issue.key.clone().unwrap_or_else(|| path.clone());
            walk.push(issue, &path, line);
        }
        Some(matrix.into())
    }
}

/// The cells of one row; `None` for a null.
struct MatrixRow(Vec<Option<f64>>);

impl FromTree for MatrixRow {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let TreeValue::List(nodes) = &item.node.value else {
            walk.wrong_kind(&item, "a row of cells", "put it in square brackets");
            return None;
        };
        // There may be millions of them, so a cell has no path of its own before it is wrong.
        let mut cells = Vec::with_capacity(nodes.len());
        for (at, node) in nodes.iter().enumerate() {
            match &node.value {
                TreeValue::Null => cells.push(None),
                TreeValue::Truth(truth) => cells.push(Some(f64::from(u8::from(*truth)))),
                #[expect(clippy::cast_precision_loss, reason = "exact to 2^53, and larger numbers are out of range")]
                TreeValue::Whole(number) => cells.push(Some(*number as f64)),
                TreeValue::Number(number) => cells.push(Some(*number)),
                _ => {
                    let cell = Item { path: format!("{}[{at}]", item.path), node: node.clone() };
                    walk.wrong_kind(&cell, "a number, true, false or null", "write it without quotation marks");
                    return None;
                }
            }
        }
        Some(Self(cells))
    }
}

impl FromTree for [String; 2] {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let (path, line) = (item.path.clone(), item.node.line);
        let list: Vec<String> = Vec::read(item, walk)?;
        let pair = Self::try_from(list);
        if let Err(list) = &pair {
            let message = format!("a pair of ids is expected, but this list has {}", list.len());
            walk.push(Issue::error(Code::WrongKind, message, "name two schools"), &path, line);
        }
        pair.ok()
    }
}

impl FromTree for OwnBenefit {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let (school, peer, points) = (fields.required("school"), fields.required("peer"), fields.required("points"));
        fields.finish();
        Some(Self { school: school?, peer: peer?, points: points? })
    }
}

impl FromTree for Travel {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let (school, peer, minutes) = (fields.required("school"), fields.required("peer"), fields.required("minutes"));
        fields.finish();
        Some(Self { school: school?, peer: peer?, minutes: minutes? })
    }
}
