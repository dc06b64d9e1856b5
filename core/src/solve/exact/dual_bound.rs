//! One round of pricing: the best groups under some duals, and the bound that the duals prove after they are raised by the
//! reduced costs found.

use super::duals::{Duals, SideConstraints};
use crate::solve::limits::Limits;
use crate::solve::pricing::column::{Column, spread};
use crate::solve::pricing::enumeration::{ColumnSink, PricedColumn, scan};
use crate::solve::pricing::neighbourhood::exchange;
use crate::solve::pricing::pair_bound::by_best_pairs;
use crate::solve::pricing::tables::Tables;
use crate::units::Points;

/// What is known about a component when its relaxation is solved, or the limits end it.
#[derive(Debug)]
pub(crate) struct DualBound {
    /// Duals under which no group has a positive reduced cost.
    pub(crate) duals: Duals,
    /// The bound that they prove, in thousandths.
    pub(crate) bound: i64,
    /// Whether the relaxation is solved.
    pub(crate) is_solved: bool,
}

impl DualBound {
    /// The bound that the duals of a round prove. They are raised until no group has a positive reduced cost. `most` has
    /// the largest reduced cost for each first school.
    pub(super) fn new(duals: &Duals, most: &[i64], constraints: &SideConstraints) -> Self {
        let mut duals = duals.clone();
        duals.raise(most, constraints);
        Self { bound: duals.bound(constraints, &[]), duals, is_solved: false }
    }

    /// The better of two proofs.
    pub(super) fn or_lower(self, before: Option<Self>) -> Self {
        before.into_iter().fold(self, |new, before| if before.bound <= new.bound { before } else { new })
    }
}

/// The start of column generation.
#[derive(Debug)]
pub(crate) struct Start<'a> {
    /// Duals in thousandths, one for each school.
    pub(crate) duals: Vec<i64>,
    /// Columns to start with.
    pub(crate) known: &'a [Column],
    /// Stop as soon as a bound shows that no plan is worth more than this.
    pub(crate) floor: Points,
}

/// For each first school, the largest reduced cost (0 if none is positive) and the best groups. `None` if the limits ended
/// it.
pub(super) fn price(
    tables: &Tables,
    duals: &Duals,
    width: usize,
    (each_first, each_member): (usize, usize),
    limits: &Limits,
) -> Option<(Vec<i64>, Vec<Column>)> {
    let found = scan(tables, &duals.for_pricing(), width, limits, || Best { priced: Vec::new(), most: each_first })?;
    Some(most_and_columns(found, tables.len(), each_member))
}

/// Exact pricing by pair bounds, with the thresholds of the areas.
pub(super) fn price_all(
    tables: &Tables,
    duals: &Duals,
    thresholds: &[u16],
    (each_first, each_member): (usize, usize),
    limits: &Limits,
) -> Option<(Vec<i64>, Vec<Column>)> {
    let best = || Best { priced: Vec::new(), most: each_first };
    let found = by_best_pairs(tables, &duals.for_pricing(), thresholds, limits, best)?;
    Some(most_and_columns(found, tables.len(), each_member))
}

fn most_and_columns(found: Vec<Best>, num_schools: usize, each_member: usize) -> (Vec<i64>, Vec<Column>) {
    let most = found.iter().map(|best| best.priced.first().map_or(0, |one| one.reduced)).collect();
    let priced = found.into_iter().flat_map(|best| best.priced).collect();
    (most, columns(priced, num_schools, each_member))
}

/// Pricing among the neighbours of known groups, as if there were no other groups.
pub(super) fn price_neighbours(
    tables: &Tables,
    duals: &Duals,
    known: &[Column],
    each_member: usize,
    limits: &Limits,
) -> Option<(Vec<i64>, Vec<Column>)> {
    let priced = exchange(tables, &duals.for_pricing(), known, limits)?;
    let mut most = vec![0; tables.len()];
    for one in &priced {
        let first = &mut most[usize::from(one.column.members()[0])];
        *first = one.reduced.max(*first);
    }
    Some((most, columns(priced, tables.len(), each_member)))
}

/// The best groups found, without repeats, and without groups whose schools all have enough groups already.
fn columns(mut priced: Vec<PricedColumn>, num_schools: usize, each_member: usize) -> Vec<Column> {
    priced.sort_unstable_by_key(|one| (-one.reduced, one.column.key()));
    priced.dedup_by_key(|one| one.column.key());
    spread(&mut priced, |one| one.column, num_schools, (usize::MAX, each_member));
    priced.iter().map(|one| one.column).collect()
}

/// Duals between two others.
pub(super) fn between(center: &Duals, other: &Duals, smoothing: f64) -> Duals {
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "thousandths of bounded duals")]
    let mix =
        |(&center, &other): (&i64, &i64)| (smoothing * center as f64 + (1.0 - smoothing) * other as f64).ceil() as i64;
    let sizes = center.sizes.iter().zip(&other.sizes);
    Duals {
        schools: center.schools.iter().zip(&other.schools).map(mix).collect(),
        sizes: sizes.map(|((size, center), (_, other))| (*size, mix((center, other)))).collect(),
        ..Duals::default()
    }
}

/// The best groups of one first school.
struct Best {
    priced: Vec<PricedColumn>,
    /// How many groups are kept.
    most: usize,
}

impl ColumnSink for Best {
    fn threshold(&self) -> i64 {
        if self.priced.len() < self.most { 1 } else { self.priced.last().map_or(1, |one| one.reduced + 1) }
    }

    fn take(&mut self, one: PricedColumn) {
        let place = self.priced.partition_point(|other| other.reduced >= one.reduced);
        self.priced.insert(place, one);
        self.priced.truncate(self.most);
    }
}
