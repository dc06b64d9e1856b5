//! What the user states, in the user's words: schools, cohort, rules, benefit terms, problem, and the formats they come in.

pub mod areas;
pub mod benefit;
pub mod cohort;
pub mod dates;
pub mod days;
mod fingerprint;
pub mod format;
pub mod generate;
pub(crate) mod lookup;
mod matrix;
mod near;
pub mod problem;
pub mod rules;
pub mod school;
pub mod sizes;
pub mod supply;
pub mod tables;
mod validate;
