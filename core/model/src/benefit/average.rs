//! Averages over the peers of a school, rounded down.

use crate::ids::SchoolIndex;
use crate::units::Points;

/// The average of a pair score over a school's peers, rounded down; 0 if there are no peers.
pub(super) fn average_over_peers(
    school: SchoolIndex,
    group: &[SchoolIndex],
    pair: impl Fn(SchoolIndex) -> Points,
) -> Points {
    let peers = group.iter().filter(|&&peer| peer != school);
    let (mut sum, mut count) = (0, 0);
    for &peer in peers {
        sum += pair(peer);
        count += 1;
    }
    if count == 0 { 0 } else { sum / count }
}
