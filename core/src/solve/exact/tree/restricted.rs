//! A restricted master of a tree: some of the enumerated columns, which of them are in play, and the optimum over them.

use rayon::prelude::*;

use super::state::{Decision, View};
use crate::error::Error;
use crate::solve::exact::cut::Cut;
use crate::solve::exact::duals::{Duals, SideConstraints};
use crate::solve::exact::enumerated::EnumeratedColumns;
use crate::solve::exact::master::{Master, Relaxed};
use crate::solve::limits::Limits;
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

/// A master over some of the enumerated columns.
pub(super) struct Restricted<'a> {
    constraints: &'a SideConstraints,
    limits: &'a Limits,
    master: Master<'a>,
    /// For each column of the master, its number in the enumeration.
    tags: Vec<u32>,
    /// For each enumerated column, the cuts of the master in which it counts, and how often.
    counted: Vec<Vec<(u16, u8)>>,
    /// How many cuts of the pool the master has.
    seen: usize,
}

impl<'a> Restricted<'a> {
    /// A master with at most this many of the columns in play, chosen by their reduced costs.
    pub(super) fn new(
        view: &View<'_>,
        (constraints, limits): (&'a SideConstraints, &'a Limits),
        active: &[u32],
        duals: &Duals,
        most: usize,
    ) -> Result<Self, Error> {
        let master = Master::new(view.num_schools, constraints, limits)?;
        let counted = vec![Vec::new(); view.list.len()];
        let mut restricted = Self { constraints, limits, master, tags: Vec::new(), counted, seen: 0 };
        restricted.add_best(view.list, active, duals, most)?;
        Ok(restricted)
    }

    /// Its cuts, in the order of their duals.
    pub(super) fn cuts(&self) -> &[Cut] {
        &self.master.cuts
    }

