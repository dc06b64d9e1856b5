//! Why there is no plan: rules that cannot hold together, and the smallest changes that make a plan possible.

use serde::{Deserialize, Serialize};

use super::demand::liftable;
use crate::error::Error;
use crate::model::problem::Problem;
use crate::model::rules::at_most::{AtMost, AtMostKind};
use crate::model::rules::{Rule, RuleInForce};
use crate::pipeline;
use crate::plan::grouping::Plan;
use crate::solve::limits::Cancel;
use crate::solve::observe::Silent;
use crate::solve::options::Options;
use crate::solve::outcome::{Reason, Status};
use crate::units::Points;

/// Rules that cannot hold together, and what would help.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Conflict {
    /// What is known.
    pub verdict: ConflictVerdict,
    /// The rules that no plan keeps together. Every plan also has the allowed sizes and, unless a price is set, places each school.
    /// Empty if the sizes alone leave no plan.
    pub rules: Vec<ConflictingRule>,
    /// The counts that show that no plan exists, where counting is enough.
    pub reasons: Vec<Reason>,
    /// Changes that make a plan possible, each shown by a plan: those of one rule first, then by value.
    pub relaxations: Vec<Relaxation>,
    /// How many solves it took.
    pub solves: usize,
}

/// What is known of a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ConflictVerdict {
    /// There is a plan that keeps every rule.
    None,
    /// The rules conflict, and each of them is needed for it: a plan exists as soon as one of them is taken out.
    Minimal,
    /// The rules conflict; for some of them it is not known whether they are needed for it.
    PerhapsNotMinimal,
    /// No plan was found, and none was ruled out.
    Unknown,
}

/// A rule of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct ConflictingRule {
    /// The id of the rule's statement, such as `differ:region`.
    pub rule: String,
    /// The rule as a sentence.
    pub sentence: String,
    /// Whether a plan was found that keeps the other rules of the conflict.
    pub is_needed: bool,
}

/// A change of the rules that makes a plan possible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Relaxation {
    /// The ids of the rules that change.
    pub rules: Vec<String>,
    /// Each change as a sentence: the rule as it would be, or that it is taken out.
    pub changes: Vec<String>,
    /// Whether it is proved that no smaller change of the same rule is enough, to the unit in which people state it.
    pub is_least: bool,
    /// The value of the best plan found.
    pub value: Points,
    /// The plan.
    pub plan: Plan,
}

/// Finds rules that cannot hold together, and the least changes that make a plan possible. Each statement of it is verified by a solve
/// with the given options: that a plan exists by a plan, that none exists by a proof.
///
/// The rules are those left when each is taken out in turn and stays out if there is still no plan (a deletion filter; Chinneck and
/// Dravnieks 1991, ORSA Journal on Computing 3, 157). A number is relaxed by galloping and bisection.
///
/// ```
/// use tercet::questions::conflict::{ConflictVerdict, conflict};
/// use tercet::{Cancel, Cohort, Options, Problem, Rules, School};
/// let schools = [("A", 0), ("B", 40_000), ("C", 90_000)]
///     .map(|(id, east)| School::new(id, id).with_location(400_000 + east, 300_000).with_need("eal", 1.0));
/// let problem = Problem::new(Cohort::new(schools.to_vec(), vec!["eal".to_owned()])?, Rules::default())?;
/// let near = problem.with(|rules| rules.hard.max_km = Some(50.0))?;
/// let found = conflict(&near, &Options::default(), &Cancel::new())?;
/// assert_eq!(found.verdict, ConflictVerdict::Minimal);
/// assert_eq!(found.rules[0].rule, "max_km");
/// assert_eq!(found.relaxations[0].changes, ["No two schools in a group are more than 90 km apart in a straight line"]);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// As [`crate::solve()`].
pub fn conflict(problem: &Problem, options: &Options, cancel: &Cancel) -> Result<Conflict, Error> {
    let mut solver = Solver { options, cancel, solves: 0 };
    let plan = solver.solve(problem)?;
    let nothing =
        |verdict, reasons, solves| Conflict { verdict, rules: Vec::new(), reasons, relaxations: Vec::new(), solves };
    match plan.status {
        Status::Infeasible => {}
        _ if plan.value.is_some() => return Ok(nothing(ConflictVerdict::None, Vec::new(), solver.solves)),
        _ => return Ok(nothing(ConflictVerdict::Unknown, plan.reasons, solver.solves)),
    }
    let (rules, is_minimal) = solver.conflicting(problem)?;
    let mut relaxations = Vec::new();
    for rule in &rules {
        relaxations.extend(solver.relaxation(problem, &rule.rule)?);
    }
    if relaxations.is_empty() && !rules.is_empty() {
        relaxations.extend(solver.several(problem)?);
    }
    relaxations.sort_by_key(|found| (found.rules.len(), std::cmp::Reverse(found.value)));
    let verdict = if is_minimal { ConflictVerdict::Minimal } else { ConflictVerdict::PerhapsNotMinimal };
    Ok(Conflict { verdict, rules, reasons: plan.reasons, relaxations, solves: solver.solves })
}

/// Solves and counts.
struct Solver<'a> {
    options: &'a Options,
    cancel: &'a Cancel,
    solves: usize,
}

