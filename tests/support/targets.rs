//! What the fuzz targets claim: one function a target, which panics where its property does not hold. They live here so that
//! the suite can replay every regression without a fuzzer.

mod inputs;

pub use inputs::{cohort_csv, plan_json, rules_toml};

/// A target: bytes in, a panic where the property does not hold.
pub type Target = fn(&[u8]);

/// Every target by name, which is also the name of its folder of regressions.
pub const ALL: [(&str, Target); 3] = [("cohort_csv", cohort_csv), ("rules_toml", rules_toml), ("plan_json", plan_json)];
