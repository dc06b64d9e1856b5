//! The problem: a cohort, the rules and the tables beside them, checked against one another.

use std::collections::{BTreeMap, HashMap};

use crate::areas::{self, Profile};
use crate::benefit::Term;
use crate::cohort::Cohort;
use crate::days::DaySets;
use crate::error::{Error, Issue, Issues, Severity};
use crate::fingerprint;
use crate::ids::SchoolIndex;
use crate::lookup::{Lookup, ordered};
use crate::rules::Rules;
use crate::school::School;
use crate::tables::Tables;
use crate::units::Points;
use crate::validate;

/// The attributes that differ by default, where the cohort has them.
const DIFFER_BY_DEFAULT: [&str; 2] = ["region", "trust"];
/// The attributes that are the same by default, where the cohort has them.
const SAME_BY_DEFAULT: [&str; 1] = ["phase"];

/// What is to be solved. Once built it is consistent: every name is known, every number in range, no two rules
/// contradict one another on their face.
///
/// Written and read by serde it has the published format `tercet-problem/1`, and is built, and so checked, on the way in.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::{Cohort, Problem, Rules, School};
/// let schools = ["A", "B", "C"].map(|id| School::new(id, id).with_strength("reading", 4.0).with_need("reading", 1.0));
/// let cohort = Cohort::new(schools.to_vec(), vec!["reading".to_owned()])?;
/// let problem = Problem::new(cohort, Rules::default())?;
/// assert_eq!(problem.len(), 3);
///
/// let sent = serde_json::to_string(&problem).expect("every problem can be written");
/// let received: Problem = serde_json::from_str(&sent).expect("and read");
/// assert_eq!(received.sha256(), problem.sha256());
/// # Ok::<(), tercet::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Problem {
    cohort: Cohort,
    rules: Rules,
    tables: Tables,
    profiles: Vec<Profile>,
    areas: BTreeMap<String, usize>,
    differ: Vec<String>,
    same: Vec<String>,
    ranges: BTreeMap<String, i64>,
    term_weights: Vec<(Term, i64)>,
    together: Vec<Vec<SchoolIndex>>,
    locked: Vec<Vec<SchoolIndex>>,
    pairs: Pairs,
    days: DaySets,
    warnings: Vec<Issue>,
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

impl Problem {
    /// A problem without tables beside the rules.
    ///
    /// # Errors
    /// [`Error::Input`] with every issue found.
    pub fn new(cohort: Cohort, rules: Rules) -> Result<Self, Error> {
        Self::with_tables(cohort, rules, Tables::default())
    }

    /// A problem with past groupings, forbidden pairs, travel times or an own pair benefit.
    ///
    /// # Errors
    /// [`Error::Input`] with every issue found.
    pub fn with_tables(cohort: Cohort, rules: Rules, tables: Tables) -> Result<Self, Error> {
        let mut issues = Issues::default();
        issues.extend(cohort.warnings().to_vec());
        issues.extend(validate::stated(&cohort, &rules, &tables));
        // Contradictions are looked for even where names or numbers are wrong, so that all of it is said at once. What is
        // wrong counts as not declared there, so warnings would say what is not so.
        let only_errors = issues.has_errors();
        let mut problem = Self::resolve(cohort, rules, tables);
        let found = validate::resolved(&problem);
        issues.extend(found.into_iter().filter(|issue| !only_errors || issue.severity == Severity::Error));
        problem.warnings = issues.finish()?;
        Ok(problem)
    }

    fn resolve(cohort: Cohort, rules: Rules, tables: Tables) -> Self {
        let scale = rules.scale.strength;
        let profiles = cohort.schools().iter().map(|school| profile(school, cohort.areas(), scale)).collect();
        let areas = cohort.areas().iter().cloned().zip(0..).collect();
        let default = |names: &[&str]| -> Vec<String> {
            names.iter().filter(|name| cohort.has_attribute(name)).map(|&name| name.to_owned()).collect()
        };
        let differ = rules.hard.differ.clone().unwrap_or_else(|| default(&DIFFER_BY_DEFAULT));
        let same = rules.hard.same.clone().unwrap_or_else(|| default(&SAME_BY_DEFAULT));
        let indices = |list: &[String]| -> Vec<SchoolIndex> {
            let mut found: Vec<_> = list.iter().filter_map(|id| cohort.position(id)).map(SchoolIndex::new).collect();
            found.sort_unstable();
            found
        };
        let together = merge(rules.hard.together.iter().map(|list| indices(list)).collect());
        let locked = rules.hard.locked.iter().map(|list| indices(list)).collect();
        let pairs = Pairs::new(&cohort, &tables);
        let days = DaySets::new(&cohort, &tables.usable_days);
        let ranges = ranges(&cohort);
        let term_weights = rules.benefit.thousandths();
        Self {
            cohort,
            rules,
            tables,
            profiles,
            areas,
            differ,
            same,
            ranges,
            term_weights,
            together,
            locked,
            pairs,
            days,
            warnings: Vec::new(),
        }
    }

