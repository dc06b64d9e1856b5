//! The innermost loop: how much each of many schools would add to one group, sixteen schools at a time.
//!
//! For a group P and a candidate c, let b_m be the best levels, area by area, among the peers of member m. The total of
//! what the members learn with c, and of what c learns from P, is
//!
//! sum over m and areas a of w_m(a) * max(b_m(a), l_c(a)) + sum over a of w_c(a) * b_P(a)
//!
//! where b_P are the best levels in P. Only areas in which a member has a weight or P has a level matter. There are few of
//! them, because schools declare few. A group of six learns at most 60,000, so sixteen bits hold the sum.

use multiversion::multiversion;

/// How many candidates are processed together.
pub(super) const BLOCK: usize = 16;

/// One number for each of sixteen candidates.
pub(super) type Sixteen = [u16; BLOCK];

/// One number for each of sixteen candidates, with room for thousandths of points.
pub(super) type Wide = [i32; BLOCK];

/// A member's need in one area: its weight, and the best level of its peers in the group.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Need {
    pub(super) area: usize,
    /// The place of the area's first block.
    pub(super) at: usize,
    pub(super) weight: u16,
    pub(super) level: u16,
}

/// The group's best level in one area.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Offer {
    pub(super) area: usize,
    /// The place of the area's first block.
    pub(super) at: usize,
    pub(super) level: u16,
}

/// Candidates in blocks: for each area, one block after another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Profiles<'a> {
    pub(super) levels: &'a [Sixteen],
    pub(super) weights: &'a [Sixteen],
}

/// For each candidate in the blocks from `first` on, up to the length of `out`: the total that all learn.
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn learn(needs: &[Need], offers: &[Offer], profiles: Profiles<'_>, first: usize, out: &mut [Sixteen]) {
    for (block, out) in (first..).zip(out) {
        *out = sum(needs, offers, profiles, block);
    }
}

/// For the same candidates: `weight` times the total that all learn, plus both linear parts; and the largest result.
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn weigh(learn: &[Sixteen], weight: i32, linear: [&[Wide]; 2], out: &mut [Wide]) -> i32 {
    let mut most = i32::MIN;
    let linear = linear[0].as_flattened().iter().zip(linear[1].as_flattened());
    for ((out, learn), (one, other)) in out.as_flattened_mut().iter_mut().zip(learn.as_flattened()).zip(linear) {
        *out = i32::from(*learn) * weight + one + other;
        most = most.max(*out);
    }
    most
}

#[inline(always)]
fn sum(needs: &[Need], offers: &[Offer], profiles: Profiles<'_>, block: usize) -> Sixteen {
    let mut sum = [0_u16; BLOCK];
    for need in needs {
        let levels = &profiles.levels[need.at + block];
        for lane in 0..BLOCK {
            sum[lane] = sum[lane].wrapping_add(need.weight.wrapping_mul(levels[lane].max(need.level)));
        }
    }
    for offer in offers {
        let weights = &profiles.weights[offer.at + block];
        for lane in 0..BLOCK {
            sum[lane] = sum[lane].wrapping_add(offer.level.wrapping_mul(weights[lane]));
        }
    }
    sum
}
