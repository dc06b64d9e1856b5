//! Prices for the days and terms of facilitators, and the bound that they prove.
//!
//! Groups share nothing but facilitators. With a price u >= 0 on each facilitator's day (one visit) and term (this many
//! visits), every calendar is worth at most the sum over the groups of the best visits less their prices, plus each price
//! times what there is of it (Lagrange). All of it is whole numbers, so the bound is exact whatever prices it is taken at;
//! a subgradient method (Held, Wolfe and Crowder 1974, doi:10.1007/BF01580223) looks for the lowest.

use rayon::prelude::*;

use crate::programme::schedule::agenda::Agenda;
use crate::programme::schedule::group_visits::{Costs, Placed, best};
use crate::solve::limits::Limits;

/// Rounds without a better bound after which the steps are halved.
const PATIENCE: u32 = 8;

/// The search for the lowest bound.
#[derive(Debug)]
pub(crate) struct Prices {
    current: Costs,
    /// The prices of the lowest bound.
    pub(crate) best: Costs,
    /// The lowest bound, in thousandths of points.
    pub(crate) bound: i64,
    /// The length of steps in thousandths.
    step: i64,
    idle: u32,
}

impl Prices {
    pub(crate) fn new(agenda: &Agenda<'_>) -> Self {
        let free = Costs::free(agenda);
        Self { current: free.clone(), best: free, bound: i64::MAX, step: 1_500, idle: 0 }
    }

    /// Whether further rounds would change next to nothing.
    pub(crate) fn is_settled(&self) -> bool {
        self.step == 0
    }

    /// One round: the groups each at their best under the prices, the bound, and the next prices. Nothing once the limits
    /// want an end, or if a group cannot be placed at all.
    pub(crate) fn round(&mut self, agenda: &Agenda<'_>, lower: i64, limits: &Limits) {
        let at = |group| if limits.is_urgent() { None } else { best(agenda, group, &self.current) };
        let all: Option<Vec<(i64, Placed)>> = (0..agenda.groups.len()).into_par_iter().map(at).collect();
        let Some(all) = all else { return };
        let mut bound: i64 = all.iter().map(|(priced, _)| priced).sum();
        bound += self.current.slots.iter().sum::<i64>();
        for (stint, price) in self.current.stints.iter().enumerate() {
            bound += price * i64::from(agenda.most(stint).unwrap_or(0));
        }
        if bound < self.bound {
            (self.bound, self.best, self.idle) = (bound, self.current.clone(), 0);
        } else {
            self.idle += 1;
            if self.idle >= PATIENCE {
                (self.step, self.idle, self.current) = (self.step * 2 / 3, 0, self.best.clone());
            }
        }
        let placed: Vec<Placed> = all.into_iter().map(|(_, placed)| placed).collect();
        self.move_prices(agenda, &placed, (bound - lower).max(1));
    }

    /// Raises the price of what is wanted too often, and lowers that of what is not.
    fn move_prices(&mut self, agenda: &Agenda<'_>, placed: &[Placed], distance: i64) {
        let (mut slots, mut stints) = (vec![-1_i64; self.current.slots.len()], vec![0_i64; self.current.stints.len()]);
        for visit in placed.iter().flat_map(|placed| &placed.visits) {
            if let Some(who) = visit.facilitator {
                slots[agenda.slot(who, visit.day)] += 1;
                stints[agenda.stint(who, visit.term)] += 1;
            }
        }
        for (stint, wanted) in stints.iter_mut().enumerate() {
            *wanted = agenda.most(stint).map_or(0, |most| *wanted - i64::from(most));
        }
        let moves = |price: i64, wanted: i64| wanted > 0 || (wanted < 0 && price > 0);
        let pairs = || (self.current.slots.iter().zip(&slots)).chain(self.current.stints.iter().zip(&stints));
        let norm: i128 =
            pairs().filter(|&(&price, &wanted)| moves(price, wanted)).map(|(_, &w)| i128::from(w * w)).sum();
        if norm == 0 {
            self.step = 0;
            return;
        }
        let long = i128::from(self.step) * i128::from(distance);
        let step = |wanted: i64| i64::try_from(long * i128::from(wanted) / (1_000 * norm)).unwrap_or(0);
        let prices = (self.current.slots.iter_mut().zip(&slots)).chain(self.current.stints.iter_mut().zip(&stints));
        for (price, &wanted) in prices {
            *price = (*price + step(wanted)).max(0);
        }
    }
}
