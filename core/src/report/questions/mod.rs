//! The answers to the questions that follow a plan, as text that a headteacher understands at one reading.

mod backbone;
mod best_effort;
mod conflict;
mod price;
mod rule_prices;
#[cfg(test)]
mod tests;

pub use backbone::render as backbone;
pub use best_effort::render as best_effort;
pub use conflict::render as conflict;
pub use price::render as price;
pub use rule_prices::render as rule_prices;
