//! Parses JSON into a tree. Keys keep the order of the file, and a repeated key is kept twice.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::node::{Node, TreeEntry, TreeValue};
use crate::error::{Code, Error, Issue};

/// Parses a file.
pub fn parse(source: &str, file: &str) -> Result<Node, Error> {
    serde_json::from_str(source).map_err(|error| {
        let said = error.to_string();
        let reason = said.rsplit_once(" at line ").map_or(said.as_str(), |(reason, _)| reason);
        let issue = Issue::error(Code::InvalidSyntax, format!("this is not JSON: {reason}"), "fix it near this place");
        let row = u64::try_from(error.line()).unwrap_or(1).max(1);
        Error::Input(vec![issue.in_file(file).at_row(row).at_key(format!("column {}", error.column()))])
    })
}

/// The tree of a value that was read or built elsewhere.
pub fn from_value(value: &serde_json::Value) -> Node {
    Node::deserialize(value).expect("every JSON value is a tree")
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor).map(|value| Self { value, line: None })
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = TreeValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<TreeValue, E> {
        Ok(TreeValue::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<TreeValue, E> {
        Ok(TreeValue::Truth(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<TreeValue, E> {
        Ok(TreeValue::Whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<TreeValue, E> {
        #[expect(clippy::cast_precision_loss, reason = "far beyond every range, and refused there")]
        let beyond = number as f64;
        Ok(i64::try_from(number).map_or(TreeValue::Number(beyond), TreeValue::Whole))
    }

    fn visit_f64<E>(self, number: f64) -> Result<TreeValue, E> {
        Ok(TreeValue::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<TreeValue, E> {
        Ok(TreeValue::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<TreeValue, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(TreeValue::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<TreeValue, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, node)) = table.next_entry()? {
            entries.push(TreeEntry { key, line: None, node });
        }
        Ok(TreeValue::Table(entries))
    }
}
