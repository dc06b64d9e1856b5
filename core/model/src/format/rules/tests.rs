use std::collections::BTreeSet;

use serde_json::json;

use super::*;
use std::collections::BTreeMap;

use crate::benefit::Novelty;
use crate::error::{Code, Issue};
use crate::rules::AimKind;
use crate::rules::at_most::{AtMost, AtMostKind};
use crate::rules::traits::Trait;
use crate::rules::unmatched::Unmatched;
use crate::school;
use crate::sizes::Count;

const EVERY_KEY: &str = include_str!("every_key.toml");

fn issues(text: &str) -> Vec<Issue> {
    parse_rules(text, "rules.toml").expect_err(text).issues().to_vec()
}

/// The one issue of a text: code, row and key.
fn only(text: &str) -> (Code, Option<u64>, String) {
    let mut issues = issues(text);
    assert_eq!(issues.len(), 1, "{text}: {issues:?}");
    let issue = issues.remove(0);
    assert_eq!(issue.file.as_deref(), Some("rules.toml"));
    (issue.code, issue.row, issue.key.unwrap_or_default())
}

#[test]
fn every_key_is_read() {
    let rules = parse_rules(EVERY_KEY, "rules.toml").unwrap();
    assert_eq!(rules.sizes.exactly, BTreeMap::from([(3, Count::Exactly(10)), (4, Count::Between(8, 12))]));
    assert_eq!(rules.benefit.share, 3.5);
    assert_eq!(rules.benefit.novelty, Some(Novelty { weight: 1.0, decay: 0.5 }));
    assert_eq!(rules.hard.same, Some(Vec::new()));
    let kind = Trait::Attribute { attribute: "region".to_owned(), value: school::Value::from("London") };
    assert_eq!(rules.hard.at_most[0], AtMost { kind: AtMostKind::Trait(kind), count: 2 });
    assert_eq!(rules.hard.at_most[1].kind, AtMostKind::AnyValue { attribute: "faith".to_owned() });
    assert_eq!(rules.hard.at_least[1].kind, Trait::Need { need: "eal".to_owned() });
    assert_eq!(rules.hard.unmatched, Unmatched::Price(4_000));
    assert_eq!(rules.aim.kind, AimKind::WorstFirst);
}

#[test]
fn a_key_left_out_has_its_default_and_so_has_every_key_of_an_empty_file() {
    assert_eq!(parse_rules("", "rules.toml").unwrap(), Rules::default());
    let rules = parse_rules("[benefit]\nlearn = 1\n[rules]\ndiffer = []\n", "rules.toml").unwrap();
    assert_eq!((rules.benefit.learn, rules.benefit.share), (1.0, 3.0));
    assert_eq!((rules.hard.differ, rules.hard.same), (Some(Vec::new()), None));
}

#[test]
fn rules_survive_a_round_trip_through_toml_and_json_and_serde_reads_what_the_walk_reads() {
    let rules = parse_rules(EVERY_KEY, "rules.toml").unwrap();
    let text = toml::to_string(&rules).unwrap();
    assert_eq!(parse_rules(&text, "again.toml").unwrap(), rules);
    assert_eq!(toml::from_str::<Rules>(&text).unwrap(), rules);
    let value = serde_json::to_value(&rules).unwrap();
    assert_eq!(from_json_value(&value).unwrap(), rules);
    assert_eq!(serde_json::from_value::<Rules>(value).unwrap(), rules);
}

#[test]
fn a_key_in_the_wrong_table_is_sent_to_the_right_one() {
    assert_eq!(issues("differ = [\"region\"]\n")[0].fix, "move it to [rules]");
    assert_eq!(issues("[rules]\nlearn = 7\n")[0].fix, "move it to [benefit]");
    assert_eq!(issues("[rules]\nmerge_near = true\n")[0].fix, "move it to the top of the file, above every [table]");
}

#[test]
fn the_homes_of_keys_are_the_fields_of_the_types() {
    let schema = serde_json::to_value(schemars::schema_for!(Rules)).unwrap();
    let types =
        [("scale", "Scale"), ("sizes", "Sizes"), ("benefit", "Benefit"), ("rules", "HardRules"), ("aim", "Aim")];
    for ((table, keys), (name, definition)) in HOMES.iter().zip(types) {
        assert_eq!(*table, name);
        let fields = schema["$defs"][definition]["properties"].as_object().expect(definition);
        let fields: BTreeSet<&str> = fields.keys().map(String::as_str).collect();
        assert_eq!(fields, keys.iter().copied().collect(), "{table}");
    }
}

