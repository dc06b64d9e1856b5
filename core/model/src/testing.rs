//! Small cohorts and random problems for the unit tests of this crate and of those above it; behind the feature `testing`.

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;

use crate::benefit::{Closeness, Novelty};
use crate::cohort::Cohort;
use crate::dates::Date;
use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::Rules;
use crate::rules::unmatched::Unmatched;
use crate::school::School;
use crate::tables::{OwnBenefit, PastGroup, Tables, UsableDays};

/// A stream of random numbers from a seed.
#[derive(Debug)]
pub struct Draws(Pcg64Mcg);

impl Draws {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Pcg64Mcg::seed_from_u64(seed))
    }

    /// A number from 0 to `end` - 1.
    ///
    /// # Panics
    /// If `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u32::try_from(end).expect("tests draw small numbers");
        usize::try_from(self.0.next_u32() % end).expect("a number of 32 bits")
    }
}

/// Six schools in two possible trios, whose benefits are worked out by hand where a test states them.
pub fn schools() -> Vec<School> {
    let school = |id: &str, name: &str, region: &str, at: (i32, i32)| {
        School::new(id, name).with_attribute("region", region).with_location(at.0, at.1)
    };
    vec![
        school("101", "Ash Primary", "London", (530_000, 180_000))
            .with_attribute("trust", "Oakwood Trust")
            .with_strength("reading", 5.0)
            .with_need("eal", 3.0)
            .with_need("writing", 1.0),
        school("102", "Birch Primary", "North East", (425_000, 565_000))
            .with_strength("eal", 4.0)
            .with_strength("writing", 3.0)
            .with_need("reading", 2.0),
        school("103", "Cedar Primary", "South West", (358_000, 172_000))
            .with_strength("eal", 3.0)
            .with_strength("writing", 4.0)
            .with_need("reading", 1.0)
            .with_need("eal", 1.0),
        school("104", "Damson Primary", "London", (525_000, 190_000))
            .with_strength("writing", 5.0)
            .with_need("reading", 1.0),
        school("105", "Elm Primary", "North West", (384_000, 398_000))
            .with_strength("reading", 4.0)
            .with_need("writing", 1.0),
        school("106", "Fir Primary", "East of England", (620_000, 310_000))
            .with_attribute("trust", "Oakwood Trust")
            .with_strength("reading", 3.0)
            .with_need("writing", 3.0)
            .with_need("eal", 1.0),
    ]
}

/// The areas of [`schools`].
pub fn areas() -> Vec<String> {
    ["reading", "writing", "eal"].map(str::to_owned).to_vec()
}

/// The problem of [`schools`] under the default rules.
pub fn problem() -> Problem {
    problem_with(schools(), Rules::default())
}

/// The problem of these schools under these rules.
pub fn problem_with(schools: Vec<School>, rules: Rules) -> Problem {
    let cohort = Cohort::new(schools, areas()).expect("the schools are in order");
    Problem::new(cohort, rules).expect("the rules are in order")
}

