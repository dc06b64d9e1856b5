//! A table over pairs of schools in one of two layouts: entries for some pairs, or a whole matrix in the order of its ids.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A table over pairs of schools. The layout makes no difference: the problem's fingerprint is the same with either layout.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::tables::{Matrix, OwnBenefit, PairTable};
/// let entries: PairTable<OwnBenefit, u16> =
///     vec![OwnBenefit { school: "01".into(), peer: "02".into(), points: 2_500 }].into();
/// let whole: PairTable<OwnBenefit, u16> =
///     Matrix { ids: vec!["01".into(), "02".into()], rows: vec![vec![0, 2_500], vec![0, 0]] }.into();
/// assert!(!entries.is_empty() && !whole.is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum PairTable<E, T> {
    /// An entry for each pair. Pairs may be left out.
    Entries(Vec<E>),
    /// A cell for each pair. The matrix is shared, because it may be large.
    Matrix(Arc<Matrix<T>>),
}

/// A square table of cells. Rows and columns both follow the ids, and the diagonal is ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Matrix<T> {
    /// The ids of the schools.
    pub ids: Vec<String>,
    /// A row for each school, with a cell for each peer.
    pub rows: Vec<Vec<T>>,
}

impl<E, T> PairTable<E, T> {
    /// Whether the table has no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Entries(entries) => entries.is_empty(),
            Self::Matrix(matrix) => matrix.ids.is_empty(),
        }
    }

    /// The entries; empty for a matrix.
    #[must_use]
    pub fn entries(&self) -> &[E] {
        match self {
            Self::Entries(entries) => entries,
            Self::Matrix(_) => &[],
        }
    }

    /// The matrix, if the table is one.
    #[must_use]
    pub fn matrix(&self) -> Option<&Matrix<T>> {
        match self {
            Self::Entries(_) => None,
            Self::Matrix(matrix) => Some(matrix),
        }
    }
}

impl<E, T> Default for PairTable<E, T> {
    fn default() -> Self {
        Self::Entries(Vec::new())
    }
}

impl<E, T> From<Vec<E>> for PairTable<E, T> {
    fn from(entries: Vec<E>) -> Self {
        Self::Entries(entries)
    }
}

impl<E, T> From<Matrix<T>> for PairTable<E, T> {
    fn from(matrix: Matrix<T>) -> Self {
        Self::Matrix(Arc::new(matrix))
    }
}