#[test]
fn every_issue_is_reported_at_once_with_its_line() {
    let text = "[benefit]\nlern = 7\nshare = \"much\"\n\n[rules]\nmax_km = -1\nlocked = [\n  [\"1\", \"2\", \"3\"],\n  [\"4\"],\n]\n";
    let found: Vec<_> = issues(text).into_iter().map(|issue| (issue.code, issue.row, issue.key.unwrap())).collect();
    let expected = [
        (Code::WrongKind, Some(3), "benefit.share"),
        (Code::UnknownKey, Some(2), "benefit.lern"),
        (Code::NumberOutOfRange, Some(6), "rules.max_km"),
        (Code::TooFewNames, Some(9), "rules.locked[1]"),
    ];
    assert_eq!(found, expected.map(|(code, row, key)| (code, row, key.to_owned())));
}

#[test]
fn each_slip_has_its_code_line_and_key() {
    let cases = [
        ("x = [", Code::InvalidSyntax, 1, ""),
        ("[sizes]\nallowed = []", Code::EmptySizes, 2, "sizes.allowed"),
        ("[sizes]\nallowed = [1]", Code::SizeOutOfRange, 2, "sizes.allowed"),
        ("[sizes]\nallowed = 3", Code::WrongKind, 2, "sizes.allowed"),
        ("[sizes]\nallowed = [-3]", Code::NumberOutOfRange, 2, "sizes.allowed[0]"),
        ("[sizes]\nallowed = [3.5]", Code::WrongKind, 2, "sizes.allowed[0]"),
        ("[sizes]\nexactly = { 5 = 1 }", Code::SizeNotAllowed, 2, "sizes.exactly.5"),
        ("[sizes]\nexactly = { trio = 1 }", Code::NotANumber, 2, "sizes.exactly.trio"),
        ("[sizes]\nexactly = { 3 = [2, 1] }", Code::EmptyRange, 2, "sizes.exactly.3"),
        ("[sizes]\nexactly = { 3 = [2] }", Code::WrongKind, 2, "sizes.exactly.3"),
        ("[scale]\nstrength = 0", Code::NumberOutOfRange, 2, "scale.strength"),
        ("[scale]\nstrength = nan", Code::NumberOutOfRange, 2, "scale.strength"),
        ("[benefit]\nlearn = 0\nshare = 0", Code::NoBenefit, 1, "benefit"),
        ("[rules]\nmax_km = 100\nmin_km = 100.5", Code::RulesContradict, 3, "rules.min_km"),
        ("[benefit]\nlearn = -1", Code::NumberOutOfRange, 2, "benefit.learn"),
        ("[benefit]\nvariety = { faith = 1e10 }", Code::NumberOutOfRange, 2, "benefit.variety.faith"),
        ("[benefit]\ncloseness = { weight = 1 }", Code::MissingKey, 2, "benefit.closeness"),
        (
            "[benefit]\ncloseness = { weight = 1, zero_at_km = 0 }",
            Code::NumberOutOfRange,
            2,
            "benefit.closeness.zero_at_km",
        ),
        ("[benefit]\nnovelty = { weight = 1, decay = 1.5 }", Code::NumberOutOfRange, 2, "benefit.novelty.decay"),
        ("[rules]\nlearn_at_least = 40", Code::NumberOutOfRange, 2, "rules.learn_at_least"),
        ("[rules]\ndiffer = \"region\"", Code::WrongKind, 2, "rules.differ"),
        ("[rules]\nsame = [\"phase\", \"phase\"]", Code::RepeatedName, 2, "rules.same"),
        ("[rules]\napart = [\"1\"]", Code::WrongKind, 2, "rules.apart[0]"),
        ("[rules]\napart = [[1, \"2\"]]", Code::WrongKind, 2, "rules.apart[0][0]"),
        ("[rules]\ntogether = [[\"1\"]]", Code::TooFewNames, 2, "rules.together[0]"),
        ("[rules]\nunmatched = \"allowed\"", Code::UnknownChoice, 2, "rules.unmatched"),
        ("[rules]\nunmatched = -5", Code::NumberOutOfRange, 2, "rules.unmatched"),
        ("[rules]\nunmatched = true", Code::WrongKind, 2, "rules.unmatched"),
        ("[rules]\nat_most = [{ count = 1 }]", Code::MissingKey, 2, "rules.at_most[0]"),
        ("[rules]\nat_most = [{ attribute = \"region\" }]", Code::MissingKey, 2, "rules.at_most[0]"),
        (
            "[rules]\nat_most = [{ attribute = \"region\", count = 0 }]",
            Code::NumberOutOfRange,
            2,
            "rules.at_most[0].count",
        ),
        ("[rules]\nat_least = [{ attribute = \"region\", count = 1 }]", Code::MissingKey, 2, "rules.at_least[0]"),
        ("[rules]\nat_least = [{ need = \"a\", count = 5 }]", Code::RulesContradict, 2, "rules.at_least[0].count"),
        ("[rules]\nat_most = [{ need = \"a\", level = 1, count = 1 }]", Code::UnknownKey, 2, "rules.at_most[0].level"),
        (
            "[rules]\nat_most = [{ strength = \"a\", level = 101, count = 1 }]",
            Code::NumberOutOfRange,
            2,
            "rules.at_most[0].level",
        ),
        (
            "[rules]\nat_most = [{ attribute = \"x\", value = \" \", count = 1 }]",
            Code::MissingValue,
            2,
            "rules.at_most[0].value",
        ),
        ("[aim]\nkind = \"worst-first\"", Code::UnknownChoice, 2, "aim.kind"),
        ("[aim]\nkind = 1979-05-27", Code::WrongKind, 2, "aim.kind"),
    ];
    for (text, code, row, key) in cases {
        assert_eq!(only(text), (code, Some(row), key.to_owned()), "{text}");
    }
}

