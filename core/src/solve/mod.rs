//! Search and proof, on the compiled problem only: indices in, indices and bounds out.

pub mod bounds;
pub mod exact;
pub mod heuristics;
pub mod limits;
pub mod observe;
pub mod options;
pub mod outcome;
#[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "levels are proved with HiGHS only"))]
pub(crate) mod pricing;
pub mod proof;
pub mod random;
pub mod run;
pub mod search;
pub mod strategy;
pub mod tuning;
pub mod worst_off;
