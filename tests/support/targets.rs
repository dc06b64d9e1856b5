//! What the fuzz targets claim: one function a target, which panics where its property does not hold. They live here so that
//! the suite can replay every regression without a fuzzer.

mod inputs;
mod solving;

pub use inputs::{cells, cohort_csv, plan_json, problem_json, rules_toml, side_tables};
pub use solving::small_problem;

/// A target: bytes in, a panic where the property does not hold.
pub type Target = fn(&[u8]);

/// Every target by name, which is also the name of its folder of regressions.
pub const ALL: [(&str, Target); 7] = [
    ("cohort_csv", cohort_csv),
    ("rules_toml", rules_toml),
    ("problem_json", problem_json),
    ("side_tables", side_tables),
    ("plan_json", plan_json),
    ("small_problem", small_problem),
    ("cells", cells),
];
