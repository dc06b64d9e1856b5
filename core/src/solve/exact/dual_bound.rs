//! One round of pricing: the best groups under some duals, and what the duals prove when they are raised by what was found.

use super::duals::{Duals, SideConstraints};
use crate::solve::limits::Limits;
use crate::solve::pricing::column::{Column, spread};
use crate::solve::pricing::enumeration::{ColumnSink, PricedColumn, scan};
use crate::solve::pricing::neighbourhood::exchange;
use crate::solve::pricing::pair_bound::by_best_pairs;
use crate::solve::pricing::tables::Tables;
use crate::units::Points;

/// What is known of a part when its relaxation is solved, or the limits end it.
#[derive(Debug)]
pub(crate) struct DualBound {
    /// Duals under which no group has a positive reduced cost.
    pub(crate) prices: Duals,
    /// What they prove, in thousandths.
    pub(crate) bound: i64,
    /// Whether the relaxation is solved.
    pub(crate) is_solved: bool,
}

impl DualBound {
    /// What the duals of a round prove: raised so far that no group is left with a positive reduced cost, if `most` is, for each
    /// first school, the largest there is.
    pub(super) fn new(prices: &Duals, most: &[i64], terms: &SideConstraints) -> Self {
        let mut prices = prices.clone();
        prices.raise(most, terms);
        Self { bound: prices.bound(terms, &[]), prices, is_solved: false }
    }

    /// The one of two that proves more.
    pub(super) fn or_lower(self, before: Option<Self>) -> Self {
        before.into_iter().fold(self, |new, before| if before.bound <= new.bound { before } else { new })
    }
}

/// Where column generation begins.
#[derive(Debug)]
pub(crate) struct Start<'a> {
    /// In thousandths, one a school.
    pub(crate) duals: Vec<i64>,
    /// Columns to begin with.
    pub(crate) known: &'a [Column],
    /// A bound that shows that no plan is worth more than this is all that is wanted.
    pub(crate) floor: Points,
}

/// For each first school the most reduced cost, 0 if none is positive, and the best groups. `None` if the limits ended it.
pub(super) fn hits(
    tables: &Tables,
    prices: &Duals,
    width: usize,
    (each_first, each_member): (usize, usize),
    limits: &Limits,
) -> Option<(Vec<i64>, Vec<Column>)> {
    let found = scan(tables, &prices.for_pricing(), width, limits, || Best { hits: Vec::new(), most: each_first })?;
    Some(most_and_columns(found, tables.len(), each_member))
}

/// The same over all groups, by their best pairs and with levels that bound them.
pub(super) fn wide(
    tables: &Tables,
    prices: &Duals,
    levels: &[u16],
    (each_first, each_member): (usize, usize),
    limits: &Limits,
) -> Option<(Vec<i64>, Vec<Column>)> {
    let best = || Best { hits: Vec::new(), most: each_first };
    let found = by_best_pairs(tables, &prices.for_pricing(), levels, limits, best)?;
    Some(most_and_columns(found, tables.len(), each_member))
}

fn most_and_columns(found: Vec<Best>, num_schools: usize, each_member: usize) -> (Vec<i64>, Vec<Column>) {
    let most = found.iter().map(|best| best.hits.first().map_or(0, |hit| hit.reduced)).collect();
    let hits = found.into_iter().flat_map(|best| best.hits).collect();
    (most, columns(hits, num_schools, each_member))
}

/// The same among the neighbours of known groups, as if there were no others.
pub(super) fn neighbours(
    tables: &Tables,
    prices: &Duals,
    known: &[Column],
    each_member: usize,
    limits: &Limits,
) -> Option<(Vec<i64>, Vec<Column>)> {
    let hits = exchange(tables, &prices.for_pricing(), known, limits)?;
    let mut most = vec![0; tables.len()];
    for hit in &hits {
        let first = &mut most[usize::from(hit.column.members()[0])];
        *first = hit.reduced.max(*first);
    }
    Some((most, columns(hits, tables.len(), each_member)))
}

/// The best of what was found, each once and none of them all about schools that have had their share.
fn columns(mut hits: Vec<PricedColumn>, num_schools: usize, each_member: usize) -> Vec<Column> {
    hits.sort_unstable_by_key(|hit| (-hit.reduced, hit.column.key()));
    hits.dedup_by_key(|hit| hit.column.key());
    spread(&mut hits, |hit| hit.column, num_schools, (usize::MAX, each_member));
    hits.iter().map(|hit| hit.column).collect()
}

/// Duals between two.
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
    hits: Vec<PricedColumn>,
    /// How many are kept.
    most: usize,
}

impl ColumnSink for Best {
    fn threshold(&self) -> i64 {
        if self.hits.len() < self.most { 1 } else { self.hits.last().map_or(1, |hit| hit.reduced + 1) }
    }

    fn take(&mut self, hit: PricedColumn) {
        let place = self.hits.partition_point(|other| other.reduced >= hit.reduced);
        self.hits.insert(place, hit);
        self.hits.truncate(self.most);
    }
}
