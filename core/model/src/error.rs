//! The one error type, and the issues. A reader or a problem reports all its issues together.
//!
//! An [`Issue`] is one thing to change in the input. It has a stable [`Code`], a place (file, row, school, value), a
//! message that says what is wrong, and a fix. The catalogue of all codes, with a bad example and a fix for each, is
//! `tercet::docs::errors`.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use crate::code::Code;

/// What can go wrong before, during and after a solve.
///
/// A problem without a plan is not an error. It gives a plan with the status `Infeasible` and the reasons.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input is wrong. The error lists every issue found, and at least one of them is an error.
    #[error("{}", summary(.0))]
    Input(Vec<Issue>),
    /// The options contradict one another, or ask for something that this build cannot do.
    #[error("{0}")]
    Options(String),
    /// The LP or MIP solver failed. The failure says nothing about the problem.
    #[error("the solver backend failed: {0}")]
    Backend(String),
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The operating system's message.
        source: std::io::Error,
    },
}

impl Error {
    /// The issues of an input error; empty for other kinds of error.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        match self {
            Self::Input(issues) => issues,
            _ => &[],
        }
    }

    /// Joins several errors into one: all issues of all input errors, or, if there are none, the first other error. `None`
    /// if there are no errors.
    ///
    /// ```
    /// # use tercet_model as tercet;
    /// use tercet::{Error, format};
    /// let cohort = format::csv::parse_cohort(b"id\n", "cohort.csv");
    /// let rules = format::rules::parse_rules("[rulse]", "rules.toml");
    /// let error = Error::join([cohort.err(), rules.err()].into_iter().flatten());
    /// assert_eq!(error.map(|error| error.issues().len()), Some(2));
    /// ```
    #[must_use]
    pub fn join(errors: impl IntoIterator<Item = Self>) -> Option<Self> {
        let (mut all, mut other) = (Vec::new(), None);
        for error in errors {
            match error {
                Self::Input(issues) => all.extend(issues),
                error => other = other.or(Some(error)),
            }
        }
        if all.is_empty() { other } else { Some(Self::Input(all)) }
    }

    /// An I/O error for a file.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io { path: path.into(), source }
    }
}

/// The issues as lines, errors first. The data has all of them, but the text has only the first few.
fn summary(issues: &[Issue]) -> String {
    const MOST: usize = 50;
    let is_error = |issue: &&Issue| issue.severity == Severity::Error;
    let errors = issues.iter().filter(is_error).count();
    let noun = if errors == 1 { "error" } else { "errors" };
    let mut text = format!("the input has {errors} {noun}");
    let warnings = issues.iter().filter(|issue| !is_error(issue));
    for issue in issues.iter().filter(is_error).chain(warnings).take(MOST) {
        text.push('\n');
        text.push_str(&issue.to_string());
    }
    if issues.len() > MOST {
        text.push_str(&format!("\nand {} more", issues.len() - MOST));
    }
    text
}

/// Whether an issue stops the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is solved until the issue is fixed.
    Error,
    /// The work continues, and the user is told.
    Warning,
}

/// One thing in the input that must change, or that the user should know about.
///
/// Build one with [`Issue::error`] or [`Issue::warning`], and with the setters `in_file`, `at_row`, `of_school`, `at_key`
/// and `with_value`. Leave out the parts that do not apply.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::{Code, Issue};
/// let issue = Issue::error(Code::LevelOutOfRange, "a strength of 7 is above the top of the scale, 5", "give 0 to 5")
///     .in_file("cohort.csv")
///     .at_row(4)
///     .of_school("100322")
///     .with_value("7");
/// assert_eq!(
///     issue.to_string(),
///     "error[level-out-of-range] cohort.csv, row 4, school 100322, value \"7\": \
///      a strength of 7 is above the top of the scale, 5; give 0 to 5"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Issue {
    /// The stable code.
    pub code: Code,
    /// Whether the issue stops the work.
    pub severity: Severity,
    /// The file's name as the caller gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line in the file, counted from 1 with the header as row 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The school's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school: Option<String>,
    /// The column of a table or the dotted key of a rules file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The value as it is in the input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// What to change.
    pub fix: String,
}

