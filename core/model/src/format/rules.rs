//! The rules file: TOML in which every key may be left out, and a key that is not known is an issue.

use std::collections::BTreeMap;
use std::path::Path;

use crate::benefit::{Benefit, Closeness, Novelty};
use crate::error::{Code, Error, Issue, Issues};
use crate::format::text;
use crate::format::tree::{self, FromTree, Item, Node, Value, Walk};
use crate::rules::at_least::AtLeast;
use crate::rules::at_most::{AtMost, AtMostKind};
use crate::rules::origin::Origin;
use crate::rules::traits::Trait;
use crate::rules::unmatched::Unmatched;
use crate::rules::{Aim, AimKind, HardRules, Rules, Scale};
use crate::sizes::{Count, Sizes};
use crate::validate;

/// Every key by its table: where a key that stands elsewhere belongs.
const HOMES: &[(&str, &[&str])] = &[
    ("scale", &["strength"]),
    ("sizes", &["allowed", "exactly"]),
    ("benefit", &["learn", "share", "variety", "likeness", "closeness", "novelty", "own"]),
    (
        "rules",
        &[
            "differ",
            "same",
            "at_most",
            "at_least",
            "max_km",
            "max_minutes",
            "common_days",
            "learn_at_least",
            "share_at_least",
            "apart",
            "together",
            "locked",
            "no_repeat_years",
            "unmatched",
        ],
    ),
    ("aim", &["kind"]),
];

/// Reads a rules file.
///
/// # Errors
/// [`Error::Io`] if the file cannot be read; [`Error::Input`] with every issue found in it, each with its key and line.
pub fn read_rules(path: impl AsRef<Path>) -> Result<Rules, Error> {
    let path = path.as_ref();
    let bytes = text::read_lines(path)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return parse_rules("", &text::name(path)); // Every key may be left out, and so may all of them.
    }
    let file = text::name(path);
    parse_rules(text::decode(&bytes, &file)?, &file)
}

/// The rules in the text of a TOML file; `file` is its name for messages.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::format::rules::parse_rules;
/// let rules = parse_rules("[rules]\nmax_km = 300\n", "rules.toml")?;
/// assert_eq!(rules.hard.max_km, Some(300.0));
///
/// let error = parse_rules("[rules]\nmax_kn = 300\n", "rules.toml").unwrap_err();
/// assert_eq!(
///     error.issues()[0].to_string(),
///     "error[unknown-key] rules.toml, row 2, `rules.max_kn`: the key is not known here; \
///      remove it; did you mean \"max_km\"?"
/// );
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn parse_rules(text: &str, file: &str) -> Result<Rules, Error> {
    from_tree(tree::parse_toml(text, file)?, Some(file))
}

/// The rules in a JSON value of the same keys, as a service or the arguments of a call give them.
///
/// # Errors
/// [`Error::Input`] with every issue found.
pub fn from_json_value(value: &serde_json::Value) -> Result<Rules, Error> {
    from_tree(tree::from_value(value), None)
}

fn from_tree(node: Node, file: Option<&str>) -> Result<Rules, Error> {
    let mut issues = Issues::default();
    let mut walk = Walk::new(file, &mut issues);
    let mut rules = Rules::read(Item { path: String::new(), node }, &mut walk).unwrap_or_default();
    let lines = walk.lines;
    rules.origin = Origin { file: file.map(str::to_owned), prefix: "", lines };
    issues.extend(validate::rules_alone(&rules));
    issues.finish()?;
    Ok(rules)
}

impl FromTree for Rules {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut rules = Self::default();
        let mut fields = walk.fields(item)?.with_homes(HOMES);
        fields.set("scale", &mut rules.scale);
        fields.set("sizes", &mut rules.sizes);
        fields.set("benefit", &mut rules.benefit);
        fields.set("rules", &mut rules.hard);
        fields.set("aim", &mut rules.aim);
        fields.finish();
        Some(rules)
    }
}

impl FromTree for Scale {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut scale = Self::default();
        let mut fields = walk.fields(item)?.with_homes(HOMES);
        fields.set("strength", &mut scale.strength);
        fields.finish();
        Some(scale)
    }
}

impl FromTree for Sizes {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut sizes = Self::default();
        let mut fields = walk.fields(item)?.with_homes(HOMES);
        fields.set("allowed", &mut sizes.allowed);
        fields.set("exactly", &mut sizes.exactly);
        fields.finish();
        Some(sizes)
    }
}

impl FromTree for BTreeMap<usize, Count> {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut counts = Self::new();
        for (key, item) in walk.entries(item)? {
            let Ok(size) = key.parse() else {
                let issue = Issue::error(Code::NotANumber, "the key is not a group size", "write a size such as 3");
                walk.push(issue, &item.path, item.node.line);
                continue;
            };
            if let Some(count) = Count::read(item, walk) {
                counts.insert(size, count);
            }
        }
        Some(counts)
    }
}

