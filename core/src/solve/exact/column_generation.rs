//! Column generation at the root: solves the linear relaxation over all groups of a component, and finds duals that prove
//! its value.
//!
//! Duals are smoothed (Wentges 1997; Pessoa, Sadykov, Uchoa and Vanderbeck 2018, INFORMS Journal on Computing 30, 339):
//! pricing uses duals between the best so far and those of the master. Every round gives a bound, whatever was rounded: for
//! each first school, the duals are raised by the largest reduced cost of its groups. Then no group has a positive reduced
//! cost.

use super::dual_bound::{DualBound, Start, between, price};
use super::duals::{Duals, SideConstraints};
use super::master::Master;
use crate::error::Error;
use crate::solve::limits::Limits;
use crate::solve::pricing::enumeration::{ALL, SCALE};
use crate::solve::pricing::tables::Tables;
use crate::solve::tuning::ColumnGenerationTuning;

/// Solves the relaxation. After each round, `tell` receives the best bound, in thousandths. `None` if the limits end the
/// first round.
///
/// # Errors
/// [`Error::Backend`] if the solver fails.
pub(crate) fn generate(
    (tables, constraints): (&Tables, &SideConstraints),
    start: Start<'_>,
    tuning: &ColumnGenerationTuning,
    limits: &Limits,
    tell: &mut dyn FnMut(i64),
) -> Result<Option<DualBound>, Error> {
    let mut master = Master::new(tables.len(), constraints, limits)?;
    master.add(start.known)?;
    let mut best: Option<DualBound> = None;
    let mut duals = Duals::of_schools(start.duals, &constraints.counts);
    let mut smoothing = tuning.smoothing;
    let each = (tuning.each_first, tuning.each_member);
    while let Some((most, columns)) = price(tables, &duals, ALL, each, limits) {
        limits.add_work(1);
        master.add(&columns)?;
        let lowest = DualBound::new(&duals, &most, constraints).or_lower(best.take());
        let lowest = best.insert(lowest);
        tell(lowest.bound);
        if lowest.bound < SCALE * (start.floor + 1) {
            lowest.is_solved = true;
            break;
        }
        let Some(optimum) = master.solve()? else { break };
        let of_master = master.duals(&optimum);
        if lowest.bound - of_master.bound(constraints, &[]) <= tuning.no_gap {
            lowest.is_solved = true;
            break;
        }
        if limits.stop().is_some() {
            break;
        }
        // If a round finds no column, the duals were smoothed too much.
        smoothing = if columns.is_empty() { smoothing / 2.0 } else { tuning.smoothing };
        duals = between(&lowest.duals, &of_master, smoothing);
    }
    Ok(best)
}
