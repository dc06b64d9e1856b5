//! Areas and attributes as people write them: `send` is "SEND", `early_years` "early years", `fsm_pct` "free school meals (%)".

use std::collections::BTreeMap;

use crate::model::benefit::Term;
use crate::model::problem::Problem;

/// Whole names that are written in another way.
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

/// Words that are written in another way wherever they are in a name. No other English word is spelt like them.
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

/// The name of an area or attribute as people write it, as the rules state it or else by the table of this file.
///
/// ```
/// # use tercet::{Cohort, Problem, Rules};
/// # let cohort = tercet::model::format::csv::parse_cohort(b"id,need:send\n1,2\n2,1\n3,1\n", "cohort.csv")?;
/// let problem = Problem::new(cohort, Rules::default())?;
/// assert_eq!(tercet::report::labels::label(&problem, "send"), "SEND");
/// # Ok::<(), tercet::Error>(())
/// ```
#[must_use]
pub fn label(problem: &Problem, name: &str) -> String {
    stated(problem).get(name).cloned().unwrap_or_else(|| standard(name))
}

/// What counts towards the benefit, in words: "learn", "variety of free school meals (%)".
pub(super) fn term(problem: &Problem, term: &Term) -> String {
    match term {
        Term::Variety(attribute) => format!("variety of {}", label(problem, attribute)),
        Term::Likeness(attribute) => format!("likeness of {}", label(problem, attribute)),
        other => other.to_string(),
    }
}

/// The labels that the rules state.
fn stated(_problem: &Problem) -> &BTreeMap<String, String> {
    // The one place to connect: `&problem.rules().labels`.
    static NONE: BTreeMap<String, String> = BTreeMap::new();
    &NONE
}

/// As [`label`], where no rules are known. A name with a capital letter was written by a person, and stays.
///
/// ```
/// assert_eq!(tercet::report::labels::standard("early_years"), "early years");
/// ```
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
