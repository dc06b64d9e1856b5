//! The rules of a calendar as a TOML file. Every key may be left out, and an unknown key is an issue.

use std::path::Path;
use std::str::FromStr;

use email_address::EmailAddress;

use crate::error::{Code, Error, Issue, Issues};
use crate::model::format::text;
use crate::model::format::tree::{self, FromTree, Item, Node, TreeValue, Walk};
use crate::programme::statement::dates::{Time, Weekdays, parse_time};
use crate::programme::statement::rules::{CalendarRules, CalendarWeights, Continuity, FileRules};

/// Reads the rules of a calendar from a file.
///
/// # Errors
/// [`Error::Io`] if the file cannot be read; [`Error::Input`] with every issue found in it, each with its key and line.
pub fn read_rules(path: impl AsRef<Path>) -> Result<CalendarRules, Error> {
    let path = path.as_ref();
    let (bytes, file) = (text::read_lines(path)?, text::name(path));
    // Every key may be left out, so a file without any key is valid.
    if bytes.iter().all(u8::is_ascii_whitespace) {
        parse_rules("", &file)
    } else {
        parse_rules(text::decode(&bytes, &file)?, &file)
    }
}

/// Reads the rules from the text of a TOML file. `file` is its name for messages.
///
/// ```
/// use tercet::programme::statement::rules_file::parse_rules;
/// let rules = parse_rules("gap_days = 28\nweekdays = \"tue wed thu\"\n[weights]\ntravel = 5\n", "year.toml")?;
/// assert_eq!((rules.gap_days, rules.weights.travel, rules.weights.spread), (28, 5.0, 4.0));
///
/// let error = parse_rules("gap_day = 28\nfacilitator = \"one\"\n", "year.toml").unwrap_err();
/// let found: Vec<_> = error.issues().iter().map(|issue| (issue.row, issue.code.as_str())).collect();
/// assert_eq!(found, [(Some(2), "unknown-choice"), (Some(1), "unknown-key")]);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn parse_rules(text: &str, file: &str) -> Result<CalendarRules, Error> {
    from_tree(tree::parse_toml(text, file)?, Some(file), CalendarRules::default())
}

/// Reads the rules from a JSON value with the same keys, as in a service's request or in the arguments of a call. Keys that
/// are left out keep their value from the other rules.
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn from_json_value(value: &serde_json::Value, other: CalendarRules) -> Result<CalendarRules, Error> {
    from_tree(tree::from_value(value), None, other)
}

/// All rules under the file's keys, as [`from_json_value`] takes them. A limit that is not set is null.
#[must_use]
pub fn to_json_value(rules: &CalendarRules) -> serde_json::Value {
    let weights = CalendarWeights::KEYS.iter().zip(rules.weights.list());
    let weights: serde_json::Map<_, _> = weights.map(|(key, weight)| ((*key).to_owned(), weight.into())).collect();
    let facilitator = match rules.facilitator {
        Continuity::Any => "any",
        Continuity::Same => "same",
    };
    serde_json::json!({
        "gap_days": rules.gap_days,
        "weekdays": rules.weekdays.to_string(),
        "visits_a_day": rules.visits_a_day,
        "visits_a_week": rules.visits_a_week,
        "max_km": rules.max_km,
        "zero_at_km": rules.zero_at_km,
        "facilitator": facilitator,
        "weights": weights,
        "files": {
            "starts": rules.files.hours.map(|hours| shown(hours.0)),
            "ends": rules.files.hours.map(|hours| shown(hours.1)),
            "reminder_days": rules.files.reminder_days,
            "organiser": rules.files.organiser,
            "organiser_email": rules.files.organiser_email,
        },
    })
}

