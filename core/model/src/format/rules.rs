//! The rules file: TOML. Every key may be left out, and an unknown key is an issue.

use std::path::Path;

use crate::error::{Error, Issues};
use crate::format::text;
use crate::format::tree::{self, FromTree, Item, Node, Walk};
use crate::rules::origin::Origin;
use crate::rules::{HOMES, Rules};
use crate::validate;

/// Reads a rules file.
///
/// # Errors
/// [`Error::Io`] if the file cannot be read; [`Error::Input`] with every issue found in it, each with its key and line.
pub fn read_rules(path: impl AsRef<Path>) -> Result<Rules, Error> {
    let path = path.as_ref();
    let bytes = text::read_lines(path)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return parse_rules("", &text::name(path)); // Every key may be left out, and so may all of them.
    }
    let file = text::name(path);
    parse_rules(text::decode(&bytes, &file)?, &file)
}

/// Reads the rules from the text of a TOML file. `file` is its name for messages.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::format::rules::parse_rules;
/// let rules = parse_rules("[rules]\nmax_km = 300\n", "rules.toml")?;
/// assert_eq!(rules.hard.max_km, Some(300.0));
///
/// let error = parse_rules("[rules]\nmax_kn = 300\n", "rules.toml").unwrap_err();
/// assert_eq!(
///     error.issues()[0].to_string(),
///     "error[unknown-key] rules.toml, row 2, `rules.max_kn`: the key is not known here; \
///      remove it; did you mean \"max_km\"?"
/// );
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn parse_rules(text: &str, file: &str) -> Result<Rules, Error> {
    from_tree(tree::parse_toml(text, file)?, Some(file))
}

/// Reads the rules from a JSON value with the same keys, as a service's request or the arguments of a call give it.
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn from_json_value(value: &serde_json::Value) -> Result<Rules, Error> {
    from_tree(tree::from_value(value), None)
}

fn from_tree(node: Node, file: Option<&str>) -> Result<Rules, Error> {
    let mut issues = Issues::default();
    let mut walk = Walk::new(file, &mut issues).with_homes(HOMES);
    let mut rules = Rules::read(Item { path: String::new(), node }, &mut walk).unwrap_or_default();
    let lines = walk.lines;
    rules.origin = Origin { file: file.map(str::to_owned), prefix: "", lines };
    issues.extend(validate::rules_alone(&rules));
    issues.finish()?;
    Ok(rules)
}

#[cfg(test)]
mod tests;
