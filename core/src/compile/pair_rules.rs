//! The pair rules in codes: whether two schools may be in one group, in memory that grows with the schools alone.

use std::collections::{BTreeMap, HashSet};

use crate::ids::SchoolIndex;
use crate::model::lookup::Lookup;
use crate::model::problem::Problem;
use crate::model::rules::{max_minutes, no_repeat};
use crate::model::school::{Location, School, Value};
use crate::units::billionths;

/// What decides over a pair. Attributes are interned: 0 stands for blank, which never conflicts.
#[derive(Debug, Clone)]
pub struct PairRules {
    differ: Codes,
    same: Codes,
    reach: Option<Reach>,
    /// Pairs that `apart` or `no_repeat_years` exclude, smaller index first.
    excluded: HashSet<(SchoolIndex, SchoolIndex)>,
    /// The analyst's own, if there is one.
    forbidden: Option<Lookup<bool>>,
    /// The travel times and `max_minutes`, where that rule is in force.
    in_time: Option<(Lookup<Option<u32>>, u32)>,
}

/// Codes of some attributes, school by school.
#[derive(Debug, Clone)]
struct Codes {
    attributes: usize,
    codes: Vec<u32>,
}

/// `max_km` as a limit on squared metres.
#[derive(Debug, Clone)]
struct Reach {
    squared_metres: i64,
    locations: Vec<Option<Location>>,
}

impl PairRules {
    /// Compiles the pair rules of a problem.
    #[must_use]
    pub fn new(problem: &Problem) -> Self {
        let reach = problem.rules().hard.max_km.and_then(billionths).map(|km| {
            let squared = i128::from(km) * i128::from(km) / 1_000_000_000_000;
            Reach {
                squared_metres: i64::try_from(squared).unwrap_or(i64::MAX),
                locations: problem.cohort().schools().iter().map(|school| school.location).collect(),
            }
        });
        Self {
            differ: Codes::new(problem, problem.differ()),
            same: Codes::new(problem, problem.same()),
            reach,
            excluded: excluded(problem),
            forbidden: (!problem.tables().forbidden.is_empty()).then(|| problem.pairs().forbidden.clone()),
            in_time: (problem.rules().hard.max_minutes).map(|most| (problem.pairs().minutes.clone(), most)),
        }
    }

    /// Whether two different schools may be in one group, as far as pairs decide.
    #[inline]
    #[must_use]
    pub fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        let alike = self.differ.pairs(a, b).any(|(x, y)| x == y && x != 0);
        let unlike = self.same.pairs(a, b).any(|(x, y)| x != y && x != 0 && y != 0);
        if alike || unlike {
            return false;
        }
        if let Some(reach) = &self.reach
            && let (Some(x), Some(y)) = (reach.locations[a.position()], reach.locations[b.position()])
            && x.squared_metres(y) > reach.squared_metres
        {
            return false;
        }
        let pair = (a.min(b), a.max(b));
        (self.excluded.is_empty() || !self.excluded.contains(&pair))
            && self.forbidden.as_ref().is_none_or(|table| !table.forbids(a, b))
            && self.in_time.as_ref().is_none_or(|(table, most)| max_minutes::permits(table.minutes(a, b), *most))
    }

    /// The codes of a school in the attributes that differ, 0 for a blank: what a constructor deals by.
    pub fn differ_codes(&self, school: SchoolIndex) -> &[u32] {
        self.differ.of(school)
    }
}

impl Codes {
    fn new(problem: &Problem, names: &[String]) -> Self {
        let mut codes = vec![0; names.len() * problem.len()];
        for (place, name) in names.iter().enumerate() {
            for (school, code) in intern(problem, |school| school.attribute(name)).into_iter().enumerate() {
                codes[school * names.len() + place] = code;
            }
        }
        Self { attributes: names.len(), codes }
    }

    #[inline]
    fn of(&self, school: SchoolIndex) -> &[u32] {
        let first = school.position() * self.attributes;
        &self.codes[first..first + self.attributes]
    }

    #[inline]
    fn pairs(&self, a: SchoolIndex, b: SchoolIndex) -> impl Iterator<Item = (u32, u32)> {
        self.of(a).iter().copied().zip(self.of(b).iter().copied())
    }
}

/// Numbers the values of an attribute from 1, in order of their text; 0 is blank.
pub(super) fn intern<'a>(problem: &'a Problem, value: impl Fn(&'a School) -> Option<&'a Value>) -> Vec<u32> {
    let text = |value: &Value| match value {
        Value::Number(number) => (number + 0.0).to_string(), // Minus zero is zero.
        Value::Text(text) => text.clone(),
    };
    let texts: Vec<Option<String>> = problem.cohort().schools().iter().map(|school| value(school).map(text)).collect();
    let mut numbers: BTreeMap<&str, u32> = texts.iter().flatten().map(|text| (text.as_str(), 0)).collect();
    for (number, slot) in (1..).zip(numbers.values_mut()) {
        *slot = number;
    }
    texts.iter().map(|text| text.as_ref().map_or(0, |text| numbers[text.as_str()])).collect()
}

fn excluded(problem: &Problem) -> HashSet<(SchoolIndex, SchoolIndex)> {
    let hard = &problem.rules().hard;
    let index = |id: &String| problem.index(id);
    let mut excluded = HashSet::new();
    let mut exclude = |a: Option<SchoolIndex>, b: Option<SchoolIndex>| {
        if let (Some(a), Some(b)) = (a, b) {
            excluded.insert((a.min(b), a.max(b)));
        }
    };
    for list in &hard.apart {
        for (place, a) in list.iter().enumerate() {
            list[place + 1..].iter().for_each(|b| exclude(index(a), index(b)));
        }
    }
    if let Some(within) = hard.no_repeat_years {
        for past in &problem.tables().history {
            for (place, a) in past.schools.iter().enumerate() {
                for b in &past.schools[place + 1..] {
                    if let (Some(a), Some(b)) = (index(a), index(b))
                        && !no_repeat::permits(problem.years_since(a, b), within)
                    {
                        exclude(Some(a), Some(b));
                    }
                }
            }
        }
    }
    excluded
}