#[test]
fn a_json_value_may_write_null_for_what_may_be_left_out_and_whole_numbers_with_a_fraction() {
    let rules = from_json_value(&json!({"rules": {"max_km": null}, "sizes": {"allowed": [3.0]}})).unwrap();
    assert_eq!(rules.hard.max_km, None);
    assert_eq!(rules.sizes.allowed, BTreeSet::from([3]));
    assert_eq!(from_json_value(&json!([1])).unwrap_err().issues()[0].code, Code::WrongKind);
}

#[test]
fn a_key_of_very_many_parts_is_refused_and_does_not_exhaust_the_stack() {
    let parts = "a.".repeat(100_000) + "a";
    for text in [format!("{parts} = 1"), format!("[{parts}]"), format!("x = {{ {parts} = 1 }}"), "[".repeat(100_000)] {
        assert_eq!(issues(&text)[0].code, Code::InvalidSyntax);
    }
}

#[test]
fn dots_in_text_and_comments_are_no_parts_of_a_key() {
    let dots = ".".repeat(100);
    assert!(parse_rules(&format!("# {dots}\n[rules] # {dots}\ndiffer = [] # {dots}\n"), "rules.toml").is_ok());
    let text = format!("[rules]\nat_most = [{{ attribute = \"region\", value = \"{dots}\", count = 1 }}]\n");
    assert!(parse_rules(&text, "rules.toml").is_ok());
}

#[test]
fn a_file_is_read_with_its_byte_order_mark_and_any_line_ends_and_refused_if_it_is_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.toml");
    let read = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        read_rules(&path)
    };
    let code = |bytes: &[u8]| read(bytes).unwrap_err().issues()[0].code;
    assert_eq!(read("\u{feff}[rules]\r\nmax_km = 5\r\n".as_bytes()).unwrap().hard.max_km, Some(5.0));
    assert_eq!(read(b" \n").unwrap(), Rules::default());
    assert_eq!(code(b"# caf\xe9\n"), Code::NotText);
    assert_eq!(code(b"# \0\n"), Code::NotText);
    assert_eq!(code(&vec![b'#'; 2 << 20]), Code::LineTooLong);
    assert!(matches!(read_rules(folder.path().join("none.toml")), Err(Error::Io { .. })));
}

#[test]
fn the_example_of_every_key_has_every_key() {
    let example: toml::Table = EVERY_KEY.parse().expect("the example is TOML");
    for (table, keys) in HOMES.iter().filter(|(table, _)| !table.is_empty()) {
        let stated = example[*table].as_table().expect(table);
        assert_eq!(
            stated.keys().map(String::as_str).collect::<BTreeSet<_>>(),
            keys.iter().copied().collect(),
            "{table}"
        );
    }
    for table in ["labels", "merge_near", "alias"] {
        assert!(example.contains_key(table), "{table}");
    }
}
