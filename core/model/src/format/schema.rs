//! JSON Schemas of what services send. They are generated from the types and kept in the repository at `docs/schema/`.
//!
//! `cargo run --example schema` writes them again.

use schemars::JsonSchema;
use serde_json::Value;

use crate::problem::Problem;
use crate::rules::Rules;

/// The schema of a problem in JSON.
#[must_use]
pub fn problem() -> Value {
    of::<Problem>()
}

/// The schema of rules, in JSON or TOML.
#[must_use]
pub fn rules() -> Value {
    of::<Rules>()
}

/// The schema of a type. It keeps only the prose of the documentation, because the examples are for Rust programmers.
pub fn of<T: JsonSchema>() -> Value {
    let mut schema = schemars::SchemaGenerator::default().into_root_schema_for::<T>().to_value();
    keep_prose(&mut schema);
    schema
}

fn keep_prose(schema: &mut Value) {
    match schema {
        Value::Object(keys) => {
            for (key, value) in keys.iter_mut() {
                match value {
                    Value::String(text) if key == "description" => {
                        if let Some((prose, _)) = text.split_once("\n\n```") {
                            *text = prose.to_owned();
                        }
                    }
                    _ => keep_prose(value),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(keep_prose),
        _ => {}
    }
}

#[cfg(test)]
mod tests;
