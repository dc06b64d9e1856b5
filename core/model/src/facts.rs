//! The facts that rules and terms read: schools, profiles, tables over pairs, days and ranges, all by index.
//!
//! A rule or a term sees the facts alone. The [`Problem`](crate::problem::Problem) above joins them with the rules.

use std::collections::{BTreeMap, HashMap};

use crate::areas::{self, Profile};
use crate::cohort::Cohort;
use crate::days::DaySets;
use crate::ids::SchoolIndex;
use crate::labels;
use crate::lookup::{Lookup, ordered};
use crate::school::{School, Value};
use crate::tables::Tables;
use crate::units::Points;

/// The schools of a cohort with the tables that are given with it, by index.
#[derive(Debug, Clone)]
pub struct Facts {
    cohort: Cohort,
    tables: Tables,
    profiles: Vec<Profile>,
    areas: BTreeMap<String, usize>,
    ranges: BTreeMap<String, i64>,
    pairs: Pairs,
    days: DaySets,
    labels: BTreeMap<String, String>,
}

/// The tables over pairs, by index. Only ever looked up, never iterated.
#[derive(Debug, Clone, Default)]
#[doc(hidden)]
pub struct Pairs {
    last_met: HashMap<(SchoolIndex, SchoolIndex), i32>,
    year: i32,
    /// The pairs that the analyst forbids.
    pub forbidden: Lookup<bool>,
    /// The travel times.
    pub minutes: Lookup<Option<u32>>,
    /// The analyst's own benefit of a school from a peer, in points.
    pub own: Lookup<u16>,
}

impl Facts {
    /// Puts everything in place. `scale` is the strength that counts as 100 percent; a value that is out of range counts as not
    /// declared, and the validation says so.
    pub(crate) fn new(cohort: Cohort, tables: Tables, scale: f64, labels: BTreeMap<String, String>) -> Self {
        let profiles = cohort.schools().iter().map(|school| profile(school, cohort.areas(), scale)).collect();
        let areas = cohort.areas().iter().cloned().zip(0..).collect();
        let pairs = Pairs::new(&cohort, &tables);
        let days = DaySets::new(&cohort, &tables.usable_days);
        let ranges = ranges(&cohort);
        Self { cohort, tables, profiles, areas, ranges, pairs, days, labels }
    }

    /// The cohort.
    #[must_use]
    pub fn cohort(&self) -> &Cohort {
        &self.cohort
    }

