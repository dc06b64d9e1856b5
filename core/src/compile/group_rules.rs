//! The rules that look at a whole group: how many schools of a kind, the days in common, and the least that each must learn
//! and share.

use crate::compile::pair_rules::intern;
use crate::ids::SchoolIndex;
use crate::model::days::DaySets;
use crate::model::problem::Problem;
use crate::model::rules::at_most::AtMostKind;
use crate::model::rules::traits::Trait;
use crate::model::rules::{at_least, at_most, common_days};
use crate::units::{self, Points};

/// The group rules, with a code per school for each: 0 where the school does not count.
#[derive(Debug, Clone, Default)]
pub struct GroupRules {
    at_most: Vec<Kinds>,
    at_least: Vec<Kinds>,
    /// The days of the schools, and the fewest that a group needs in common.
    common_days: Option<(DaySets, u32)>,
    /// The least points of learn that each school must have.
    pub learn_at_least: Points,
    /// The least points of share that each school must have.
    pub share_at_least: Points,
}

/// How many schools of one code a group may or must have.
#[derive(Debug, Clone)]
struct Kinds {
    codes: Vec<u32>,
    count: usize,
}

impl GroupRules {
    /// Compiles the group rules of a problem.
    #[must_use]
    pub fn new(problem: &Problem) -> Self {
        let hard = &problem.rules().hard;
        let of_trait = |kind: &Trait| problem.indices().map(|school| u32::from(kind.holds(problem, school))).collect();
        let at_most = hard.at_most.iter().map(|rule| Kinds {
            codes: match &rule.kind {
                AtMostKind::Trait(kind) => of_trait(kind),
                AtMostKind::AnyValue { attribute } => intern(problem, |school| school.attribute(attribute)),
            },
            count: rule.count,
        });
        let at_least = hard.at_least.iter().map(|rule| Kinds { codes: of_trait(&rule.kind), count: rule.count });
        Self {
            at_most: at_most.collect(),
            at_least: at_least.collect(),
            common_days: hard.common_days.map(|least| (problem.days().clone(), least)),
            learn_at_least: hard.learn_at_least.map_or(0, units::least_points),
            share_at_least: hard.share_at_least.map_or(0, units::least_points),
        }
    }

    /// The same for some of the schools, in the order given.
    #[must_use]
    pub fn restrict(&self, schools: &[SchoolIndex]) -> Self {
        let pick = |rules: &[Kinds]| {
            let codes = |rule: &Kinds| schools.iter().map(|school| rule.codes[school.position()]).collect();
            rules.iter().map(|rule| Kinds { codes: codes(rule), count: rule.count }).collect()
        };
        Self {
            at_most: pick(&self.at_most),
            at_least: pick(&self.at_least),
            common_days: self
                .common_days
                .as_ref()
                .map(|(days, least)| (days.restrict(schools.iter().copied()), *least)),
            ..*self
        }
    }

    /// Whether only pairs decide over a group.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.counts() && self.learn_at_least == 0 && self.share_at_least == 0
    }

    /// Whether any rule counts the schools of a kind, or the days of a group.
    #[must_use]
    pub fn counts(&self) -> bool {
        !(self.at_most.is_empty() && self.at_least.is_empty() && self.common_days.is_none())
    }

    /// Whether schools, one at least, have enough days in common. If not, no group that holds them has.
    #[inline]
    #[must_use]
    pub fn can_meet(&self, schools: &[usize]) -> bool {
        (self.common_days.as_ref())
            .is_none_or(|(days, least)| common_days::permits(days.in_common(&schools.iter().copied()), *least))
    }

    /// How many schools too many or too few a group has, over all counting rules, and 1 more where it cannot meet.
    #[must_use]
    pub fn miscounted(&self, group: &[usize]) -> u32 {
        let mut miscounted = u32::from(!group.is_empty() && !self.can_meet(group));
        for Kinds { codes, count } in &self.at_most {
            for (place, &school) in group.iter().enumerate() {
                let code = codes[school];
                // Each school beyond the count is one too many; it is seen once, at its own place.
                let before = group[..place].iter().filter(|&&other| codes[other] == code).count();
                miscounted += u32::from(code != 0 && !at_most::permits(before + 1, *count));
            }
        }
        for Kinds { codes, count } in &self.at_least {
            let have = group.iter().filter(|&&school| codes[school] != 0).count();
            if !at_least::permits(have, *count) {
                miscounted += u32::try_from(count - have).unwrap_or(u32::MAX);
            }
        }
        miscounted
    }
}
