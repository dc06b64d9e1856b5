//! The rules in force, as sentences: what was stated and what is so by default.

use crate::model::benefit::Benefit;
use crate::model::problem::Problem;
use crate::model::rules::at_most::AtMostKind;
use crate::model::rules::{AimKind, Rules};
use crate::model::sizes::Sizes;
use crate::report::labels::{label, term};
use crate::report::names::name;
use crate::report::numbers;
use crate::report::numbers::{count, percent, thousands};
use crate::report::words;

/// A rule in force.
pub(super) struct InForce {
    /// What it says, as a sentence.
    pub(super) says: String,
    /// Where it comes from.
    pub(super) origin: Origin,
}

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The analyst stated it.
    Stated,
    /// It is so unless something else is stated.
    Default,
}

impl Origin {
    fn of(stated: bool) -> Self {
        if stated { Self::Stated } else { Self::Default }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Default => "default",
        }
    }
}

/// Every rule in force, in the order of the rules file.
pub(super) fn in_force(problem: &Problem) -> Vec<InForce> {
    let mut rules = sizes(&problem.rules().sizes);
    rules.extend(attributes(problem));
    rules.extend(limits(problem));
    rules.extend(lists(problem));
    rules.push(unmatched(problem));
    rules
}

/// Every rule in force and the aim, as sentences without a full stop, each with where it comes from: `stated` or `default`.
#[must_use]
pub fn in_words(problem: &Problem) -> Vec<(String, &'static str)> {
    let rules = in_force(problem).into_iter().chain([aim(problem)]);
    rules.map(|rule| (rule.says, rule.origin.as_str())).collect()
}

/// What counts towards the benefit, with its share in percent.
pub(super) fn weights(problem: &Problem) -> Vec<(String, String)> {
    (problem.term_weights().iter()).map(|(kind, weight)| (term(problem, kind), percent(weight * 10))).collect()
}

/// What the benefit is for, and whether it was stated.
pub(super) fn aim(problem: &Problem) -> InForce {
    let rules = problem.rules();
    let says = match rules.aim.kind {
        AimKind::Total => "The aim is the largest benefit over all schools together",
        AimKind::WorstFirst => "The aim is to raise the worst-off school first, then the next, then the total",
    };
    stated(says.to_owned(), rules.aim != Rules::default().aim || rules.benefit != Benefit::default())
}

fn stated(says: String, stated: bool) -> InForce {
    InForce { says, origin: Origin::of(stated) }
}

fn sizes(sizes: &Sizes) -> Vec<InForce> {
    let allowed: Vec<String> = sizes.allowed.iter().map(ToString::to_string).collect();
    let says = format!("A group has {} schools", words::list(&allowed, "or"));
    let mut rules = vec![stated(says, sizes.allowed != Sizes::default().allowed)];
    for (size, number) in &sizes.exactly {
        let (least, most) = (number.least(), number.most());
        let number = if least == most { format!("just {least}") } else { format!("{least} to {most}") };
        rules.push(stated(format!("The number of groups with {size} schools is {number}"), true));
    }
    rules
}

fn attributes(problem: &Problem) -> Vec<InForce> {
    let hard = &problem.rules().hard;
    let mut rules = Vec::new();
    for name in problem.differ() {
        let says = format!("No two schools of a group have the same {}; a blank never conflicts", label(problem, name));
        rules.push(stated(says, hard.differ.is_some()));
    }
    for name in problem.same() {
        let says = format!("All schools of a group have the same {}; a blank never conflicts", label(problem, name));
        rules.push(stated(says, hard.same.is_some()));
    }
    for rule in &hard.at_most {
        let schools = count(rule.count, "school", "schools");
        let says = match &rule.kind {
            AtMostKind::Trait(kind) => format!("At most {schools} of a group: {kind}"),
            AtMostKind::AnyValue { attribute } => {
                format!("At most {schools} of a group with the same {}", label(problem, attribute))
            }
        };
        rules.push(stated(says, true));
    }
    for rule in &hard.at_least {
        let schools = count(rule.count, "school", "schools");
        rules.push(stated(format!("At least {schools} of a group: {}", rule.kind), true));
    }
    rules
}

fn limits(problem: &Problem) -> Vec<InForce> {
    let hard = &problem.rules().hard;
    let share = |fraction: f64| numbers::fraction(fraction);
    let says = [
        hard.max_km.map(|km| format!("No two schools of a group are more than {km} km apart, as the crow flies")),
        hard.max_minutes.map(|minutes| format!("No two schools of a group are more than {minutes} minutes apart")),
        hard.common_days.map(|least| {
            let days = count(usize::try_from(least).unwrap_or(usize::MAX), "usable day", "usable days");
            format!("The schools of a group have at least {days} in common")
        }),
        hard.learn_at_least.map(|least| format!("Every school can learn at least {}", share(least))),
        hard.share_at_least.map(|least| format!("Every school can share at least {}", share(least))),
        hard.no_repeat_years.map(|years| {
            let years = count(usize::try_from(years).unwrap_or(usize::MAX), "year", "years");
            format!("Schools that were in one group within {years} do not meet again")
        }),
    ];
    says.into_iter().flatten().map(|says| stated(says, true)).collect()
}

fn lists(problem: &Problem) -> Vec<InForce> {
    let hard = &problem.rules().hard;
    let named = |ids: &[String]| ids.iter().map(|id| name(problem, id)).collect::<Vec<_>>().join(", ");
    let mut says: Vec<String> = Vec::new();
    says.extend(hard.apart.iter().map(|ids| format!("Never in one group: {}", named(ids))));
    says.extend(hard.together.iter().map(|ids| format!("Always in one group: {}", named(ids))));
    says.extend(hard.locked.iter().map(|ids| format!("Locked as a group: {}", named(ids))));
    let forbidden = problem.num_forbidden();
    if forbidden > 0 {
        says.push(format!("{} may not be in one group", count(forbidden, "forbidden pair", "forbidden pairs")));
    }
    says.into_iter().map(|says| stated(says, true)).collect()
}

fn unmatched(problem: &Problem) -> InForce {
    match problem.rules().hard.unmatched.price() {
        None => stated("Every school is in a group".to_owned(), false),
        Some(price) => stated(format!("A school may be left without a group, for {} points", thousands(price)), true),
    }
}

#[cfg(test)]
mod tests;
