//! What each rule costs: how much more the best plan without it is worth.

use serde::{Deserialize, Serialize};

use super::demand::{Demand, liftable};
use super::price::{Price, PriceVerdict};
use super::session::Session;
use crate::error::Error;
use crate::units::Points;

/// What a rule in force costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct RulePrice {
    /// The id of the rule's statement, such as `differ:region`.
    pub rule: String,
    /// The rule as a sentence.
    pub sentence: String,
    /// The rule costs at least this many points.
    pub at_least: Option<Points>,
    /// The rule costs at most this many points.
    pub at_most: Option<Points>,
    /// What is known of the price.
    pub verdict: PriceVerdict,
    /// How many schools change group from the plan of the session to the plan without the rule.
    pub moved: Option<usize>,
}

/// The prices of all rules in force, the dearest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct RulePrices {
    /// The value of the plan of the session.
    pub value: Points,
    /// One for each rule.
    pub rules: Vec<RulePrice>,
}

impl Session {
    /// The price of each rule in force by itself: one solve a rule. The allowed sizes and the price of a school left out are not
    /// among them, because without them another problem is solved.
    ///
    /// `tell` is told of each price as soon as it is known.
    ///
    /// # Errors
    /// As [`Session::price`].
    pub fn rule_prices(&self, mut tell: impl FnMut(&RulePrice)) -> Result<RulePrices, Error> {
        let known = self.known()?;
        let mut rules = Vec::new();
        for statement in liftable(self.problem()).take_while(|_| !self.is_cancelled()) {
            let rule = statement.id();
            let Price { at_least, at_most, verdict, changes, .. } =
                self.price(&Demand::Without { rule: rule.clone() })?;
            let sentence = statement.sentence(self.problem().facts());
            let moved = changes.map(|changes| changes.moved().count());
            let price = RulePrice { rule, sentence, at_least, at_most, verdict, moved };
            tell(&price);
            rules.push(price);
        }
        rules.sort_by_key(|price| std::cmp::Reverse((price.at_least, price.at_most)));
        Ok(RulePrices { value: known.value, rules })
    }
}
