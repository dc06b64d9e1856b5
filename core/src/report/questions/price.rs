//! The price of a demand.

use crate::model::numbers::{excess, part_of, points};
use crate::model::problem::Problem;
use crate::questions::demand::{Demand, Obstacle};
use crate::questions::price::{Price, PriceVerdict};
use crate::report::comparison;
use crate::report::names::named;
use crate::report::words::{line, list, sentence};
use crate::units::Points;

/// The answer as plain text: the verdict, the reasons if the rules forbid it, and the changes from the plan to one that meets it.
#[must_use]
pub fn render(problem: &Problem, price: &Price) -> String {
    let mut lines = vec![verdict(problem, price)];
    lines.extend(price.obstacles.iter().map(|obstacle| format!("  {}", told(obstacle))));
    let mut text = lines.join("\n") + "\n";
    if let Some(changes) = price.changes.as_ref().filter(|changes| changes.kept < changes.groups_before) {
        text.push_str("\nThe plan now, and the plan with this change\n");
        for changed in comparison::render(problem, changes).lines() {
            text.push_str(if changed.is_empty() { "" } else { "  " });
            text.push_str(changed);
            text.push('\n');
        }
    }
    text
}

/// A rule that stands in the way, with its id.
pub(super) fn told(obstacle: &Obstacle) -> String {
    let message = sentence(&line(&obstacle.message));
    match &obstacle.rule {
        Some(rule) => format!("{} ({})", message.trim_end_matches('.'), line(rule)),
        None => message,
    }
}

fn verdict(problem: &Problem, price: &Price) -> String {
    let what = phrase(problem, &price.demand);
    match price.verdict {
        PriceVerdict::Forbidden => format!("The rules do not allow {what}."),
        PriceVerdict::Impossible => format!("No plan that keeps every rule has {what}. This is proved."),
        PriceVerdict::Met => format!("The plan already has {what}."),
        PriceVerdict::Unknown => {
            let least = price.at_least.filter(|&least| least > 0);
            let cost = least.map_or_else(String::new, |least| {
                format!(" It would make the plan at least {} worse.", part(least, price.value))
            });
            format!("No plan with {what} was found in the time allowed, but there may be one.{cost}")
        }
        PriceVerdict::Proved | PriceVerdict::Between => {
            let (least, most) = (price.at_least.unwrap_or(0), price.at_most);
            sentence(&format!("{} {}", with(&price.demand, &what), cost(price, least, most)))
        }
    }
}

/// "A plan with A and B in one group", "Without the rule ..., the best plan".
fn with(demand: &Demand, what: &str) -> String {
    match demand {
        Demand::Without { .. } => format!("without {what}, the best plan"),
        _ => format!("the best plan with {what}"),
    }
}

/// "is worth 0.42% less (1,869 points). This is proved"
fn cost(price: &Price, least: Points, most: Option<Points>) -> String {
    let word = if matches!(price.demand, Demand::Without { .. }) { "more" } else { "less" };
    let value = price.value;
    match (price.verdict, most) {
        (PriceVerdict::Proved, Some(0)) => "is worth just as much. This is proved".to_owned(),
        (PriceVerdict::Proved, Some(most)) if most < 0 => {
            format!("is worth {} more ({}). This is proved", part(-most, value), points(-most))
        }
        (PriceVerdict::Proved, Some(most)) => {
            format!("is worth {} {word} ({}). This is proved", part(most, value), points(most))
        }
        (_, Some(most)) if least <= 0 => format!("is worth at most {} {word}", at_most(most, value)),
        (_, Some(most)) => {
            format!("is worth between {} and {} {word}", part(least, value), at_most(most, value))
        }
        (_, None) => format!("is worth at least {} {word}. How much at most is not known", part(least, value)),
    }
}

/// Points as a part of the plan's value.
pub(super) fn part(amount: Points, value: Points) -> String {
    if value <= 0 { points(amount) } else { part_of(amount.max(0).unsigned_abs(), value.unsigned_abs()) }
}

/// The same, rounded up.
pub(super) fn at_most(amount: Points, value: Points) -> String {
    excess(value, value.saturating_add(amount))
}

/// The demand as a noun: "A and B in one group".
fn phrase(problem: &Problem, demand: &Demand) -> String {
    let names = |ids: &[String], last: &str| {
        let names: Vec<String> = ids.iter().map(|id| named(problem, id)).collect();
        list(&names, last)
    };
    match demand {
        Demand::Together { schools } => format!("{} in one group", names(schools, "and")),
        Demand::Apart { schools } if schools.len() == 2 => format!("{} in different groups", names(schools, "and")),
        Demand::Apart { schools } => format!("no two of {} in one group", names(schools, "and")),
        Demand::Group { schools } => format!("{} as a whole group", names(schools, "and")),
        Demand::LeftOut { school } => format!("{} left out", named(problem, school)),
        Demand::Without { rule } => match problem.rule_in_force(rule) {
            Ok(statement) => format!("the rule “{}”", line(&statement.sentence(problem.facts()))),
            Err(_) => format!("the rule {}", line(rule)),
        },
    }
}
