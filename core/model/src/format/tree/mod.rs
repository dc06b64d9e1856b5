//! One tree of values for TOML, JSON and the arguments of a call, and the walk that turns the tree into the model's types.

mod json;
mod kinds;
mod node;
mod read;
mod toml;
mod walk;

pub use json::{from_value, parse as parse_json};
pub use node::{Node, TreeEntry, TreeValue};
pub use read::deserialize;
pub(crate) use read::{deserialize_as_read, keyed};
pub use toml::parse as parse_toml;
pub use walk::{FromTree, Homes, Item, Walk};
