//! Search and proof on the compiled problem only, with indices as input and output.
//!
//! The documentation shows only the options, progress and outcome of a solve. The engines are hidden. They are public for
//! the benchmarks and the test suite, and a better search may change any of them without notice.

#[doc(hidden)]
pub mod bounds;
#[doc(hidden)]
pub mod exact;
#[doc(hidden)]
pub mod heuristics;
pub mod limits;
pub mod observe;
pub mod options;
pub mod outcome;
#[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "levels are proved with HiGHS only"))]
pub(crate) mod pricing;
#[doc(hidden)]
pub mod proof;
#[doc(hidden)]
pub mod random;
#[doc(hidden)]
pub mod run;
#[doc(hidden)]
pub mod search;
pub mod start;
#[doc(hidden)]
pub mod strategy;
#[doc(hidden)]
pub mod tuning;
#[doc(hidden)]
pub mod worst_off;
