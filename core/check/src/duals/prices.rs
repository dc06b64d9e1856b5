//! How much the duals of one step charge a column, and their total: both sides of weak duality.

use super::columns::Column;
use crate::certificate::{CutDual, Duals};
use tercet_model::problem::Problem;
use tercet_model::sizes::LARGEST;

/// The required numbers of groups of some sizes in a part: the size, the fewest and the most.
pub(super) type Counts = Vec<(usize, usize, usize)>;

/// The prescribed numbers of groups, minus the locked groups.
pub(super) fn counts_without_locked(problem: &Problem) -> Counts {
    let locked = |size: usize| problem.locked().iter().filter(|group| group.len() == size).count();
    let exactly = &problem.rules().sizes.exactly;
    let rest = exactly.iter().map(|(&size, count)| {
        let [least, most] = [count.least(), count.most()].map(|end| end.saturating_sub(locked(size)));
        (size, least, most)
    });
    rest.collect()
}

/// The duals of a step, prepared for many columns.
pub(super) struct Prices<'a> {
    pub(super) duals: &'a Duals,
    /// By the size of a group.
    pub(super) sizes: [i64; LARGEST + 1],
    /// For each school, its cuts with its multiplier in each.
    cuts: Vec<Vec<(usize, u32)>>,
}

/// Memory to count the members of cuts. It is all zero between two uses.
#[derive(Default)]
pub(super) struct Room {
    sums: Vec<u64>,
    touched: Vec<usize>,
}

impl<'a> Prices<'a> {
    pub(super) fn new(duals: &'a Duals) -> Self {
        let mut sizes = [0; LARGEST + 1];
        for (&size, &dual) in duals.sizes.iter().filter(|&(&size, _)| size <= LARGEST) {
            sizes[size] = dual;
        }
        let mut cuts = vec![Vec::new(); duals.schools.len()];
        for (number, cut) in duals.cuts.iter().enumerate() {
            for (&school, &multiplier) in cut.schools.iter().zip(&cut.multipliers) {
                cuts[school].push((number, multiplier));
            }
        }
        Self { duals, sizes, cuts }
    }

    pub(super) fn room(&self) -> Room {
        Room { sums: vec![0; self.duals.cuts.len()], touched: Vec::new() }
    }

    /// How much the duals charge a column: the duals of its schools, of its size if it is a group, of its schools' levels,
    /// and of the cuts it enters.
    pub(super) fn of(&self, column: &Column, room: &mut Room) -> i128 {
        let schools = column.schools();
        let mut sum: i128 = schools.iter().map(|&school| i128::from(self.duals.schools[usize::from(school)])).sum();
        if schools.len() > 1 {
            sum += i128::from(self.sizes[schools.len()]);
        }
        if !self.duals.levels.is_empty() {
            let on = column.levels().iter().filter(|&&level| level > 0);
            sum += on.map(|&level| i128::from(self.duals.levels[usize::from(level) - 1])).sum::<i128>();
        }
        for &school in schools {
            for &(cut, multiplier) in &self.cuts[usize::from(school)] {
                if room.sums[cut] == 0 {
                    room.touched.push(cut);
                }
                room.sums[cut] += u64::from(multiplier);
            }
        }
        for cut in room.touched.drain(..) {
            let CutDual { divisor, dual, .. } = &self.duals.cuts[cut];
            sum += i128::from(*dual) * i128::from(std::mem::take(&mut room.sums[cut]) / u64::from(*divisor));
        }
        sum
    }

    /// The value of a column beyond what the duals charge it, in units of 1 / scale.
    pub(super) fn reduced(&self, column: &Column, scale: i64, room: &mut Room) -> i128 {
        i128::from(scale) * i128::from(column.value) - self.of(column, room)
    }

    /// D: the sum of all duals, each times its right-hand side. `levels` has the number of schools on each level.
    pub(super) fn total(&self, counts: &Counts, levels: &[usize]) -> i128 {
        let schools: i128 = self.duals.schools.iter().copied().map(i128::from).sum();
        let sizes = counts.iter().map(|&(size, least, most)| {
            let dual = self.duals.sizes.get(&size).copied().map_or(0, i128::from);
            (dual * whole(least)).max(dual * whole(most))
        });
        let cuts = self.duals.cuts.iter().map(|cut| {
            let all: u64 = cut.multipliers.iter().copied().map(u64::from).sum();
            i128::from(cut.dual) * i128::from(all / u64::from(cut.divisor))
        });
        let levels = self.duals.levels.iter().zip(levels).map(|(&dual, &schools)| i128::from(dual) * whole(schools));
        schools + sizes.sum::<i128>() + cuts.sum::<i128>() + levels.sum::<i128>()
    }
}

fn whole(count: usize) -> i128 {
    i128::try_from(count).expect("a usize has 64 bits at most")
}
