//! Parses TOML into a tree whose values know their lines.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::node::{Node, TreeEntry, TreeValue};
use crate::error::{Code, Error, Issue};
use crate::format::text;

/// Parses a file, and reports every mistake from which the parser can recover.
pub fn parse(source: &str, file: &str) -> Result<Node, Error> {
    let (table, errors) = DeTable::parse_recoverable(source);
    if errors.is_empty() {
        let lines = LineStarts::new(source);
        return Ok(Node { line: None, value: lines.table(table.get_ref()) });
    }
    let issue = |error: &toml::de::Error| {
        let line = error.span().map(|span| text::row_of(&source.as_bytes()[..span.start.min(source.len())]));
        let message = format!("this is not TOML: {}", error.message().trim_end_matches('.').replace('\n', ", "));
        let fix = "fix it: put text between quotation marks, and lists between square brackets";
        line.into_iter().fold(Issue::error(Code::InvalidSyntax, message, fix).in_file(file), Issue::at_row)
    };
    let mut issues: Vec<Issue> = errors.iter().map(issue).collect();
    // What the parser says further of a line is mostly a consequence of the first mistake there.
    issues.dedup_by_key(|issue| issue.row);
    Err(Error::Input(issues))
}

/// Finds the line of a byte.
struct LineStarts {
    starts: Vec<usize>,
}

impl LineStarts {
    fn new(source: &str) -> Self {
        let breaks = source.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(place, _)| place + 1);
        Self { starts: std::iter::once(0).chain(breaks).collect() }
    }

    fn of<T>(&self, spanned: &Spanned<T>) -> Option<u64> {
        let line = self.starts.partition_point(|&start| start <= spanned.span().start);
        u64::try_from(line).ok()
    }

    fn table(&self, table: &DeTable<'_>) -> TreeValue {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let entry = |(key, node): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| TreeEntry {
            key: key.get_ref().to_string(),
            line: self.of(key),
            node: self.node(node),
        };
        TreeValue::Table(entries.into_iter().map(entry).collect())
    }

    fn node(&self, node: &Spanned<DeValue<'_>>) -> Node {
        let value = match node.get_ref() {
            DeValue::String(text) => TreeValue::Text(text.to_string()),
            DeValue::Boolean(truth) => TreeValue::Truth(*truth),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(whole) => TreeValue::Whole(whole),
                Err(_) => TreeValue::Other(number.to_string()),
            },
            DeValue::Float(number) => {
                number.as_str().parse().map_or_else(|_| TreeValue::Other(number.to_string()), TreeValue::Number)
            }
            DeValue::Datetime(date) => TreeValue::Other(date.to_string()),
            DeValue::Array(list) => TreeValue::List(list.iter().map(|node| self.node(node)).collect()),
            DeValue::Table(table) => self.table(table),
        };
        Node { value, line: self.of(node) }
    }
}
