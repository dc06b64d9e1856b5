//! The catalogue of issue codes. Each code has its severity, meaning and fix, as in `docs/errors.md`.

use std::sync::LazyLock;

use crate::error::{Code, Severity};

/// The page that lists every code. A test runs its examples, so the severity and message on the page are the real ones.
const PAGE: &str = include_str!("../../docs/errors.md");

/// The description of one issue code.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeEntry {
    /// The code as text, such as `level-out-of-range`.
    pub code: &'static str,
    /// Whether an issue with this code stops the work.
    pub severity: Severity,
    /// What is wrong, as one sentence.
    pub meaning: &'static str,
    /// How to fix it, in a few sentences.
    pub fix: String,
}

/// Every code, in the order of the page.
///
/// ```
/// let codes = tercet::report::codes();
/// let code = codes.iter().find(|entry| entry.code == "no-needs").ok_or("is listed")?;
/// assert_eq!(code.severity, tercet::Severity::Warning);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn codes() -> &'static [CodeEntry] {
    static ENTRIES: LazyLock<Vec<CodeEntry>> = LazyLock::new(|| Code::ALL.iter().map(|&code| entry(code)).collect());
    &ENTRIES
}

fn entry(code: Code) -> CodeEntry {
    let section = PAGE.split("\n### `").find_map(|part| part.strip_prefix(code.as_str())?.strip_prefix("`\n"));
    let section = section.map_or("", |section| section.split("\n## ").next().unwrap_or_default());
    let is_warning = section.contains(&format!("\nwarning[{code}]"));
    // Every second block is code. In the prose, the first line is the meaning, and all other lines say how to fix the
    // issue.
    let prose: String = section.split("```").step_by(2).collect();
    let fix: Vec<&str> =
        prose.lines().filter(|line| !line.is_empty()).skip(1).flat_map(str::split_whitespace).collect();
    CodeEntry {
        code: code.as_str(),
        severity: if is_warning { Severity::Warning } else { Severity::Error },
        meaning: code.meaning(),
        fix: fix.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_meaning_a_fix_and_the_severity_that_its_meaning_names() {
        assert_eq!(codes().len(), Code::ALL.len());
        for entry in codes() {
            assert!(entry.fix.ends_with(['.', ')']) && !entry.fix.contains("```"), "{}: {}", entry.code, entry.fix);
            let is_warning = entry.meaning.contains("(a warning)");
            assert_eq!(entry.severity == Severity::Warning, is_warning, "{}", entry.code);
        }
    }
}
