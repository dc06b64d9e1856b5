//! Column generation at the root: the linear relaxation over all groups of a part, and duals that prove its value.
//!
//! Duals are smoothed (Wentges 1997; Pessoa, Sadykov, Uchoa and Vanderbeck 2018, INFORMS Journal on Computing 30, 339):
//! groups are priced between the best duals so far and those of the master. Every round gives a bound, whatever has been
//! rounded: duals are raised by what the groups of each first school exceed them, and then leave no group positive.

use super::dual_bound::{DualBound, Start, between, hits};
use super::duals::{Duals, SideConstraints};
use super::master::Master;
use crate::error::Error;
use crate::solve::limits::Limits;
use crate::solve::pricing::enumeration::{ALL, SCALE};
use crate::solve::pricing::tables::Tables;

/// How much of the best duals goes into those that are priced.
const SMOOTHING: f64 = 0.7;

/// The most columns that one first school gives a round.
const EACH_FIRST: usize = 8;

/// A round takes no column whose members all stand in this many of the round's others.
const EACH_MEMBER: usize = 12;

/// A gap between the master and the bound that is not worth a round: half a point, in thousandths.
const NO_GAP: i64 = SCALE / 2;

/// Solves the relaxation. `tell` hears of the best bound after each round, in thousandths. `None` if the limits end the first round.
///
/// # Errors
/// [`Error::Backend`] if the solver fails.
pub(crate) fn generate(
    tables: &Tables,
    terms: &SideConstraints,
    start: Start<'_>,
    limits: &Limits,
    tell: &mut dyn FnMut(i64),
) -> Result<Option<DualBound>, Error> {
    let mut master = Master::new(tables.len(), terms, limits)?;
    master.add(start.known)?;
    let mut best: Option<DualBound> = None;
    let mut prices = Duals::of_schools(start.duals, &terms.counts);
    let mut smoothing = SMOOTHING;
    while let Some((most, columns)) = hits(tables, &prices, ALL, (EACH_FIRST, EACH_MEMBER), limits) {
        limits.add_work(1);
        master.add(&columns)?;
        let lowest = DualBound::new(&prices, &most, terms).or_lower(best.take());
        let lowest = best.insert(lowest);
        tell(lowest.bound);
        if lowest.bound < SCALE * (start.floor + 1) {
            lowest.is_solved = true;
            break;
        }
        let Some(optimum) = master.solve()? else { break };
        let of_master = master.prices(&optimum);
        if lowest.bound - of_master.bound(terms, &[]) <= NO_GAP {
            lowest.is_solved = true;
            break;
        }
        if limits.stop().is_some() {
            break;
        }
        // A round that finds no column was too smooth.
        smoothing = if columns.is_empty() { smoothing / 2.0 } else { SMOOTHING };
        prices = between(&lowest.prices, &of_master, smoothing);
    }
    Ok(best)
}
