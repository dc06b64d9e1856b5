//! The whole-library suite, as one binary: each module states one kind of claim.

mod architecture;
mod cases;
mod checking;
mod compiled;
mod formats;
mod generated;
mod model;
mod regressions;
mod reporting;
mod searching;
