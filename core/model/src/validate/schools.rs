//! Checks the schools against the scale of the rules, and looks for schools that declare no strength or no need.

use std::collections::BTreeMap;

use crate::areas;
use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::school::School;
use crate::units::billionths;

/// Up to this many schools have an issue each. If there are more, they share one issue, so that the important errors remain
/// visible.
pub(super) const FEW: usize = 5;

pub(super) fn check(cohort: &Cohort, scale: f64) -> Vec<Issue> {
    let mut issues = Vec::new();
    if billionths(scale).is_some_and(|scale| scale > 0) {
        for school in cohort.schools() {
            issues.extend(levels(cohort, school, scale));
        }
    }
    let without_strengths = cohort.schools().iter().filter(|school| idle(&school.strengths));
    issues.extend(without(
        cohort,
        Code::NoStrengths,
        &without_strengths.collect::<Vec<_>>(),
        ("no strength, so no peer can learn from it", "no strength, so no peer can learn from them"),
        "declare a strength, or leave the school out",
    ));
    let without_needs = cohort.schools().iter().filter(|school| idle(&school.needs));
    issues.extend(without(
        cohort,
        Code::NoNeeds,
        &without_needs.collect::<Vec<_>>(),
        ("no need, so it counts as fully served", "no need, so they count as fully served"),
        "declare a need, or leave the school out",
    ));
    issues
}

fn idle(declared: &BTreeMap<String, f64>) -> bool {
    !declared.values().any(|&number| number > 0.0)
}

fn levels<'a>(cohort: &'a Cohort, school: &'a School, scale: f64) -> impl Iterator<Item = Issue> + 'a {
    let wrong = move |strength: f64| areas::level(strength, scale).is_none();
    school.strengths.iter().filter(move |&(_, &strength)| wrong(strength)).map(move |(area, strength)| {
        let name = school.display_name();
        let message = format!("a strength of {name} is not within the scale of 0 to {scale}");
        let fix = format!("give 0 to {scale}, or set `scale.strength` in the rules");
        let issue = Issue::error(Code::LevelOutOfRange, message, fix)
            .at_key(format!("strength:{area}"))
            .with_value(strength.to_string());
        cohort.place(school, Some(area), issue)
    })
}

fn without(cohort: &Cohort, code: Code, schools: &[&School], what: (&str, &str), fix: &str) -> Vec<Issue> {
    if schools.len() <= FEW {
        let issue = |school: &&School| {
            let issue = Issue::warning(code, format!("{} has {}", school.display_name(), what.0), fix);
            cohort.place(school, None, issue)
        };
        return schools.iter().map(issue).collect();
    }
    let issue = Issue::warning(code, sentence(schools, what.1), fix);
    vec![cohort.file().into_iter().fold(issue, Issue::in_file)]
}

/// "12 schools have no x: Ash, Elm, Oak and 9 more".
pub(crate) fn sentence(schools: &[&School], what: &str) -> String {
    const NAMED: usize = 3;
    let named: Vec<&str> = schools.iter().take(NAMED).map(|school| school.display_name()).collect();
    let named = named.join(", ");
    match schools.len() {
        1 => format!("{named} has {what}"),
        count if count > NAMED => format!("{count} schools have {what} ({named} and {} more)", count - NAMED),
        count => format!("{count} schools have {what} ({named})"),
    }
}
