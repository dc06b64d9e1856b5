//! Random problems for the oracle: small, with any mix of rules and terms. For realistic cohorts of any size, use the
//! library's own `generate`.

mod rules;
mod schools;

use crate::choices::Choices;
use crate::stated::Stated;

const AREAS: [&str; 5] = ["reading", "mathematics", "behaviour", "send", "eal"];

const REGIONS: [&str; 6] =
    ["London", "North West", "South East", "North East", "Yorkshire and the Humber", "East Midlands"];

/// A problem of 1 to 12 schools. Every rule and every term is drawn sometimes.
///
/// All names are known and all numbers are in range. The rules may contradict one another, or may allow no plan.
#[must_use]
pub fn small(choices: &mut Choices) -> Stated {
    let mut stated = Stated::default();
    schools::draw(choices, &mut stated);
    rules::draw(choices, &mut stated);
    stated
}

/// This many hundredths or tenths, as the float that reads as this decimal.
fn decimal(number: usize, parts: u32) -> f64 {
    f64::from(u32::try_from(number).expect("a small number")) / f64::from(parts)
}
