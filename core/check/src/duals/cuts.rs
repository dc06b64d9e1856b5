//! How much the duals of cuts take from a group, as far as its pairs show it. The ceiling includes most of this amount.
//!
//! Consider two schools of a cut whose multipliers sum to its divisor. They are charged the cut's dual whenever they meet.
//! If a group has several such pairs of one cut and no two share a school, the group is charged no more than the cut takes
//! from it, because the floors of parts sum to at most the floor of the whole. If two such pairs share a school, the group
//! may be charged too much: for example, all three schools of a subset-row cut are in it. These threes are listed, and the
//! scan values every group around them separately.

use super::part::Part;
use crate::certificate::CutDual;

/// Cuts over more schools are not charged, because they contain too many threes.
const MOST_IN_CUT: usize = 8;

/// With more groups than this around the threes, charging is not worthwhile.
const MOST_AROUND: u128 = 50_000_000;

/// The charge when two schools meet, and the threes whose groups must be valued separately.
pub(super) struct Charges {
    len: usize,
    /// One row for each school, in thousandths of a point, rounded down.
    charges: Vec<i64>,
    /// Ascending.
    pub(super) threes: Vec<[u16; 3]>,
}

impl Charges {
    /// `None` if no cut is charged.
    pub(super) fn new(part: &Part, cuts: &[CutDual], scale: i64) -> Option<Self> {
        let len = part.len();
        let mut charges =
            Self { len, charges: vec![0; if cuts.is_empty() { 0 } else { len * len }], threes: Vec::new() };
        for cut in cuts.iter().filter(|cut| cut.dual > 0 && cut.schools.len() <= MOST_IN_CUT) {
            charges.charge(part, cut, scale);
        }
        charges.threes.sort_unstable();
        charges.threes.dedup();
        let groups: u128 =
            part.sizes().iter().map(|&size| num_around(len, size)).sum::<u128>() * charges.threes.len() as u128;
        (!cuts.is_empty() && groups <= MOST_AROUND).then_some(charges)
    }

    /// In thousandths of a point.
    pub(super) fn of(&self, a: usize, b: usize) -> i64 {
        self.charges[a * self.len + b]
    }

    fn charge(&mut self, part: &Part, cut: &CutDual, scale: i64) {
        let members: Vec<(usize, u64)> =
            cut.schools.iter().copied().zip(cut.multipliers.iter().copied().map(u64::from)).collect();
        let floor = |sum: u64| sum / u64::from(cut.divisor);
        let meet = |a: (usize, u64), b: (usize, u64)| part.permits(a.0, b.0) && floor(a.1 + b.1) > 0;
        for (place, &a) in members.iter().enumerate() {
            for (next, &b) in members.iter().enumerate().skip(place + 1) {
                if meet(a, b) {
                    let times = i128::from(floor(a.1 + b.1));
                    let thousandths = i128::from(cut.dual) * times * 1_000 / i128::from(scale);
                    // A charge above the worth of any group has no further effect. The cap keeps sums of charges in range.
                    let charge = i64::try_from(thousandths.min(1_000_000_000)).expect("capped");
                    self.charges[a.0 * self.len + b.0] += charge;
                    self.charges[b.0 * self.len + a.0] += charge;
                }
                for &c in &members[next + 1..] {
                    let meetings = [meet(a, b), meet(a, c), meet(b, c)].into_iter().filter(|&meets| meets).count();
                    let permitted = part.permits(a.0, b.0) && part.permits(a.0, c.0) && part.permits(b.0, c.0);
                    if permitted && meetings > 1 {
                        self.threes
                            .push([a.0, b.0, c.0].map(|school| {
                                u16::try_from(school).expect("a part has some thousand schools at most")
                            }));
                    }
                }
            }
        }
    }
}

/// The number of groups of a size that contain three given schools, out of this many schools.
fn num_around(schools: usize, size: usize) -> u128 {
    (3..size).fold(u128::from(size > 2), |groups, held| groups * (schools - held.min(schools)) as u128)
}
