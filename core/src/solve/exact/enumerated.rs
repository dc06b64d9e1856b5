//! The groups that can be in a better plan than the best known. The reduced costs of all other groups rule them out.
//!
//! A plan is worth the dual bound plus the reduced costs of its groups, none of which is positive. Suppose that a group's
//! reduced cost is further below zero than the bound is above the incumbent. Then the group is in no better plan (Baldacci,
//! Christofides and Mingozzi 2008, Mathematical Programming 115, 351).

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
    /// All groups whose reduced cost is at least `least`, or `None` if there are more than `most` or the limits end the
    /// enumeration.
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

    /// These groups, which are all different.
    pub(crate) fn of(columns: Vec<Column>) -> Self {
        Self { columns }
    }

    /// The number of groups.
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
        // Beyond the limit, the enumeration is given up and collects nothing more.
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
