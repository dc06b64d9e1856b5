//! The weighted set partition that every exact strategy solves: schools to cover, and groups to cover them.
//!
//! max sum over columns c of value(c) * x_c - price * sum over schools i of y_i, where each school is in exactly one chosen
//! column or, if this has a price, left out (y_i), and the number of columns of some sizes is within its count.

use crate::compile::Members;
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::units::Points;

/// A group that may be chosen, and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WeightedGroup {
    pub(crate) members: Members,
    pub(crate) value: Points,
}

/// A weighted set partition. The columns contain only schools of `schools`.
#[derive(Debug, Clone)]
pub(crate) struct SetPartitioning {
    /// The schools to cover, ascending.
    pub(crate) schools: Vec<SchoolIndex>,
    pub(crate) columns: Vec<WeightedGroup>,
    /// The price of leaving a school out, or `None` if every school must be covered.
    pub(crate) price: Option<Points>,
    /// For some sizes, how many chosen columns have that size.
    pub(crate) counts: Vec<(usize, Count)>,
    /// Other sums that the chosen columns must have.
    pub(crate) sums: Vec<Sum>,
    /// The positions of columns that keep every rule. The search may start from them.
    pub(crate) start: Option<Vec<usize>>,
}

/// A sum that the chosen columns must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sum {
    /// How often each column counts.
    pub(crate) times: Vec<u8>,
    /// The sum.
    pub(crate) total: usize,
}

impl SetPartitioning {
    /// The place of a school among the rows.
    pub(crate) fn row(&self, school: SchoolIndex) -> usize {
        self.schools.binary_search(&school).expect("a column holds schools of its partition only")
    }

    /// The number of columns that contain each school.
    fn covers(&self, columns: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut covers = vec![0; self.schools.len()];
        for column in columns {
            for &school in &*self.columns[column].members {
                covers[self.row(school)] += 1;
            }
        }
        covers
    }

    /// For each school, whether no chosen column contains it.
    pub(crate) fn left_out(&self, chosen: &[usize]) -> Vec<bool> {
        self.covers(chosen.iter().copied()).into_iter().map(|count| count == 0).collect()
    }

    /// Whether some school is in no column although it must be in one. Then there is no solution.
    pub(crate) fn has_uncoverable(&self) -> bool {
        self.price.is_none() && self.covers(0..self.columns.len()).contains(&0)
    }

    /// The value of the chosen columns minus the prices, in integers; `None` unless they keep every rule.
    pub(crate) fn value(&self, chosen: &[usize]) -> Option<Points> {
        let covers = self.covers(chosen.iter().copied());
        let sizes = chosen.iter().map(|&column| self.columns[column].members.len());
        let prices = prices_of(&covers, &sizes, &self.counts, self.price)?;
        let of = |sum: &Sum| chosen.iter().map(|&column| usize::from(sum.times[column])).sum::<usize>();
        if self.sums.iter().any(|sum| of(sum) != sum.total) {
            return None;
        }
        let value: Points = chosen.iter().map(|&column| self.columns[column].value).sum();
        Some(value - prices)
    }
}

/// The prices of the schools that no group covers, or `None` if the groups are not a plan. `covers` is the number of groups
/// for each school, and `sizes` the number of schools in each group.
pub(super) fn prices_of(
    covers: &[usize],
    sizes: &(impl Iterator<Item = usize> + Clone),
    counts: &[(usize, Count)],
    price: Option<Points>,
) -> Option<Points> {
    let left_out = Points::try_from(covers.iter().filter(|&&count| count == 0).count()).ok()?;
    let counted = counts.iter().all(|&(size, count)| {
        let groups = sizes.clone().filter(|&of_group| of_group == size).count();
        (count.least()..=count.most()).contains(&groups)
    });
    if !counted || covers.iter().any(|&count| count > 1) || (price.is_none() && left_out > 0) {
        return None;
    }
    Some(price.unwrap_or(0).saturating_mul(left_out))
}
