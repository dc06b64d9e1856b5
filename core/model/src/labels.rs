//! Areas and attributes as people write them: `send` is "SEND", `early_years` "early years", `fsm_pct` "free school meals (%)".
//! A rules file can add more labels.

use std::collections::BTreeMap;

/// Whole names with a special label.
const NAMES: [(&str, &str); 13] = [
    ("dt", "DT"),
    ("it", "IT"),
    ("la", "local authority"),
    ("mat", "multi-academy trust"),
    ("pe", "PE"),
    ("pp", "pupil premium"),
    ("re", "RE"),
    ("urn", "URN"),
    ("d_and_t", "D&T"),
    ("design_technology", "design and technology"),
    ("no_of_pupils", "number of pupils"),
    ("num_pupils", "number of pupils"),
    ("looked_after", "looked-after children"),
];

/// Words with a special label wherever they occur in a name. No other English word has the same spelling.
const WORDS: [(&str, &str); 20] = [
    ("cpd", "CPD"),
    ("eal", "EAL"),
    ("ehcp", "EHCP"),
    ("eyfs", "EYFS"),
    ("fsm", "free school meals"),
    ("gcse", "GCSE"),
    ("ict", "ICT"),
    ("ks1", "KS1"),
    ("ks2", "KS2"),
    ("ks3", "KS3"),
    ("ks4", "KS4"),
    ("ks5", "KS5"),
    ("mfl", "MFL"),
    ("pshce", "PSHCE"),
    ("pshe", "PSHE"),
    ("rse", "RSE"),
    ("semh", "SEMH"),
    ("sen", "SEN"),
    ("send", "SEND"),
    ("stem", "STEM"),
];

/// Endings that give the unit.
const UNITS: [(&str, &str); 3] = [("_pct", " (%)"), ("_percent", " (%)"), ("_percentage", " (%)")];

/// The label of a name: the one that the rules file states, or else the [`standard`] label.
///
/// ```
/// use std::collections::BTreeMap;
/// use tercet_model::labels::label;
/// let stated = BTreeMap::from([("oracy".to_owned(), "speaking and listening".to_owned())]);
/// assert_eq!(label(&stated, "oracy"), "speaking and listening");
/// assert_eq!(label(&stated, "send"), "SEND");
/// ```
#[must_use]
pub fn label(stated: &BTreeMap<String, String>, name: &str) -> String {
    stated.get(name).cloned().unwrap_or_else(|| standard(name))
}

/// The label of a name if no rules are known. A name with a capital letter was written by a person, so it stays as it is.
#[must_use]
pub fn standard(name: &str) -> String {
    let spaced = |name: &str| name.replace('_', " ");
    if name.chars().any(char::is_uppercase) {
        return spaced(name);
    }
    let (stem, unit) = (UNITS.iter())
        .find_map(|&(end, unit)| name.strip_suffix(end).filter(|stem| !stem.is_empty()).map(|stem| (stem, unit)))
        .unwrap_or((name, ""));
    let find = |table: &[(&str, &'static str)], name: &str| {
        table.iter().find(|(written, _)| *written == name).map(|&(_, label)| label)
    };
    let words = |stem: &str| {
        let words = stem.split(['_', ' ']).map(|word| find(&WORDS, word).unwrap_or(word));
        words.collect::<Vec<_>>().join(" ")
    };
    format!("{}{unit}", find(&NAMES, stem).map_or_else(|| words(stem), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_people_write_them() {
        let written = [
            ("send", "SEND"),
            ("eal", "EAL"),
            ("early_years", "early years"),
            ("fsm_pct", "free school meals (%)"),
            ("eal_pct", "EAL (%)"),
            ("pupil_premium", "pupil premium"),
            ("ks2_reading", "KS2 reading"),
            ("mfl", "MFL"),
            ("re", "RE"),
            ("local_authority", "local authority"),
        ];
        for (name, label) in written {
            assert_eq!(standard(name), label);
        }
    }

    #[test]
    fn what_a_person_wrote_and_words_that_only_look_alike_stay() {
        let same = ["Reading & Writing", "leadership", "re engagement", "resend", "SEND", "Pe", "_pct"];
        for name in same {
            assert_eq!(standard(name), name.replace('_', " "));
        }
        assert_eq!(standard("Early_Years"), "Early Years");
    }
}