/// The plan of [`problem`] that its tests speak of: it keeps every rule.
/// A problem of six to nine schools with most rules over pairs and every term of the benefit, from a seed.
pub fn random_problem(seed: u64) -> Problem {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut below = |most: u32| random.next_u32() % most;
    let ids: Vec<String> = (0..6 + below(4)).map(|number| format!("s{number}")).collect();
    let mut schools = Vec::new();
    for id in &ids {
        let mut school = School::new(id, "");
        for (name, values) in [("region", 6), ("trust", 9), ("faith", 2)] {
            if below(5) > 0 {
                school = school.with_attribute(name, format!("{name} {}", below(values)));
            }
        }
        if below(5) > 0 {
            school = school.with_attribute("pupils", f64::from(below(900)) / 8.0);
        }
        school = school.with_location(to_metres(below(300_000)), to_metres(below(300_000)));
        for area in areas() {
            if below(3) > 0 {
                school = school.with_strength(&area, f64::from(below(6)));
            }
            if below(3) > 0 {
                school = school.with_need(&area, f64::from(below(4)));
            }
        }
        schools.push(school);
    }
    let mut rules = Rules::default();
    rules.sizes.allowed = [2, 3, 4, 5].into_iter().filter(|_| below(3) > 0).collect();
    if rules.sizes.allowed.is_empty() {
        rules.sizes.allowed.insert(3);
    }
    for name in ["pupils", "faith"] {
        rules.benefit.variety.insert(name.to_owned(), f64::from(below(3)));
        rules.benefit.likeness.insert(name.to_owned(), f64::from(below(3)));
    }
    rules.benefit.closeness = Some(Closeness { weight: f64::from(below(3)), zero_at_km: 200.0 });
    rules.benefit.novelty = Some(Novelty { weight: f64::from(below(3)), decay: 0.5 });
    rules.benefit.own = f64::from(below(3));
    rules.hard.max_km = (below(2) > 0).then_some(250.0);
    rules.hard.no_repeat_years = (below(2) > 0).then_some(1);
    rules.hard.unmatched = if below(2) > 0 { Unmatched::Price(2_000) } else { Unmatched::Forbidden };
    rules.hard.apart = vec![vec![ids[0].clone(), ids[1].clone()]];
    let past = |year, schools: [usize; 3]| PastGroup { year, schools: schools.map(|i| ids[i].clone()).to_vec() };
    let own = |a: usize, b: usize, points| OwnBenefit { school: ids[a].clone(), peer: ids[b].clone(), points };
    // Of six days each school has most: pairs keep the rule where larger groups do not.
    rules.hard.common_days = (below(2) > 0).then_some(3);
    let date = |month| Date::constant(2027, month, 1);
    let mut days = |id: &String| {
        let dates = (1..=6).filter(|_| below(6) > 0).map(date).collect();
        UsableDays { school: id.clone(), dates }
    };
    let usable_days = ids.iter().map(&mut days).collect();
    let tables = Tables {
        usable_days,
        history: vec![past(2024, [0, 2, 3]), past(2022, [1, 4, 5])],
        year: Some(2025),
        forbidden: vec![[ids[3].clone(), ids[4].clone()]].into(),
        own: vec![own(0, 3, 9_000), own(3, 0, 1_000), own(5, 2, 10_000)].into(),
        ..Tables::default()
    };
    let cohort = Cohort::new(schools, areas()).expect("the schools are in order");
    Problem::with_tables(cohort, rules, tables).expect("the rules are in order")
}

fn to_metres(number: u32) -> i32 {
    i32::try_from(number).expect("a place on the grid")
}

/// Every way to put the schools of a small problem into groups and leave some out that keeps every rule, with its value.
pub fn values_of_all_plans(problem: &Problem) -> Vec<i64> {
    let mut values = Vec::new();
    extend(problem, &mut Vec::new(), &mut Vec::new(), 0, &mut values);
    values
}

fn extend(
    problem: &Problem,
    groups: &mut Vec<Vec<SchoolIndex>>,
    alone: &mut Vec<SchoolIndex>,
    next: usize,
    values: &mut Vec<i64>,
) {
    if next == problem.len() {
        let group_breaks = |group: &Vec<SchoolIndex>| !problem.broken_by_group(group).is_empty();
        if !groups.iter().any(group_breaks) && problem.broken_by_plan(groups, alone).is_empty() {
            let price = problem.rules().hard.unmatched.price().unwrap_or(0);
            let benefits: i64 = groups.iter().map(|group| problem.value(group)).sum();
            values.push(benefits - price * i64::try_from(alone.len()).expect("a few schools"));
        }
        return;
    }
    let school = SchoolIndex::new(next);
    for place in 0..groups.len() {
        if groups[place].iter().all(|&peer| problem.broken_by_part(&[peer, school]).is_empty()) {
            groups[place].push(school);
            extend(problem, groups, alone, next + 1, values);
            groups[place].pop();
        }
    }
    groups.push(vec![school]);
    extend(problem, groups, alone, next + 1, values);
    groups.pop();
    if problem.rules().hard.unmatched.price().is_none() {
        return;
    }
    alone.push(school);
    extend(problem, groups, alone, next + 1, values);
    alone.pop();
}
