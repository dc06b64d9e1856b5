//! Solves the linear program over a pool of groups to some ten-thousandths by first-order steps. If the master has a
//! thousand rows, a solve by pivots takes a minute, but a round of pricing only a tenth of a second.
//!
//! The program max v x with A x = 1 is the saddle point of v x + u (1 - A x) over x >= 0 and u. Primal-dual hybrid gradient
//! (Chambolle and Pock 2011, Journal of Mathematical Imaging and Vision 40, 120) alternates steps up in x and down in u.
//! Each coordinate has its own step length (Pock and Chambolle 2011, ICCV). From time to time the method restarts from the
//! average and balances the two sides, as PDLP does (Applegate et al. 2021, NeurIPS 34). It continues where the last round
//! ended. An inaccurate result only costs quality, because every bound is proved afterwards in integers.

use std::collections::HashSet;

use super::duals::{Duals, SideConstraints, UNCOVERED};
use crate::model::sizes::LARGEST;
use crate::solve::pricing::column::Column;
use crate::solve::tuning::FirstOrderTuning;

/// The points in a unit: about the worth of a school, so that duals are near 1.
const UNIT: f64 = 10_000.0;

/// The cost in units of covering a school once too often, or not at all, when the quality of a point is measured.
const UNMET_PENALTY: f64 = 1.0;

/// A pool of groups, and the present point near the saddle.
#[derive(Debug)]
pub(crate) struct Pdhg<'a> {
    tuning: &'a FirstOrderTuning,
    constraints: &'a SideConstraints,
    num_schools: usize,
    columns: Vec<Column>,
    known: HashSet<[u16; LARGEST]>,
    /// The fraction of each group that is chosen.
    primal: Vec<f64>,
    /// The duals of the schools, then of a group of each counted size, in units.
    duals: Vec<f64>,
    /// How many times longer the steps of the duals are than those of the primal.
    balance: f64,
}

/// The rows of the groups, one group after another.
struct Rows {
    starts: Vec<u32>,
    rows: Vec<u32>,
    values: Vec<f64>,
    /// The number of groups in which a row counts.
    degrees: Vec<f64>,
}

/// A point and its distance from the saddle point: an upper bound on the pool's optimum minus a lower bound, in units.
#[derive(Debug, Clone)]
struct Point {
    primal: Vec<f64>,
    duals: Vec<f64>,
    upper: f64,
    lower: f64,
}

impl Point {
    fn gap(&self) -> f64 {
        self.upper - self.lower
    }
}

