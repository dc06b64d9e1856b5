//! The scores of pairs, made ready for many of them: what a term that averages over peers gives a school from one peer.

use crate::benefit::{Benefit, Score, Term};
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::units::Points;

/// The pair score of a term: 0 to 10,000.
#[derive(Debug, Clone)]
pub struct PairScore(Score);

impl PairScore {
    /// The score of a term. None for a term that is no average over peers, which is `learn` alone, or is not stated.
    #[must_use]
    pub fn new(facts: &Facts, benefit: &Benefit, term: &Term) -> Option<Self> {
        Score::new(facts, benefit, term).map(Self)
    }

    /// The points of a school from one peer. `share` is asked for what the school's strengths give the peer's needs
    /// ([`share::pair_points`](crate::benefit::share::pair_points)), which callers hold in forms of their own.
    #[inline]
    pub fn points(&self, school: SchoolIndex, peer: SchoolIndex, share: impl FnOnce() -> Points) -> Points {
        self.0.points(school, peer, share)
    }

    /// Whether distance decides.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.0.is_local()
    }
}
