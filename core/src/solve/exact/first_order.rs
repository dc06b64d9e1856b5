//! The relaxation of a component with hundreds or thousands of schools, to some ten-thousandths: first-order steps between
//! rounds of pricing (see `saddle`), and pricing that looks at a part of the groups until little is left to find.
//!
//! A close round prices the neighbours of the best groups known, a narrow one, for each school, the groups of those that make
//! the best pairs with it. Both prove nothing. Close rounds find nearly all there is to find; when they run dry a narrow one
//! brings others to start from. When both are dry, a wide one prices all groups, proves a bound and gives what they missed.

use super::dual_bound::{DualBound, Start, between, hits, neighbours, wide};
use super::duals::{Duals, SideConstraints};
use super::pdhg::Pdhg;
use crate::solve::limits::Limits;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::enumeration::SCALE;
use crate::solve::pricing::pair_bound::levels;
use crate::solve::pricing::tables::Tables;

/// Candidates of a school in a narrow round.
const NARROW: usize = 64;

/// Groups for each school whose neighbours a close round prices.
const KNOWN: usize = 2;

/// How much of the best duals goes into those that are priced: less than with a master solved to its end, whose duals jump.
const SMOOTHING: f64 = 0.5;

/// How far the approach goes. Gaps are parts of the value.
#[derive(Debug)]
pub(crate) struct Precision {
    /// First-order steps a round, at most, and how far from the pool's optimum they may end.
    steps: usize,
    near: f64,
    /// Gaps that end the first partial rounds, those after a wide one, and the approach itself.
    first_partial: f64,
    next_partial: f64,
    enough: f64,
}

/// Where pivots follow, or a wide round takes long.
pub(crate) const COARSE: Precision =
    Precision { steps: 400, near: 1e-4, first_partial: 5e-4, next_partial: 1.5e-4, enough: 2e-4 };

/// Where nothing follows: as far as the whole points of a plan tell bounds apart.
pub(crate) const FINE: Precision =
    Precision { steps: 4_000, near: 2e-6, first_partial: 2e-4, next_partial: 2e-5, enough: 5e-6 };

/// Wide rounds in a row that lower the bound by less than a part of the gap, after which it ends: a pool that cannot cover
/// every school never comes nearer.
const IDLE_ROUNDS: usize = 4;
const LEAST_PROGRESS: i64 = 50;

/// Groups that a round takes of one first school, and of one school: a wide round is dear and takes more.
const TAKES: (usize, usize) = (8, 12);
const WIDE_TAKES: (usize, usize) = (32, 60);

/// The most schools for which a wide round takes seconds whatever the duals. With more of them it takes duals that are raised
/// so far that few groups are near them.
pub(super) const MOST_UNRAISED: usize = 2_500;

/// By how much they are raised, in parts of the pool's worth: less and less, as long as there is time.
const RAISES: [f64; 9] = [0.06, 0.04, 0.03, 0.022, 0.016, 0.011, 0.007, 0.004, 0.002];

/// How much longer the next of them takes.
const LONGER: u32 = 3;

/// What an approach ends with.
#[derive(Debug)]
pub(crate) struct FirstOrderResult {
    /// What is proved, if a wide round came to its end.
    pub(crate) root: Option<DualBound>,
    /// The last duals of the pool, which prove nothing.
    pub(crate) prices: Duals,
    /// The most promising groups: ten for each school.
    pub(crate) pool: Vec<Column>,
    /// Those of which the relaxation chooses a part.
    pub(crate) support: Vec<Column>,
}

/// Approaches the relaxation. `tell` hears of the best bound after each wide round, in thousandths.
pub(crate) fn first_order(
    tables: &Tables,
    terms: &SideConstraints,
    start: &Start<'_>,
    precision: &Precision,
    limits: &Limits,
    tell: &mut dyn FnMut(i64),
) -> FirstOrderResult {
    let mut saddle = Pdhg::new(tables.len(), terms, start.known, &start.duals);
    let mut best: Option<DualBound> = None;
    let mut prices = Duals::of_schools(start.duals.clone(), &terms.counts);
    let mut ends_at = precision.first_partial;
    let mut idle = 0;
    let mut kind = if start.known.is_empty() { Kind::Narrow } else { Kind::Close };
    while limits.stop().is_none() && idle < IDLE_ROUNDS {
        let slice = limits.share(3);
        prices = partial(tables, terms, &mut saddle, prices, (kind, precision, ends_at), &slice);
        limits.add_work(slice.work());
        let levels = levels(tables, &saddle.best(tables.len()));
        if tables.len() > MOST_UNRAISED {
            best = raised(tables, terms, &prices, &levels, limits, tell);
            break;
        }
        let Some((most, columns)) = wide(tables, &prices, &levels, WIDE_TAKES, limits) else { break };
        limits.add_work(1);
        saddle.add(&columns);
        let before = best.as_ref().map_or(i64::MAX, |root| root.bound);
        let lowest = DualBound::new(&prices, &most, terms).or_lower(best.take());
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
        ends_at = precision.next_partial;
        kind = Kind::Close;
    }
    FirstOrderResult { root: best, prices, pool: saddle.best(10 * tables.len()), support: saddle.support() }
}

