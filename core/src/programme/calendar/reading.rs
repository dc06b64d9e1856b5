//! Reads `calendar.json`: from text to a calendar, or to every issue in the text.
//! [`check`](crate::programme::calendar::check::check) says whether the calendar keeps the rules.

use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::{Code, Error, Issue, Issues};
use crate::programme::calendar::{Calendar, FORMAT};

const FIX: &str = "give a calendar.json as Tercet wrote it";

/// The content of `names`.
const NAMES: &str = "a list of texts, one for each group";

/// The keys of a calendar.
const KEYS: [&str; 16] = [
    "format",
    "problem_sha256",
    "programme",
    "today",
    "groups",
    "names",
    "memberships",
    "visits",
    "cancelled",
    "events",
    "clashes",
    "value",
    "bound",
    "gap",
    "status",
    "stop",
];

/// The keys that may be left out. Each holds a list.
const LISTS: [&str; 5] = ["names", "memberships", "cancelled", "events", "clashes"];

impl Calendar {
    /// Reads a calendar from a file.
    ///
    /// # Errors
    /// [`Error::Io`] if the file cannot be read, [`Error::Input`] if it is not a calendar of this format.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|source| Error::io(path, source))?;
        let text = String::from_utf8(bytes).map_err(|_| {
            let issue = Issue::error(Code::NotText, "the file is not text in UTF-8", FIX);
            Error::Input(vec![issue.in_file(path.display().to_string())])
        })?;
        Self::from_json(&text, path)
    }

    /// Reads a calendar from JSON text; `file` is for messages.
    ///
    /// ```
    /// use tercet::programme::calendar::Calendar;
    /// let text = r#"{"format": "tercet-calendar/1", "groups": [], "visits": 3, "value": "much"}"#;
    /// let error = Calendar::from_json(text, "calendar.json".as_ref()).unwrap_err();
    /// let keys: Vec<_> = error.issues().iter().filter_map(|issue| issue.key.as_deref()).collect();
    /// assert_eq!(keys, ["problem_sha256", "visits", "value", "status", "stop"]);
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] with every issue found, if the text is not a calendar of this format.
    pub fn from_json(text: &str, file: &Path) -> Result<Self, Error> {
        let mut issues = Issues::default();
        let calendar = parse(text, &mut issues);
        let file = file.display().to_string();
        let found = issues.finish();
        found
            .map_err(|error| Error::Input(error.issues().iter().map(|issue| issue.clone().in_file(&file)).collect()))?;
        calendar.ok_or_else(|| Error::Input(Vec::new()))
    }
}

fn parse(text: &str, issues: &mut Issues) -> Option<Calendar> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        issues.push(Issue::error(Code::EmptyFile, "the file is empty", FIX));
        return None;
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let issue = Issue::error(Code::InvalidSyntax, format!("this is not valid JSON: {error}"), FIX);
            issues.push(issue.at_row(u64::try_from(error.line()).unwrap_or(u64::MAX)));
            return None;
        }
    };
    let Value::Object(mut object) = value else {
        issues
            .push(Issue::error(Code::WrongKind, "a calendar must be a JSON object", FIX).with_value(value.to_string()));
        return None;
    };
    // Another format has other keys, so only its name is reported.
    if object.get("format").and_then(Value::as_str) != Some(FORMAT) {
        let found = object.get("format").map_or_else(|| "nothing".to_owned(), ToString::to_string);
        let message = format!("the format is {found}, and this version reads {FORMAT:?}");
        issues.push(Issue::error(Code::UnknownFormat, message, "give a calendar in that format").at_key("format"));
        return None;
    }
    for key in object.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        issues.push(Issue::error(Code::UnknownKey, "a calendar has no key with this name", "remove it").at_key(key));
    }
    for key in LISTS {
        object.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    }
    for key in ["today", "bound", "gap"] {
        object.entry(key).or_insert(Value::Null);
    }
    object.entry("programme").or_insert_with(|| Value::String(String::new()));
    // Every key is read before any is judged, so that every issue is reported.
    let format = take(&object, "format", "text", issues);
    let problem_sha256 = take(&object, "problem_sha256", "text", issues);
    let programme = take(&object, "programme", "text", issues);
    let today = take(&object, "today", "a date such as 2026-11-03, or null", issues);
    let groups: Option<Vec<Vec<String>>> = take(&object, "groups", "a list of lists of school ids", issues);
    let names: Option<Vec<String>> = take(&object, "names", NAMES, issues);
    if let (Some(groups), Some(names)) = (&groups, &names)
        && !names.is_empty()
        && names.len() != groups.len()
    {
        let message = format!("there are {} groups and {} names", groups.len(), names.len());
        issues.push(Issue::error(Code::WrongKind, message, format!("give {NAMES}")).at_key("names"));
    }
    let memberships = take(&object, "memberships", "a list of objects with school, group, from and until", issues);
    let visits = take(&object, "visits", "a list of visits, each with host, group and date", issues);
    let cancelled = take(&object, "cancelled", "a list of objects with host, group, date and sequence", issues);
    let events = take(&object, "events", "a list of events, each with name, start and end", issues);
    let clashes = take(&object, "clashes", "a list of objects with group, have, need and fix", issues);
    let value = take(&object, "value", "whole points", issues);
    let bound = take(&object, "bound", "whole points or null", issues);
    let gap = take(&object, "gap", "a number or null", issues);
    let status = take(&object, "status", "optimal, feasible, infeasible or unknown", issues);
    let stop = take(&object, "stop", "finished, time, work or interrupted", issues);
    Some(Calendar {
        format: format?,
        problem_sha256: problem_sha256?,
        programme: programme?,
        today: today?,
        groups: groups?,
        names: names?,
        memberships: memberships?,
        visits: visits?,
        cancelled: cancelled?,
        events: events?,
        clashes: clashes?,
        value: value?,
        bound: bound?,
        gap: gap?,
        status: status?,
        stop: stop?,
    })
}

fn take<T: DeserializeOwned>(object: &Map<String, Value>, key: &str, kind: &str, issues: &mut Issues) -> Option<T> {
    let Some(value) = object.get(key) else {
        issues.push(Issue::error(Code::WrongKind, "the key is missing", format!("give {kind}")).at_key(key));
        return None;
    };
    match T::deserialize(value) {
        Ok(value) => Some(value),
        Err(error) => {
            let issue = Issue::error(Code::WrongKind, error.to_string(), format!("give {kind}"));
            issues.push(issue.at_key(key).with_value(value.to_string()));
            None
        }
    }
}
