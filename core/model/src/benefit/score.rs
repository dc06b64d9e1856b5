//! Pair scores, prepared for many pairs: a school's points from one peer, for a term that averages over peers.

use crate::benefit::{Benefit, Score, Term};
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::units::Points;

/// The pair score of a benefit term: 0 to 10,000.
#[derive(Debug, Clone)]
pub struct PairScore(Score);

impl PairScore {
    /// The score of a term. `None` if the term is not stated, or is `learn`, which is the only term that is not an average
    /// over peers.
    #[must_use]
    pub fn new(facts: &Facts, benefit: &Benefit, term: &Term) -> Option<Self> {
        Score::new(facts, benefit, term).map(Self)
    }

    /// A school's points from one peer. `share` is called for how much the school's strengths meet the peer's needs
    /// ([`share::pair_points`](crate::benefit::share::pair_points)). Callers compute this in different ways.
    #[inline]
    pub fn points(&self, school: SchoolIndex, peer: SchoolIndex, share: impl FnOnce() -> Points) -> Points {
        self.0.points(school, peer, share)
    }

    /// Whether the score depends on distance.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.0.is_local()
    }
}
