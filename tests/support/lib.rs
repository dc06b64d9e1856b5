//! What the suite, the benchmarks and the fuzz targets share: the oracle, the generators and the worked cases.
//!
//! The oracle states the definitions a second time, in its own arithmetic, and never calls the library to find a value or
//! to judge a rule; where the two disagree, one of them is wrong.

pub mod cases;
pub mod certifier;
pub mod choices;
mod distances;
pub mod generator;
pub mod oracle;
pub mod rational;
pub mod stated;
pub mod targets;

// The example of the README is a test. It reads a cohort of the tree, which the packaged library is without; so it is one of this crate.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
