//! The questions that follow a plan: what a demand would cost, what each rule costs, and which pairs no good plan can do without.
//!
//! A [`Session`](session::Session) holds a problem and its plan, and answers each question by solves that begin with what the plan's
//! proof already knows. An answer is a number that is proved, or an interval that is.

pub mod backbone;
pub mod best_effort;
pub mod conflict;
pub mod demand;
mod first_bound;
pub mod price;
pub mod rule_prices;
pub mod session;
