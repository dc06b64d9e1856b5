//! The register's numbers and dates. A cell that cannot be read counts as blank.

use std::collections::BTreeMap;

use crate::error::{Code, Issue};
use crate::format::table::{Row, Table};
use crate::units::billionths;

/// Cells that cannot be read are left blank. One warning for each column says how many there are and where the first is.
pub(super) struct RegisterCells<'a> {
    table: &'a Table,
    odd: BTreeMap<usize, (u64, u64, String, Code)>,
}

impl<'a> RegisterCells<'a> {
    pub(super) fn new(table: &'a Table) -> Self {
        Self { table, odd: BTreeMap::new() }
    }

    pub(super) fn number(&mut self, column: usize, row: &Row, cell: &str) -> Option<f64> {
        let number = cell.parse().ok().filter(|&number| billionths(number).is_some());
        if number.is_none() {
            self.note(column, row, cell, Code::NotANumber);
        }
        number
    }

    pub(super) fn date(&mut self, column: usize, row: &Row, cell: &str) -> Option<String> {
        let date = iso_date(cell);
        if date.is_none() {
            self.note(column, row, cell, Code::NotADate);
        }
        date
    }

    fn note(&mut self, column: usize, row: &Row, cell: &str, code: Code) {
        let (count, ..) = self.odd.entry(column).or_insert_with(|| (0, row.line, cell.to_owned(), code));
        *count += 1;
    }

    pub(super) fn warnings(self) -> Vec<Issue> {
        let warning = |(column, (count, line, cell, code)): (usize, (u64, u64, String, Code))| {
            let what = if code == Code::NotADate { "a date as dd-mm-yyyy" } else { "a number" };
            let message = match count {
                1 => format!("the cell is not {what}, and counts as blank"),
                _ => format!("{count} cells of the column are not {what}, and count as blank; this is the first"),
            };
            Issue::warning(code, message, "nothing needs to change, unless a rule uses the column")
                .in_file(&self.table.file)
                .at_row(line)
                .at_key(&self.table.header[column])
                .with_value(cell)
        };
        self.odd.into_iter().map(warning).collect()
    }
}

/// dd-mm-yyyy as yyyy-mm-dd.
pub(super) fn iso_date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('-').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    if !(digits(day, 2) && digits(month, 2) && digits(year, 4)) {
        return None;
    }
    let (day_number, month_number, year_number): (u32, u32, u32) =
        (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
    let leap = year_number % 4 == 0 && (year_number % 100 != 0 || year_number % 400 == 0);
    let days = match month_number {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=days).contains(&day_number).then(|| format!("{year}-{month}-{day}"))
}
