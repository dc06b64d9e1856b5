//! Tercet partitions a cohort of schools into trios and quads in which every school has something to share with, and
//! something to learn from, the others.
//!
//! A cohort and rules make a [`Problem`], [`solve()`] makes a [`Plan`] of it, and [`plan::check`] judges any plan from the
//! model alone:
//!
//! ```
//! use tercet::{Cohort, Options, Problem, Rules, School, check, report, solve};
//!
//! let school = |id: &str, strong: &str, weak: &str| {
//!     School::new(id, &format!("{id} School")).with_strength(strong, 5.0).with_need(weak, 1.0)
//! };
//! let schools = vec![
//!     school("Ash", "reading", "writing"),
//!     school("Bay", "writing", "mathematics"),
//!     school("Elm", "mathematics", "reading"),
//! ];
//! let areas = ["reading", "writing", "mathematics"].map(str::to_owned).to_vec();
//! let problem = Problem::new(Cohort::new(schools, areas)?, Rules::default())?;
//!
//! let plan = solve(&problem, &Options::default())?;
//! assert_eq!(plan.groups, [["Ash", "Bay", "Elm"]]);
//! assert!(check(&problem, &plan).is_valid());
//! assert!(report::table::render(&problem, &plan).contains("Learns writing from Bay School"));
//! # Ok::<(), tercet::Error>(())
//! ```
//!
//! # Stages
//!
//! Data flows one way, and a stage never imports a later one; [`pipeline`] joins those up to the plan.
//!
//! | stage | what it holds |
//! |---|---|
//! | [`model`] | schools, rules, benefit terms, the [`format`](mod@format)s they come in, and every check of the input |
//! | [`compile`] | codes, bytes and bitsets for the inner loops, the compatibility graph, the list of feasible groups |
//! | [`solve`](mod@solve) | strategies, bounds, limits, observers |
//! | [`plan`] | the [`Plan`], what each school gains from it, the check, and the reasons where there is none |
//! | [`questions`] | what follows a plan: the best swaps, what withdrawals would cost, several years ahead |
//! | [`programme`] | the year of visits: dates, facilitators, calendar files and a brief for each visit |
//! | [`report`] | the plan as text, Markdown, CSV and HTML |
//!
//! What most programs need is at the root under a short name: [`solve()`], [`check`], [`breakdown`], [`compare`], [`swaps`],
//! [`robustness`], [`simulate`], [`schedule`], [`check_calendar`], and the types that they take and give. Names that the
//! documentation does not show are public for the crates of the workspace, and can change in any version.
//!
//! # In a service
//!
//! A problem comes in as JSON and a plan goes out as JSON, both with a published schema, read and written by serde like any other
//! part of a message. What is wrong with the input is one [`Error::Input`] with every [`Issue`], each with a code; what is wrong with
//! the options, for this problem, [`Options::check`] says before the solve. Nothing is global, nothing is printed, and all that a service holds can
//! go to another thread. A solve tells an [`Observer`] how it goes and ends early through a [`Cancel`]; the best plan so far is
//! kept:
//!
//! ```
//! use std::sync::Mutex;
//! use tercet::model::generate::{Shape, generate};
//! use tercet::{Cancel, Observer, Options, Problem, Progress, Rules, StopReason, Strategy, solve_with};
//!
//! /// Keeps the latest, and has seen enough when there is a plan.
//! struct Watch<'a>(&'a Cancel, Mutex<Option<Progress>>);
//!
//! impl Observer for Watch<'_> {
//!     fn progress(&self, progress: &Progress) {
//!         *self.1.lock().expect("no observer panics") = Some(*progress);
//!         if progress.incumbent.is_some() {
//!             self.0.cancel();
//!         }
//!     }
//! }
//!
//! let cohort = generate(&Shape::default().with_schools(60), 0)?;
//! let problem = Problem::new(cohort, Rules::default())?;
//! let again = tercet::format::json::parse_problem(&tercet::format::json::problem_to_json(&problem), "body")?;
//! assert_eq!(again.cohort().schools(), problem.cohort().schools());
//!
//! let cancel = Cancel::new(); // A clone of it may be used from any thread.
//! let watch = Watch(&cancel, Mutex::new(None));
//! let options = Options::default().with_strategy(Strategy::LocalSearch);
//! let plan = solve_with(&problem, &options, &cancel, &watch)?;
//! assert_eq!(plan.stop, StopReason::Interrupted);
//! assert!(plan.value.is_some() && plan.value <= plan.bound);
//! # Ok::<(), tercet::Error>(())
//! ```
//!
//! `core/examples/service` is a whole one, over HTTP. Solves may run side by side: each gets the plan that it would get alone.
//!
//! # Examples to run
//!
//! | in `core/examples` | what it shows |
//! |---|---|
//! | `plan.rs` | a cohort's file to `plan.json`, `groups.csv` and `report.html`, with progress, the check and exit codes |
//! | `own_pipeline.rs` | a strategy of your own over the model's rules and values, judged and compared with Tercet's plan |
//! | `service` | an HTTP service: problems in, progress and plan out as server-sent events |
//!
//! # To read on
//!
//! [`docs::design`] says exactly what is solved and why so, [`docs::algorithm`] how, [`docs::glossary`] in which words, and
//! [`docs::errors`] lists every issue that an input can have.
//!
//! # Features
//!
//! `highs` (default) builds the HiGHS solver for the strategies `exact` and `mip`; it needs a C++ compiler, cmake and libclang. Without it
//! the crate is pure Rust and has every other strategy; `auto` then searches, and bounds what it finds by the same duals and the
//! same certificate, but has no tree to close the gap with.
//!
//! # Limits
//!
//! - Groups have two to six schools.
//! - The bound of `random`, `greedy` and `local_search` is loose, and so is that of `exact` for parts of more than 18,000
//!   schools: the gap is honest and far from what is true.
//! - The aim `worst_first` is proved for some hundred schools at most; beyond, it is searched for, and the bound is one on the total.
//! - Numbers have nine decimals and at most a billion either way; distances are straight lines on the British National Grid.

