//! Where rules were read from, so that an issue found later still names the file and the line.

use std::collections::BTreeMap;

use crate::error::Issue;

/// The file of the rules and the lines of its keys. Empty for rules that were built in code.
///
/// It is no part of what the rules say: two rules are equal wherever they come from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    pub(crate) file: Option<String>,
    /// What stands before every key in the file; a problem in JSON holds its rules under `rules`.
    pub(crate) prefix: &'static str,
    pub(crate) lines: BTreeMap<String, u64>,
}

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Origin {
    /// Adds file and line to an issue whose key is the dotted path of a rule.
    pub(crate) fn place(&self, mut issue: Issue) -> Issue {
        if let Some(key) = issue.key.take() {
            issue.row = issue.row.or_else(|| self.line(&key));
            issue.key = Some(format!("{}{key}", self.prefix));
        }
        issue.file = issue.file.or_else(|| self.file.clone());
        issue
    }

    /// The line of a path, or of the longest part of it that has one.
    fn line(&self, key: &str) -> Option<u64> {
        let mut key = key;
        loop {
            if let Some(&line) = self.lines.get(key) {
                return Some(line);
            }
            key = &key[..key.rfind(['.', '['])?];
        }
    }
}
