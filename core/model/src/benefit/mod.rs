//! The benefit of a school in a group: one file a term, and the weights that join them.
//!
//! benefit(i | G) = floor(sum over terms t of W_t * term_t(i | G) / 1000), with whole thousandths W that sum to 1,000;
//! value(G) is the sum over the group's schools. All in integers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::benefit::average::average_over_peers;
use crate::facts::Facts;
use crate::format::tree::{self, FromTree, Item, Walk, keyed};
use crate::ids::SchoolIndex;
use crate::units::{Points, billionths, largest_remainder};

mod average;
pub mod closeness;
pub mod learn;
pub mod likeness;
pub mod novelty;
pub mod own;
pub mod score;
pub mod share;
pub mod variety;

keyed! {
    /// The weights of the benefit terms: numbers of 0 and more, of which only the ratios count.
    #[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
    #[serde(default, deny_unknown_fields)]
    #[non_exhaustive]
    pub struct Benefit {
        /// The weight of what a school learns from its peers; 7 unless stated. Only the ratios of the weights count.
        #[schemars(range(min = 0, max = 1_000_000_000))]
        pub learn: f64,
        /// The weight of what a school can share with its peers; 3 unless stated.
        #[schemars(range(min = 0, max = 1_000_000_000))]
        pub share: f64,
        /// Attributes in which peers should be different, with their weights.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        pub variety: BTreeMap<String, f64>,
        /// Attributes in which peers should be alike, with their weights.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        pub likeness: BTreeMap<String, f64>,
        /// Nearby peers: a weight, and the distance in km at which closeness ends.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub closeness: Option<Closeness>,
        /// Peers not met before: a weight, and the part of a past meeting that is left after each year.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub novelty: Option<Novelty>,
        /// The weight of the analyst's own table over pairs; 0 unless stated.
        #[schemars(range(min = 0, max = 1_000_000_000))]
        pub own: f64,
    }
}

impl Default for Benefit {
    fn default() -> Self {
        Self {
            learn: 7.0,
            share: 3.0,
            variety: BTreeMap::new(),
            likeness: BTreeMap::new(),
            closeness: None,
            novelty: None,
            own: 0.0,
        }
    }
}

/// The weight and reach of closeness.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Closeness {
    /// The weight.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub weight: f64,
    /// The distance in km at which a pair has no closeness left: more than 0, at most 100,000.
    #[schemars(range(max = 100_000), extend("exclusiveMinimum" = 0))]
    pub zero_at_km: f64,
}

/// The weight and decay of novelty.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Novelty {
    /// The weight.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub weight: f64,
    /// What is left of a past meeting after each year: 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    pub decay: f64,
}

/// A term of the benefit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// What a school learns.
    Learn,
    /// What a school shares.
    Share,
    /// Peers that differ in an attribute.
    Variety(String),
    /// Peers alike in an attribute.
    Likeness(String),
    /// Peers that are near.
    Closeness,
    /// Peers not met before.
    Novelty,
    /// The analyst's own table.
    Own,
}

impl std::fmt::Display for Term {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Learn => f.write_str("learn"),
            Self::Share => f.write_str("share"),
            Self::Variety(attribute) => write!(f, "variety of {attribute}"),
            Self::Likeness(attribute) => write!(f, "likeness of {attribute}"),
            Self::Closeness => f.write_str("closeness"),
            Self::Novelty => f.write_str("novelty"),
            Self::Own => f.write_str("own"),
        }
    }
}

impl Benefit {
    /// The terms with their weights as stated, in the order that settles ties: learn, share, variety and likeness by
    /// attribute name, closeness, novelty, own.
    #[must_use]
    pub fn terms(&self) -> Vec<(Term, f64)> {
        let mut terms = vec![(Term::Learn, self.learn), (Term::Share, self.share)];
        terms.extend(self.variety.iter().map(|(name, &w)| (Term::Variety(name.clone()), w)));
        terms.extend(self.likeness.iter().map(|(name, &w)| (Term::Likeness(name.clone()), w)));
        terms.extend(self.closeness.map(|closeness| (Term::Closeness, closeness.weight)));
        terms.extend(self.novelty.map(|novelty| (Term::Novelty, novelty.weight)));
        terms.push((Term::Own, self.own));
        terms
    }

    /// The terms that count, with whole thousandths that sum to 1,000 (largest remainder, ties by term order).
    ///
    /// ```
    /// # use tercet_model as tercet;
    /// use tercet::model::benefit::{Benefit, Term};
    /// assert_eq!(Benefit::default().thousandths(), vec![(Term::Learn, 700), (Term::Share, 300)]);
    /// ```
    #[must_use]
    pub fn thousandths(&self) -> Vec<(Term, i64)> {
        let terms = self.terms();
        let parts: Vec<i64> = terms.iter().map(|(_, w)| billionths(*w).unwrap_or(0).max(0)).collect();
        let shares = largest_remainder(&parts, 1_000);
        (terms.into_iter().zip(shares))
            .filter(|&(_, share)| share > 0)
            .map(|((term, _), share)| (term, share))
            .collect()
    }
}

/// The points of one term for a school in a group that it belongs to; 0 for a term that the benefit does not state.
#[must_use]
pub fn term_points(
    facts: &Facts,
    benefit: &Benefit,
    term: &Term,
    school: SchoolIndex,
    group: &[SchoolIndex],
) -> Points {
    let average = |pair: &dyn Fn(SchoolIndex) -> Points| average_over_peers(school, group, pair);
    match term {
        Term::Learn => learn::points(facts, school, group),
        Term::Share => share::points(facts, school, group),
        Term::Variety(name) => average(&|peer| variety::pair_points(facts, name, school, peer)),
        Term::Likeness(name) => average(&|peer| likeness::pair_points(facts, name, school, peer)),
        Term::Closeness => benefit
            .closeness
            .map_or(0, |closeness| average(&|peer| closeness::pair_points(facts, closeness.zero_at_km, school, peer))),
        Term::Novelty => benefit
            .novelty
            .map_or(0, |novelty| average(&|peer| novelty::pair_points(facts, novelty.decay, school, peer))),
        Term::Own => average(&|peer| facts.own(school, peer)),
    }
}

impl FromTree for Closeness {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let weight = fields.required("weight");
        let zero_at_km = fields.required("zero_at_km");
        fields.finish();
        Some(Self { weight: weight?, zero_at_km: zero_at_km? })
    }
}

impl FromTree for Novelty {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let weight = fields.required("weight");
        let decay = fields.required("decay");
        fields.finish();
        Some(Self { weight: weight?, decay: decay? })
    }
}

tree::deserialize_as_read!(Closeness Novelty);