#[doc(hidden)]
pub mod combinatorics;
pub mod compile;
pub mod pipeline;
pub mod plan;
pub mod programme;
pub mod questions;
pub mod report;
pub mod solve;
#[cfg(test)]
mod testing;

/// What the user states: schools, rules, benefit terms, the formats they come in, and every check of the input.
pub use tercet_model as model;
pub use tercet_model::{error, ids, units};

pub use error::{Code, Error, Issue, Severity};
pub use ids::SchoolIndex;
pub use model::cohort::Cohort;
pub use model::format;
pub use model::generate::generate;
pub use model::problem::Problem;
pub use model::rules::Rules;
pub use model::school::School;
pub use model::tables::Tables;
pub use pipeline::{solve, solve_with};
pub use plan::breakdown::{Breakdown, breakdown};
pub use plan::check::{Checked, check};
pub use plan::compare::{Comparison, compare};
pub use plan::grouping::Plan;
pub use programme::calendar::Calendar;
pub use programme::calendar::check::check as check_calendar;
pub use programme::schedule::{ScheduleOptions, replan, schedule};
pub use programme::statement::year::Year;
pub use questions::robustness::robustness;
pub use questions::simulate::{simulate, simulate_with};
pub use questions::swaps::swaps;
pub use solve::limits::Cancel;
pub use solve::observe::{Observer, Progress};
pub use solve::options::{Options, Strategy};
pub use solve::outcome::{Proof, Reason, Status, StopReason};

/// The longer documents, as pages.
pub mod docs {
    #[doc = include_str!("../docs/algorithm.md")]
    pub mod algorithm {}

    #[doc = include_str!("../docs/design.md")]
    pub mod design {}

    #[doc = include_str!("../docs/errors.md")]
    pub mod errors {}

    #[doc = include_str!("../docs/glossary.md")]
    pub mod glossary {}
}
