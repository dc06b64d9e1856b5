//! Integer duals: what the floats of the linear program become before anything is proved with them.

use super::column::Column;
use super::cut::Cut;
use crate::model::sizes::Count;
use crate::solve::pricing::scan::SCALE;
use crate::units::Points;

/// The cost of a school that no group covers, in the linear program only: above anything that a plan decides by.
pub(crate) const UNCOVERED: Points = 100_000;

/// What every row costs, in thousandths of a point.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prices {
    /// One a school.
    pub(crate) schools: Vec<i64>,
    /// For each size that is counted.
    pub(crate) sizes: Vec<(usize, i64)>,
    /// One a cut: 0 or more.
    pub(crate) cuts: Vec<i64>,
}

/// What a part asks beside disjoint groups.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms {
    /// The price of leaving a school out, or `None` where each must be in a group.
    pub(crate) price: Option<Points>,
    /// How many groups of some sizes there are to be.
    pub(crate) counts: Vec<(usize, Count)>,
    /// The fewest schools in a group.
    pub(crate) least_size: usize,
}

impl Terms {
    /// The value of disjoint groups among so many schools, less the prices; `None` if they are no plan.
    pub(crate) fn value(&self, groups: &[Column], num_schools: usize) -> Option<Points> {
        let mut uses = vec![0; num_schools];
        groups.iter().flat_map(Column::members).for_each(|&member| uses[usize::from(member)] += 1);
        let left_out = uses.iter().filter(|&&count| count == 0).count();
        let counted = self.counts.iter().all(|&(size, count)| {
            let groups = groups.iter().filter(|group| group.size() == size).count();
            (count.least()..=count.most()).contains(&groups)
        });
        if !counted || uses.iter().any(|&count| count > 1) || (left_out > 0 && self.price.is_none()) {
            return None;
        }
        let prices = self.price.unwrap_or(0).saturating_mul(Points::try_from(left_out).unwrap_or(Points::MAX));
        Some(groups.iter().map(Column::points).sum::<Points>() - prices)
    }

    /// The price as the linear program is told it: no more than what decides anything.
    pub(crate) fn capped_price(&self) -> Option<Points> {
        self.price.map(|price| price.min(UNCOVERED))
    }
}

impl Prices {
    /// The duals of a linear program, rounded up: a group's reduced cost falls by it, and the bound rises a little.
    #[expect(clippy::cast_possible_truncation, reason = "duals are bounded by the cost of an uncovered school")]
    pub(crate) fn round(duals: &[f64], num_schools: usize, terms: &Terms) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a thousand")]
        let scale = SCALE as f64;
        let whole = |dual: f64| (dual * scale - 1e-6).ceil() as i64;
        let least = terms.capped_price().map_or(i64::MIN, |price| -SCALE * price);
        let sizes = terms.counts.iter().zip(&duals[num_schools..]).map(|(&(size, _), &dual)| (size, whole(dual)));
        Self {
            schools: duals[..num_schools].iter().map(|&dual| whole(dual).max(least)).collect(),
            sizes: sizes.collect(),
            cuts: duals[num_schools + terms.counts.len()..].iter().map(|&dual| whole(dual).max(0)).collect(),
        }
    }

    /// What no plan exceeds, in thousandths, where no group has a positive reduced cost.
    pub(crate) fn bound(&self, terms: &Terms, cuts: &[Cut]) -> i64 {
        let ends = |(&(_, count), &(_, dual)): (&(usize, Count), &(usize, i64))| {
            [count.least(), count.most()]
                .map(|end| dual * i64::try_from(end).unwrap_or(0))
                .into_iter()
                .max()
                .unwrap_or(0)
        };
        let sizes: i64 = terms.counts.iter().zip(&self.sizes).map(ends).sum();
        let cuts: i64 = cuts.iter().zip(&self.cuts).map(|(cut, dual)| dual * i64::from(cut.most())).sum();
        self.schools.iter().sum::<i64>() + sizes + cuts
    }

    /// The same with the schools' duals raised so far that a group whose reduced cost was `most` has none left.
    pub(crate) fn raise(&mut self, most: i64, terms: &Terms) {
        if most > 0 {
            let each = most.div_ceil_of(terms.least_size);
            self.schools.iter_mut().for_each(|dual| *dual += each);
        }
    }

    /// What the duals of its size and its members leave of a group's value, cuts apart.
    #[inline]
    pub(crate) fn reduced(&self, column: &Column) -> i64 {
        let members: i64 = column.members().iter().map(|&member| self.schools[usize::from(member)]).sum();
        let size = self.sizes.iter().find(|(size, _)| *size == column.size()).map_or(0, |&(_, dual)| dual);
        SCALE * column.points() - members - size
    }
}

/// Division that rounds up.
trait DivCeil {
    fn div_ceil_of(self, by: usize) -> Self;
}

impl DivCeil for i64 {
    fn div_ceil_of(self, by: usize) -> Self {
        let by = Self::try_from(by.max(1)).unwrap_or(Self::MAX);
        self.div_euclid(by) + Self::from(self.rem_euclid(by) > 0)
    }
}
