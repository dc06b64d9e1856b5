//! The benefit of a school in a group. Each benefit term has a file, and the weights combine the terms.
//!
//! benefit(i | G) = floor(sum over terms t of W_t * term_t(i | G) / 1000), with whole thousandths W that sum to 1,000.
//! value(G) is the sum over the group's schools. All numbers are integers.
//!
//! The list of terms is closed and declared once, below. Each entry has a term's meaning, its name, the type that
//! implements it, and the key that states it, with the key's type and default. All code that goes through the terms uses
//! this list.

use std::collections::BTreeMap;

use crate::benefit::kind::{Kind, PairPoints};
use crate::benefit::weights::Weights;
use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::tables::Tables;
use crate::units::{Points, billionths, largest_remainder};
use crate::validate::numbers::out_of_range;

pub use closeness::Closeness;
pub use novelty::Novelty;

mod attribute;
mod average;
pub mod closeness;
mod declare;
mod kind;
pub mod learn;
pub mod likeness;
pub mod novelty;
pub mod own;
pub mod score;
pub mod share;
pub mod variety;
mod weights;

declare::terms! {
    /// What a school learns.
    Learn: learn::Learn {
        /// The weight of what a school learns from its peers; 7 unless stated. Only the ratios of the weights count.
        [schemars(range(min = 0, max = 1_000_000_000))]
        learn: f64 = 7.0
    }
    /// What a school shares.
    Share: share::Share {
        /// The weight of what a school can share with its peers; 3 unless stated.
        [schemars(range(min = 0, max = 1_000_000_000))]
        share: f64 = 3.0
    }
    /// Peers that differ in an attribute.
    Variety(attribute: String): variety::Variety {
        /// Attributes in which peers should be different, with their weights.
        [serde(skip_serializing_if = "BTreeMap::is_empty")]
        variety: BTreeMap<String, f64> = BTreeMap::new()
    }
    /// Peers that are alike in an attribute.
    Likeness(attribute: String): likeness::Likeness {
        /// Attributes in which peers should be alike, with their weights.
        [serde(skip_serializing_if = "BTreeMap::is_empty")]
        likeness: BTreeMap<String, f64> = BTreeMap::new()
    }
    /// Nearby peers.
    Closeness: closeness::Nearness {
        /// Nearby peers: a weight, and the distance in km at which closeness ends.
        [serde(skip_serializing_if = "Option::is_none")]
        closeness: Option<Closeness> = None
    }
    /// Peers that a school has not met before.
    Novelty: novelty::Newness {
        /// Peers not met before: a weight, and the fraction of a past meeting's effect that remains after each year.
        [serde(skip_serializing_if = "Option::is_none")]
        novelty: Option<Novelty> = None
    }
    /// The analyst's own points for pairs.
    Own: own::Own {
        /// The weight of the analyst's own table over pairs; 0 unless stated.
        [schemars(range(min = 0, max = 1_000_000_000))]
        own: f64 = 0.0
    }
}

impl Term {
    /// The keys that state benefit terms, in the order of the list.
    ///
    /// ```
    /// # use tercet_model as tercet;
    /// use tercet::model::benefit::Term;
    /// assert_eq!(Term::KEYS[..2], ["learn", "share"]);
    /// let term = Term::Variety("pupils".to_owned());
    /// assert_eq!((term.key(), term.attribute()), ("variety", Some("pupils")));
    /// assert_eq!(term.to_string(), "variety of pupils");
    /// ```
    pub const KEYS: &'static [&'static str] = Benefit::KEYS;
}

impl std::fmt::Display for Term {
    /// `learn`, `variety of pupils`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.attribute() {
            Some(attribute) => write!(f, "{} of {attribute}", self.key()),
            None => f.write_str(self.key()),
        }
    }
}

impl Benefit {
    /// The terms with a weight, as whole thousandths that sum to 1,000. Rounding uses the largest remainder, with ties in
    /// the order of the terms.
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

    /// The issues of the stated benefit by itself.
    pub(crate) fn issues(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        let mut any = false;
        for (key, weight) in self.keyed_weights() {
            match billionths(weight) {
                Some(billionths) if weight >= 0.0 => any |= billionths > 0,
                _ => {
                    any = true; // Said already; whether all are zero is not known.
                    issues.push(out_of_range(&key, &weight, "a weight of 0 or more, at most 1,000,000,000"));
                }
            }
        }
        if !any {
            let message = "every weight is zero, so no plan is better than another";
            let issue = Issue::error(Code::NoBenefit, message, "give at least one weight above 0, such as learn = 7");
            issues.push(issue.at_key("benefit"));
        }
        issues.extend(self.issues_of_terms());
        issues
    }
}

#[cfg(test)]
mod tests;
