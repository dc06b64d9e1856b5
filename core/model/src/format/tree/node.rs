//! A value of the tree, with its line.

/// A value and its line, if the format knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub value: TreeValue,
    pub line: Option<u64>,
}

/// A value in the tree.
#[derive(Debug, Clone, PartialEq)]
pub enum TreeValue {
    /// The null value of JSON.
    Null,
    /// True or false.
    Truth(bool),
    /// A number that is written without a fraction.
    Whole(i64),
    /// Any other number.
    Number(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order of the file.
    Table(Vec<TreeEntry>),
    /// A value for which Tercet has no key, such as a date, as text.
    Other(String),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeEntry {
    pub key: String,
    pub line: Option<u64>,
    pub node: Node,
}

impl TreeValue {
    /// The kind of the value, with its article.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Truth(_) => "true or false",
            Self::Whole(_) | Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Other(_) => "a date or time",
        }
    }

    /// The value as written, if it is short.
    pub fn shown(&self) -> Option<String> {
        match self {
            Self::Truth(truth) => Some(truth.to_string()),
            Self::Whole(number) => Some(number.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::Text(text) | Self::Other(text) => Some(text.clone()),
            Self::Null | Self::List(_) | Self::Table(_) => None,
        }
    }
}
