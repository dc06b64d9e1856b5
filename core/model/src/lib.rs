//! The input in the user's words: schools, cohort, rules, benefit terms, problem, and their formats.

//!
//! This crate is the base of the crate `tercet`, which re-exports all of it as `tercet::model`. The check of plans is also
//! built on it, in a separate crate that cannot see the solver. Items that are hidden from the documentation are for those
//! two crates.

// The documentation of `tercet` shows the examples of this crate, so they use the paths of `tercet`.
#[doc(hidden)]
pub extern crate self as model;

pub mod areas;
pub mod benefit;
mod code;
pub mod cohort;
pub mod dates;
pub mod days;
pub mod error;
pub mod facts;
pub mod format;
pub mod generate;
pub mod ids;
pub mod labels;
#[doc(hidden)]
pub mod lookup;
mod matrix;
#[doc(hidden)]
pub mod near;
pub mod numbers;
pub mod problem;
pub mod rules;
pub mod school;
pub mod sizes;
pub mod supply;
pub mod tables;
#[cfg(any(test, feature = "testing"))]
#[doc(hidden)]
pub mod testing;
pub mod units;
mod validate;

pub use cohort::Cohort;
pub use error::{Code, Error, Issue, Severity};
pub use generate::generate;
pub use ids::SchoolIndex;
pub use problem::Problem;
pub use rules::Rules;
pub use school::School;
pub use tables::Tables;