/// What duals prove when they are raised: by much at first, which takes seconds, then by less while there is time.
fn raised(
    tables: &Tables,
    terms: &SideConstraints,
    prices: &Duals,
    levels: &[u16],
    limits: &Limits,
    tell: &mut dyn FnMut(i64),
) -> Option<DualBound> {
    let mut best: Option<DualBound> = None;
    let schools = i64::try_from(tables.len()).unwrap_or(i64::MAX);
    let worth = prices.bound(terms, &[]).abs() / schools.max(1);
    for raise in RAISES {
        let start = limits.elapsed();
        let mut prices = prices.clone();
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a part of a school's worth")]
        let raise = (raise * worth as f64).ceil() as i64;
        prices.schools.iter_mut().for_each(|dual| *dual += raise);
        let Some((most, _)) = wide(tables, &prices, levels, (1, 1), limits) else { break };
        limits.add_work(1);
        let lowest = DualBound::new(&prices, &most, terms).or_lower(best.take());
        tell(best.insert(lowest).bound);
        let took = limits.elapsed().saturating_sub(start);
        if limits.stop().is_some() || limits.time_left().is_some_and(|left| left < LONGER * took) {
            break;
        }
    }
    best
}

/// A round that prices a part of the groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Close,
    Narrow,
}

/// Prices partially until the pool is worth nearly what its duals would prove if that were all, or time is up. The last duals
/// of the pool.
fn partial(
    tables: &Tables,
    terms: &SideConstraints,
    saddle: &mut Pdhg<'_>,
    mut prices: Duals,
    (mut kind, precision, ends_at): (Kind, &Precision, f64),
    limits: &Limits,
) -> Duals {
    // What the duals of these rounds would prove if they saw every group.
    let mut center: Option<DualBound> = None;
    let mut smoothing = SMOOTHING;
    let mut worth_before = i64::MIN;
    loop {
        let found = match kind {
            Kind::Close => neighbours(tables, &prices, &saddle.best(KNOWN * tables.len()), TAKES.1, limits),
            Kind::Narrow => hits(tables, &prices, NARROW, TAKES, limits),
        };
        let Some((most, columns)) = found else { return prices };
        limits.add_work(1);
        let has_grown = saddle.add(&columns);
        let lowest = DualBound::new(&prices, &most, terms).or_lower(center.take());
        let (of_pool, worth) = saddle.solve(precision.steps, precision.near);
        let is_near = is_within(lowest.bound - worth, ends_at, worth);
        let is_dry = is_near || !has_grown && (kind == Kind::Narrow || smoothing < 0.1);
        let is_idle = kind == Kind::Narrow && is_within(worth.saturating_sub(worth_before), ends_at / 2.0, worth);
        // With thousands of schools a narrow round takes as long as all close ones.
        let is_last = kind == Kind::Narrow || tables.len() > MOST_UNRAISED;
        if is_idle || (is_dry && is_last) || limits.stop().is_some() {
            return of_pool;
        }
        if kind == Kind::Narrow {
            worth_before = worth;
        }
        if is_dry || kind == Kind::Narrow {
            kind = if kind == Kind::Narrow { Kind::Close } else { Kind::Narrow };
            (prices, smoothing) = (of_pool, SMOOTHING);
        } else {
            // A round that finds no new group was too smooth.
            smoothing = if has_grown { SMOOTHING } else { smoothing / 2.0 };
            prices = between(&lowest.prices, &of_pool, smoothing);
            center = Some(lowest);
        }
    }
}

/// Whether a gap is no more than a part of the value.
#[expect(clippy::cast_precision_loss, reason = "some millions of points")]
fn is_within(gap: i64, part: f64, value: i64) -> bool {
    (gap as f64) <= part * (value as f64).abs()
}

#[cfg(test)]
mod tests;
