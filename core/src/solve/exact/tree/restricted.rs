//! The restricted master of a tree: which enumerated columns it holds, which of them are in play, and its optimum over them.

use rayon::prelude::*;

use super::{Decision, Tree};
use crate::error::Error;
use crate::solve::exact::cut::Cut;
use crate::solve::exact::duals::Duals;
use crate::solve::exact::master::{Master, Relaxed};
use crate::solve::pricing::column::{Column, spread};

/// With more columns in play than this, they are priced on all threads.
const PRICED_IN_PARALLEL: usize = 20_000;

/// The relaxation of a node.
pub(super) struct Relaxation {
    /// The optimum.
    pub(super) optimum: Relaxed,
    /// Duals under which no column in play has a positive reduced cost.
    pub(super) duals: Duals,
    /// The bound that they prove, in thousandths.
    pub(super) proved: i64,
}

impl Tree<'_> {
    /// Solves the relaxation over the columns in play. `None` if the limits end it.
    pub(super) fn relax(&mut self, active: &[u32]) -> Result<Option<Relaxation>, Error> {
        loop {
            let Some(optimum) = self.master.solve()? else { return Ok(None) };
            let mut duals = self.master.duals(&optimum);
            let mut wanted = self.wanted(active, &duals);
            let is_dry = wanted.is_empty();
            let mut most = vec![0; self.num_schools];
            for &(reduced, number) in wanted.iter().rev() {
                most[usize::from(self.list.column(number).members()[0])] = -reduced;
            }
            duals.raise(&most, self.constraints);
            let proved = duals.bound(self.constraints, &self.master.cuts);
            let is_done = is_dry || proved < self.target();
            if is_done || self.add_spread(&mut wanted)? == 0 || self.limits.is_urgent() {
                return Ok(Some(Relaxation { optimum, duals, proved }));
            }
        }
    }

    /// The columns in play with a positive reduced cost, the largest first.
    pub(super) fn wanted(&self, active: &[u32], duals: &Duals) -> Vec<(i64, u32)> {
        let list = &self.list;
        let price = |&number: &u32| {
            let reduced = list.reduced(duals, number);
            (reduced > 0).then_some((-reduced, number))
        };
        let mut wanted: Vec<(i64, u32)> = if active.len() > PRICED_IN_PARALLEL {
            active.par_iter().filter_map(price).collect()
        } else {
            active.iter().filter_map(price).collect()
        };
        wanted.sort_unstable();
        wanted
    }

    /// Adds the best of these columns that are not all about the same schools. Returns how many were not there yet.
    pub(super) fn add_spread(&mut self, wanted: &mut Vec<(i64, u32)>) -> Result<usize, Error> {
        let each = (self.tuning.each_round, self.tuning.each_member);
        spread(wanted, |&(_, number)| *self.list.column(number), self.num_schools, each);
        self.add(wanted)
    }

    /// Adds the columns with the largest reduced costs.
    pub(super) fn add_best(&mut self, numbers: &[u32], duals: &Duals, most: usize) -> Result<(), Error> {
        let mut ranked: Vec<(i64, u32)> =
            numbers.iter().map(|&number| (-self.list.reduced(duals, number), number)).collect();
        ranked.sort_unstable();
        ranked.truncate(most);
        self.add(&ranked)?;
        Ok(())
    }

    /// Adds columns. Returns how many were not there yet.
    fn add(&mut self, ranked: &[(i64, u32)]) -> Result<usize, Error> {
        let columns: Vec<Column> = ranked.iter().map(|&(_, number)| *self.list.column(number)).collect();
        let added = self.master.add(&columns)?;
        self.tags.extend(added.iter().map(|&position| ranked[position].1));
        Ok(added.len())
    }

    /// Adds cuts, for the columns in the master and for all others.
    pub(super) fn add_cuts(&mut self, cuts: Vec<Cut>) -> Result<(), Error> {
        for (place, cut) in cuts.iter().enumerate() {
            self.list.add_cut(self.master.cuts.len() + place, cut);
        }
        self.master.add_cuts(cuts)
    }

    /// Opens the columns in play and closes all others. A school that must be together with another is not left out.
    pub(super) fn open_only(&mut self, active: &[u32], pairs: &[Decision]) -> Result<(), Error> {
        let mut in_play = vec![false; self.list.len()];
        active.iter().for_each(|&number| in_play[number as usize] = true);
        let tags = &self.tags;
        let may_be_out = |school: usize| {
            !pairs.iter().any(|decision| {
                decision.together && decision.pair.iter().any(|&of_pair| usize::from(of_pair) == school)
            })
        };
        self.master.open_only(|number| in_play[tags[number] as usize], may_be_out)
    }

    /// Whether the master has grown so far that a new one is faster.
    pub(super) fn is_due_for_rebuild(&self) -> bool {
        self.master.num_columns() > self.tuning.growth * self.tuning.columns * self.num_schools
    }

    /// Builds a new master of the columns in play that are nearest to being chosen, and the cuts with a positive dual.
    pub(super) fn rebuild(&mut self, active: &[u32], duals: &Duals) -> Result<(), Error> {
        let cuts: Vec<Cut> = (self.master.cuts.iter().zip(&duals.cuts))
            .filter(|&(_, &dual)| dual > 0)
            .map(|(cut, _)| cut.clone())
            .collect();
        self.list.forget_cuts();
        for (number, cut) in cuts.iter().enumerate() {
            self.list.add_cut(number, cut);
        }
        self.master = Master::new(self.num_schools, self.constraints, self.limits)?;
        self.master.add_cuts(cuts)?;
        self.tags.clear();
        self.add_best(active, duals, self.tuning.columns * self.num_schools)
    }
}
