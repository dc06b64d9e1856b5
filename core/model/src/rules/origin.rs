//! Where rules were read from, so that a later issue can still name the file and the line.

use std::collections::BTreeMap;

use crate::error::Issue;

/// The file of the rules, and the lines of its keys. Empty for rules that were built in code.
///
/// The origin is not part of the rules: two rules can be equal whatever their origins.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    pub(crate) file: Option<String>,
    /// The prefix of every key in the file. A problem in JSON has its rules under `rules`.
    pub(crate) prefix: &'static str,
    pub(crate) lines: BTreeMap<String, u64>,
}

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Origin {
    /// Adds the file and line to an issue whose key is the dotted path of a rule.
    pub(crate) fn place(&self, mut issue: Issue) -> Issue {
        if let Some(key) = issue.key.take() {
            issue.row = issue.row.or_else(|| self.line(&key));
            issue.key = Some(format!("{}{key}", self.prefix));
        }
        issue.file = issue.file.or_else(|| self.file.clone());
        issue
    }

    /// The line of a path, or of its longest prefix that has a line.
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