impl FromTree for Count {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        match &item.node.value {
            Value::List(ends) if ends.len() == 2 => {
                let ends: Vec<usize> = Vec::read(item, walk)?;
                Some(Self::Between(ends[0], ends[1]))
            }
            Value::Whole(_) | Value::Number(_) => usize::read(item, walk).map(Self::Exactly),
            _ => {
                walk.wrong_kind(
                    &item,
                    "a number of groups or a range",
                    "write a number such as 10, or a range such as [8, 12]",
                );
                None
            }
        }
    }
}

impl FromTree for Benefit {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut benefit = Self::default();
        let mut fields = walk.fields(item)?.with_homes(HOMES);
        fields.set("learn", &mut benefit.learn);
        fields.set("share", &mut benefit.share);
        fields.set("variety", &mut benefit.variety);
        fields.set("likeness", &mut benefit.likeness);
        fields.set("closeness", &mut benefit.closeness);
        fields.set("novelty", &mut benefit.novelty);
        fields.set("own", &mut benefit.own);
        fields.finish();
        Some(benefit)
    }
}

impl FromTree for Closeness {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let weight = fields.required("weight");
        let zero_at_km = fields.required("zero_at_km");
        fields.finish();
        Some(Self { weight: weight?, zero_at_km: zero_at_km? })
    }
}

impl FromTree for Novelty {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut fields = walk.fields(item)?;
        let weight = fields.required("weight");
        let decay = fields.required("decay");
        fields.finish();
        Some(Self { weight: weight?, decay: decay? })
    }
}

impl FromTree for HardRules {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut rules = Self::default();
        let mut fields = walk.fields(item)?.with_homes(HOMES);
        fields.set("differ", &mut rules.differ);
        fields.set("same", &mut rules.same);
        fields.set("at_most", &mut rules.at_most);
        fields.set("at_least", &mut rules.at_least);
        fields.set("max_km", &mut rules.max_km);
        fields.set("max_minutes", &mut rules.max_minutes);
        fields.set("common_days", &mut rules.common_days);
        fields.set("learn_at_least", &mut rules.learn_at_least);
        fields.set("share_at_least", &mut rules.share_at_least);
        fields.set("apart", &mut rules.apart);
        fields.set("together", &mut rules.together);
        fields.set("locked", &mut rules.locked);
        fields.set("no_repeat_years", &mut rules.no_repeat_years);
        fields.set("unmatched", &mut rules.unmatched);
        fields.finish();
        Some(rules)
    }
}

impl FromTree for AtMost {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let (kind, count) = counted(item, walk)?;
        Some(Self { kind, count })
    }
}

impl FromTree for AtLeast {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let (path, line) = (item.path.clone(), item.node.line);
        let (kind, count) = counted(item, walk)?;
        match kind {
            AtMostKind::Trait(kind) => Some(Self { kind, count }),
            AtMostKind::AnyValue { attribute } => {
                let message = format!("the key `value` is missing: at least so many of which {attribute}?");
                walk.push(Issue::error(Code::MissingKey, message, "add it"), &path, line);
                None
            }
        }
    }
}

/// Which schools count, and how many: the one of `attribute`, `strength` and `need` that is there says what else is read.
fn counted(item: Item, walk: &mut Walk<'_>) -> Option<(AtMostKind, usize)> {
    let mut fields = walk.fields(item)?;
    let kind = if fields.has("strength") {
        let (strength, level) = (fields.required("strength"), fields.required("level"));
        strength.zip(level).map(|(strength, level)| AtMostKind::Trait(Trait::Strength { strength, level }))
    } else if fields.has("need") {
        fields.required("need").map(|need| AtMostKind::Trait(Trait::Need { need }))
    } else if fields.has("attribute") {
        let attribute = fields.required("attribute");
        let has_value = fields.has("value");
        let value = fields.optional("value");
        attribute.filter(|_| has_value == value.is_some()).map(|attribute| match value {
            Some(value) => AtMostKind::Trait(Trait::Attribute { attribute, value }),
            None => AtMostKind::AnyValue { attribute },
        })
    } else {
        let issue = Issue::error(
            Code::MissingKey,
            "nothing says which schools count",
            "add `attribute` (and `value`), or `strength` and `level`, or `need`",
        );
        fields.push(issue);
        for key in ["attribute", "value", "strength", "level", "need"] {
            fields.take(key);
        }
        None
    };
    let count = fields.required("count");
    fields.finish();
    Some((kind?, count?))
}

impl FromTree for Unmatched {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        match item.node.value {
            Value::Whole(_) | Value::Number(_) => i64::read(item, walk).map(Self::Price),
            Value::Text(_) => walk.choice(&item, &[("forbidden", Self::Forbidden)]),
            _ => {
                walk.wrong_kind(
                    &item,
                    "\"forbidden\" or a price",
                    "write \"forbidden\", or a price in points such as 4000",
                );
                None
            }
        }
    }
}

impl FromTree for Aim {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        let mut aim = Self::default();
        let mut fields = walk.fields(item)?.with_homes(HOMES);
        fields.set("kind", &mut aim.kind);
        fields.finish();
        Some(aim)
    }
}

impl FromTree for AimKind {
    fn read(item: Item, walk: &mut Walk<'_>) -> Option<Self> {
        walk.choice(&item, &[("total", Self::Total), ("worst_first", Self::WorstFirst)])
    }
}

#[cfg(test)]
mod tests;
