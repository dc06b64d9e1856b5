//! What a demand costs: how much less the best plan that meets it is worth than the best plan.

use serde::{Deserialize, Serialize};

use super::demand::{Demand, Obstacle};
use super::first_bound;
use super::session::{Interval, Session};
use crate::error::Error;
use crate::model::problem::Problem;
use crate::plan::breakdown::breakdown;
use crate::plan::compare::{Comparison, compare};
use crate::plan::grouping::Plan;
use crate::solve::outcome::Status;
use crate::units::Points;

/// The price of a demand, and the plan that meets it.
///
/// The price is the value of the best plan without the demand, less the value of the best plan with it. Of a rule that is lifted it is
/// the other way round: what the rule costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Price {
    /// The demand.
    pub demand: Demand,
    /// What is known of it.
    pub verdict: PriceVerdict,
    /// The rules that rule the demand out; none if it can be met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<Obstacle>,
    /// The price is at least this many points: proved.
    pub at_least: Option<Points>,
    /// The price is at most this many points: a plan shows it.
    pub at_most: Option<Points>,
    /// The value of the plan that the session holds.
    pub value: Points,
    /// The least price that the proof of that plan shows without another solve; none if it shows nothing.
    pub first: Option<Points>,
    /// A plan that meets the demand; none if there is none or none was found.
    pub plan: Option<Plan>,
    /// The changes from the plan of the session to that one.
    pub changes: Option<Comparison>,
}

/// What is known of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PriceVerdict {
    /// Rules forbid it, whatever the other groups are.
    Forbidden,
    /// It is proved that no plan meets it.
    Impossible,
    /// The plan of the session meets it.
    Met,
    /// The price is proved to the point.
    Proved,
    /// The price lies between two proved numbers.
    Between,
    /// No plan that meets it was found, and none was ruled out.
    Unknown,
}

impl Session {
    /// The price of a demand. Solves the problem that asks for it, from the plan of the session.
    ///
    /// # Errors
    /// [`Error::Options`] for schools or rules that the problem does not have, and if the session has no plan;
    /// [`Error::Backend`] if the solver fails.
    pub fn price(&self, demand: &Demand) -> Result<Price, Error> {
        let known = self.known()?;
        let schools = demand.resolve(self.problem())?;
        let price = Price::new(demand, known);
        let obstacles = demand.obstacles(self.problem(), &schools);
        if !obstacles.is_empty() {
            return Ok(Price { verdict: PriceVerdict::Forbidden, obstacles, ..price });
        }
        if demand.is_met(&self.plan().groups) {
            let plan = Some(self.plan().clone());
            let at_most = Some(known.bound.saturating_sub(known.value));
            return Ok(Price { verdict: PriceVerdict::Met, at_least: Some(0), at_most, plan, ..price });
        }
        let posed = match demand.pose(self.problem()) {
            Err(Error::Input(issues)) => {
                let obstacles = issues.into_iter().map(|issue| Obstacle { rule: None, message: issue.message });
                return Ok(Price { verdict: PriceVerdict::Forbidden, obstacles: obstacles.collect(), ..price });
            }
            posed => posed?,
        };
        let first = match demand {
            Demand::Together { .. } => {
                first_bound::together(self.problem(), self.plan(), &schools).map(|bound| (known.value - bound).max(0))
            }
            _ => None,
        };
        let plan = self.solve(&posed)?;
        Ok(Price { first, ..price }.with_plan(self, &posed, plan, known))
    }
}

impl Price {
    fn new(demand: &Demand, known: Interval) -> Self {
        Self {
            demand: demand.clone(),
            verdict: PriceVerdict::Unknown,
            obstacles: Vec::new(),
            at_least: None,
            at_most: None,
            value: known.value,
            first: None,
            plan: None,
            changes: None,
        }
    }

    /// Takes in the solve of the problem that asks for the demand.
    fn with_plan(mut self, session: &Session, posed: &Problem, plan: Plan, known: Interval) -> Self {
        if plan.status == Status::Infeasible {
            self.verdict = PriceVerdict::Impossible;
            let reasons = plan.reasons.iter();
            self.obstacles = reasons
                .map(|reason| Obstacle { rule: None, message: format!("{}; {}", reason.have, reason.need) })
                .collect();
            return self;
        }
        let (with, without) = match Interval::of(&plan) {
            None => {
                let bound = plan.bound.unwrap_or(Points::MAX);
                let nothing = Interval { value: Points::MIN, bound };
                (nothing, known)
            }
            Some(found) => (found, known),
        };
        let is_lifted = matches!(self.demand, Demand::Without { .. });
        let (more, less) = if is_lifted { (with, without) } else { (without, with) };
        let least = more.value.checked_sub(less.bound).filter(|_| more.value > Points::MIN && less.bound < Points::MAX);
        let most = more.bound.checked_sub(less.value).filter(|_| less.value > Points::MIN && more.bound < Points::MAX);
        let never_gains = is_lifted || self.demand.restricts();
        let floor = if never_gains { Some(self.first.unwrap_or(0).max(0)) } else { self.first };
        self.at_least = least.max(floor);
        self.at_most = most;
        self.verdict = match (self.at_least, self.at_most) {
            (Some(least), Some(most)) if least >= most => PriceVerdict::Proved,
            _ if plan.value.is_none() => PriceVerdict::Unknown,
            _ => PriceVerdict::Between,
        };
        if plan.value.is_some() {
            let before = breakdown(session.problem(), session.plan());
            self.changes = Some(compare(&before, &breakdown(posed, &plan)));
            self.plan = Some(plan);
        }
        self
    }
}
