//! Integer duals. The floats of the linear program become integers before anything is proved with them.

use super::cut::Cut;
use super::partition::prices_of;
use crate::compile::Compiled;
use crate::model::sizes::Count;
use crate::solve::pricing::column::Column;
use crate::solve::pricing::enumeration::{self, SCALE};
use crate::units::{Points, quotient_up};

/// The cost of a school that no group covers, in the linear program only. It is above anything that decides between plans.
pub(crate) const UNCOVERED: Points = 100_000;

/// The highest price of a school left out in the linear program: below the cost of an uncovered school. What a problem asks above it is
/// added to the proof afterwards, by `lift`.
const MOST_PRICE: Points = 90_000;

/// What every row costs, in thousandths of a point.
#[derive(Debug, Clone, Default)]
pub(crate) struct Duals {
    /// One for each school.
    pub(crate) schools: Vec<i64>,
    /// One for each size that is counted.
    pub(crate) sizes: Vec<(usize, i64)>,
    /// One for each cut: 0 or more.
    pub(crate) cuts: Vec<i64>,
    /// One for each level.
    pub(crate) levels: Vec<i64>,
}

/// What a component requires, apart from disjoint groups.
#[derive(Debug, Clone, Default)]
pub(crate) struct SideConstraints {
    /// The price of leaving a school out, or `None` where each must be in a group. At most [`MOST_PRICE`].
    pub(crate) price: Option<Points>,
    /// The required numbers of groups of some sizes.
    pub(crate) counts: Vec<(usize, Count)>,
    /// The fewest schools in a group.
    pub(crate) least_size: usize,
    /// The number of schools on each level.
    pub(crate) levels: Vec<usize>,
    /// The values of plans are whole multiples of this many points; 0 means only that they are whole.
    pub(crate) step: Points,
}

impl SideConstraints {
    /// The requirements of a compiled problem for a component that still needs this many groups of some sizes.
    pub(crate) fn of(compiled: &Compiled, counts: &[(usize, Count)]) -> Self {
        let least_size = compiled.sizes().first().copied().unwrap_or(1);
        Self {
            price: compiled.price().map(|price| price.min(MOST_PRICE)),
            counts: counts.to_vec(),
            least_size,
            ..Self::default()
        }
    }

    /// The value of disjoint groups among this many schools, minus the prices; `None` if the groups are not a plan.
    pub(crate) fn value(&self, groups: &[Column], num_schools: usize) -> Option<Points> {
        let mut covers = vec![0; num_schools];
        groups.iter().flat_map(Column::members).for_each(|&member| covers[usize::from(member)] += 1);
        let mut on = vec![0; self.levels.len()];
        groups.iter().flat_map(Column::levels).for_each(|level| on[level] += 1);
        if on != self.levels {
            return None;
        }
        let prices = prices_of(&covers, &groups.iter().map(Column::size), &self.counts, self.price)?;
        Some(groups.iter().map(Column::points).sum::<Points>() - prices)
    }

    /// The most that the counts can be worth under these duals, as long as the counts are kept.
    pub(crate) fn worth_of_counts(&self, duals: impl Iterator<Item = i64>) -> i64 {
        let most = |((_, count), dual): (&(usize, Count), i64)| {
            let [least, most] = [count.least(), count.most()].map(|end| dual * i64::try_from(end).unwrap_or(0));
            least.max(most)
        };
        self.counts.iter().zip(duals).map(most).sum()
    }

    /// The most that each benefit can be, where a school left out has the price of these constraints as its loss.
    pub(crate) fn capped(&self, most: Vec<Points>) -> Vec<Points> {
        match self.price {
            Some(price) => most.into_iter().map(|most| most.max(-price)).collect(),
            None => most,
        }
    }

    /// How much more a school left out costs in the problem than here.
    pub(crate) fn missing_price(&self, compiled: &Compiled) -> Points {
        compiled.price().zip(self.price).map_or(0, |(stated, price)| stated - price)
    }
}

impl Duals {
    /// The upper bounds of the schools' benefits as duals. No group is worth more than its members' benefits.
    pub(crate) fn of_benefits(most: &[Points], counts: &[(usize, Count)]) -> Self {
        Self::of_schools(most.iter().map(|most| SCALE * most).collect(), counts)
    }

    /// Duals of schools alone, in thousandths.
    pub(crate) fn of_schools(schools: Vec<i64>, counts: &[(usize, Count)]) -> Self {
        Self { schools, sizes: counts.iter().map(|&(size, _)| (size, 0)).collect(), ..Self::default() }
    }

