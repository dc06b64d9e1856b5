//! Matrices over pairs of schools, such as an analyst's arrays or lists in JSON. Cells are read in place, one at a time,
//! and become the matrices of [`Tables`](crate::tables::Tables).
//!
//! A cell that cannot be read is an issue and counts as left out, so that one run reports everything that is wrong. A row
//! has one issue at most.

use std::fmt;

use crate::benefit::own;
use crate::error::{Code, Issue};
use crate::rules::max_minutes::whole_minutes;
use crate::tables::Matrix;
use crate::units::Points;

/// A matrix that the caller holds. It returns each cell as a float: the row is the school, and the column is its peer.
pub struct Cells<'a> {
    /// The ids of the schools, in the order of rows and columns.
    pub ids: &'a [String],
    /// The number of rows and of columns. If an array does not have two dimensions, the dimensions that it has.
    pub shape: &'a [usize],
    /// The cell in a row and a column. It is never called outside the shape. True is 1, and a value that is not a number is
    /// NaN.
    pub at: &'a dyn Fn(usize, usize) -> f64,
}

impl fmt::Debug for Cells<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cells").field("ids", &self.ids).field("shape", &self.shape).finish_non_exhaustive()
    }
}

/// The cells that a table expects.
struct Expected {
    table: &'static str,
    cells: &'static str,
}

impl Cells<'_> {
    /// Reads the analyst's own points for each school from each peer: 0 to 10,000 whole points. Adds issues to the list.
    ///
    /// ```
    /// # use tercet_model as tercet;
    /// use tercet::format::matrix::Cells;
    /// let (ids, cells) = (["01".to_owned(), "02".to_owned()], [[f64::NAN, 2_500.0], [0.5, 0.0]]);
    /// let (at, mut issues) = (|row: usize, column: usize| cells[row][column], Vec::new());
    /// let own = Cells { ids: &ids, shape: &[2, 2], at: &at }.own(&mut issues);
    /// assert_eq!(own.rows, [[0, 2_500], [0, 0]]); // the diagonal is passed over
    /// assert_eq!(issues[0].to_string(), "error[not-a-number] school 02, `tables.own[01]`, value \"0.5\": \
    ///     the cell is not 0 to 10,000 whole points; give 0 to 10,000 whole points");
    /// ```
    pub fn own(&self, issues: &mut Vec<Issue>) -> Matrix<u16> {
        let points = |cell: f64| {
            let points = whole(cell).filter(|&points| own::is_in_range(points))?;
            u16::try_from(points).ok()
        };
        let expected = Expected { table: "own", cells: "0 to 10,000 whole points" };
        self.read(
            &expected,
            0,
            points,
            |cell| if whole(cell).is_some() || cell.is_infinite() { OUT } else { NAN },
            issues,
        )
    }

    /// Reads the pairs that may not be in one group: true or 1, and false or 0. Adds issues to the list.
    pub fn forbidden(&self, issues: &mut Vec<Issue>) -> Matrix<bool> {
        let flag = |cell: f64| whole(cell).filter(|flag| (0..=1).contains(flag)).map(|flag| flag == 1);
        let expected = Expected { table: "forbidden", cells: "true or false" };
        self.read(&expected, false, flag, |_| Code::WrongKind, issues)
    }

    /// Reads the travel times: 0 minutes or more, or infinity if nobody can travel between the two. A fraction of a minute
    /// counts as a whole one. Adds issues to the list.
    pub fn minutes(&self, issues: &mut Vec<Issue>) -> Matrix<Option<u32>> {
        let time = |cell: f64| match cell {
            f64::INFINITY => Some(None),
            minutes => whole_minutes(minutes).map(Some),
        };
        let expected = Expected { table: "minutes", cells: "0 minutes or more, or infinity if there is no way" };
        self.read(&expected, None, time, |cell| if cell.is_nan() { NAN } else { OUT }, issues)
    }

    fn read<T: Copy>(
        &self,
        expected: &Expected,
        blank: T,
        understand: impl Fn(f64) -> Option<T>,
        code: impl Fn(f64) -> Code,
        issues: &mut Vec<Issue>,
    ) -> Matrix<T> {
        let schools = self.ids.len();
        let mut matrix = Matrix { ids: self.ids.to_vec(), rows: vec![vec![blank; schools]; schools] };
        if self.shape != [schools, schools] {
            issues.push(wrong_shape(expected.table, schools, self.shape));
            return matrix;
        }
        for (row, cells) in matrix.rows.iter_mut().enumerate() {
            let (mut wrong, mut more) = (None, 0_usize);
            for (column, said) in cells.iter_mut().enumerate().filter(|&(column, _)| column != row) {
                let cell = (self.at)(row, column);
                match understand(cell) {
                    Some(value) => *said = value,
                    None if wrong.is_none() => wrong = Some((column, cell)),
                    None => more += 1,
                }
            }
            if let Some((column, cell)) = wrong {
                let message = format!("the cell is not {}{}", expected.cells, and_more(more));
                let issue = Issue::error(code(cell), message, format!("give {}", expected.cells));
                let key = format!("tables.{}[{}]", expected.table, self.ids[column]);
                issues.push(issue.of_school(&self.ids[row]).at_key(key).with_value(cell.to_string()));
            }
        }
        matrix
    }
}

const NAN: Code = Code::NotANumber;
const OUT: Code = Code::NumberOutOfRange;

/// The issue of a matrix that does not have one row and one column for each id.
pub fn wrong_shape(table: &str, schools: usize, shape: &[usize]) -> Issue {
    let shape = shape.iter().map(usize::to_string).collect::<Vec<_>>().join(" x ");
    let message = format!("the matrix does not have a row and a column for each of {schools} schools");
    let fix = format!("give {schools} x {schools} cells, or give the ids of its rows and columns");
    Issue::error(Code::WrongKind, message, fix).at_key(format!("tables.{table}")).with_value(shape)
}

/// The text about a row's other wrong cells, after its first.
pub fn and_more(cells: usize) -> String {
    match cells {
        0 => String::new(),
        1 => " (its row has 1 more such cell)".to_owned(),
        more => format!(" (its row has {more} more such cells)"),
    }
}

/// A float without a fraction, small enough to be exact.
fn whole(cell: f64) -> Option<Points> {
    #[expect(clippy::cast_possible_truncation, reason = "whole and within the range of the guard")]
    (cell.fract() == 0.0 && cell.abs() <= 1e15).then_some(cell as Points)
}

#[cfg(test)]
mod tests;
