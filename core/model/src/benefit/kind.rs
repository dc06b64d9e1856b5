//! What every kind of benefit term must provide. Each term's file implements it.

use std::convert::Infallible;

use crate::benefit::average::average_over_peers;
use crate::benefit::weights::Weights;
use crate::cohort::Cohort;
use crate::error::Issue;
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::tables::Tables;
use crate::units::Points;

/// The text that distinguishes the terms of one kind.
pub(super) type Part<K> = <<K as Kind>::Stated as Weights>::Part;

/// A kind of benefit term. By default, a term needs nothing more from the input.
pub(super) trait Kind {
    /// The value with which the rules file states the weights.
    type Stated: Weights;

    /// The pair score that the term averages over the peers; [`Infallible`] if the term is not an average.
    type Score: PairPoints;

    /// A school's points from one peer, by the definition: 0 to 10,000; 0 if the term is not stated.
    fn pair(facts: &Facts, stated: &Self::Stated, part: &Part<Self>, school: SchoolIndex, peer: SchoolIndex) -> Points;

    /// The points of a school in its group: the average over its peers, unless the term is not an average.
    fn points(
        facts: &Facts,
        stated: &Self::Stated,
        part: &Part<Self>,
        school: SchoolIndex,
        group: &[SchoolIndex],
    ) -> Points {
        average_over_peers(school, group, |peer| Self::pair(facts, stated, part, school, peer))
    }

    /// The pair score, prepared for many pairs; `None` if the term is not an average or is not stated.
    fn score(facts: &Facts, stated: &Self::Stated, part: &Part<Self>) -> Option<Self::Score>;

    /// The issues of the stated value alone, without those of its weights. `key` is its dotted path.
    fn issues(_stated: &Self::Stated, _key: &str) -> Vec<Issue> {
        Vec::new()
    }

    /// The issues of the stated value with this cohort and these tables: unknown names, a missing table, a missing
    /// location.
    fn needs(_cohort: &Cohort, _tables: &Tables, _stated: &Self::Stated, _key: &str) -> Vec<Issue> {
        Vec::new()
    }
}

/// The pair score of one kind of term.
pub(super) trait PairPoints {
    /// Whether the score depends on distance.
    const IS_LOCAL: bool = false;

    /// A school's points from one peer. For `share`, see [`PairScore::points`](crate::benefit::score::PairScore::points).
    fn of_pair(&self, school: SchoolIndex, peer: SchoolIndex, share: impl FnOnce() -> Points) -> Points;
}

/// For a term that is not an average over peers.
impl PairPoints for Infallible {
    fn of_pair(&self, _: SchoolIndex, _: SchoolIndex, _: impl FnOnce() -> Points) -> Points {
        match *self {}
    }
}