    /// The duals of a linear program, rounded up. This lowers the reduced costs of groups and raises the bound a little.
    /// The dual of a school that may be left out is never below minus its price.
    #[expect(clippy::cast_possible_truncation, reason = "duals are bounded by the cost of an uncovered school")]
    pub(crate) fn round(
        duals: &[f64],
        num_schools: usize,
        constraints: &SideConstraints,
        may_be_out: impl Fn(usize) -> bool,
    ) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a thousand")]
        let scale = SCALE as f64;
        let whole = |dual: f64| (dual * scale - 1e-6).ceil() as i64;
        let least = constraints.price.map_or(i64::MIN, |price| -SCALE * price);
        let of_school = |(school, &dual): (usize, &f64)| {
            let least = if may_be_out(school) { least } else { i64::MIN };
            whole(dual).max(least)
        };
        let (schools, rest) = duals.split_at(num_schools);
        let (sizes, rest) = rest.split_at(constraints.counts.len());
        let (levels, cuts) = rest.split_at(constraints.levels.len());
        Self {
            schools: schools.iter().enumerate().map(of_school).collect(),
            sizes: constraints.counts.iter().zip(sizes).map(|(&(size, _), &dual)| (size, whole(dual))).collect(),
            levels: levels.iter().map(|&dual| whole(dual)).collect(),
            cuts: cuts.iter().map(|&dual| whole(dual).max(0)).collect(),
        }
    }

    /// The duals for a scan, which does not know cuts.
    pub(crate) fn for_pricing(&self) -> enumeration::PricingDuals<'_> {
        enumeration::PricingDuals { schools: &self.schools, sizes: &self.sizes }
    }

    /// A bound on every plan, in thousandths, if no group has a positive reduced cost.
    pub(crate) fn bound(&self, constraints: &SideConstraints, cuts: &[Cut]) -> i64 {
        let sizes: i64 = constraints.worth_of_counts(self.sizes.iter().map(|&(_, dual)| dual));
        let cuts: i64 = cuts.iter().zip(&self.cuts).map(|(cut, dual)| dual * i64::from(cut.most())).sum();
        self.schools.iter().sum::<i64>() + sizes + cuts + worth_of_levels(&self.levels, constraints)
    }

    /// The bound after the schools' duals are raised until no group has a positive reduced cost. `most` has, for each first
    /// school, the largest reduced cost of its groups. All duals rise equally up to a level, and above it only those of the
    /// first schools.
    pub(crate) fn raise(&mut self, most: &[i64], constraints: &SideConstraints) {
        let mut falling: Vec<i64> = most.iter().copied().filter(|&most| most > 0).collect();
        falling.sort_unstable_by_key(|&most| std::cmp::Reverse(most));
        let schools = i64::try_from(self.schools.len()).unwrap_or(i64::MAX);
        let each = |level: i64| quotient_up(level, constraints.least_size.max(1));
        let mut above = 0;
        let mut best = (i64::MAX, 0);
        for (count, &level) in (0_i64..).zip(falling.iter().chain(&[0])) {
            best = best.min((schools * each(level) + above - count * level, level));
            above += level;
        }
        let (_, level) = best;
        for (dual, &most) in self.schools.iter_mut().zip(most) {
            *dual += each(level) + (most - level).max(0);
        }
    }

    /// The value of a group minus the duals of its size, its members and their levels, without cuts.
    #[inline]
    pub(crate) fn reduced(&self, column: &Column) -> i64 {
        let members: i64 = column.members().iter().map(|&member| self.schools[usize::from(member)]).sum();
        let size = self.sizes.iter().find(|(size, _)| *size == column.size()).map_or(0, |&(_, dual)| dual);
        let levels =
            if self.levels.is_empty() { 0 } else { column.levels().map(|level| self.levels[level]).sum::<i64>() };
        SCALE * column.points() - members - size - levels
    }
}

/// The total of the levels' duals, each times the required number of schools on the level.
pub(crate) fn worth_of_levels(duals: &[i64], constraints: &SideConstraints) -> i64 {
    duals.iter().zip(&constraints.levels).map(|(dual, &schools)| dual * i64::try_from(schools).unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_duals_cover_what_each_first_school_lacked() {
        let constraints = SideConstraints { least_size: 3, ..SideConstraints::default() };
        for (most, cost) in [(vec![0; 5], 0), (vec![7, 0, 0, 0, 0], 7), (vec![9; 5], 15), (vec![9, 9, 9, 1, 30], 36)] {
            let mut duals = Duals { schools: vec![100; 5], ..Duals::default() };
            duals.raise(&most, &constraints);
            let least = duals.schools.iter().min().expect("five schools") - 100;
            // A group's other schools rise by at least the smallest amount.
            assert!(duals.schools.iter().zip(&most).all(|(dual, most)| dual - 100 + 2 * least >= *most), "{most:?}");
            assert_eq!(duals.bound(&constraints, &[]) - 500, cost, "{most:?}");
        }
    }
}
