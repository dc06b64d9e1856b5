//! The names of areas and attributes as people write them; a rules file can add its own.

use std::collections::BTreeMap;

/// Names that are more than their words with spaces.
const KNOWN: &[(&str, &str)] = &[
    ("eal", "EAL"),
    ("eal_pct", "pupils with EAL (%)"),
    ("fsm", "free school meals"),
    ("fsm_pct", "free school meals (%)"),
    ("ict", "ICT"),
    ("la", "local authority"),
    ("mfl", "modern languages"),
    ("pe", "PE"),
    ("pshe", "PSHE"),
    ("re", "RE"),
    ("sen", "SEN"),
    ("send", "SEND"),
    ("send_pct", "pupils with SEND (%)"),
];

/// The label of a name: the one that the rules file gives, or a known one, or the name with spaces for underscores.
///
/// ```
/// use std::collections::BTreeMap;
/// use tercet_model::labels::label;
/// let stated = BTreeMap::from([("ks2".to_owned(), "Key Stage 2".to_owned())]);
/// assert_eq!(label(&stated, "ks2"), "Key Stage 2");
/// assert_eq!(label(&stated, "send"), "SEND");
/// assert_eq!(label(&stated, "early_years"), "early years");
/// ```
#[must_use]
pub fn label(stated: &BTreeMap<String, String>, name: &str) -> String {
    let known = || KNOWN.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|&(_, label)| label.to_owned());
    stated.get(name).cloned().or_else(known).unwrap_or_else(|| name.replace('_', " "))
}
