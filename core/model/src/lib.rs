//! What the user states, in the user's words: schools, cohort, rules, benefit terms, problem, and the formats they come in.

//!
//! This is the ground floor of the crate `tercet`, which re-exports all of it as `tercet::model`; the check of plans is
//! built on it too, in a crate of its own that cannot see the solver. What is hidden from the documentation is for those
//! two crates.

// The examples of this crate are read in the documentation of `tercet`, and use its paths.
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
pub mod grid;
pub mod ids;
pub mod labels;
#[doc(hidden)]
pub mod land;
pub mod letters;
#[doc(hidden)]
pub mod lookup;
mod matrix;
#[doc(hidden)]
pub mod near;
pub mod near_values;
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
