//! JSON Schemas of what services send, generated from the types and checked in at `docs/schema/`.
//!
//! `cargo run --example schema` writes them anew.

use serde_json::Value;

use crate::model::format::json::ProblemFile;
use crate::model::rules::Rules;

/// The schema of a problem in JSON.
#[must_use]
pub fn problem() -> Value {
    schemars::schema_for!(ProblemFile).to_value()
}

/// The schema of rules, in JSON or TOML.
#[must_use]
pub fn rules() -> Value {
    schemars::schema_for!(Rules).to_value()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn the_schemas_that_are_checked_in_are_those_of_the_types() {
        for (name, schema) in [("problem", problem()), ("rules", rules())] {
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schema/{name}.schema.json"));
            let text = std::fs::read_to_string(&path).expect(name);
            let checked_in: Value = serde_json::from_str(&text).expect(name);
            assert_eq!(checked_in, schema, "write it anew with `cargo run --example schema`");
        }
    }
}
