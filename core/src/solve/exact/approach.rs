//! The relaxation of a component with hundreds of schools, to some ten-thousandths: first-order steps between rounds of
//! pricing (see `saddle`), and pricing that looks at a part of the candidates until little is left to find.
//!
//! A narrow round prices, for each school, the groups of its candidates with the best bounds: it finds most of what there
//! is to find and proves nothing. When narrow rounds run dry, a wide one prices all groups, proves a bound and gives what
//! they missed.

use super::prices::{Prices, Terms};
use super::round::{Root, Start, between, hits};
use super::saddle::Saddle;
use crate::solve::limits::Limits;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::scan::{ALL, SCALE};
use crate::solve::pricing::tables::Tables;

/// Candidates of a school in a narrow round.
const NARROW: usize = 128;

/// How much of the best duals goes into those that are priced: less than with a master solved to its end, whose duals jump.
const SMOOTHING: f64 = 0.5;

/// How far the approach goes. Gaps are parts of the value.
#[derive(Debug)]
pub(crate) struct Precision {
    /// First-order steps a round, at most, and how far from the pool's optimum they may end.
    steps: usize,
    near: f64,
    /// Gaps that end the first narrow rounds, those after a wide one, and the approach itself.
    first_narrow: f64,
    next_narrow: f64,
    enough: f64,
}

/// Where pivots follow, or a wide round takes long.
pub(crate) const COARSE: Precision =
    Precision { steps: 400, near: 1e-4, first_narrow: 5e-4, next_narrow: 1.5e-4, enough: 2e-4 };

/// Where nothing follows: as far as the whole points of a plan tell bounds apart.
pub(crate) const FINE: Precision =
    Precision { steps: 4_000, near: 2e-6, first_narrow: 2e-4, next_narrow: 2e-5, enough: 5e-6 };

/// Wide rounds in a row that lower the bound by less than a part of the gap, after which it ends: a pool that cannot cover
/// every school never comes nearer.
const IDLE_ROUNDS: usize = 4;
const LEAST_PROGRESS: i64 = 50;

/// Groups that a round takes of one first school, and of one school: a wide round is dear and takes more.
const TAKES: (usize, usize) = (8, 12);
const WIDE_TAKES: (usize, usize) = (32, 60);

/// What an approach ends with.
#[derive(Debug)]
pub(crate) struct Near {
    /// What is proved, if a wide round came to its end.
    pub(crate) root: Option<Root>,
    /// The most promising groups: ten for each school.
    pub(crate) pool: Vec<Column>,
    /// Those of which the relaxation chooses a part.
    pub(crate) support: Vec<Column>,
}

/// Approaches the relaxation. `tell` hears of the best bound after each wide round, in thousandths.
pub(crate) fn approach(
    tables: &Tables,
    terms: &Terms,
    start: &Start<'_>,
    precision: &Precision,
    limits: &Limits,
    tell: &mut dyn FnMut(i64),
) -> Near {
    let mut saddle = Saddle::new(tables.len(), terms, start.known, &start.duals);
    let mut best: Option<Root> = None;
    let mut prices = Prices::of_schools(start.duals.clone(), &terms.counts);
    let mut ends_at = precision.first_narrow;
    let mut idle = 0;
    while limits.stop().is_none() && idle < IDLE_ROUNDS {
        let rounds = narrow(tables, terms, &mut saddle, prices, (precision, ends_at), &limits.share(3));
        limits.add_work(rounds.count);
        prices = rounds.prices;
        let Some((most, columns)) = hits(tables, &prices, ALL, WIDE_TAKES, limits) else { break };
        limits.add_work(1);
        saddle.add(&columns);
        let before = best.as_ref().map_or(i64::MAX, |root| root.bound);
        let lowest = Root::new(&prices, &most, terms).or_lower(best.take());
        let lowest = best.insert(lowest);
        tell(lowest.bound);
        if lowest.bound < SCALE * (start.floor + 1) {
            break;
        }
        let (of_pool, worth) = saddle.solve(precision.steps, precision.near);
        let gap = lowest.bound - worth;
        if is_within(gap, precision.enough, worth) {
            break;
        }
        idle = if before.saturating_sub(lowest.bound) > gap / LEAST_PROGRESS { 0 } else { idle + 1 };
        prices = of_pool;
        ends_at = precision.next_narrow;
    }
    Near { root: best, pool: saddle.best(10 * tables.len()), support: saddle.support() }
}

/// What narrow rounds end with.
struct Rounds {
    prices: Prices,
    count: u64,
}

/// Prices narrowly until the pool is worth nearly what its duals would prove if that were all, or time is up.
fn narrow(
    tables: &Tables,
    terms: &Terms,
    saddle: &mut Saddle<'_>,
    mut prices: Prices,
    (precision, ends_at): (&Precision, f64),
    limits: &Limits,
) -> Rounds {
    // What the duals of these rounds would prove if narrow rounds saw every group.
    let mut center: Option<Root> = None;
    let mut count = 0;
    let mut smoothing = SMOOTHING;
    loop {
        let Some((most, columns)) = hits(tables, &prices, NARROW, TAKES, limits) else {
            return Rounds { prices, count };
        };
        count += 1;
        saddle.add(&columns);
        let lowest = Root::new(&prices, &most, terms).or_lower(center.take());
        let lowest = center.insert(lowest);
        let (of_pool, worth) = saddle.solve(precision.steps, precision.near);
        let is_dry = columns.is_empty() && smoothing < 0.1;
        if is_dry
            || is_within(lowest.bound - worth, ends_at, worth)
            || limits.is_urgent()
            || limits.work_left() <= count
        {
            return Rounds { prices: of_pool, count };
        }
        // A round that finds no group was too smooth.
        smoothing = if columns.is_empty() { smoothing / 2.0 } else { SMOOTHING };
        prices = between(&lowest.prices, &of_pool, smoothing);
    }
}

/// Whether a gap is no more than a part of the value.
#[expect(clippy::cast_precision_loss, reason = "some millions of points")]
fn is_within(gap: i64, part: f64, value: i64) -> bool {
    (gap as f64) <= part * (value as f64).abs()
}

#[cfg(test)]
mod tests;
