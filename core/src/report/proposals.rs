//! The options for groups that have become too small, as text for the programme's manager.

use std::fmt::Write;

use crate::model::numbers::{count, points};
use crate::model::problem::Problem;
use crate::programme::calendar::Calendar;
use crate::programme::proposals::{Proposal, ProposalKind};
use crate::report::names::{group_in_text, group_title, name};
use crate::report::words::{line, list, sentence};

/// The proposals as plain text, group by group; empty if there are none.
#[must_use]
pub fn render(problem: &Problem, calendar: &Calendar, proposals: &[Proposal]) -> String {
    let mut text = String::new();
    let mut push = |line: String| writeln!(text, "{line}").expect("writing to a string never fails");
    let mut group = None;
    let mut number = 0;
    for proposal in proposals {
        if group.replace(proposal.group) != Some(proposal.group) {
            number = 0;
            let schools: Vec<&str> = calendar.group(proposal.group).iter().map(|id| name(problem, id)).collect();
            let title = group_title(proposal.group, calendar.name(proposal.group));
            push(line(&format!(
                "{title} has {} left: {}",
                count(schools.len(), "school", "schools"),
                list(&schools, "and")
            )));
        }
        number += 1;
        push(line(&format!("  {number}. {}", sentence(&way(problem, calendar, proposal)))));
        push(line(&format!("     {}", effects(calendar, proposal).join(" "))));
    }
    text
}

/// "Ash Primary joins group 3, and Birch Primary joins group 7".
fn way(problem: &Problem, calendar: &Calendar, proposal: &Proposal) -> String {
    let group = |number: usize| group_in_text(number, calendar.name(number));
    let joins = proposal.moves.iter().map(|(school, to)| {
        let from = calendar.groups.iter().position(|group| group.contains(school)).map(|place| place + 1);
        let from = from.filter(|_| proposal.kind == ProposalKind::TakeIn);
        let from = from.map_or(String::new(), |from| format!(" from {}", group(from)));
        format!("{}{from} joins {}", name(problem, school), group(*to))
    });
    let joins: Vec<String> = joins.collect();
    if joins.is_empty() { "the group stays as it is".to_owned() } else { list(&joins, "and") }
}

fn effects(calendar: &Calendar, proposal: &Proposal) -> Vec<String> {
    let gain = match proposal.gain {
        0 => "The value of the groups stays as it is".to_owned(),
        gain if gain > 0 => format!("The value of the groups rises by {}", points(gain)),
        loss => format!("The value of the groups falls by {}", points(-loss)),
    };
    let mut effects = vec![sentence(&gain)];
    if proposal.broken.is_empty() {
        effects.push("Every rule for the groups is kept.".to_owned());
    } else {
        effects.extend(proposal.broken.iter().map(|broken| format!("It breaks a rule: {}.", line(broken))));
    }
    let cannot: Vec<String> =
        proposal.cannot_meet.iter().map(|&group| group_in_text(group, calendar.name(group))).collect();
    effects.push(match (cannot.is_empty(), proposal.moved_visits) {
        (false, _) => format!("There would then be too few days for {} to meet.", list(&cannot, "and")),
        (true, 0) => "No agreed visit moves.".to_owned(),
        (true, moved) => {
            sentence(&format!("{} to another day", count(moved, "agreed visit moves", "agreed visits move")))
        }
    });
    effects
}
