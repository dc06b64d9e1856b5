//! `common_days`: the schools of a group have at least so many usable days in common, so that it can meet.
//!
//! Days in common only become fewer as a group grows, so what holds for a group holds for each part of it.

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::{Broken, Rule};

/// Whether schools with so many usable days in common may be in one group.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::common_days::permits;
/// assert!(permits(6, 6));
/// assert!(!permits(5, 6));
/// ```
#[must_use]
pub fn permits(days: u32, least: u32) -> bool {
    days >= least
}

/// The smallest parts of a group that fall short: each school alone, or else each pair, or else what is left of the group
/// when every school is taken off without which the rest falls short still.
pub(super) fn broken(problem: &Problem, group: &[SchoolIndex]) -> Vec<Broken> {
    let Some(least) = problem.rules().hard.common_days else {
        return Vec::new();
    };
    let falls_short =
        |part: &[SchoolIndex]| !permits(problem.days().in_common(&part.iter().map(|school| school.position())), least);
    if group.is_empty() || !falls_short(group) {
        return Vec::new();
    }
    let mut parts: Vec<Vec<SchoolIndex>> = group.iter().map(|&school| vec![school]).collect();
    parts.retain(|part| falls_short(part));
    let alone: Vec<SchoolIndex> = parts.concat();
    for (place, &a) in group.iter().enumerate() {
        let later = group[place + 1..].iter().map(|&b| [a, b]);
        parts.extend(later.filter(|pair| !pair.iter().any(|s| alone.contains(s)) && falls_short(pair)).map(Vec::from));
    }
    if parts.is_empty() {
        parts.push(core(group, falls_short));
    }
    parts.iter().map(|part| Broken::new(problem, Rule::CommonDays, part, message(problem, part, least))).collect()
}

/// A part that falls short, and no longer does with any one school less.
fn core(group: &[SchoolIndex], falls_short: impl Fn(&[SchoolIndex]) -> bool) -> Vec<SchoolIndex> {
    let mut core = group.to_vec();
    for school in group {
        let rest: Vec<SchoolIndex> = core.iter().copied().filter(|other| other != school).collect();
        if falls_short(&rest) {
            core = rest;
        }
    }
    core
}

fn message(problem: &Problem, part: &[SchoolIndex], least: u32) -> String {
    let have = problem.days().in_common(&part.iter().map(|school| school.position()));
    let days = if have == 1 { "day" } else { "days" };
    let names = problem.names(part);
    let names = names.rsplit_once(", ").map_or_else(|| names.clone(), |(first, last)| format!("{first} and {last}"));
    match part.len() {
        1 => format!("{names} has {have} usable {days}, and {least} is the least for a group"),
        _ => format!("{names} have {have} usable {days} in common, and {least} is the least"),
    }
}