impl Solver<'_> {
    fn solve(&mut self, problem: &Problem) -> Result<Plan, Error> {
        self.solves += 1;
        pipeline::solve_with(problem, self.options, self.cancel, &Silent)
    }

    /// The rules that are left by the deletion filter, and whether each is known to be needed.
    fn conflicting(&mut self, problem: &Problem) -> Result<(Vec<ConflictingRule>, bool), Error> {
        let mut out: Vec<String> = Vec::new();
        let mut rules = Vec::new();
        for statement in liftable(problem) {
            out.push(statement.id());
            let plan = self.solve(&problem.without_all(&out)?)?;
            if plan.status != Status::Infeasible {
                out.pop();
                let sentence = statement.sentence(problem.facts());
                // The rules that go later leave a plan a plan.
                rules.push(ConflictingRule { rule: statement.id(), sentence, is_needed: plan.value.is_some() });
            }
        }
        let is_minimal = rules.iter().all(|rule| rule.is_needed);
        Ok((rules, is_minimal))
    }

    /// The least change of one rule that makes a plan possible while all others hold.
    fn relaxation(&mut self, problem: &Problem, id: &str) -> Result<Option<Relaxation>, Error> {
        let out = self.solve(&problem.without(id)?)?;
        if out.value.is_none() {
            return Ok(None);
        }
        let found = match problem.relaxed(id, 1)? {
            Some(_) => self.by_steps(problem, id)?,
            None => self.by_count(problem, id)?,
        };
        Ok(Some(found.unwrap_or_else(|| taken_out(problem, &[id.to_owned()], out))))
    }

    /// The fewest steps of a rule's unit that are enough, by doubling and then by halves. `None` if all that helps is to take it out.
    fn by_steps(&mut self, problem: &Problem, id: &str) -> Result<Option<Relaxation>, Error> {
        // The most steps that are known to be too few, and whether that is proved.
        let (mut few, mut is_proved) = (0, true);
        let mut steps = 1;
        let mut enough = loop {
            let Some(relaxed) = problem.relaxed(id, steps)? else {
                // Half of the steps were possible: between them and these is the last that is.
                match steps - few {
                    0 | 1 => return Ok(None),
                    _ => steps = few + (steps - few) / 2,
                }
                continue;
            };
            let plan = self.solve(&relaxed)?;
            if plan.value.is_some() {
                break (steps, relaxed, plan);
            }
            is_proved = plan.status == Status::Infeasible;
            few = steps;
            steps = steps.saturating_mul(2);
            if self.cancel.is_cancelled() {
                return Ok(None);
            }
        };
        while enough.0 - few > 1 && !self.cancel.is_cancelled() {
            let middle = few + (enough.0 - few) / 2;
            let Some(relaxed) = problem.relaxed(id, middle)? else { break };
            let plan = self.solve(&relaxed)?;
            if plan.value.is_some() {
                enough = (middle, relaxed, plan);
            } else {
                is_proved = plan.status == Status::Infeasible;
                few = middle;
            }
        }
        let (steps, relaxed, plan) = enough;
        relaxation(&relaxed, id, plan, is_proved && steps == few + 1).map(Some)
    }

    /// Where the schools of a group may not be alike: how many alike are enough.
    fn by_count(&mut self, problem: &Problem, id: &str) -> Result<Option<Relaxation>, Error> {
        let statement = Some(problem.rule_in_force(id)?).filter(|statement| statement.rule() == Rule::Differ);
        let Some(attribute) = statement.and_then(RuleInForce::part) else { return Ok(None) };
        let largest = problem.rules().sizes.allowed.last().copied().unwrap_or(0);
        let mut is_proved = true;
        for count in 2..largest {
            let kind = AtMostKind::AnyValue { attribute: attribute.clone() };
            let looser = problem.without(id)?.with(|rules| rules.hard.at_most.push(AtMost { kind, count }))?;
            let plan = self.solve(&looser)?;
            if plan.value.is_some() {
                let at = looser.rules().hard.at_most.len();
                let found = relaxation(&looser, &format!("at_most:{at}"), plan, is_proved)?;
                return Ok(Some(Relaxation { rules: vec![id.to_owned()], ..found }));
            }
            is_proved &= plan.status == Status::Infeasible;
        }
        Ok(None)
    }

    /// A set of rules that have to go together: every other rule stays, because with it there is still a plan.
    fn several(&mut self, problem: &Problem) -> Result<Option<Relaxation>, Error> {
        let mut out: Vec<String> = liftable(problem).map(RuleInForce::id).collect();
        let mut best = self.solve(&problem.without_all(&out)?)?;
        if best.value.is_none() {
            return Ok(None);
        }
        for id in out.clone() {
            let fewer: Vec<String> = out.iter().filter(|other| **other != id).cloned().collect();
            let plan = self.solve(&problem.without_all(&fewer)?)?;
            if plan.value.is_some() {
                (out, best) = (fewer, plan);
            }
        }
        Ok(Some(taken_out(problem, &out, best)))
    }
}

fn relaxation(relaxed: &Problem, id: &str, plan: Plan, is_least: bool) -> Result<Relaxation, Error> {
    let changes = vec![relaxed.rule_in_force(id)?.sentence(relaxed.facts())];
    Ok(Relaxation { rules: vec![id.to_owned()], changes, is_least, value: plan.value.unwrap_or(0), plan })
}

fn taken_out(problem: &Problem, ids: &[String], plan: Plan) -> Relaxation {
    let change =
        |statement: &RuleInForce| format!("Take out `{}` ({})", statement.id(), statement.sentence(problem.facts()));
    let gone = problem.rules_in_force().iter().filter(|statement| ids.contains(&statement.id()));
    Relaxation {
        rules: ids.to_vec(),
        changes: gone.map(change).collect(),
        is_least: ids.len() == 1,
        value: plan.value.unwrap_or(0),
        plan,
    }
}
