//! A table over pairs by the indices of schools: what it says of two of them, in the layout that it was given in.

use std::collections::HashMap;
use std::sync::Arc;

use crate::cohort::Cohort;
use crate::ids::SchoolIndex;
use crate::tables::{Matrix, PairTable};
use crate::units::Points;

type Pair = (SchoolIndex, SchoolIndex);

/// A table to look up in. Of entries the map is only ever looked up, or sorted; both layouts are shared, so a clone is cheap.
#[derive(Debug, Clone)]
pub enum Lookup<T> {
    Entries(Arc<HashMap<Pair, T>>),
    Matrix { matrix: Arc<Matrix<T>>, rows: Vec<Option<usize>> },
}

impl<T: Copy> Lookup<T> {
    /// The table over the schools of a cohort; others are ignored. `key` is the pair as it is looked up.
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

    /// What the table says of two schools in this order.
    fn get(&self, a: SchoolIndex, b: SchoolIndex) -> Option<T> {
        match self {
            Self::Entries(entries) => entries.get(&(a, b)).copied(),
            // A matrix of the wrong shape is an issue of the problem, but until it is said it must not harm.
            Self::Matrix { matrix, rows } => {
                matrix.rows.get(rows[a.position()]?)?.get(rows[b.position()]?).copied().filter(|_| a != b)
            }
        }
    }

    /// Every pair of which the table may say something, the smaller index first, in order.
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
    /// The analyst's own benefit of a school from a peer; 0 where nothing is said.
    pub fn points(&self, school: SchoolIndex, peer: SchoolIndex) -> Points {
        self.get(school, peer).map_or(0, Points::from)
    }
}

impl Lookup<bool> {
    /// Whether either half of the table forbids a pair.
    pub fn forbids(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        let (a, b) = ordered(a, b);
        self.get(a, b) == Some(true) || self.is_matrix() && self.get(b, a) == Some(true)
    }
}

impl Lookup<Option<u32>> {
    /// The minutes between two schools, if either half of the table has them.
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

/// The pair with its smaller index first.
pub fn ordered(a: SchoolIndex, b: SchoolIndex) -> Pair {
    (a.min(b), a.max(b))
}
