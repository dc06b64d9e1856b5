//! The master: the linear program over the columns found so far. Its rows are schools, then counted sizes, then levels,
//! then cuts.

use std::collections::HashSet;

use super::backend::linear::{Entries, Linear};
use super::backend::{float, points};
use super::cut::Cut;
use super::duals::{Duals, SideConstraints, UNCOVERED};
use crate::error::Error;
use crate::model::sizes::LARGEST;
use crate::solve::limits::Limits;
use crate::solve::pricing::column::Column;

/// A fraction below this counts as 0.
const TINY: f64 = 1e-7;

/// The linear program of a component.
#[derive(Debug)]
pub(crate) struct Master<'a> {
    linear: Linear<'a>,
    num_schools: usize,
    constraints: &'a SideConstraints,
    /// The number of columns that are not groups. These columns come first.
    num_others: usize,
    /// The number of columns with a cost that no plan has. They come first among the columns that are not groups.
    num_uncovered: usize,
    columns: Vec<Column>,
    known: HashSet<[u16; LARGEST]>,
    /// Whether a column may be chosen.
    open: Vec<bool>,
    /// Whether a school may be left out, if there is a price for it.
    may_be_out: Vec<bool>,
    pub(crate) cuts: Vec<Cut>,
}

/// An optimum of the master.
#[derive(Debug, Clone)]
pub(crate) struct Relaxed {
    /// Its value, in points.
    pub(crate) value: f64,
    /// The groups in it, with their fractions.
    pub(crate) groups: Vec<(Column, f64)>,
    /// The total fraction of schools that are in no group, though each should be.
    pub(crate) uncovered: f64,
    /// The duals of all rows.
    duals: Vec<f64>,
}

impl Relaxed {
    /// Whether the optimum is a plan.
    pub(crate) fn is_integral(&self) -> bool {
        self.uncovered < 1e-6 && self.groups.iter().all(|&(_, fraction)| fraction > 1.0 - 1e-6)
    }
}

impl<'a> Master<'a> {
    /// A master without groups: each school is uncovered, or left out.
    pub(crate) fn new(num_schools: usize, constraints: &'a SideConstraints, limits: &'a Limits) -> Result<Self, Error> {
        let mut rows = vec![(1.0, 1.0); num_schools];
        rows.extend(constraints.counts.iter().map(|(_, count)| (float(count.least()), float(count.most()))));
        rows.extend(constraints.levels.iter().map(|&schools| (float(schools), float(schools))));
        let mut linear = Linear::new(&rows, limits)?;
        let mut others = Entries::default();
        for school in 0..num_schools {
            others.push(-points(UNCOVERED), [(school, 1.0)].into_iter());
        }
        for place in 0..constraints.counts.len() + constraints.levels.len() {
            for sign in [1.0, -1.0] {
                others.push(-points(UNCOVERED), [(num_schools + place, sign)].into_iter());
            }
        }
        let num_uncovered = others.len();
        if let Some(price) = constraints.price {
            for school in 0..num_schools {
                others.push(-points(price), [(school, 1.0)].into_iter());
            }
        }
        linear.add_columns(&others)?;
        let num_others = linear.num_columns();
        Ok(Self {
            linear,
            num_schools,
            constraints,
            num_others,
            num_uncovered,
            columns: Vec::new(),
            known: HashSet::new(),
            open: Vec::new(),
            may_be_out: vec![true; num_schools],
            cuts: Vec::new(),
        })
    }

    /// Adds the columns that are not there yet, as open columns. Returns their positions among the given columns.
    pub(crate) fn add(&mut self, columns: &[Column]) -> Result<Vec<usize>, Error> {
        let mut entries = Entries::default();
        let mut added = Vec::new();
        for (position, column) in columns.iter().enumerate() {
            if !self.known.insert(column.key()) {
                continue;
            }
            let members = column.members().iter().map(|&member| (usize::from(member), 1.0));
            let sized = (self.constraints.counts.iter().enumerate())
                .filter(|(_, (size, _))| *size == column.size())
                .map(|(place, _)| (self.num_schools + place, 1.0));
            let on_levels = self.num_schools + self.constraints.counts.len();
            let levels = (0..self.constraints.levels.len())
                .map(|level| (on_levels + level, float(column.levels().filter(|&on| on == level).count())))
                .filter(|&(_, schools)| schools > 0.0);
            let first = on_levels + self.constraints.levels.len();
            let cut = (self.cuts.iter().enumerate())
                .map(|(place, cut)| (first + place, f64::from(cut.coefficient(column))))
                .filter(|&(_, coefficient)| coefficient > 0.0);
            entries.push(points(column.points()), members.chain(sized).chain(levels).chain(cut));
            self.columns.push(*column);
            self.open.push(true);
            added.push(position);
        }
        if !entries.is_empty() {
            self.linear.add_columns(&entries)?;
        }
        Ok(added)
    }

