//! A demand on a plan: something that a person would like to see in it, and the problem that asks for it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::cohort::Cohort;
use crate::model::near;
use crate::model::problem::Problem;
use crate::model::rules::{Rule, RuleInForce};
use crate::model::tables::PairTable;

/// Something that a person would like to see in a plan. Schools are named by their ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Demand {
    /// These schools are in one group, with others if need be.
    Together {
        /// Two schools or more.
        schools: Vec<String>,
    },
    /// No two of these schools are in one group.
    Apart {
        /// Two schools or more.
        schools: Vec<String>,
    },
    /// These schools are a group by themselves.
    Group {
        /// Two schools or more.
        schools: Vec<String>,
    },
    /// The school takes no part.
    LeftOut {
        /// The school.
        school: String,
    },
    /// A rule in force is lifted.
    Without {
        /// The id of the rule's statement, such as `differ:region`.
        rule: String,
    },
}

/// A rule that rules a demand out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Obstacle {
    /// The id of the rule's statement, such as `differ:region`; none where the reason is no single rule.
    pub rule: Option<String>,
    /// The reason, in one sentence that names the schools.
    pub message: String,
}

impl Demand {
    /// The schools that the demand names; none if it is about a rule.
    #[must_use]
    pub fn schools(&self) -> &[String] {
        match self {
            Self::Together { schools } | Self::Apart { schools } | Self::Group { schools } => schools,
            Self::LeftOut { school } => std::slice::from_ref(school),
            Self::Without { .. } => &[],
        }
    }

    /// Whether a plan that meets the demand is always a plan of the problem without it.
    #[must_use]
    pub(super) fn restricts(&self) -> bool {
        matches!(self, Self::Together { .. } | Self::Apart { .. } | Self::Group { .. })
    }

    /// The indices of the schools.
    ///
    /// # Errors
    /// [`Error::Options`] if a school is unknown or named twice, if there are too few, or if no rule has the id.
    pub(super) fn resolve(&self, problem: &Problem) -> Result<Vec<SchoolIndex>, Error> {
        let mut wrong = Vec::new();
        let ids = || problem.cohort().schools().iter().map(|school| school.id.as_str());
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for id in self.schools() {
            match problem.index(id) {
                None => wrong.push(format!("the cohort has no school with the id {id:?}{}", near::hint(id, ids()))),
                Some(_) if !seen.insert(id) => wrong.push(format!("the school {id:?} is named twice; name it once")),
                Some(school) => found.push(school),
            }
        }
        let least = if matches!(self, Self::LeftOut { .. }) { 1 } else { 2 };
        if !matches!(self, Self::Without { .. }) && self.schools().len() < least {
            wrong.push("name two schools or more".to_owned());
        }
        if let Self::Without { rule } = self {
            problem.rule_in_force(rule)?;
        }
        if wrong.is_empty() { Ok(found) } else { Err(Error::Options(wrong.join(". "))) }
    }

    /// Whether groups meet the demand already. A rule that is in force is never lifted already.
    pub(super) fn is_met(&self, groups: &[Vec<String>]) -> bool {
        let holds = |group: &[String], ids: &[String]| ids.iter().all(|id| group.contains(id));
        let met = |group: &[String], ids: &[String]| ids.iter().filter(|id| group.contains(id)).count();
        match self {
            Self::Together { schools } => groups.iter().any(|group| holds(group, schools)),
            Self::Apart { schools } => groups.iter().all(|group| met(group, schools) < 2),
            Self::Group { schools } => groups.iter().any(|group| group.len() == schools.len() && holds(group, schools)),
            Self::LeftOut { school } => !groups.iter().flatten().any(|id| id == school),
            Self::Without { .. } => false,
        }
    }

    /// The rules that rule the demand out whatever the other groups are.
    pub(super) fn obstacles(&self, problem: &Problem, schools: &[SchoolIndex]) -> Vec<Obstacle> {
        match self {
            Self::Together { .. } => of_part(problem, schools),
            Self::Group { .. } => {
                let mut found = of_part(problem, schools);
                found.extend(of_group(problem, schools));
                found
            }
            Self::Apart { schools: ids } => bound_together(problem, schools, ids),
            Self::LeftOut { .. } | Self::Without { .. } => Vec::new(),
        }
    }

