//! `common_days`: the schools of a group have at least this many usable days in common, so that the group can meet.
//!
//! As a group grows, its common days can only become fewer. So if a group keeps the rule, every subset of it does too.

use crate::cohort::Cohort;
use crate::days::{self, DaySets};
use crate::error::{Code, Issue};
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::numbers::count;
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::tables::Tables;
use crate::validate::numbers::out_of_range;

/// Whether schools with this many usable days in common may be in one group.
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

/// The required number of days, and the days of the schools.
#[derive(Debug, Clone)]
pub struct CommonDays {
    least: u32,
    days: DaySets,
}

impl CommonDays {
    fn have(&self, schools: &[SchoolIndex]) -> u32 {
        self.days.in_common(&schools.iter().map(|school| school.position()))
    }

    fn breach(&self, facts: &Facts, part: &[SchoolIndex]) -> Breach {
        let (have, least) = (self.have(part), self.least);
        let days = count(have, "usable day", "usable days");
        let names = facts.names(part);
        let names = names.rsplit_once(", ").map_or(names.clone(), |(first, last)| format!("{first} and {last}"));
        let message = match part.len() {
            1 => format!("{names} has {days}; a group needs at least {least}"),
            _ => format!("{names} have {days} in common; a group needs at least {least}"),
        };
        Breach::new(part, message)
    }
}

impl Statement for CommonDays {
    type Stated = Option<u32>;
    const SHAPE: RuleShape = RuleShape::Hereditary;

    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self> {
        stated.map(|least| Self { least, days: facts.days().clone() }).into_iter().collect()
    }

    fn sentence(&self, _: &Facts) -> String {
        format!("The schools in a group have at least {} in common", count(self.least, "usable day", "usable days"))
    }

    fn remove(&self, _: &Facts, stated: &mut Self::Stated) {
        *stated = None;
    }

    fn relax(&self, stated: &mut Self::Stated, steps: u32) -> bool {
        *stated = self.least.checked_sub(steps).filter(|&least| least > 0);
        stated.is_some()
    }

    fn issues(stated: &Self::Stated, key: &str) -> Vec<Issue> {
        let most = u32::try_from(days::LONGEST).unwrap_or(u32::MAX);
        let wrong = stated.filter(|days| !(1..=most).contains(days));
        wrong.map(|days| out_of_range(key, &days, "1 to 1,000 days")).into_iter().collect()
    }

    fn needs(_: &Cohort, tables: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        let fix = "give the usable days of each school, or the year that they follow from";
        let missing = || Issue::error(Code::MissingTable, "there is no table of usable days", fix).at_key(key);
        stated.filter(|_| tables.usable_days.is_empty()).map(|_| missing()).into_iter().collect()
    }

    #[inline]
    fn excess(&self, schools: &[SchoolIndex]) -> u32 {
        u32::from(!permits(self.have(schools), self.least))
    }

    fn restrict(&self, schools: &[SchoolIndex]) -> Self {
        Self { least: self.least, days: self.days.restrict(schools.iter().copied()) }
    }

    /// The smallest subsets of a group that have too few common days. These are single schools if any has too few;
    /// otherwise pairs; otherwise the group without every school whose removal leaves it short.
    fn breaches_of_group(&self, facts: &Facts, group: &[SchoolIndex]) -> Vec<Breach> {
        let falls_short = |part: &[SchoolIndex]| !permits(self.have(part), self.least);
        if group.is_empty() || !falls_short(group) {
            return Vec::new();
        }
        let mut parts: Vec<Vec<SchoolIndex>> = group.iter().map(|&school| vec![school]).collect();
        parts.retain(|part| falls_short(part));
        let alone: Vec<SchoolIndex> = parts.concat();
        for (place, &a) in group.iter().enumerate() {
            let pairs = group[place + 1..].iter().map(|&b| [a, b]);
            parts.extend(
                pairs.filter(|pair| !pair.iter().any(|s| alone.contains(s)) && falls_short(pair)).map(Vec::from),
            );
        }
        if parts.is_empty() {
            parts.push(core(group, falls_short));
        }
        parts.iter().map(|part| self.breach(facts, part)).collect()
    }
}

/// A subset with too few common days that has enough if any one school is removed.
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
