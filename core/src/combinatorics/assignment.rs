//! The linear assignment problem: assigns rows to different columns with the largest total gain.
//!
//! The Hungarian method with shortest augmenting paths and potentials: Jonker and Volgenant, "A shortest augmenting path
//! algorithm for dense and sparse linear assignment problems", Computing 38 (1987), 325-340, doi:10.1007/BF02278710.
//! O(rows^2 * columns) time, O(rows + columns) memory in addition to the gains.

/// Solves several assignments, one after another, in the same memory.
#[derive(Debug, Default)]
pub struct Assignment {
    row_potential: Vec<i64>,
    column_potential: Vec<i64>,
    row_of: Vec<usize>,
    is_placed: Vec<bool>,
    shortest: Vec<i64>,
    from: Vec<usize>,
    done: Vec<bool>,
}

const NONE: usize = usize::MAX;

impl Assignment {
    /// The column of each row. `gains` is row by row, and each row has `columns` entries. There are at least as many
    /// columns as rows.
    ///
    /// Gains must be small enough that sums along a path do not overflow. Magnitudes below 2^53 are safe.
    ///
    /// ```
    /// use tercet::combinatorics::assignment::Assignment;
    /// let gains = [9, 8, 1, 9, 2, 1]; // both rows like column 0 best, the first can give way
    /// assert_eq!(Assignment::default().solve(&gains, 3), vec![1, 0]);
    /// ```
    ///
    /// # Panics
    /// If there are fewer columns than rows.
    pub fn solve(&mut self, gains: &[i64], columns: usize) -> Vec<usize> {
        let rows = gains.len().checked_div(columns).unwrap_or(0);
        assert!(rows <= columns, "{rows} rows do not fit into {columns} columns");
        self.reset(rows, columns);
        self.start(gains, columns);
        for row in 0..rows {
            if self.is_placed[row] {
                continue;
            }
            let end = self.shortest_path(gains, columns, row);
            self.augment(row, end);
        }
        let mut column_of = vec![NONE; rows];
        for (column, &row) in self.row_of[..columns].iter().enumerate() {
            if row != NONE {
                column_of[row] = column;
            }
        }
        column_of
    }

    fn reset(&mut self, rows: usize, columns: usize) {
        self.row_potential.clear();
        self.row_potential.resize(rows, 0);
        self.column_potential.clear();
        self.column_potential.resize(columns, 0);
        self.row_of.clear();
        self.row_of.resize(columns, NONE);
        self.is_placed.clear();
        self.is_placed.resize(rows, false);
        self.shortest.resize(columns, 0);
        self.from.resize(columns, NONE);
        self.done.resize(columns, false);
    }

    /// Gives each row its best column if that column is free. The result is dual feasible, and most rows then need no path.
    fn start(&mut self, gains: &[i64], columns: usize) {
        for (row, line) in gains.chunks_exact(columns.max(1)).enumerate() {
            let mut best = (i64::MIN, 0);
            for (column, &gain) in line.iter().enumerate() {
                if gain > best.0 {
                    best = (gain, column);
                }
            }
            self.row_potential[row] = -best.0;
            if self.row_of[best.1] == NONE {
                self.row_of[best.1] = row;
                self.is_placed[row] = true;
            }
        }
    }

    /// Grows a shortest-path tree from a row until it reaches a free column. Updates the potentials and returns the column.
    fn shortest_path(&mut self, gains: &[i64], columns: usize, start: usize) -> usize {
        self.shortest[..columns].fill(i64::MAX);
        self.from[..columns].fill(NONE);
        self.done[..columns].fill(false);
        let mut row = start;
        let mut reached = 0;
        let mut last = NONE;
        loop {
            // A cost is the negative of a gain. Reduced costs are never negative.
            let line = &gains[row * columns..(row + 1) * columns];
            let base = reached - self.row_potential[row];
            let mut nearest = (i64::MAX, NONE);
            for (column, gain) in line.iter().enumerate() {
                if self.done[column] {
                    continue;
                }
                let length = base - gain - self.column_potential[column];
                if length < self.shortest[column] {
                    self.shortest[column] = length;
                    self.from[column] = last;
                }
                if self.shortest[column] < nearest.0 {
                    nearest = (self.shortest[column], column);
                }
            }
            let (length, column) = nearest;
            self.done[column] = true;
            reached = length;
            last = column;
            if self.row_of[column] == NONE {
                break;
            }
            row = self.row_of[column];
        }
        self.row_potential[start] += reached;
        for column in 0..columns {
            if self.done[column] && column != last {
                let slack = reached - self.shortest[column];
                self.column_potential[column] -= slack;
                self.row_potential[self.row_of[column]] += slack;
            }
        }
        last
    }

    /// Moves the rows along the path from `start` to the free column `end`.
    fn augment(&mut self, start: usize, end: usize) {
        let mut column = end;
        while self.from[column] != NONE {
            let before = self.from[column];
            self.row_of[column] = self.row_of[before];
            column = before;
        }
        self.row_of[column] = start;
    }
}

#[cfg(test)]
mod tests {
    use rand_core::{Rng as _, SeedableRng as _};
    use rand_pcg::Pcg64Mcg;

    use super::*;

    fn best_by_trying_all(gains: &[i64], columns: usize, row: usize, used: &mut Vec<bool>) -> i64 {
        if row * columns == gains.len() {
            return 0;
        }
        let mut best = i64::MIN;
        for column in 0..columns {
            if !used[column] {
                used[column] = true;
                best = best.max(gains[row * columns + column] + best_by_trying_all(gains, columns, row + 1, used));
                used[column] = false;
            }
        }
        best
    }

    #[test]
    fn assignments_are_as_good_as_the_best_of_all() {
        let mut random = Pcg64Mcg::seed_from_u64(1);
        let mut below = |end: u64| random.next_u64() % end;
        let mut assignment = Assignment::default();
        for _ in 0..500 {
            let rows = 1 + below(5) as usize;
            let columns = rows + below(3) as usize;
            let spread = [3, 100, 1_000_000_000][below(3) as usize];
            let gains: Vec<i64> = (0..rows * columns).map(|_| below(2 * spread) as i64 - spread as i64).collect();
            let column_of = assignment.solve(&gains, columns);
            let total: i64 = column_of.iter().enumerate().map(|(row, column)| gains[row * columns + column]).sum();
            let mut columns_used = column_of.clone();
            columns_used.sort_unstable();
            columns_used.dedup();
            assert_eq!(columns_used.len(), rows, "a column is used twice");
            assert_eq!(total, best_by_trying_all(&gains, columns, 0, &mut vec![false; columns]));
        }
    }
}