    /// The problem that asks for the demand.
    ///
    /// # Errors
    /// [`Error::Input`] if the demand contradicts a rule.
    pub(super) fn pose(&self, problem: &Problem) -> Result<Problem, Error> {
        match self {
            Self::Together { schools } => problem.with(|rules| rules.hard.together.push(schools.clone())),
            Self::Apart { schools } => problem.with(|rules| rules.hard.apart.push(schools.clone())),
            Self::Group { schools } => problem.with(|rules| {
                // A set within the group is kept by it.
                let inside = |list: &Vec<String>| list.iter().all(|id| schools.contains(id));
                rules.hard.together.retain(|list| !inside(list));
                rules.hard.locked.retain(|list| !inside(list));
                rules.hard.locked.push(schools.clone());
            }),
            Self::LeftOut { school } => without_school(problem, school),
            Self::Without { rule } => problem.without(rule),
        }
    }
}

/// The rules that can be lifted. Without the allowed sizes, or without the price of a school left out, it would be another problem.
pub(super) fn liftable(problem: &Problem) -> impl Iterator<Item = &RuleInForce> {
    problem.rules_in_force().iter().filter(|statement| !matches!(statement.rule(), Rule::Sizes | Rule::Unmatched))
}

/// The statements that schools break by being in one group, whoever else joins them.
fn of_part(problem: &Problem, schools: &[SchoolIndex]) -> Vec<Obstacle> {
    let facts = problem.facts();
    let mut found = Vec::new();
    for statement in problem.rules_in_force() {
        let rule = Some(statement.id());
        for (place, &a) in schools.iter().enumerate() {
            let broken = schools[place + 1..].iter().filter_map(|&b| statement.broken_by_pair(facts, a, b));
            found.extend(broken.map(|broken| Obstacle { rule: rule.clone(), message: broken.message }));
        }
    }
    for statement in problem.statements().hereditary() {
        let broken = statement.broken_by_group(facts, schools).into_iter();
        found.extend(broken.map(|broken| Obstacle { rule: Some(statement.id()), message: broken.message }));
    }
    found
}

/// The statements over whole groups that a group breaks.
fn of_group(problem: &Problem, group: &[SchoolIndex]) -> Vec<Obstacle> {
    let statements = problem.statements().over_groups().iter();
    statements
        .flat_map(|statement| {
            let broken = statement.broken_by_group(problem.facts(), group).into_iter();
            broken.map(|broken| Obstacle { rule: Some(statement.id()), message: broken.message })
        })
        .collect()
}

/// The sets and locked groups that hold two of the schools.
fn bound_together(problem: &Problem, schools: &[SchoolIndex], ids: &[String]) -> Vec<Obstacle> {
    let holds_two = |set: &[SchoolIndex]| set.iter().filter(|school| schools.contains(school)).count() > 1;
    let obstacle = |rule: &str, at: usize, set: &[SchoolIndex]| Obstacle {
        rule: Some(format!("{rule}:{}", at + 1)),
        message: format!("the rules put {} into one group", problem.names(set)),
    };
    let stated = |lists: &[Vec<String>], rule: &str| -> Vec<Obstacle> {
        let two = |list: &&Vec<String>| list.iter().filter(|id| ids.contains(id)).count() > 1;
        let found = lists.iter().enumerate().filter(|(_, list)| two(list));
        found.map(|(at, list)| obstacle(rule, at, &problem.facts().indices_of(list))).collect()
    };
    let hard = &problem.rules().hard;
    let mut found = stated(&hard.together, "together");
    found.extend(stated(&hard.locked, "locked"));
    // Lists that overlap are one set.
    if found.is_empty() {
        let set = problem.together().iter().find(|set| holds_two(set));
        found.extend(set.map(|set| Obstacle {
            rule: None,
            message: format!("the lists of `together` overlap and put {} into one group", problem.names(set)),
        }));
    }
    found
}

/// The same cohort and rules without a school. Lists of schools lose it, and a list that names one school only goes.
fn without_school(problem: &Problem, id: &str) -> Result<Problem, Error> {
    let schools = problem.cohort().schools().iter().filter(|school| school.id != id).cloned().collect();
    let cohort = Cohort::new(schools, problem.cohort().areas().to_vec())?;
    let (mut rules, mut tables) = (problem.rules().clone(), problem.tables().clone());
    for lists in [&mut rules.hard.apart, &mut rules.hard.together, &mut rules.hard.locked] {
        lists.iter_mut().for_each(|list| list.retain(|other| other != id));
        lists.retain(|list| list.len() > 1);
    }
    tables.usable_days.retain(|days| days.school != id);
    if let PairTable::Entries(entries) = &mut tables.forbidden {
        entries.retain(|pair| pair.iter().all(|other| other != id));
    }
    if let PairTable::Entries(entries) = &mut tables.own {
        entries.retain(|entry| entry.school != id && entry.peer != id);
    }
    if let PairTable::Entries(entries) = &mut tables.minutes {
        entries.retain(|entry| entry.school != id && entry.peer != id);
    }
    Problem::with_tables(cohort, rules, tables)
}
