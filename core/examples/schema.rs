//! Writes the JSON Schemas of problem, rules and plan to `core/docs/schema/`, after a change of their types.

use std::path::PathBuf;

use tercet::Plan;
use tercet::model::format::{schema, write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/schema");
    for (name, schema) in [("problem", schema::problem()), ("rules", schema::rules()), ("plan", Plan::schema())] {
        let text = serde_json::to_string_pretty(&schema)? + "\n";
        write::write_whole(folder.join(format!("{name}.schema.json")), text.as_bytes())?;
    }
    Ok(())
}