/// "09:30".
fn shown(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

fn from_tree(node: Node, file: Option<&str>, mut rules: CalendarRules) -> Result<CalendarRules, Error> {
    let mut issues = Issues::default();
    let mut walk = Walk::new(file, &mut issues);
    if let Some(mut fields) = walk.fields(Item { path: String::new(), node }) {
        fields.set("gap_days", &mut rules.gap_days);
        fields.set("weekdays", &mut rules.weekdays);
        fields.set("visits_a_day", &mut rules.visits_a_day);
        fields.set("visits_a_week", &mut rules.visits_a_week);
        fields.set("max_km", &mut rules.max_km);
        fields.set("zero_at_km", &mut rules.zero_at_km);
        fields.set("facilitator", &mut rules.facilitator);
        if let Some(weights) = fields.optional::<Stated>("weights") {
            for (key, weight) in weights.0 {
                *rules.weights.by_key(key).expect("only known keys are read") = weight;
            }
        }
        if let Some(files) = fields.optional::<StatedFiles>("files") {
            files.over(&mut rules.files);
        }
        fields.finish();
    }
    if rules.zero_at_km == 0 {
        let issue =
            Issue::error(Code::NumberOutOfRange, "travel would be worth nothing at any distance", "give 1 or more");
        walk.push(issue.with_value("0"), "zero_at_km", None);
    }
    for (key, most) in [("visits_a_day", rules.visits_a_day), ("visits_a_week", rules.visits_a_week)] {
        if most == Some(0) {
            let issue =
                Issue::error(Code::NumberOutOfRange, "no visit would be allowed", "give 1 or more, or leave it out");
            walk.push(issue.with_value("0"), key, None);
        }
    }
    issues.finish().map(|_| rules)
}

impl FromTree for Weekdays {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let copy = Item { path: item.path.clone(), node: item.node.clone() };
        let text = match item.node.value {
            TreeValue::List(_) => Vec::<String>::read(item, walk)?.join(" "),
            _ => String::read(item, walk)?,
        };
        let fix = "name days as mon tue wed thu fri sat sun";
        let issue = match Self::parse(&text) {
            Ok(_) if text.is_empty() => Issue::error(Code::MissingValue, "no day of the week is named", fix),
            Ok(weekdays) => return Some(weekdays),
            Err(word) => Issue::error(Code::UnknownChoice, format!("{word:?} is not a day of the week"), fix),
        };
        walk.push_value(issue, &copy);
        None
    }
}

impl FromTree for Continuity {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        walk.choice(&item, &[("any", Self::Any), ("same", Self::Same)])
    }
}

/// The stated weights, by key.
struct Stated(Vec<(&'static str, f64)>);

impl FromTree for Stated {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let stated = CalendarWeights::KEYS.iter().map(|&key| (key, fields.optional::<Weight>(key)));
        let stated = stated.filter_map(|(key, weight)| weight.map(|weight| (key, weight.0))).collect();
        fields.finish();
        Some(Self(stated))
    }
}

/// What the file states about calendar files.
struct StatedFiles {
    hours: [Option<Clock>; 2],
    reminder_days: Option<u32>,
    organiser: [Option<String>; 2],
}

impl StatedFiles {
    fn over(self, files: &mut FileRules) {
        if let [Some(Clock(starts)), Some(Clock(ends))] = self.hours {
            files.hours = Some((starts, ends));
        }
        files.reminder_days = self.reminder_days.or(files.reminder_days);
        let [name, email] = self.organiser;
        files.organiser = name.or(files.organiser.take());
        files.organiser_email = email.or(files.organiser_email.take());
    }
}

impl FromTree for StatedFiles {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let copy = Item { path: item.path.clone(), node: item.node.clone() };
        let mut fields = walk.fields(item)?;
        let hours = ["starts", "ends"].map(|key| fields.optional::<Option<Clock>>(key).flatten());
        let reminder_days = fields.optional::<Option<u32>>("reminder_days").flatten();
        let organiser = ["organiser", "organiser_email"].map(|key| fields.optional::<Option<String>>(key).flatten());
        fields.finish();
        match &hours {
            [Some(Clock(starts)), Some(Clock(ends))] if ends <= starts => {
                let message = format!("visits would end at {}, before they begin", shown(*ends));
                walk.push_value(Issue::error(Code::EmptyRange, message, "give an end after the beginning"), &copy);
            }
            [Some(_), None] | [None, Some(_)] => {
                let message = "only one of `starts` and `ends` is given";
                walk.push_value(Issue::error(Code::MissingKey, message, "give both, or neither for whole days"), &copy);
            }
            _ => {}
        }
        if let [_, Some(email)] = &organiser
            && EmailAddress::from_str(email).is_err()
        {
            let fix = "write it as name@programme.example, or leave it out";
            walk.push_value(Issue::error(Code::InvalidEmail, "this is not an e-mail address", fix), &copy);
        }
        Some(Self { hours, reminder_days, organiser })
    }
}

