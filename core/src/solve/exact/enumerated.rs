//! The groups that can be in a plan better than the best known: all others are settled by their reduced cost.
//!
//! A plan is worth the dual bound plus the reduced costs of its groups, none of which is positive. So a group whose reduced
//! cost lies further below zero than the bound lies above the incumbent is in no better plan (Baldacci, Christofides and
//! Mingozzi 2008, Mathematical Programming 115, 351).

use crate::solve::pricing::column::Column;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::duals::Duals;
use crate::solve::limits::Limits;
use crate::solve::pricing::enumeration::{ALL, ColumnSink, PricedColumn, scan};
use crate::solve::pricing::tables::Tables;

/// The enumerated columns, by their keys.
#[derive(Debug, Default)]
pub(crate) struct EnumeratedColumns {
    columns: Vec<Column>,
}

impl EnumeratedColumns {
    /// All groups whose reduced cost is at least `least`, or `None` if there are more than `most` or the limits end it.
    pub(crate) fn new(tables: &Tables, duals: &Duals, least: i64, most: usize, limits: &Limits) -> Option<Self> {
        let total = AtomicUsize::new(0);
        let found = scan(tables, &duals.for_pricing(), ALL, limits, || ColumnCollector {
            least,
            columns: Vec::new(),
            most,
            total: &total,
        })?;
        if found.iter().map(|all| all.columns.len()).sum::<usize>() > most {
            return None;
        }
        let mut columns: Vec<Column> = found.into_iter().flat_map(|all| all.columns).collect();
        columns.sort_unstable_by_key(Column::key);
        Some(Self::of(columns))
    }

    /// These groups, which differ.
    pub(crate) fn of(columns: Vec<Column>) -> Self {
        Self { columns }
    }

    /// How many groups there are.
    pub(crate) fn len(&self) -> usize {
        self.columns.len()
    }

    /// All groups.
    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// A group.
    pub(crate) fn column(&self, number: u32) -> &Column {
        &self.columns[number as usize]
    }

    /// The numbers of all groups.
    pub(crate) fn all(&self) -> Vec<u32> {
        (0..u32::try_from(self.columns.len()).unwrap_or(u32::MAX)).collect()
    }
}

/// All groups of one first school, as long as they are not too many.
struct ColumnCollector<'a> {
    least: i64,
    columns: Vec<Column>,
    most: usize,
    total: &'a AtomicUsize,
}

impl ColumnSink for ColumnCollector<'_> {
    fn threshold(&self) -> i64 {
        // Past the limit the list is given up, and nothing more is asked for.
        if self.columns.len() > self.most || self.total.load(Ordering::Relaxed) > self.most {
            i64::MAX / 4
        } else {
            self.least
        }
    }

    fn take(&mut self, priced: PricedColumn) {
        self.columns.push(priced.column);
        if self.columns.len().is_multiple_of(1_024) {
            self.total.fetch_add(1_024, Ordering::Relaxed);
        }
    }
}