    /// The cohort.
    #[must_use]
    pub fn cohort(&self) -> &Cohort {
        &self.cohort
    }

    /// The rules as stated.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The tables as stated.
    #[must_use]
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// How many schools there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cohort.len()
    }

    /// Whether there is no school; never, once built.
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

    /// The names of schools, for a message.
    #[must_use]
    pub fn names(&self, schools: &[SchoolIndex]) -> String {
        let names: Vec<&str> = schools.iter().map(|&school| self.school(school).display_name()).collect();
        names.join(", ")
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

    /// The attributes in which no two schools of a group are alike: as stated, or the defaults that the cohort has.
    #[must_use]
    pub fn differ(&self) -> &[String] {
        &self.differ
    }

    /// The attributes in which all schools of a group are alike: as stated, or the defaults that the cohort has.
    #[must_use]
    pub fn same(&self) -> &[String] {
        &self.same
    }

    /// The benefit terms that count, with thousandths that sum to 1,000.
    #[must_use]
    pub fn term_weights(&self) -> &[(Term, i64)] {
        &self.term_weights
    }

    /// Largest less smallest number of an attribute over the cohort, in billionths; 0 for text.
    #[must_use]
    pub fn range(&self, attribute: &str) -> i64 {
        self.ranges.get(attribute).copied().unwrap_or(0)
    }

    /// The sets of schools that must be together: disjoint, each sorted (overlapping lists are one set).
    #[must_use]
    pub fn together(&self) -> &[Vec<SchoolIndex>] {
        &self.together
    }

    /// The locked groups, each sorted.
    #[must_use]
    pub fn locked(&self) -> &[Vec<SchoolIndex>] {
        &self.locked
    }

    /// The years since two schools last were in one group, at least 1; `None` if they never were.
    #[must_use]
    pub fn years_since(&self, a: SchoolIndex, b: SchoolIndex) -> Option<u32> {
        let met = *self.pairs.last_met.get(&ordered(a, b))?;
        Some(u32::try_from(i64::from(self.pairs.year) - i64::from(met)).unwrap_or(1).max(1))
    }

    /// Whether the analyst forbids this pair.
    #[must_use]
    pub fn is_forbidden(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        self.pairs.forbidden.forbids(a, b)
    }

    /// How many pairs of the cohort's schools the analyst forbids.
    #[must_use]
    pub fn num_forbidden(&self) -> usize {
        self.pairs.forbidden.pairs().filter(|&(a, b)| self.is_forbidden(a, b)).count()
    }

    /// The travel time of a pair in minutes, if the table has it.
    #[must_use]
    pub fn minutes(&self, a: SchoolIndex, b: SchoolIndex) -> Option<u32> {
        self.pairs.minutes.minutes(a, b)
    }

    /// The usable days of the schools, as the table beside the rules has them.
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

    /// What was found that does not stop the work.
    #[must_use]
    pub fn warnings(&self) -> &[Issue] {
        &self.warnings
    }

    /// The fingerprint of the problem: SHA-256 of its canonical JSON, in hexadecimal. The order of schools, the file, the row
    /// numbers, and the layout and order of tables over pairs do not enter it.
    #[must_use]
    pub fn sha256(&self) -> String {
        fingerprint::sha256(self)
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

pub(super) fn profile(school: &School, areas: &[String], scale: f64) -> Profile {
    let levels = areas.iter().map(|area| {
        let strength = school.strengths.get(area).copied().unwrap_or(0.0);
        areas::level(strength, scale).unwrap_or(0)
    });
    let priorities: Vec<f64> = areas.iter().map(|area| school.needs.get(area).copied().unwrap_or(0.0)).collect();
    Profile { levels: levels.collect(), weights: areas::weights(&priorities) }
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

/// Joins the lists that share a school, into disjoint sorted sets.
fn merge(lists: Vec<Vec<SchoolIndex>>) -> Vec<Vec<SchoolIndex>> {
    let mut sets: Vec<Vec<SchoolIndex>> = Vec::new();
    for list in lists {
        let (mut joined, rest): (Vec<_>, Vec<_>) =
            sets.into_iter().partition(|set| set.iter().any(|school| list.contains(school)));
        joined.push(list);
        let mut set = joined.concat();
        set.sort_unstable();
        set.dedup();
        sets = rest;
        sets.push(set);
    }
    sets.sort();
    sets
}
