//! Tercet partitions a cohort of schools into trios and quads in which every school has something to share with, and
//! something to learn from, the others.

mod code;
pub mod compile;
pub mod error;
pub mod ids;
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod report;
pub mod solve;
pub mod units;

pub use error::{Code, Error, Issue, Severity};
pub use ids::SchoolIndex;
pub use model::cohort::Cohort;
pub use model::format;
pub use model::problem::Problem;
pub use model::rules::Rules;
pub use model::school::School;
pub use model::tables::Tables;
pub use pipeline::{solve, solve_with};
pub use plan::grouping::Plan;
pub use solve::limits::Cancel;
pub use solve::observe::{Observer, Progress};
pub use solve::options::{Options, Strategy};
pub use solve::outcome::{Proof, Reason, Status, StopReason};
