//! The relaxation of a component with hundreds or thousands of schools, accurate to a few ten-thousandths. It uses
//! first-order steps on the restricted master (see `pdhg`), and partial pricing until little remains to be found.
//!
//! Neighbourhood pricing looks at the neighbours of the best known groups. Restricted pricing looks, for each school, at
//! the groups of the schools that make the best pairs with it. Neither proves anything. Neighbourhood pricing finds nearly
//! all useful groups. When it finds nothing more, a round of restricted pricing brings new groups to start from. When both
//! find nothing, exact pricing goes over all groups. It proves a bound, and brings the groups that the others missed.

use super::dual_bound::{DualBound, Start, between, price, price_all, price_neighbours};
use super::duals::{Duals, SideConstraints};
use super::pdhg::Pdhg;
use crate::solve::limits::Limits;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::pricing::pair_bound::thresholds;
use crate::solve::pricing::tables::Tables;
use crate::solve::tuning::FirstOrderTuning;

/// The accuracy of the first-order steps. Gaps are fractions of the value.
#[derive(Debug)]
pub(crate) struct Precision {
    /// The most first-order steps in a round, and how far from the pool's optimum they may end.
    steps: usize,
    near: f64,
    /// The gaps that end the first partial rounds, the rounds after exact pricing, and the whole relaxation.
    first_partial: f64,
    next_partial: f64,
    enough: f64,
}

/// The accuracy if pivots follow, or if exact pricing takes long.
pub(crate) const COARSE: Precision =
    Precision { steps: 400, near: 1e-4, first_partial: 5e-4, next_partial: 1.5e-4, enough: 2e-4 };

/// The accuracy if nothing follows: until bounds differ by less than a whole point of a plan.
pub(crate) const FINE: Precision =
    Precision { steps: 4_000, near: 2e-6, first_partial: 2e-4, next_partial: 2e-5, enough: 5e-6 };

/// How much duals are raised, as fractions of the pool's worth. The raise becomes smaller as long as there is time.
const RAISES: [f64; 9] = [0.06, 0.04, 0.03, 0.022, 0.016, 0.011, 0.007, 0.004, 0.002];

/// How many times longer the next raise takes.
const LONGER: u32 = 3;

/// The result of the first-order steps.
#[derive(Debug)]
pub(crate) struct FirstOrderResult {
    /// The proof, if exact pricing finished.
    pub(crate) root: Option<DualBound>,
    /// The last duals of the pool, which prove nothing.
    pub(crate) duals: Duals,
    /// The most promising groups: ten for each school.
    pub(crate) pool: Vec<Column>,
    /// The groups in the support of the relaxation.
    pub(crate) support: Vec<Column>,
}

/// Solves the relaxation approximately. After each round of exact pricing, `tell` receives the best bound, in thousandths.
pub(crate) fn first_order(
    (tables, constraints): (&Tables, &SideConstraints),
    start: &Start<'_>,
    precision: &Precision,
    tuning: &FirstOrderTuning,
    limits: &Limits,
    tell: &mut dyn FnMut(i64),
) -> FirstOrderResult {
    let mut pdhg = Pdhg::new((tables.len(), constraints), start.known, &start.duals, tuning);
    let mut best: Option<DualBound> = None;
    let mut duals = Duals::of_schools(start.duals.clone(), &constraints.counts);
    let mut ends_at = precision.first_partial;
    let mut idle = 0;
    let mut pricing = if start.known.is_empty() { Pricing::Restricted } else { Pricing::Neighbourhood };
    let partial = PartialPricing { tables, constraints, precision, tuning };
    while limits.stop().is_none() && idle < tuning.idle_rounds {
        duals = partial.run(&mut pdhg, duals, pricing, ends_at, &limits.share(1, 3));
        let thresholds = thresholds(tables, &pdhg.best(tables.len()));
        if tables.len() > tuning.most_unraised {
            best = raised(tables, constraints, &duals, &thresholds, limits, tell);
            break;
        }
        let each = (tuning.exact_each_first, tuning.exact_each_member);
        let Some((most, columns)) = price_all(tables, &duals, &thresholds, each, limits) else { break };
        limits.add_work(1);
        pdhg.add(&columns);
        let before = best.as_ref().map_or(i64::MAX, |root| root.bound);
        let lowest = DualBound::new(&duals, &most, constraints).or_lower(best.take());
        let lowest = best.insert(lowest);
        tell(lowest.bound);
        if lowest.bound < SCALE * (start.floor + 1) {
            break;
        }
        let (of_pool, worth) = pdhg.solve(precision.steps, precision.near);
        let gap = lowest.bound - worth;
        if is_within(gap, precision.enough, worth) {
            break;
        }
        idle = if before.saturating_sub(lowest.bound) > gap / tuning.least_progress { 0 } else { idle + 1 };
        duals = of_pool;
        ends_at = precision.next_partial;
        pricing = Pricing::Neighbourhood;
    }
    FirstOrderResult { root: best, duals, pool: pdhg.best(10 * tables.len()), support: pdhg.support() }
}

