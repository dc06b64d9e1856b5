//! The result of a check, as plain text.

use std::fmt::Write;

use crate::model::numbers::{count, points, thousands};
use crate::model::problem::Problem;
use crate::model::rules::statements::Broken;
use crate::plan::check::Checked;
use crate::report::names::{group_title, name};
use crate::report::words::{self, line, sentence};

/// The result of a check as plain text: the verdict first, then a line for each fault.
#[must_use]
pub fn render(problem: &Problem, checked: &Checked) -> String {
    render_by_group(problem, checked, &[], &[])
}

/// Like [`render`], but lists the broken rules group by group. `groups` has the ids of each group's schools, and `names`
/// has the groups' names. If `names` is empty, groups are numbered from 1.
#[must_use]
pub fn render_by_group(problem: &Problem, checked: &Checked, groups: &[Vec<String>], names: &[String]) -> String {
    let mut text = format!("{}\n", verdict(checked));
    let mut push = |text_line: String| writeln!(text, "{text_line}").expect("writing to a string never fails");
    let told = |broken: &Broken| format!("{} ({})", without_stop(&sentence(&line(&broken.message))), broken.rule);
    let whose = |broken: &Broken| groups.iter().position(|group| broken.schools.iter().all(|id| group.contains(id)));
    for misplaced in &checked.misplaced {
        push(format!("  {}", sentence(&line(&misplaced.message))));
    }
    for broken in checked.broken.iter().filter(|broken| whose(broken).is_none()) {
        push(format!("  {}", told(broken)));
    }
    for mismatch in &checked.claims {
        push(format!("  {}", sentence(&line(&mismatch.message))));
    }
    for place in 0..groups.len() {
        let broken: Vec<&Broken> = checked.broken.iter().filter(|broken| whose(broken) == Some(place)).collect();
        if !broken.is_empty() {
            push(format!("  {}:", group_title(place + 1, names.get(place).map(String::as_str))));
        }
        for broken in broken {
            push(format!("    {}", told(broken)));
        }
    }
    for known in known(problem, checked) {
        push(format!("  {}", sentence(&known)));
    }
    text
}

/// "This plan breaks 2 rules and makes 1 claim that is wrong."
fn verdict(checked: &Checked) -> String {
    let Checked { misplaced, broken, claims, value, .. } = checked;
    let parts = [
        (broken.len(), "breaks", "rule", "rules"),
        (misplaced.len(), "misplaces", "school", "schools"),
        (claims.len(), "makes", "wrong claim", "wrong claims"),
    ];
    let wrong: Vec<String> = (parts.into_iter())
        .filter(|&(number, ..)| number > 0)
        .map(|(number, verb, one, many)| format!("{verb} {}", count(number, one, many)))
        .collect();
    match (value, wrong.is_empty()) {
        (_, false) => format!("This plan {}.", words::list(&wrong, "and")),
        (None, true) => "The file says that no plan was found, so there are no groups to check.".to_owned(),
        (Some(_), true) => "The plan keeps every rule, and all that it claims is true.".to_owned(),
    }
}

/// What the check shows about the plan's quality, as sentences without a full stop.
fn known(problem: &Problem, checked: &Checked) -> Vec<String> {
    let mut known: Vec<String> =
        checked.value.iter().map(|&value| format!("the groups are worth {}", points(value))).collect();
    match checked.bound {
        // Without groups there is no quality to report.
        Some(_) if checked.value.is_none() => {}
        Some(bound) => {
            known.push(format!("no plan is worth more than {}", points(bound)));
            // Groups that break rules are not a plan, so no other plan is compared with them.
            let keeps_rules = checked.misplaced.is_empty() && checked.broken.is_empty();
            if let Some(value) = checked.value.filter(|&value| keeps_rules && value < bound) {
                known.push(words::no_better_than(value, bound));
            }
        }
        None => {
            let schools = count(checked.stranded.len(), "school has", "schools have");
            let names = some_names(problem, &checked.stranded);
            known.push(format!("no plan is possible, because {schools} too few permitted peers: {names}"));
        }
    }
    if checked.value.is_some() {
        known.push(words::basis(checked.basis).to_owned());
    }
    known
}

fn without_stop(sentence: &str) -> &str {
    sentence.trim_end_matches('.')
}

/// The names of the first few schools.
fn some_names(problem: &Problem, ids: &[String]) -> String {
    const MOST: usize = 5;
    let mut names: Vec<String> = ids.iter().take(MOST).map(|id| name(problem, id).to_owned()).collect();
    if ids.len() > MOST {
        names.push(format!("{} more", thousands(ids.len() - MOST)));
    }
    line(&words::list(&names, "and"))
}

#[cfg(test)]
mod tests;
