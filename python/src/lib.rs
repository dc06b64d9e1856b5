//! The native part of the Python package `tercet`: frozen objects that only delegate to the crate `tercet`. Each stage has
//! a file, and `convert` and `errors` translate between the two languages.

use pyo3::prelude::*;

mod array;
mod background;
mod breakdown;
mod calendar;
mod check;
mod codes;
mod cohort;
mod compare;
mod contacts;
mod convert;
mod drawing;
mod errors;
mod feedback;
mod generate;
mod given;
mod plan;
mod problem;
mod questions;
mod rows;
mod rules;
mod schedule;
mod schema;
mod solve;
mod supply;
mod tables;
mod watch;
mod year;

/// The native part of `tercet`. Import from `tercet` instead.
#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use super::breakdown::{Breakdown, explain};
    #[pymodule_export]
    use super::calendar::Calendar;
    #[pymodule_export]
    use super::check::{Checked, check};
    #[pymodule_export]
    use super::codes::codes;
    #[pymodule_export]
    use super::cohort::{Cohort, read_csv, read_register, read_tables};
    #[pymodule_export]
    use super::compare::{Comparison, compare};
    #[pymodule_export]
    use super::contacts::check_contacts;
    #[pymodule_export]
    use super::drawing::Drawing;
    #[pymodule_export]
    use super::errors::Issue;
    #[pymodule_export]
    use super::feedback::{Feedback, summed_up};
    #[pymodule_export]
    use super::generate::generate;
    #[pymodule_export]
    use super::given::groups_from_csv;
    #[pymodule_export]
    use super::plan::Plan;
    #[pymodule_export]
    use super::problem::Problem;
    #[pymodule_export]
    use super::questions::backbone::Backbone;
    #[pymodule_export]
    use super::questions::best_effort::{BestEffort, best_effort};
    #[pymodule_export]
    use super::questions::conflict::{Conflict, conflict};
    #[pymodule_export]
    use super::questions::price::Price;
    #[pymodule_export]
    use super::questions::rule_prices::RulePrices;
    #[pymodule_export]
    use super::questions::session::Session;
    #[pymodule_export]
    use super::rules::{Rules, rule_keywords};
    #[pymodule_export]
    use super::schedule::{check_calendar, replan, schedule};
    #[pymodule_export]
    use super::schema::schema;
    #[pymodule_export]
    use super::solve::solve;
    #[pymodule_export]
    use super::supply::NeedAndSupply;
    #[pymodule_export]
    use super::watch::Progress;
    #[pymodule_export]
    use super::year::Year;

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python expects")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_init]
    fn init(module: &super::Bound<'_, super::PyModule>) -> super::PyResult<()> {
        super::rules::describe(module)
    }
}
