//! `learn`: how much of a school's needs the strengths of its peers meet.
//!
//! learn(j | G) = sum over areas a of w_j\[a\] * max over i in G, i != j, of level_i\[a\]. This is coverage, not a sum over
//! pairs: a second school that is strong in the same area adds nothing.

use std::convert::Infallible;

use crate::areas::Profile;
use crate::benefit::kind::Kind;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::units::{FULL, Points};

/// The points that a school learns from its peers: 0 to 10,000; 10,000 for a school without needs.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::{areas::Profile, benefit::learn::coverage};
/// let me = Profile { levels: vec![0, 0], weights: vec![60, 40] };
/// let strong = Profile { levels: vec![80, 0], weights: vec![50, 50] };
/// let stronger = Profile { levels: vec![100, 20], weights: vec![50, 50] };
/// assert_eq!(coverage(&me, [&strong].into_iter()), 4_800);
/// assert_eq!(coverage(&me, [&strong, &stronger].into_iter()), 6_800);
/// ```
pub fn coverage<'a>(school: &Profile, peers: impl Iterator<Item = &'a Profile>) -> Points {
    if !school.has_needs() {
        return FULL;
    }
    let mut best = vec![0; school.weights.len()];
    for peer in peers {
        for (best, &level) in best.iter_mut().zip(&peer.levels) {
            *best = level.max(*best);
        }
    }
    school.weights.iter().zip(best).map(|(&weight, level)| Points::from(weight) * Points::from(level)).sum()
}

/// learn(j | G) for a school of a cohort.
#[must_use]
pub fn points(facts: &Facts, school: SchoolIndex, group: &[SchoolIndex]) -> Points {
    let peers = group.iter().filter(|&&peer| peer != school);
    coverage(facts.profile(school), peers.map(|&peer| facts.profile(peer)))
}

/// The term. Its points cannot be split among single peers.
pub(super) struct Learn;

impl Kind for Learn {
    type Stated = f64;
    type Score = Infallible;

    fn pair(facts: &Facts, _: &f64, (): &(), school: SchoolIndex, peer: SchoolIndex) -> Points {
        points(facts, school, &[school, peer])
    }

    fn points(facts: &Facts, _: &f64, (): &(), school: SchoolIndex, group: &[SchoolIndex]) -> Points {
        points(facts, school, group)
    }

    fn score(_: &Facts, _: &f64, (): &()) -> Option<Infallible> {
        None
    }
}
