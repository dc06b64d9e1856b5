//! The backbone: the pairs of schools that are in one group in every plan that is nearly as good as the best.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::demand::Demand;
use super::session::Session;
use crate::error::Error;
use crate::plan::grouping::Plan;
use crate::solve::outcome::Status;
use crate::units::Points;

/// Which pairs of a plan stand in every plan that is worth nearly as much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Backbone {
    /// Plans of at least this many points are looked at.
    pub least_value: Points,
    /// The pairs of the plan that are in every such plan: proved.
    pub always: Vec<[String; 2]>,
    /// The pairs of the plan that another such plan does without.
    pub replaceable: Vec<[String; 2]>,
    /// The pairs of the plan of which neither was shown within the limits.
    pub open: Vec<[String; 2]>,
    /// The groups of the plan of which every pair is always together.
    pub groups: Vec<Vec<String>>,
    /// How many solves it took.
    pub solves: usize,
}

impl Session {
    /// The backbone of the plan: its pairs that stand in every plan worth at least `1 - within` of its value, pair by pair. `within` is
    /// 0 to 1; 0.01 looks at plans that are worth 1% less.
    ///
    /// A pair is in the backbone if the best plan with the two apart is worth less. A plan that is worth enough and does without
    /// several pairs settles all of them, so that there are fewer solves than pairs. `tell` is told how many pairs are settled, of how
    /// many.
    ///
    /// # Errors
    /// [`Error::Options`] if `within` is out of range or the session has no plan; [`Error::Backend`] if the solver fails.
    pub fn backbone(&self, within: f64, mut tell: impl FnMut(usize, usize)) -> Result<Backbone, Error> {
        if !(0.0..=1.0).contains(&within) {
            return Err(Error::Options(format!("within is {within}; give a fraction from 0 to 1, such as 0.01")));
        }
        let known = self.known()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "a fraction of bounded points"
        )]
        let least_value = known.value - (known.value.max(0) as f64 * within).floor() as Points;
        let all = pairs(&self.plan().groups);
        let mut left: BTreeSet<[String; 2]> = all.clone();
        let mut found = Backbone {
            least_value,
            always: Vec::new(),
            replaceable: Vec::new(),
            open: Vec::new(),
            groups: Vec::new(),
            solves: 0,
        };
        while let Some(pair) = left.pop_first() {
            if self.is_cancelled() {
                found.open.push(pair);
                continue;
            }
            let demand = Demand::Apart { schools: pair.to_vec() };
            let schools = demand.resolve(self.problem())?;
            let plan = if demand.obstacles(self.problem(), &schools).is_empty() {
                found.solves += 1;
                Some(self.solve_until(&demand.pose(self.problem())?, least_value)?)
            } else {
                None
            };
            match plan.as_ref().map(|plan| Needed::of(plan, least_value)) {
                None | Some(Needed::Yes) => found.always.push(pair),
                Some(Needed::Unknown) => found.open.push(pair),
                Some(Needed::No) => {
                    let others = plan.map_or_else(BTreeSet::new, |plan| pairs(&plan.groups));
                    found.replaceable.push(pair);
                    let still_left = left.intersection(&others).cloned().collect();
                    let all_left = std::mem::replace(&mut left, still_left);
                    found.replaceable.extend(all_left.difference(&others).cloned());
                }
            }
            tell(all.len() - left.len(), all.len());
        }
        found.replaceable.sort();
        let always: BTreeSet<[String; 2]> = found.always.iter().cloned().collect();
        let is_fixed = |group: &&Vec<String>| pairs(std::slice::from_ref(*group)).is_subset(&always);
        found.groups = self.plan().groups.iter().filter(is_fixed).cloned().collect();
        Ok(found)
    }
}

/// Whether a pair is needed.
enum Needed {
    Yes,
    No,
    Unknown,
}

impl Needed {
    /// What the best plan with the pair apart says.
    fn of(plan: &Plan, least_value: Points) -> Self {
        if plan.value.is_some_and(|value| value >= least_value) {
            Self::No
        } else if plan.status == Status::Infeasible || plan.bound.is_some_and(|bound| bound < least_value) {
            Self::Yes
        } else {
            Self::Unknown
        }
    }
}

/// The pairs of the groups, each sorted, as the ids of a plan's groups are.
fn pairs(groups: &[Vec<String>]) -> BTreeSet<[String; 2]> {
    let mut pairs = BTreeSet::new();
    for group in groups {
        for (place, a) in group.iter().enumerate() {
            pairs.extend(group[place + 1..].iter().map(|b| [a.clone(), b.clone()]));
        }
    }
    pairs
}
