//! The areas of the cohort: one that is needed and that nobody is strong in serves nobody, and the other way round.

use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::school::School;

pub(super) fn check(cohort: &Cohort) -> Vec<Issue> {
    let any = |of: &dyn Fn(&School) -> bool| cohort.schools().iter().any(of);
    let is_strong = |area: &str| any(&|school| school.strengths.get(area).is_some_and(|&level| level > 0.0));
    let is_needed = |area: &str| any(&|school| school.needs.get(area).is_some_and(|&priority| priority > 0.0));
    let (mut needed, mut offered) = (Vec::new(), Vec::new());
    for area in cohort.areas() {
        match (is_needed(area), is_strong(area)) {
            (true, false) => needed.push(area.as_str()),
            (false, true) => offered.push(area.as_str()),
            _ => {}
        }
    }
    // Where all areas are so, the schools declare nothing of one kind, which is said of them.
    let has_both = needed.len() + offered.len() < cohort.areas().len() || (!needed.is_empty() && !offered.is_empty());
    if !has_both {
        return Vec::new();
    }
    let issue = |areas: &[&str], what: (&str, &str)| {
        let first = *areas.first()?;
        let message = match areas.len() {
            1 => format!("the area {first:?} {}", what.0),
            count => format!("{count} areas {}: {}", what.1, areas.join(", ")),
        };
        let fix = "check the spelling of the columns of strengths and needs; change nothing if it is right";
        let issue = Issue::warning(Code::OneSidedArea, message, fix).at_key(format!("area:{first}"));
        Some(cohort.file().into_iter().fold(issue, Issue::in_file))
    };
    let needed =
        issue(&needed, ("is needed, and no school is strong in it", "are needed, and no school is strong in them"));
    let offered = issue(&offered, ("is offered, and no school needs it", "are offered, and no school needs them"));
    needed.into_iter().chain(offered).collect()
}