/// A time of day.
#[derive(Clone, Copy)]
struct Clock(Time);

impl FromTree for Clock {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let copy = Item { path: item.path.clone(), node: item.node.clone() };
        let text = String::read(item, walk)?;
        let time = parse_time(&text);
        if time.is_none() {
            let issue = Issue::error(Code::InvalidDate, "this is not a time of day", "write it as 09:30");
            walk.push_value(issue, &copy);
        }
        time.map(Self)
    }
}

/// A number of 0 or more.
struct Weight(f64);

impl FromTree for Weight {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let copy = Item { path: item.path.clone(), node: item.node.clone() };
        let weight = f64::read(item, walk)?;
        if weight < 0.0 {
            let issue = Issue::error(Code::NumberOutOfRange, "the weight is below 0", "give 0 or more");
            walk.push_value(issue, &copy);
            return None;
        }
        Some(Self(weight))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_has_the_defaults() {
        assert_eq!(parse_rules("", "year.toml").unwrap(), CalendarRules::default());
    }

    #[test]
    fn every_value_that_cannot_be_is_named_with_its_key() {
        let text = "gap_days = -1\nweekdays = [\"mon\", \"Dienstag\"]\nmax_km = \"far\"\nzero_at_km = 0\nfacilitator = 1\n\
            visits_a_day = 0\n[weights]\nspread = -1\ntravelling = 1\n";
        let error = parse_rules(text, "year.toml").unwrap_err();
        let mut keys: Vec<&str> = error.issues().iter().filter_map(|issue| issue.key.as_deref()).collect();
        keys.sort_unstable();
        let expected = [
            "facilitator",
            "gap_days",
            "max_km",
            "visits_a_day",
            "weekdays",
            "weights.spread",
            "weights.travelling",
            "zero_at_km",
        ];
        assert_eq!(keys, expected);
    }

    #[test]
    fn what_calendar_files_say_is_read_and_both_ends_of_a_visit_are_needed() {
        let text = "[files]\nstarts = \"9:00\"\nends = \"15:30\"\nreminder_days = 7\norganiser = \"The Trust\"\n";
        let rules = parse_rules(text, "year.toml").unwrap();
        assert_eq!(
            rules.files.hours.map(|hours| (shown(hours.0), shown(hours.1))),
            Some(("09:00".into(), "15:30".into()))
        );
        assert_eq!(from_json_value(&to_json_value(&rules), CalendarRules::default()).unwrap(), rules);
        for (text, code) in [
            ("[files]\nstarts = \"9:00\"\n", "missing-key"),
            ("[files]\nstarts = \"9 am\"\nends = \"12:00\"\n", "invalid-date"),
            ("[files]\nstarts = \"12:00\"\nends = \"11:00\"\n", "empty-range"),
            ("[files]\norganiser_email = \"nobody\"\n", "invalid-email"),
        ] {
            let error = parse_rules(text, "year.toml").unwrap_err();
            assert_eq!(error.issues()[0].code.as_str(), code, "{error}");
        }
    }

    #[test]
    fn what_a_call_says_goes_before_the_file() {
        let file = parse_rules("gap_days = 28\n[weights]\ntravel = 5\nspread = 1\n", "year.toml").unwrap();
        let call = serde_json::json!({"weights": {"travel": 0}, "weekdays": ["tue", "wed"], "max_km": 90});
        let rules = from_json_value(&call, file).unwrap();
        assert_eq!((rules.gap_days, rules.weights.travel, rules.weights.spread), (28, 0.0, 1.0));
        assert_eq!((rules.weekdays.to_string().as_str(), rules.max_km), ("tue wed", Some(90)));
        assert_eq!(from_json_value(&to_json_value(&rules), CalendarRules::default()).unwrap(), rules);
    }
}
