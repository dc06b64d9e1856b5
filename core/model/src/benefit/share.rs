//! `share`: how much of its peers' needs a school can meet.
//!
//! share(i | G) = floor(sum over j != i and areas a of w_j\[a\] * level_i\[a\] / (|G| - 1)).

use crate::areas::Profile;
use crate::benefit::average::average_over_peers;
use crate::benefit::kind::{Kind, PairPoints};
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::units::Points;

/// How much of a peer's needs a school meets: 0 to 10,000.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::{areas::Profile, benefit::share::pair_points};
/// let me = Profile { levels: vec![80, 20], weights: vec![100, 0] };
/// let peer = Profile { levels: vec![0, 0], weights: vec![60, 40] };
/// assert_eq!(pair_points(&me, &peer), 5_600);
/// ```
#[must_use]
pub fn pair_points(school: &Profile, peer: &Profile) -> Points {
    (school.levels.iter().zip(&peer.weights)).map(|(&level, &weight)| Points::from(level) * Points::from(weight)).sum()
}

/// share(i | G) for a school of a cohort.
#[must_use]
pub fn points(facts: &Facts, school: SchoolIndex, group: &[SchoolIndex]) -> Points {
    average_over_peers(school, group, |peer| pair_points(facts.profile(school), facts.profile(peer)))
}

/// The term, which is also its pair score. The caller supplies the products of strengths and needs.
#[derive(Debug, Clone)]
pub(super) struct Share;

impl Kind for Share {
    type Stated = f64;
    type Score = Self;

    fn pair(facts: &Facts, _: &f64, (): &(), school: SchoolIndex, peer: SchoolIndex) -> Points {
        pair_points(facts.profile(school), facts.profile(peer))
    }

    fn score(_: &Facts, _: &f64, (): &()) -> Option<Self> {
        Some(Self)
    }
}

impl PairPoints for Share {
    #[inline]
    fn of_pair(&self, _: SchoolIndex, _: SchoolIndex, share: impl FnOnce() -> Points) -> Points {
        share()
    }
}
