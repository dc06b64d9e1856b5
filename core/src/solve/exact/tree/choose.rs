//! Which two schools to branch on.

use crate::solve::exact::master::Relaxed;
use crate::solve::pricing::column::together;

/// The pair whose fraction in one group is nearest to a half. Trying the children of several pairs first saves nodes and costs more
/// than it saves: the two children of a node are solved from its own basis.
pub(super) fn choose(relaxed: &Relaxed) -> Option<[u16; 2]> {
    (together(&relaxed.groups).into_iter())
        .filter(|&(_, fraction)| fraction > 1e-5 && fraction < 1.0 - 1e-5)
        .map(|(pair, fraction)| ((fraction - 0.5).abs(), pair))
        .min_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| one.cmp(other)))
        .map(|(_, pair)| pair)
}