    /// Opens exactly the columns whose number satisfies a condition, and lets exactly these schools be left out.
    pub(crate) fn open_only(
        &mut self,
        keeps: impl Fn(usize) -> bool,
        may_be_out: impl Fn(usize) -> bool,
    ) -> Result<(), Error> {
        let mut limits = Vec::new();
        for (number, is_open) in self.open.iter_mut().enumerate() {
            let open = keeps(number);
            if open != *is_open {
                *is_open = open;
                limits.push((self.num_others + number, if open { f64::INFINITY } else { 0.0 }));
            }
        }
        if self.constraints.price.is_some() {
            let first = self.num_others - self.num_schools;
            for (school, out) in self.may_be_out.iter_mut().enumerate() {
                *out = may_be_out(school);
                limits.push((first + school, if *out { f64::INFINITY } else { 0.0 }));
            }
        }
        self.linear.limit_columns(&limits)
    }

    /// Adds cuts as rows.
    pub(crate) fn add_cuts(&mut self, cuts: Vec<Cut>) -> Result<(), Error> {
        for cut in cuts {
            let entries: Vec<(usize, f64)> = (self.columns.iter().enumerate())
                .map(|(number, column)| (self.num_others + number, f64::from(cut.coefficient(column))))
                .filter(|&(_, coefficient)| coefficient > 0.0)
                .collect();
            self.linear.add_row(f64::NEG_INFINITY, f64::from(cut.most()), &entries)?;
            self.cuts.push(cut);
        }
        Ok(())
    }

    /// Solves from the last basis; `None` if the limits ended it.
    pub(crate) fn solve(&mut self) -> Result<Option<Relaxed>, Error> {
        let Some(solution) = self.linear.solve()? else { return Ok(None) };
        let groups = (self.columns.iter().zip(&solution.primal[self.num_others..]))
            .filter(|&(_, &fraction)| fraction > TINY)
            .map(|(&column, &fraction)| (column, fraction))
            .collect();
        let uncovered = solution.primal[..self.num_uncovered].iter().sum();
        Ok(Some(Relaxed { value: solution.objective, groups, uncovered, duals: solution.duals }))
    }

    /// The value after at most this many pivots of the dual simplex, over the open columns that satisfy a condition and
    /// with only these schools left out. It is at least the optimum. `None` if nothing is feasible. Afterwards, the master
    /// is as before.
    pub(crate) fn probe(
        &mut self,
        keeps: impl Fn(&Column) -> bool,
        may_be_out: impl Fn(usize) -> bool,
        pivots: i32,
    ) -> Result<Option<f64>, Error> {
        let is_closed = |&(number, column): &(usize, &Column)| self.open[number] && !keeps(column);
        let mut closed: Vec<usize> =
            self.columns.iter().enumerate().filter(is_closed).map(|(number, _)| self.num_others + number).collect();
        if self.constraints.price.is_some() {
            let first = self.num_others - self.num_schools;
            let out = self.may_be_out.iter().enumerate().filter(|&(school, out)| *out && !may_be_out(school));
            closed.splice(0..0, out.map(|(school, _)| first + school));
        }
        self.linear.probe(&closed, pivots)
    }

    /// The duals of an optimum as whole thousandths.
    pub(crate) fn duals(&self, relaxed: &Relaxed) -> Duals {
        Duals::round(&relaxed.duals, self.num_schools, self.constraints, |school| self.may_be_out[school])
    }

    /// The number of groups in the master.
    pub(crate) fn num_columns(&self) -> usize {
        self.columns.len()
    }
}