    /// The tables as stated.
    #[must_use]
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The number of schools.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cohort.len()
    }

    /// Whether there is no school.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cohort.is_empty()
    }

    /// Every school's index, in id order.
    pub fn indices(&self) -> impl Iterator<Item = SchoolIndex> + use<> {
        (0..self.len()).map(SchoolIndex::new)
    }

    /// A school.
    #[must_use]
    pub fn school(&self, school: SchoolIndex) -> &School {
        &self.cohort.schools()[school.position()]
    }

    /// The index of the school with this id.
    #[must_use]
    pub fn index(&self, id: &str) -> Option<SchoolIndex> {
        self.cohort.position(id).map(SchoolIndex::new)
    }

    /// The indices of the schools with these ids, sorted; ids that the cohort does not have are ignored.
    #[must_use]
    pub fn indices_of(&self, ids: &[String]) -> Vec<SchoolIndex> {
        let mut found: Vec<SchoolIndex> = ids.iter().filter_map(|id| self.index(id)).collect();
        found.sort_unstable();
        found
    }

    /// The name of a school, for a message.
    #[must_use]
    pub fn name(&self, school: SchoolIndex) -> &str {
        self.school(school).display_name()
    }

    /// The names of schools, for a message.
    #[must_use]
    pub fn names(&self, schools: &[SchoolIndex]) -> String {
        let names: Vec<&str> = schools.iter().map(|&school| self.name(school)).collect();
        names.join(", ")
    }

    /// The name of an area or attribute as people write it: `eal` is EAL, `early_years` is early years.
    #[must_use]
    pub fn label(&self, name: &str) -> String {
        labels::label(&self.labels, name)
    }

    /// A school's strengths and needs in whole percent.
    #[must_use]
    pub fn profile(&self, school: SchoolIndex) -> &Profile {
        &self.profiles[school.position()]
    }

    /// The position of an area in every profile.
    #[must_use]
    pub fn area(&self, name: &str) -> Option<usize> {
        self.areas.get(name).copied()
    }

    /// Largest less smallest number of an attribute over the cohort, in billionths; 0 for text.
    #[must_use]
    pub fn range(&self, attribute: &str) -> i64 {
        self.ranges.get(attribute).copied().unwrap_or(0)
    }

    /// The values of an attribute as numbers, school by school: equal values have equal numbers from 1 up, in the order of
    /// their text; a blank has 0.
    #[must_use]
    pub fn codes(&self, attribute: &str) -> Vec<u32> {
        let text = |value: &Value| match value {
            Value::Number(number) => (number + 0.0).to_string(), // Minus zero is zero.
            Value::Text(text) => text.clone(),
        };
        let of = |school: &School| school.attribute(attribute).map(text);
        let texts: Vec<Option<String>> = self.cohort.schools().iter().map(of).collect();
        let mut numbers: BTreeMap<&str, u32> = texts.iter().flatten().map(|text| (text.as_str(), 0)).collect();
        for (number, slot) in (1..).zip(numbers.values_mut()) {
            *slot = number;
        }
        texts.iter().map(|text| text.as_ref().map_or(0, |text| numbers[text.as_str()])).collect()
    }

    /// The years since two schools last were in one group, at least 1; `None` if they never were.
    #[must_use]
    pub fn years_since(&self, a: SchoolIndex, b: SchoolIndex) -> Option<u32> {
        let met = *self.pairs.last_met.get(&ordered(a, b))?;
        Some(u32::try_from(i64::from(self.pairs.year) - i64::from(met)).unwrap_or(1).max(1))
    }

    /// Every pair of schools that was in one past group, the smaller index first, in order.
    #[must_use]
    pub fn pairs_met(&self) -> Vec<(SchoolIndex, SchoolIndex)> {
        let mut pairs: Vec<_> = self.pairs.last_met.keys().copied().collect();
        pairs.sort_unstable();
        pairs
    }

    /// Whether the analyst forbids this pair.
    #[must_use]
    pub fn is_forbidden(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        self.pairs.forbidden.forbids(a, b)
    }

    /// The number of pairs of the cohort's schools that the analyst forbids.
    #[must_use]
    pub fn num_forbidden(&self) -> usize {
        self.pairs.forbidden.pairs().filter(|&(a, b)| self.is_forbidden(a, b)).count()
    }

    /// The travel time of a pair in minutes, if the table has it.
    #[must_use]
    pub fn minutes(&self, a: SchoolIndex, b: SchoolIndex) -> Option<u32> {
        self.pairs.minutes.minutes(a, b)
    }

    /// The usable days of the schools, as their table has them.
    #[must_use]
    pub fn days(&self) -> &DaySets {
        &self.days
    }

    /// The analyst's own benefit of a school from a peer, in points.
    #[must_use]
    pub fn own(&self, school: SchoolIndex, peer: SchoolIndex) -> Points {
        self.pairs.own.points(school, peer)
    }

    /// The tables over pairs, by index.
    #[doc(hidden)]
    #[must_use]
    pub fn pairs(&self) -> &Pairs {
        &self.pairs
    }
}

impl Pairs {
    fn new(cohort: &Cohort, tables: &Tables) -> Self {
        let index = |id: &str| cohort.position(id).map(SchoolIndex::new);
        let mut pairs = Self::default();
        let last = tables.history.iter().map(|past| past.year).max().unwrap_or(0);
        pairs.year = tables.year.unwrap_or_else(|| last.saturating_add(1));
        for past in &tables.history {
            let present: Vec<SchoolIndex> = past.schools.iter().filter_map(|id| index(id)).collect();
            for (place, &a) in present.iter().enumerate() {
                for &b in &present[place + 1..] {
                    let met = pairs.last_met.entry(ordered(a, b)).or_insert(past.year);
                    *met = past.year.max(*met);
                }
            }
        }
        pairs.forbidden = Lookup::new(cohort, &tables.forbidden, ordered, |[a, b]| (a, b, true));
        pairs.minutes =
            Lookup::new(cohort, &tables.minutes, ordered, |way| (&way.school, &way.peer, Some(way.minutes)));
        pairs.own = Lookup::new(
            cohort,
            &tables.own,
            |school, peer| (school, peer),
            |own| {
                // What is out of range is an issue, and counts as not declared.
                (&own.school, &own.peer, u16::try_from(own.points).unwrap_or(0))
            },
        );
        pairs
    }
}

pub(crate) fn profile(school: &School, areas: &[String], scale: f64) -> Profile {
    let levels = areas.iter().map(|area| {
        let strength = school.strengths.get(area).copied().unwrap_or(0.0);
        areas::level(strength, scale).unwrap_or(0)
    });
    let priorities: Vec<f64> = areas.iter().map(|area| school.needs.get(area).copied().unwrap_or(0.0)).collect();
    Profile { levels: levels.collect(), weights: areas::weights(areas, &priorities) }
}

fn ranges(cohort: &Cohort) -> BTreeMap<String, i64> {
    let mut ends: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for school in cohort.schools() {
        for (name, value) in &school.attributes {
            if let Some(number) = value.billionths() {
                let (low, high) = ends.entry(name.clone()).or_insert((number, number));
                *low = number.min(*low);
                *high = number.max(*high);
            }
        }
    }
    ends.into_iter().map(|(name, (low, high))| (name, high.saturating_sub(low))).collect()
}
