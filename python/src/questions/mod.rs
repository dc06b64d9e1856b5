//! The questions that follow a plan: a session that is asked, and the answers.

pub(crate) mod backbone;
pub(crate) mod best_effort;
pub(crate) mod conflict;
pub(crate) mod price;
pub(crate) mod rule_prices;
pub(crate) mod session;
