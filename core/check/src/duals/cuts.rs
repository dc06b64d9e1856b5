//! What the duals of cuts take from a group, as far as its pairs tell: so that the ceiling sees most of it.
//!
//! Two schools of a cut whose multipliers sum to its divisor are charged its dual wherever they meet. A group in which such
//! pairs of one cut share no school is charged no more than the cut takes from it, because floors of parts sum to no more
//! than the floor of the whole. Where two such pairs share a school - all three schools of a subset-row cut in one group -
//! it may be charged too much; these threes are listed, and the scan values every group around them by itself.

use super::part::Part;
use crate::certificate::CutDual;

/// Cuts over more schools are not charged: the threes in them are too many.
const MOST_IN_CUT: usize = 8;

/// More groups than this around the threes are not worth the charges.
const MOST_AROUND: u128 = 50_000_000;

/// What meeting costs two schools, and the threes whose groups are to be valued by themselves.
pub(super) struct Charges {
    len: usize,
    /// A row a school, in thousandths of a point, rounded down.
    charges: Vec<i64>,
    /// Ascending.
    pub(super) threes: Vec<[u16; 3]>,
}

impl Charges {
    /// `None` where no cut is charged.
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
                    // A charge beyond what any group is worth says no more; the cap keeps sums of charges in range.
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

/// The number of groups of a size, out of this many schools, that hold three given schools.
fn num_around(schools: usize, size: usize) -> u128 {
    (3..size).fold(u128::from(size > 2), |groups, held| groups * (schools - held.min(schools)) as u128)
}