/// The bound that raised duals prove. The first raise is large and takes seconds. While there is time, smaller raises
/// follow.
fn raised(
    tables: &Tables,
    constraints: &SideConstraints,
    duals: &Duals,
    thresholds: &[u16],
    limits: &Limits,
    tell: &mut dyn FnMut(i64),
) -> Option<DualBound> {
    let mut best: Option<DualBound> = None;
    let schools = i64::try_from(tables.len()).unwrap_or(i64::MAX);
    let worth = duals.bound(constraints, &[]).abs() / schools.max(1);
    for raise in RAISES {
        let start = limits.elapsed();
        let mut duals = duals.clone();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "a fraction of a school's worth"
        )]
        let raise = (raise * worth as f64).ceil() as i64;
        duals.schools.iter_mut().for_each(|dual| *dual += raise);
        let Some((most, _)) = price_all(tables, &duals, thresholds, (1, 1), limits) else { break };
        limits.add_work(1);
        let lowest = DualBound::new(&duals, &most, constraints).or_lower(best.take());
        tell(best.insert(lowest).bound);
        let took = limits.elapsed().saturating_sub(start);
        if limits.stop().is_some() || limits.time_left().is_some_and(|left| left < LONGER * took) {
            break;
        }
    }
    best
}

/// The groups that a partial round prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pricing {
    /// The neighbours of the best known groups.
    Neighbourhood,
    /// For each school, the groups of the schools that make the best pairs with it.
    Restricted,
}

/// Rounds of partial pricing.
struct PartialPricing<'a> {
    tables: &'a Tables,
    constraints: &'a SideConstraints,
    precision: &'a Precision,
    tuning: &'a FirstOrderTuning,
}

impl PartialPricing<'_> {
    /// Prices until the worth of the pool nearly reaches the bound that its duals would prove without other groups, or
    /// until time is up. Returns the last duals of the pool.
    fn run(&self, pdhg: &mut Pdhg<'_>, mut duals: Duals, mut pricing: Pricing, ends_at: f64, limits: &Limits) -> Duals {
        let &Self { tables, constraints, precision, tuning } = self;
        // The best duals of these rounds, by the bound that they would prove if every group were seen.
        let mut center: Option<DualBound> = None;
        let mut smoothing = tuning.smoothing;
        let mut worth_before = i64::MIN;
        loop {
            let Some((most, columns)) = self.price(pdhg, &duals, pricing, limits) else { return duals };
            limits.add_work(1);
            let is_restricted = pricing == Pricing::Restricted;
            let has_grown = pdhg.add(&columns);
            let lowest = DualBound::new(&duals, &most, constraints).or_lower(center.take());
            let (of_pool, worth) = pdhg.solve(precision.steps, precision.near);
            let is_near = is_within(lowest.bound - worth, ends_at, worth);
            let is_dry = is_near || !has_grown && (is_restricted || smoothing < 0.1);
            let is_idle = is_restricted && is_within(worth.saturating_sub(worth_before), ends_at / 2.0, worth);
            // With thousands of schools, a round of restricted pricing takes as long as all of neighbourhood pricing.
            let is_last = is_restricted || tables.len() > tuning.most_unraised;
            if is_idle || (is_dry && is_last) || limits.stop().is_some() {
                return of_pool;
            }
            if is_restricted {
                worth_before = worth;
            }
            if is_dry || is_restricted {
                pricing = if is_restricted { Pricing::Neighbourhood } else { Pricing::Restricted };
                (duals, smoothing) = (of_pool, tuning.smoothing);
            } else {
                // If a round finds no new group, the duals were smoothed too much.
                smoothing = if has_grown { tuning.smoothing } else { smoothing / 2.0 };
                duals = between(&lowest.duals, &of_pool, smoothing);
                center = Some(lowest);
            }
        }
    }

    /// One round. `None` if the limits ended it.
    fn price(
        &self,
        pdhg: &Pdhg<'_>,
        duals: &Duals,
        pricing: Pricing,
        limits: &Limits,
    ) -> Option<(Vec<i64>, Vec<Column>)> {
        let &Self { tables, tuning, .. } = self;
        match pricing {
            Pricing::Neighbourhood => {
                let known = pdhg.best(tuning.known * tables.len());
                price_neighbours(tables, duals, &known, tuning.each_member, limits)
            }
            Pricing::Restricted => {
                price(tables, duals, tuning.candidates, (tuning.each_first, tuning.each_member), limits)
            }
        }
    }
}

/// Whether a gap is at most a fraction of the value.
#[expect(clippy::cast_precision_loss, reason = "some millions of points")]
fn is_within(gap: i64, fraction: f64, value: i64) -> bool {
    (gap as f64) <= fraction * (value as f64).abs()
}

#[cfg(test)]
mod tests;
