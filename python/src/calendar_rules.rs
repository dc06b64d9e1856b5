//! The rules of a calendar from plain data, with every issue at once.

use serde_json::{Map, Value};
use tercet::programme::dates::Weekdays;
use tercet::programme::rules::{CalendarRules, Continuity};
use tercet::{Code, Error, Issue};

/// The keyword arguments.
pub(crate) const KEYS: [&str; 6] = ["gap_days", "weekdays", "max_km", "zero_at_km", "facilitator", "weights"];

/// The rules that these say; the others have their defaults.
pub(crate) fn from_json(stated: &Map<String, Value>) -> Result<CalendarRules, Error> {
    let mut rules = CalendarRules::default();
    let mut issues = Vec::new();
    for (key, value) in stated {
        let fits = match key.as_str() {
            "gap_days" => whole(value).map(|days| rules.gap_days = days),
            "max_km" => whole(value).map(|km| rules.max_km = Some(km)),
            "zero_at_km" => whole(value).filter(|&km| km > 0).map(|km| rules.zero_at_km = km),
            "weekdays" => weekdays(value).map(|days| rules.weekdays = days),
            "facilitator" => continuity(value).map(|continuity| rules.facilitator = continuity),
            _ => weights(value, &mut rules),
        };
        if fits.is_none() {
            let (message, fix) = (format!("{key} cannot be this"), format!("give {}", kind(key)));
            let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            issues.push(Issue::error(Code::WrongKind, message, fix).at_key(key).with_value(shown));
        }
    }
    if issues.is_empty() { Ok(rules) } else { Err(Error::Input(issues)) }
}

fn kind(key: &str) -> &'static str {
    match key {
        "gap_days" => "a whole number of days, 0 or more",
        "max_km" => "whole kilometres, 0 or more",
        "zero_at_km" => "whole kilometres, 1 or more",
        "weekdays" => "days such as mon tue wed",
        "facilitator" => "any or same",
        _ => "numbers of 0 or more for spread, travel, continuity and preferred",
    }
}

fn whole(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|number| u32::try_from(number).ok())
}

fn weekdays(value: &Value) -> Option<Weekdays> {
    let text = match value {
        Value::Array(days) => days.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?.join(" "),
        value => value.as_str()?.to_owned(),
    };
    Weekdays::parse(&text).ok().filter(|_| !text.trim().is_empty())
}

fn continuity(value: &Value) -> Option<Continuity> {
    match value.as_str()? {
        "any" => Some(Continuity::Any),
        "same" => Some(Continuity::Same),
        _ => None,
    }
}

fn weights(value: &Value, rules: &mut CalendarRules) -> Option<()> {
    let weights = &mut rules.weights;
    for (name, weight) in value.as_object()? {
        let place = match name.as_str() {
            "spread" => &mut weights.spread,
            "travel" => &mut weights.travel,
            "continuity" => &mut weights.continuity,
            "preferred" => &mut weights.preferred,
            _ => return None,
        };
        *place = weight.as_f64().filter(|weight| *weight >= 0.0)?;
    }
    Some(())
}
