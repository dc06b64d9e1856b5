//! Assigns schools to trusts.

use crate::generate::draw::Draw;

/// The largest fraction of a cohort in one trust: a sixth. By default, schools of one trust are never grouped, so a larger
/// trust could leave a small cohort without a plan.
const SMALLEST_SHARE: usize = 6;

/// For each school, the number of its trust from 0, or `None` if it is in no trust. `regions` has the region of each
/// school. Half of a trust's schools come from the region of its first school.
pub(super) fn trusts(draw: &mut Draw, regions: &[&str], percent: usize, largest: usize) -> Vec<Option<usize>> {
    let schools = regions.len();
    let largest = largest.min(schools / SMALLEST_SHARE).max(1);
    let mut free: Vec<usize> = (0..schools).collect();
    draw.shuffle(&mut free);
    free.truncate((schools * percent + 50) / 100);
    let mut trusts = vec![None; schools];
    let mut number = 0;
    while let Some(first) = free.pop() {
        trusts[first] = Some(number);
        for _ in 1..draw.between(1, largest) {
            let near = free.iter().rposition(|&school| regions[school] == regions[first]);
            let place = near.filter(|_| draw.below(2) == 0).or_else(|| free.len().checked_sub(1));
            if let Some(place) = place {
                trusts[free.remove(place)] = Some(number);
            }
        }
        number += 1;
    }
    trusts
}
