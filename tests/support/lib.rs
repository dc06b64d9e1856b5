//! Code that the suite, the benchmarks and the fuzz targets share: the oracle, the generators and the worked cases.
//!
//! The oracle states the definitions a second time, in its own arithmetic. It never calls the library to find a value or to
//! judge a rule. If the two disagree, one of them is wrong.

pub mod cases;
pub mod certifier;
pub mod choices;
mod distances;
pub mod generator;
pub mod oracle;
pub mod rational;
pub mod stated;
pub mod targets;

// The example in the README is a test. It reads a cohort from the repository, which the packaged library does not contain,
// so the test is in this crate.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
