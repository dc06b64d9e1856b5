//! The benefit terms that average a pair score over the peers.

use crate::compile::lanes::Lanes;
use crate::ids::SchoolIndex;
use crate::model::benefit::score::PairScore;
use crate::model::problem::Problem;
use crate::units::Points;

/// One averaged term with its weight in thousandths.
#[derive(Debug, Clone)]
pub struct PairTerm {
    /// The weight.
    pub weight: i64,
    score: PairScore,
}

impl PairTerm {
    /// The averaged terms of a problem, in term order.
    #[must_use]
    pub fn all(problem: &Problem) -> Vec<Self> {
        let benefit = &problem.rules().benefit;
        (problem.term_weights().iter())
            .filter_map(|(term, weight)| {
                Some(Self { weight: *weight, score: PairScore::new(problem.facts(), benefit, term)? })
            })
            .collect()
    }

    /// The pair score: 0 to 10,000.
    #[inline]
    #[must_use]
    pub fn points(&self, lanes: &Lanes, school: SchoolIndex, peer: SchoolIndex) -> Points {
        self.score.points(school, peer, || lanes.share(school.position(), peer.position()))
    }

    /// Whether the term depends on distance.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.score.is_local()
    }
}
