//! Tercet groups a cohort of schools into trios and quads. In each group, every school has something to share with the
//! others and something to learn from them.
//!
//! A cohort and rules make a [`Problem`]. [`solve()`] turns it into a [`Plan`]. [`plan::check`] judges any plan from the
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
//! Data flows in one direction. A stage never imports a later one. [`pipeline`] joins the first four, and [`questions`] solves through it.
//!
//! | stage | what it holds |
//! |---|---|
//! | [`model`] | schools, rules, benefit terms, their [`format`](mod@format)s, and all checks of the input |
//! | [`compile`] | codes, bytes and bitsets for the inner loops, the compatibility graph, the list of feasible groups |
//! | [`solve`](mod@solve) | strategies, bounds, limits, observers |
//! | [`plan`] | the [`Plan`], what each school gains from it, the check, and the reasons where there is none |
//! | [`questions`] | what follows a plan: prices of demands and rules, conflicts, the pairs that no good plan can do without |
//! | [`programme`] | the year of visits: dates, facilitators, calendar files and a brief for each visit |
//! | [`report`] | the plan as text, Markdown, CSV and HTML |
//!
//! The root has short names for everything that most programs need: [`solve()`], [`check`], [`breakdown`], [`compare`],
//! [`schedule`], [`check_calendar`], and the types that they take and return. Public names that the documentation does not
//! show are for the crates of the workspace, and can change in any version.
//!
//! # In a service
//!
//! A service receives a problem as JSON and sends a plan as JSON. Both formats have a published schema, and serde reads and
//! writes them like any other part of a message. If the input is wrong, there is one [`Error::Input`] with every [`Issue`],
//! each with a code. [`Options::check`] tests before the solve whether the options suit the problem. Nothing is global,
//! nothing is printed, and every value that a service holds can move to another thread. A solve reports its progress to an
//! [`Observer`], and a [`Cancel`] ends it early with the best plan so far:
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
//! `core/examples/service` is a complete service over HTTP. Solves may run side by side: each one returns the same plan as
//! if it ran alone.
//!
//! # Examples to run
//!
//! | in `core/examples` | what it shows |
//! |---|---|
//! | `plan.rs` | a cohort's file becomes `plan.json`, `groups.csv` and `report.html`, with progress, the check and exit codes |
//! | `own_pipeline.rs` | a strategy of your own that uses the model's rules and values; it is checked and compared with Tercet's plan |
//! | `service` | an HTTP service that receives problems, and sends progress and the plan as server-sent events |
//!
//! # Further reading
//!
//! [`docs::design`] says exactly what Tercet solves and why. [`docs::algorithm`] says how. [`docs::glossary`] defines the
//! words, and [`docs::errors`] lists every issue that an input can have.
//!
//! # Features
//!
//! `highs` (default) builds the HiGHS solver for the strategies `exact` and `mip`. It needs a C++ compiler, cmake and
//! libclang. Without `highs`, the crate is pure Rust and has all other strategies. `auto` then runs the local search, and
//! gives bounds with the same duals and the same certificate, but it has no tree to close the gap.
//!
//! # Limits
//!
//! - Groups have two to six schools.
//! - The bound of `random`, `greedy` and `local_search` is loose. So is the bound of `exact` for components of more than
//!   18,000 schools. The gap is correct, but much larger than the true one.
//! - The aim `worst_first` is proved for about a hundred schools at most. For larger components the plan is only searched
//!   for, and the bound is for the total.
//! - Numbers have nine decimals and a magnitude of at most a billion. Distances are straight lines on the British National
//!   Grid.

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

/// The input: schools, rules, benefit terms, their formats, and all checks of the input.
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
pub use pipeline::{solve, solve_from, solve_with};
pub use plan::breakdown::{Breakdown, breakdown};
pub use plan::check::{Checked, check};
pub use plan::compare::{Comparison, compare};
pub use plan::grouping::Plan;
pub use programme::calendar::Calendar;
pub use programme::calendar::check::check as check_calendar;
pub use programme::schedule::{ScheduleOptions, replan, schedule};
pub use programme::statement::year::Year;
pub use solve::limits::Cancel;
pub use solve::observe::{Observer, Progress};
pub use solve::options::{Options, Strategy};
pub use solve::outcome::{Proof, Reason, Status, StopReason};
pub use solve::start::WarmStart;

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
