//! The suite for the whole library, as one binary. Each module tests one kind of claim.

mod absence;
mod architecture;
mod cases;
mod certificates;
mod checking;
mod cohorts;
mod compiled;
mod determinism;
mod engines;
mod formats;
mod generated;
mod matrices;
mod model;
mod project_files;
mod properties;
mod questions;
mod regressions;
mod replanning;
mod reporting;
mod searching;
mod services;
mod stated_once;
mod tampering;
mod worst_first;
mod year;
