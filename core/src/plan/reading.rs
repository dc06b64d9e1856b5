//! Reading `plan.json`: text in, a plan or every issue of the text out. Says nothing of whether the plan is right; that is
//! what `check` is for.

use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::{Code, Error, Issue, Issues};
use crate::plan::grouping::{FORMAT, Plan};

/// The keys of a plan, in the order they are written.
const KEYS: [&str; 15] = [
    "format",
    "problem_sha256",
    "groups",
    "unmatched",
    "value",
    "bound",
    "gap",
    "status",
    "proof",
    "stop",
    "seed",
    "strategy",
    "options",
    "certificate",
    "reasons",
];

/// The format before the present one, and what to tell those who have such a plan.
const FIRST: &str = "tercet-plan/1";
const AFTER_FIRST: &str = "solve again, or use the groups.csv of the plan; the order of columns settled ties of needs then, and the \
                           names of the areas settle them now, so the value can be a little different";

impl Plan {
    /// Reads a plan from a file.
    ///
    /// # Errors
    /// [`Error::Io`] if the file cannot be read, [`Error::Input`] if it is not a plan of this format.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|source| Error::io(path, source))?;
        let text = String::from_utf8(bytes).map_err(|_| {
            let issue =
                Issue::error(Code::NotText, "the file is not text in UTF-8", "give a plan.json as it was written");
            Error::Input(vec![issue.in_file(path.display().to_string())])
        })?;
        Self::from_json(&text, path)
    }

    /// Reads a plan from JSON text; `file` is for messages. The groups come out in canonical order.
    ///
    /// # Errors
    /// [`Error::Input`] with every issue found, if the text is not a plan of this format.
    pub fn from_json(text: &str, file: &Path) -> Result<Self, Error> {
        let mut reader = Reader { issues: Issues::default(), file: file.display().to_string() };
        let plan = reader.plan(text);
        reader.issues.finish()?;
        plan.ok_or_else(|| Error::Input(Vec::new()))
    }
}

/// The text being read, and what is wrong with it so far.
struct Reader {
    issues: Issues,
    file: String,
}

impl Reader {
    fn plan(&mut self, text: &str) -> Option<Plan> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            self.report(Issue::error(Code::EmptyFile, "the file is empty", "give a plan.json as it was written"));
            return None;
        }
        let value: Value = match serde_json::from_str(text) {
            Ok(value) => value,
            Err(error) => {
                let message = format!("this is not valid JSON: {error}");
                let issue = Issue::error(Code::InvalidSyntax, message, "give a plan.json as it was written");
                self.report(issue.at_row(u64::try_from(error.line()).unwrap_or(u64::MAX)));
                return None;
            }
        };
        let Value::Object(mut object) = value else {
            let issue = Issue::error(Code::WrongKind, "a plan is an object", "give a plan.json as it was written");
            self.report(issue.with_value(value.to_string()));
            return None;
        };
        // Another format has other keys, so nothing more is said of them.
        if object.get("format").and_then(Value::as_str) != Some(FORMAT) {
            let found = object.get("format").map_or_else(|| "nothing".to_owned(), ToString::to_string);
            let message = format!("the format is {found}, and this version reads {FORMAT:?}");
            let fix = if found == format!("{FIRST:?}") { AFTER_FIRST } else { "give a plan of that format" };
            self.report(Issue::error(Code::UnknownFormat, message, fix).at_key("format"));
            return None;
        }
        for key in object.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            let issue = Issue::error(Code::UnknownKey, "a plan has no such key", "remove it");
            self.report(issue.at_key(key));
        }
        let mut plan = self.fields(&mut object)?;
        plan.put_in_order();
        Some(plan)
    }

    fn fields(&mut self, object: &mut Map<String, Value>) -> Option<Plan> {
        // Each key is taken before any is judged, so that every issue is reported at once.
        let format = self.take(object, "format", "text");
        let problem_sha256 = self.take(object, "problem_sha256", "text");
        let groups = self.take(object, "groups", "a list of lists of school ids");
        let unmatched = self.take_or_default(object, "unmatched", "a list of school ids");
        let value = self.take_or_default(object, "value", "whole points");
        let bound = self.take_or_default(object, "bound", "whole points");
        let gap = self.take_or_default(object, "gap", "a number");
        let status = self.take(object, "status", "optimal, feasible, infeasible or unknown");
        let proof = self.take(object, "proof", "certificate, solver or none");
        let stop = self.take(object, "stop", "finished, time, work or interrupted");
        let seed = self.take(object, "seed", "a whole number of 0 or more");
        let strategy = self.take(object, "strategy", "the name of a strategy");
        let options = self.take(object, "options", "the options of a solve");
        let certificate = self.take_or_default(object, "certificate", "null or an object with a known kind");
        let reasons = self.take_or_default(object, "reasons", "a list of objects with have, need and fixes");
        Some(Plan {
            format: format?,
            problem_sha256: problem_sha256?,
            groups: groups?,
            unmatched: unmatched?,
            value: value?,
            bound: bound?,
            gap: gap?,
            status: status?,
            proof: proof?,
            stop: stop?,
            seed: seed?,
            strategy: strategy?,
            options: options?,
            certificate: certificate?,
            reasons: reasons?,
        })
    }

    fn take<T: DeserializeOwned>(&mut self, object: &mut Map<String, Value>, key: &str, kind: &str) -> Option<T> {
        let Some(value) = object.remove(key) else {
            let issue = Issue::error(Code::WrongKind, "the key is missing", format!("give {kind}"));
            self.report(issue.at_key(key));
            return None;
        };
        match T::deserialize(&value) {
            Ok(value) => Some(value),
            Err(error) => {
                let issue = Issue::error(Code::WrongKind, error.to_string(), format!("give {kind}"));
                self.report(issue.at_key(key).with_value(value.to_string()));
                None
            }
        }
    }

    fn take_or_default<T>(&mut self, object: &mut Map<String, Value>, key: &str, kind: &str) -> Option<T>
    where
        T: DeserializeOwned + Default,
    {
        if object.contains_key(key) { self.take(object, key, kind) } else { Some(T::default()) }
    }

    fn report(&mut self, issue: Issue) {
        self.issues.push(issue.in_file(&self.file));
    }
}

#[cfg(test)]
mod tests;
