//! Prices for all shared resources, and the bound that the prices prove.
//!
//! Groups share nothing but the resources. Put a price u >= 0 on each resource. Then no calendar is worth more than the sum
//! of two parts (Lagrange): for each group, the best visits minus their prices; and for each resource, its price times its
//! room. If a visit beyond the room costs p, the price is at most p. Then p max(0, c - room) >= u (c - room) for every
//! count c, so the same sum bounds the value. All numbers are whole, so the bound is exact at any prices. A subgradient
//! method (Held, Wolfe and Crowder 1974, doi:10.1007/BF01580223) looks for the prices with the lowest bound.

use rayon::prelude::*;

use crate::programme::schedule::agenda::Agenda;
use crate::programme::schedule::group_visits::{Costs, Placed, best};
use crate::programme::schedule::resources::Resource;
use crate::solve::limits::Limits;

/// The number of rounds without a better bound after which the steps are halved.
const PATIENCE: u32 = 8;

/// The search for the lowest bound.
#[derive(Debug)]
pub(crate) struct Prices {
    current: Costs,
    /// The prices that give the lowest bound.
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

    /// Whether further rounds would change almost nothing.
    pub(crate) fn is_settled(&self) -> bool {
        self.step == 0
    }

    /// Runs one round: each group's best visits under the prices, the bound, and the next prices. `None` if a limit is
    /// reached, or if a group cannot be placed.
    pub(crate) fn round(&mut self, agenda: &Agenda<'_>, lower: i64, limits: &Limits) {
        let at = |group| if limits.is_urgent() { None } else { best(agenda, group, &self.current) };
        let all: Option<Vec<(i64, Placed)>> = (0..agenda.groups.len()).into_par_iter().map(at).collect();
        let Some(all) = all else { return };
        let mut bound: i64 = all.iter().map(|(priced, _)| priced).sum();
        for (resource, price) in agenda.resources.all.iter().zip(&self.current.0) {
            bound += price * resource.room.unwrap_or(0);
        }
        bound -= agenda.resources.lost;
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

    /// Raises the price of each resource that is used too often, and lowers the others.
    fn move_prices(&mut self, agenda: &Agenda<'_>, placed: &[Placed], distance: i64) {
        let resources = &agenda.resources;
        let mut wanted = vec![0_i64; resources.len()];
        for visit in placed.iter().flat_map(|placed| &placed.visits) {
            resources.of(visit).for_each(|resource| wanted[resource] += 1);
        }
        for (wanted, resource) in wanted.iter_mut().zip(&resources.all) {
            *wanted = resource.room.map_or(0, |room| *wanted - room);
        }
        let moves = |(price, wanted, resource): &(&mut i64, &i64, &Resource)| {
            let is_lowest = **price == 0;
            let is_highest = resource.penalty.is_some_and(|penalty| **price >= penalty);
            **wanted > 0 && !is_highest || **wanted < 0 && !is_lowest
        };
        let mut moved: Vec<(&mut i64, &i64, &Resource)> = (self.current.0.iter_mut().zip(&wanted).zip(&resources.all))
            .map(|((price, wanted), resource)| (price, wanted, resource))
            .filter(|one| moves(one))
            .collect();
        if moved.is_empty() {
            self.step = 0;
            return;
        }
        // A resource with a cost has prices up to this cost, and other resources have any price. So the two kinds have
        // separate step lengths.
        let norm = |is_soft: bool| -> i128 {
            let of_kind = moved.iter().filter(|(_, _, resource)| resource.penalty.is_some() == is_soft);
            of_kind.map(|(_, wanted, _)| i128::from(**wanted * **wanted)).sum::<i128>().max(1)
        };
        let norms = [norm(false), norm(true)];
        let long = i128::from(self.step) * i128::from(distance);
        for (price, wanted, resource) in &mut moved {
            let norm = norms[usize::from(resource.penalty.is_some())];
            let step = i64::try_from(long * i128::from(**wanted) / (1_000 * norm)).unwrap_or(0);
            let most = resource.penalty.unwrap_or(i64::MAX);
            **price = price.saturating_add(step).clamp(0, most);
        }
    }
}