    /// The master itself, to probe children.
    pub(super) fn master(&mut self) -> &mut Master<'a> {
        &mut self.master
    }

    /// The value of a column minus its duals.
    #[inline]
    pub(super) fn reduced(&self, list: &EnumeratedColumns, duals: &Duals, number: u32) -> i64 {
        reduced(list, &self.counted, duals, number)
    }

    /// Solves the relaxation over the columns in play, until it is solved or its duals prove a bound below the target.
    /// `None` if the limits end it.
    pub(super) fn relax(&mut self, view: &View<'_>, target: i64, active: &[u32]) -> Result<Option<Relaxation>, Error> {
        loop {
            let Some(optimum) = self.master.solve()? else { return Ok(None) };
            let mut duals = self.master.duals(&optimum);
            let mut wanted = self.wanted(view.list, active, &duals);
            let is_dry = wanted.is_empty();
            let mut most = vec![0; view.num_schools];
            for &(reduced, number) in wanted.iter().rev() {
                most[usize::from(view.list.column(number).members()[0])] = -reduced;
            }
            duals.raise(&most, self.constraints);
            let proved = duals.bound(self.constraints, &self.master.cuts);
            let is_done = is_dry || proved < target;
            if is_done || self.add_spread(view, &mut wanted)? == 0 || self.limits.is_urgent() {
                return Ok(Some(Relaxation { optimum, duals, proved }));
            }
        }
    }

    /// Solves over the columns in play with at most this many rounds of pricing. `None` if the limits end it.
    pub(super) fn solve_roughly(
        &mut self,
        view: &View<'_>,
        active: &[u32],
        rounds: usize,
    ) -> Result<Option<Relaxed>, Error> {
        let mut round = 0;
        loop {
            let Some(optimum) = self.master.solve()? else { return Ok(None) };
            let duals = self.master.duals(&optimum);
            let mut wanted = self.wanted(view.list, active, &duals);
            if wanted.is_empty() || round == rounds || self.add_spread(view, &mut wanted)? == 0 {
                return Ok(Some(optimum));
            }
            round += 1;
        }
    }

    /// The columns in play with a positive reduced cost, the largest first.
    fn wanted(&self, list: &EnumeratedColumns, active: &[u32], duals: &Duals) -> Vec<(i64, u32)> {
        let counted = self.counted.as_slice();
        let price = |&number: &u32| {
            let reduced = reduced(list, counted, duals, number);
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

    /// Adds the best of these columns, but not too many about the same schools. Returns how many were new.
    fn add_spread(&mut self, view: &View<'_>, wanted: &mut Vec<(i64, u32)>) -> Result<usize, Error> {
        let each = (view.tuning.each_round, view.tuning.each_member);
        spread(wanted, |&(_, number)| *view.list.column(number), view.num_schools, each);
        self.add(view.list, wanted)
    }

    /// Adds the columns with the largest reduced costs.
    fn add_best(&mut self, list: &EnumeratedColumns, numbers: &[u32], duals: &Duals, most: usize) -> Result<(), Error> {
        let mut ranked: Vec<(i64, u32)> =
            numbers.iter().map(|&number| (-self.reduced(list, duals, number), number)).collect();
        ranked.sort_unstable();
        ranked.truncate(most);
        self.add(list, &ranked)?;
        Ok(())
    }

    /// Adds columns. Returns how many were new.
    fn add(&mut self, list: &EnumeratedColumns, ranked: &[(i64, u32)]) -> Result<usize, Error> {
        let columns: Vec<Column> = ranked.iter().map(|&(_, number)| *list.column(number)).collect();
        let added = self.master.add(&columns)?;
        self.tags.extend(added.iter().map(|&position| ranked[position].1));
        Ok(added.len())
    }

    /// Adds the cuts that other nodes have found.
    pub(super) fn take_from_pool(&mut self, view: &View<'_>) -> Result<(), Error> {
        let is_new = |cut: &&Cut| !self.master.cuts.contains(cut);
        let cuts: Vec<Cut> = view.pool[self.seen..].iter().filter(is_new).cloned().collect();
        self.seen = view.pool.len();
        self.add_cuts(view.list, cuts)
    }

    /// Adds cuts, for the columns in the master and for all other columns.
    pub(super) fn add_cuts(&mut self, list: &EnumeratedColumns, cuts: Vec<Cut>) -> Result<(), Error> {
        let first = self.master.cuts.len();
        for (place, cut) in cuts.iter().enumerate() {
            let number = u16::try_from(first + place).unwrap_or(u16::MAX);
            for (column, counted) in list.columns().iter().zip(&mut self.counted) {
                let coefficient = cut.coefficient(column);
                if coefficient > 0 {
                    counted.push((number, u8::try_from(coefficient).unwrap_or(u8::MAX)));
                }
            }
        }
        self.master.add_cuts(cuts)
    }

    /// Opens the columns in play and closes all others. A school that must be together with another cannot be left out.
    pub(super) fn open_only(
        &mut self,
        list: &EnumeratedColumns,
        active: &[u32],
        pairs: &[Decision],
    ) -> Result<(), Error> {
        let mut in_play = vec![false; list.len()];
        active.iter().for_each(|&number| in_play[number as usize] = true);
        let tags = &self.tags;
        self.master.open_only(|number| in_play[tags[number] as usize], |school| may_be_out(pairs, school))
    }

    /// Whether the master has grown so large that a new one is faster.
    pub(super) fn is_due_for_rebuild(&self, view: &View<'_>) -> bool {
        self.master.num_columns() > view.tuning.growth * view.tuning.columns * view.num_schools
    }

    /// Builds a new master from the columns in play that are most likely to be chosen, and from the cuts with a positive
    /// dual.
    pub(super) fn rebuild(&mut self, view: &View<'_>, active: &[u32], duals: &Duals) -> Result<(), Error> {
        let old = Master::new(view.num_schools, self.constraints, self.limits)?;
        let old = std::mem::replace(&mut self.master, old);
        let (cuts, kept): (Vec<Cut>, Vec<i64>) =
            old.cuts.into_iter().zip(&duals.cuts).filter(|&(_, &dual)| dual > 0).unzip();
        self.counted.iter_mut().for_each(Vec::clear);
        self.tags.clear();
        self.add_cuts(view.list, cuts)?;
        let duals = Duals { cuts: kept, ..duals.clone() };
        self.add_best(view.list, active, &duals, view.tuning.columns * view.num_schools)
    }
}

/// The value of a column minus its duals, including the duals of the cuts in which it counts.
#[inline]
fn reduced(list: &EnumeratedColumns, counted: &[Vec<(u16, u8)>], duals: &Duals, number: u32) -> i64 {
    let of_cut = |&(cut, times): &(u16, u8)| i64::from(times) * duals.cuts.get(usize::from(cut)).copied().unwrap_or(0);
    duals.reduced(list.column(number)) - counted[number as usize].iter().map(of_cut).sum::<i64>()
}

/// Whether a school may be left out under these decisions.
pub(super) fn may_be_out(pairs: &[Decision], school: usize) -> bool {
    !pairs.iter().any(|decision| decision.together && decision.pair.iter().any(|&member| usize::from(member) == school))
}
