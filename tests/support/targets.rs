//! The claims of the fuzz targets: one function for each target, which panics if its property does not hold. They are in
//! this crate so that the suite can replay every regression without a fuzzer.

mod inputs;
mod solving;

pub use inputs::{cohort_csv, plan_json, problem_json, rules_toml, side_tables};
pub use solving::small_problem;

/// A target: it receives bytes, and panics if the property does not hold.
pub type Target = fn(&[u8]);

/// Every target by name. The name is also that of its folder of regressions.
pub const ALL: [(&str, Target); 6] = [
    ("cohort_csv", cohort_csv),
    ("rules_toml", rules_toml),
    ("problem_json", problem_json),
    ("side_tables", side_tables),
    ("plan_json", plan_json),
    ("small_problem", small_problem),
];