impl<'a> Pdhg<'a> {
    /// A pool that contains a plan, if one is known, and starting duals in thousandths of a point.
    pub(crate) fn new(
        (num_schools, constraints): (usize, &'a SideConstraints),
        plan: &[Column],
        duals: &[i64],
        tuning: &'a FirstOrderTuning,
    ) -> Self {
        let mut units: Vec<f64> = duals.iter().map(|&dual| float(dual) / UNIT / 1_000.0).collect();
        units.resize(num_schools + constraints.counts.len(), 0.0);
        let (columns, known, primal) = (Vec::new(), HashSet::new(), Vec::new());
        let mut pdhg = Self { tuning, constraints, num_schools, columns, known, primal, duals: units, balance: 1.0 };
        pdhg.add(plan);
        pdhg.primal.fill(1.0);
        pdhg
    }

    /// Adds the groups that are not there yet. Drops the least promising groups if the pool has grown too large. Returns
    /// whether any group was new.
    pub(crate) fn add(&mut self, columns: &[Column]) -> bool {
        let before = self.columns.len();
        for column in columns {
            if self.known.insert(column.key()) {
                self.columns.push(*column);
                self.primal.push(0.0);
            }
        }
        let has_grown = self.columns.len() > before;
        if self.columns.len() > self.tuning.pool * self.num_schools {
            self.drop_least_promising();
        }
        has_grown
    }

    /// The most promising groups of the pool: first those in use, then those with the largest reduced cost.
    pub(crate) fn best(&self, most: usize) -> Vec<Column> {
        self.ranked(most).into_iter().map(|number| self.columns[number]).collect()
    }

    /// The groups that the solution chooses, at least in part.
    pub(crate) fn support(&self) -> Vec<Column> {
        let chosen = self.columns.iter().zip(&self.primal).filter(|&(_, &fraction)| fraction > 0.02);
        chosen.map(|(&column, _)| column).collect()
    }

    fn drop_least_promising(&mut self) {
        let kept = self.ranked(self.tuning.pool * self.num_schools / 2);
        self.columns = kept.iter().map(|&number| self.columns[number]).collect();
        self.primal = kept.iter().map(|&number| self.primal[number]).collect();
        self.known = self.columns.iter().map(Column::key).collect();
    }

    /// The numbers of the most promising groups, ascending.
    fn ranked(&self, most: usize) -> Vec<usize> {
        let rows = self.rows();
        let mut ranked: Vec<(bool, f64, usize)> = (0..self.columns.len())
            .map(|number| (self.primal[number] <= 0.0, -rows.reduced(number, &self.duals), number))
            .collect();
        ranked.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        ranked.truncate(most);
        let mut kept: Vec<usize> = ranked.into_iter().map(|(.., number)| number).collect();
        kept.sort_unstable();
        kept
    }

    fn rows(&self) -> Rows {
        let mut rows =
            Rows { starts: vec![0], rows: Vec::new(), values: Vec::new(), degrees: vec![0.0; self.duals.len()] };
        for column in &self.columns {
            rows.rows.extend(column.members().iter().map(|&member| u32::from(member)));
            let sized = self.constraints.counts.iter().position(|(size, _)| *size == column.size());
            rows.rows.extend(sized.and_then(|place| u32::try_from(self.num_schools + place).ok()));
            rows.starts.push(u32::try_from(rows.rows.len()).unwrap_or(u32::MAX));
            rows.values.push(float(column.points()) / UNIT);
        }
        rows.rows.iter().for_each(|&row| rows.degrees[row as usize] += 1.0);
        rows
    }

    /// Takes at most this many steps towards the saddle point, or until the gap is this fraction of the value. Returns the
    /// duals with the lowest bound over the pool, as whole thousandths, and this bound.
    pub(crate) fn solve(&mut self, most_steps: usize, wanted: f64) -> (Duals, i64) {
        let rows = self.rows();
        let mut at = self.point(&rows, self.primal.clone(), self.duals.clone());
        let mut best = (at.upper, at.duals.clone());
        let mut taken = 0;
        while taken < most_steps && at.gap() > wanted * at.upper.abs() {
            let from = at.clone();
            let mut sums = (vec![0.0; at.primal.len()], vec![0.0; at.duals.len()]);
            let mut since = 0;
            // One cycle lasts until the average or the point itself is twice as good, or the cycle has run for long enough.
            let next = loop {
                for _ in 0..self.tuning.steps {
                    self.step(&rows, &mut at);
                    sums.0.iter_mut().zip(&at.primal).for_each(|(sum, fraction)| *sum += fraction);
                    sums.1.iter_mut().zip(&at.duals).for_each(|(sum, dual)| *sum += dual);
                }
                since += self.tuning.steps;
                taken += self.tuning.steps;
                let mean = |sums: &[f64]| sums.iter().map(|sum| sum / float(since as i64)).collect();
                let average = self.point(&rows, mean(&sums.0), mean(&sums.1));
                let current = self.point(&rows, at.primal.clone(), at.duals.clone());
                for point in [&average, &current] {
                    if point.upper < best.0 {
                        best = (point.upper, point.duals.clone());
                    }
                }
                let better = if average.gap() < current.gap() { average } else { current };
                if better.gap() < from.gap() / 2.0 || since >= 8 * self.tuning.steps || taken >= most_steps {
                    break better;
                }
            };
            self.rebalance(&from, &next);
            at = next;
        }
        let bound = (best.0 * UNIT * 1_000.0).ceil();
        self.primal = at.primal;
        self.duals = at.duals;
        let points: Vec<f64> = best.1.iter().map(|dual| dual * UNIT).collect();
        #[expect(clippy::cast_possible_truncation, reason = "some millions of points")]
        let bound = bound as i64;
        (Duals::round(&points, self.num_schools, self.constraints, |_| true), bound)
    }

    /// One step of the primal, then one step of the duals against the extrapolated primal.
    fn step(&self, rows: &Rows, at: &mut Point) {
        let mut activity = vec![0.0; at.duals.len()];
        for (number, fraction) in at.primal.iter_mut().enumerate() {
            let of_group = rows.of(number);
            #[expect(clippy::cast_precision_loss, reason = "a group has some rows")]
            let length = 0.95 / (of_group.len() as f64 * self.balance);
            let next = (*fraction + length * rows.reduced(number, &at.duals)).max(0.0);
            let ahead = 2.0 * next - *fraction;
            *fraction = next;
            if ahead != 0.0 {
                of_group.iter().for_each(|&row| activity[row as usize] += ahead);
            }
        }
        let least = -float(self.constraints.price.unwrap_or(UNCOVERED)) / UNIT;
        for (row, dual) in at.duals.iter_mut().enumerate() {
            // A school that no group of the pool covers keeps its dual, unless it can be left out.
            if rows.degrees[row] == 0.0 && (row >= self.num_schools || self.constraints.price.is_none()) {
                continue;
            }
            let length = 0.95 * self.balance / rows.degrees[row].max(1.0);
            let reached = *dual + length * activity[row];
            let (low, high) = self.sides(row);
            *dual = reached - length * (reached / length).clamp(low, high);
            if row < self.num_schools {
                *dual = dual.clamp(least, float(UNCOVERED) / UNIT);
            }
        }
    }

    /// How often a row may count.
    fn sides(&self, row: usize) -> (f64, f64) {
        let count = |count: usize| i64::try_from(count).map_or(f64::MAX, float);
        row.checked_sub(self.num_schools).map_or((1.0, 1.0), |place| {
            let (_, of_size) = self.constraints.counts[place];
            (count(of_size.least()), count(of_size.most()))
        })
    }

    /// A point with its distance from the saddle point.
    fn point(&self, rows: &Rows, primal: Vec<f64>, duals: Vec<f64>) -> Point {
        let mut activity = vec![0.0; duals.len()];
        let mut most = vec![0.0_f64; self.num_schools];
        let mut lower = 0.0;
        for (number, fraction) in primal.iter().enumerate() {
            let of_group = rows.of(number);
            let first = &mut most[of_group[0] as usize];
            *first = first.max(rows.reduced(number, &duals));
            if *fraction > 0.0 {
                lower += fraction * rows.values[number];
                of_group.iter().for_each(|&row| activity[row as usize] += fraction);
            }
        }
        let mut upper: f64 = most.iter().sum();
        let out = self.constraints.price.map_or(UNMET_PENALTY, |price| float(price) / UNIT);
        for (row, &dual) in duals.iter().enumerate() {
            let (low, high) = self.sides(row);
            upper += (dual * low).max(dual * high);
            let short = if row < self.num_schools { out } else { UNMET_PENALTY };
            lower -= short * (low - activity[row]).max(0.0) + UNMET_PENALTY * (activity[row] - high).max(0.0);
        }
        Point { primal, duals, upper, lower }
    }

    /// Lengthens the steps of the side that has further to go.
    fn rebalance(&mut self, from: &Point, to: &Point) {
        let distance = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
        let (of_primal, of_duals) = (distance(&from.primal, &to.primal), distance(&from.duals, &to.duals));
        if of_primal > 1e-9 && of_duals > 1e-9 {
            self.balance = (self.balance * of_duals / of_primal).sqrt().clamp(1e-3, 1e3);
        }
    }
}

impl Rows {
    #[inline]
    fn of(&self, number: usize) -> &[u32] {
        &self.rows[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    #[inline]
    fn reduced(&self, number: usize, duals: &[f64]) -> f64 {
        self.values[number] - self.of(number).iter().map(|&row| duals[row as usize]).sum::<f64>()
    }
}

#[expect(clippy::cast_precision_loss, reason = "points and counts lie far below 2^53")]
fn float(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests;
