//! What the list of terms asks of each kind. A term's file answers it.

use std::convert::Infallible;

use crate::benefit::average::average_over_peers;
use crate::benefit::weights::Weights;
use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::tables::Tables;
use crate::units::Points;

/// What tells the terms of one kind apart.
pub(super) type Part<K> = <<K as Kind>::Stated as Weights>::Part;

/// A kind of term. The defaults say that nothing else is asked of the input.
pub(super) trait Kind {
    /// The value by which the rules file states its weights.
    type Stated: Weights;

    /// The score that it averages over the peers; [`Infallible`] for a term that is no average.
    type Score: PairPoints;

    /// The points of a school from one peer, by the definition: 0 to 10,000; 0 for a term that is not stated.
    fn pair(facts: &Facts, stated: &Self::Stated, part: &Part<Self>, school: SchoolIndex, peer: SchoolIndex) -> Points;

    /// The points of a school in a group that it belongs to: the average over its peers, unless the term is no average.
    fn points(
        facts: &Facts,
        stated: &Self::Stated,
        part: &Part<Self>,
        school: SchoolIndex,
        group: &[SchoolIndex],
    ) -> Points {
        average_over_peers(school, group, |peer| Self::pair(facts, stated, part, school, peer))
    }

    /// The score that it averages, made ready for many pairs; none for a term that is no average, or is not stated.
    fn score(facts: &Facts, stated: &Self::Stated, part: &Part<Self>) -> Option<Self::Score>;

    /// Issues of the stated value alone, but for its weights. `key` is its dotted path.
    fn issues(_stated: &Self::Stated, _key: &str) -> Vec<Issue> {
        Vec::new()
    }

    /// Issues of the stated value with this cohort and these tables: unknown names, a table or a location that is missing.
    fn needs(_cohort: &Cohort, _tables: &Tables, _stated: &Self::Stated, _key: &str) -> Vec<Issue> {
        Vec::new()
    }
}

/// The score of one kind of term.
pub(super) trait PairPoints {
    /// Whether distance decides.
    const IS_LOCAL: bool = false;

    /// The points of a school from one peer; `share` as for [`PairScore::points`](crate::benefit::score::PairScore::points).
    fn of_pair(&self, school: SchoolIndex, peer: SchoolIndex, share: impl FnOnce() -> Points) -> Points;
}

/// Of a term that is no average over peers.
impl PairPoints for Infallible {
    fn of_pair(&self, _: SchoolIndex, _: SchoolIndex, _: impl FnOnce() -> Points) -> Points {
        match *self {}
    }
}
