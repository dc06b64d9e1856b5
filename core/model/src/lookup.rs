//! A table over pairs of schools by index. It answers questions about two schools, in the layout in which it was given.

use std::collections::HashMap;
use std::sync::Arc;

use crate::cohort::Cohort;
use crate::ids::SchoolIndex;
use crate::tables::{Matrix, PairTable};
use crate::units::Points;

type Pair = (SchoolIndex, SchoolIndex);

/// A table for look-ups. The map of entries is only used for look-ups or sorted. Both layouts are shared, so a clone is
/// cheap.
#[derive(Debug, Clone)]
pub enum Lookup<T> {
    Entries(Arc<HashMap<Pair, T>>),
    Matrix { matrix: Arc<Matrix<T>>, rows: Vec<Option<usize>> },
}

impl<T: Copy> Lookup<T> {
    /// The table over the schools of a cohort. Other schools are ignored. `key` is the form of a pair that look-ups use.
    pub fn new<E>(
        cohort: &Cohort,
        table: &PairTable<E, T>,
        key: impl Fn(SchoolIndex, SchoolIndex) -> Pair,
        entry: impl Fn(&E) -> (&str, &str, T),
    ) -> Self {
        match table {
            PairTable::Entries(entries) => {
                let index = |id: &str| cohort.position(id).map(SchoolIndex::new);
                let said = entries.iter().map(entry);
                let known = |(a, b, said)| Some((key(index(a)?, index(b)?), said));
                Self::Entries(Arc::new(said.filter_map(known).collect()))
            }
            PairTable::Matrix(matrix) => {
                let mut rows = vec![None; cohort.len()];
                for (row, id) in matrix.ids.iter().enumerate() {
                    if let Some(school) = cohort.position(id) {
                        rows[school] = Some(row);
                    }
                }
                Self::Matrix { matrix: Arc::clone(matrix), rows }
            }
        }
    }

    /// The table's value for two schools in this order.
    fn get(&self, a: SchoolIndex, b: SchoolIndex) -> Option<T> {
        match self {
            Self::Entries(entries) => entries.get(&(a, b)).copied(),
            // A matrix with the wrong shape is an issue of the problem. Until the issue is reported, the matrix must do no
            // harm.
            Self::Matrix { matrix, rows } => {
                matrix.rows.get(rows[a.position()]?)?.get(rows[b.position()]?).copied().filter(|_| a != b)
            }
        }
    }

    /// Every pair for which the table may have a value, in order, with the smaller index first.
    pub fn pairs(&self) -> Box<dyn Iterator<Item = Pair> + '_> {
        match self {
            Self::Entries(entries) => {
                let mut pairs: Vec<Pair> =
                    entries.keys().map(|&(a, b)| ordered(a, b)).filter(|(a, b)| a != b).collect();
                pairs.sort_unstable();
                pairs.dedup();
                Box::new(pairs.into_iter())
            }
            Self::Matrix { rows, .. } => {
                let index = SchoolIndex::new;
                Box::new((0..rows.len()).flat_map(move |a| (a + 1..rows.len()).map(move |b| (index(a), index(b)))))
            }
        }
    }
}

impl Lookup<u16> {
    /// The analyst's own points for a school from a peer; 0 if the table has none.
    pub fn points(&self, school: SchoolIndex, peer: SchoolIndex) -> Points {
        self.get(school, peer).map_or(0, Points::from)
    }
}

impl Lookup<bool> {
    /// Whether the table forbids a pair, in either order.
    pub fn forbids(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        let (a, b) = ordered(a, b);
        self.get(a, b) == Some(true) || self.is_matrix() && self.get(b, a) == Some(true)
    }
}

impl Lookup<Option<u32>> {
    /// The minutes between two schools, if the table has them in either order.
    pub fn minutes(&self, a: SchoolIndex, b: SchoolIndex) -> Option<u32> {
        let (a, b) = ordered(a, b);
        self.get(a, b).flatten().or_else(|| self.get(b, a).flatten())
    }
}

impl<T> Lookup<T> {
    fn is_matrix(&self) -> bool {
        matches!(self, Self::Matrix { .. })
    }
}

impl<T> Default for Lookup<T> {
    fn default() -> Self {
        Self::Entries(Arc::default())
    }
}

/// The pair with the smaller index first.
pub fn ordered(a: SchoolIndex, b: SchoolIndex) -> Pair {
    (a.min(b), a.max(b))
}
