//! The whole-library suite, as one binary: each module states one kind of claim.

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
mod intake;
mod matrices;
mod model;
mod project_files;
mod properties;
mod regressions;
mod replanning;
mod reporting;
mod searching;
mod services;
mod stated_once;
mod tampering;
mod worst_first;
mod year;