impl Issue {
    /// An issue that stops the work.
    pub fn error(code: Code, message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, &message.into(), &fix.into())
    }

    /// An issue that the user should know about.
    pub fn warning(code: Code, message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, &message.into(), &fix.into())
    }

    fn new(severity: Severity, code: Code, message: &str, fix: &str) -> Self {
        let (message, fix) = (one_line(message, LONGEST_SENTENCE), one_line(fix, LONGEST_SENTENCE));
        Self { code, severity, file: None, row: None, school: None, key: None, value: None, message, fix }
    }

    /// Sets the file of the issue.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// Sets the row of the issue, counted from 1.
    #[must_use]
    pub fn at_row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// Sets the school that the issue is about, by its id, cut to 100 characters.
    #[must_use]
    pub fn of_school(mut self, id: impl AsRef<str>) -> Self {
        self.school = Some(one_line(id.as_ref(), LONGEST_NAME));
        self
    }

    /// Sets the column or key of the issue, cut to 100 characters.
    #[must_use]
    pub fn at_key(mut self, key: impl AsRef<str>) -> Self {
        self.key = Some(one_line(key.as_ref(), LONGEST_NAME));
        self
    }

    /// Quotes the value, cut to 60 characters.
    #[must_use]
    pub fn with_value(mut self, value: impl AsRef<str>) -> Self {
        self.value = Some(cut(value.as_ref(), LONGEST_VALUE));
        self
    }
}

// Names and values come from the input. A quotation mark that is never closed makes one name of the whole file.
const LONGEST_VALUE: usize = 60;
const LONGEST_NAME: usize = 100;
const LONGEST_SENTENCE: usize = 600;

/// The text cut to this many characters. Characters that control a terminal, such as line feeds and escapes, become spaces.
fn one_line(text: &str, most: usize) -> String {
    cut(text, most).replace(char::is_control, " ")
}

/// The first characters of a text, with dots if there are more.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}[{}]", self.code)?;
        let mut places = Vec::new();
        places.extend(self.file.clone());
        places.extend(self.row.map(|row| format!("row {row}")));
        places.extend(self.school.as_ref().map(|id| format!("school {id}")));
        places.extend(self.key.as_ref().map(|key| format!("`{key}`")));
        places.extend(self.value.as_ref().map(|value| format!("value {value:?}")));
        if !places.is_empty() {
            write!(f, " {}", places.join(", "))?;
        }
        write!(f, ": {}; {}", self.message, self.fix)
    }
}

/// Collects issues and turns them into one error at the end.
#[derive(Debug, Default)]
pub struct Issues(Vec<Issue>);

impl Issues {
    /// Adds an issue.
    pub fn push(&mut self, issue: Issue) {
        self.0.push(issue);
    }

    /// Adds issues.
    pub fn extend(&mut self, issues: impl IntoIterator<Item = Issue>) {
        self.0.extend(issues);
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|issue| issue.severity == Severity::Error)
    }

    /// Everything found, as an error.
    pub fn into_error(self) -> Error {
        Error::Input(self.0)
    }

    /// The warnings, or everything found as an error.
    pub fn finish(self) -> Result<Vec<Issue>, Error> {
        if self.has_errors() { Err(Error::Input(self.0)) } else { Ok(self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issue_stays_short_and_on_its_line_whatever_it_quotes() {
        let name = "strength:\u{1b}[2J\n".repeat(1_000);
        let issue = Issue::error(Code::UnknownKey, format!("the column {name} is not known"), "remove it")
            .at_key(&name)
            .of_school(&name)
            .with_value(&name);
        let shown = issue.to_string();
        assert!(shown.chars().count() < 1_200, "{} characters", shown.chars().count());
        assert!(!shown.contains(char::is_control));
    }
    #[test]
    fn a_listing_has_errors_first_and_ends_somewhere() {
        let warning = Issue::warning(Code::NoNeeds, "w", "x");
        let issues: Vec<Issue> = (0..60).map(|_| Issue::error(Code::MissingId, "e", "x")).collect();
        let text = Error::Input([vec![warning], issues].concat()).to_string();
        assert!(text.starts_with("the input has 60 errors\nerror[missing-id]"), "{text}");
        assert!(text.ends_with("\nand 11 more") && text.lines().count() == 52, "{text}");
    }

    #[test]
    fn errors_join_into_all_their_issues_or_the_first_of_another_kind() {
        let input = || Error::Input(vec![Issue::error(Code::MissingId, "e", "x")]);
        let other = |text: &str| Error::Options(text.to_owned());
        assert_eq!(Error::join([input(), other("a"), input()]).unwrap().issues().len(), 2);
        assert_eq!(Error::join([other("a"), other("b")]).unwrap().to_string(), "a");
        assert!(Error::join([]).is_none());
    }
}
