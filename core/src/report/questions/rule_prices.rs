//! What each rule costs, as a table.

use super::price::{at_most, part};
use crate::model::numbers::count;
use crate::questions::price::PriceVerdict;
use crate::questions::rule_prices::{RulePrice, RulePrices};
use crate::report::document::Document;
use crate::units::Points;

/// The prices as plain text, the dearest rule first.
#[must_use]
pub fn render(prices: &RulePrices) -> String {
    let mut document = Document::titled("What each rule costs");
    document.paragraph("The cost of a rule is how much more the best plan would be worth without this one rule.");
    let rows = prices.rules.iter().map(|price| {
        let moved = price.moved.map_or_else(String::new, |moved| count(moved, "school", "schools"));
        vec![cost(price, prices.value), moved, price.sentence.clone(), price.rule.clone()]
    });
    document.table(&["cost", "would change group", "rule", "id"], rows);
    document.to_text()
}

/// "0.31%", "0.10 to 0.42%", "nothing".
fn cost(price: &RulePrice, value: Points) -> String {
    match (price.verdict, price.at_least, price.at_most) {
        (PriceVerdict::Proved, _, Some(0)) => "nothing".to_owned(),
        (PriceVerdict::Proved, _, Some(most)) => part(most, value),
        (_, Some(least), Some(most)) if least <= 0 => format!("at most {}", at_most(most, value)),
        (_, Some(least), Some(most)) => format!("{} to {}", part(least, value), at_most(most, value)),
        (_, Some(least), None) if least > 0 => format!("at least {}", part(least, value)),
        _ => "not known".to_owned(),
    }
}
