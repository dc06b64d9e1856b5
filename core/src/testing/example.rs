//! Small cohorts and honest plans.

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;

use crate::ids::SchoolIndex;
use crate::model::benefit::{self, Closeness, Novelty};
use crate::model::cohort::Cohort;
use crate::model::dates::Date;
use crate::model::problem::Problem;
use crate::model::rules::unmatched::Unmatched;
use crate::model::rules::{Rules, broken_by_group, broken_by_pair, broken_by_plan};
use crate::model::school::School;
use crate::model::tables::{OwnBenefit, PastGroup, Tables, UsableDays};
use crate::plan::check::check_groups;
use crate::plan::grouping::Plan;
use crate::solve::options::{Options, Strategy};
use crate::solve::outcome::{Outcome, Proof, Status, StopReason};

/// Six schools in two possible trios, whose benefits are worked out by hand where a test states them.
pub(crate) fn schools() -> Vec<School> {
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

pub(crate) fn areas() -> Vec<String> {
    ["reading", "writing", "eal"].map(str::to_owned).to_vec()
}

pub(crate) fn problem() -> Problem {
    problem_with(schools(), Rules::default())
}

pub(crate) fn problem_with(schools: Vec<School>, rules: Rules) -> Problem {
    Problem::new(Cohort::new(schools, areas()).unwrap(), rules).unwrap()
}

/// The plan of [`problem`] that its tests speak of: it keeps every rule.
pub(crate) fn plan() -> Plan {
    honest_plan(&problem(), &[&["101", "102", "103"], &["104", "105", "106"]])
}

/// A plan of these groups that claims what is true; schools that are not named are unmatched.
pub(crate) fn honest_plan(problem: &Problem, groups: &[&[&str]]) -> Plan {
    let index = |id: &&str| problem.index(id).unwrap();
    let groups: Vec<Vec<SchoolIndex>> = groups.iter().map(|group| group.iter().map(index).collect()).collect();
    let unmatched: Vec<SchoolIndex> =
        problem.indices().filter(|school| !groups.iter().any(|group| group.contains(school))).collect();
    let checked = check_groups(problem, &groups, &unmatched);
    let options = Options::default().with_strategy(Strategy::LocalSearch).with_seed(7);
    let outcome = Outcome {
        closest: None,
        groups: Some(groups),
        unmatched,
        value: checked.value,
        bound: checked.bound,
        status: Status::Feasible,
        proof: Proof::None,
        certificate: None,
        stop: StopReason::Finished,
        work: 0,
        reasons: Vec::new(),
    };
    Plan::from_outcome(problem, &options, outcome)
}

/// A problem of six to nine schools with most rules over pairs and every term of the benefit, from a seed.
pub(crate) fn random_problem(seed: u64) -> Problem {
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
        forbidden: vec![[ids[3].clone(), ids[4].clone()]].into(),
        own: vec![own(0, 3, 9_000), own(3, 0, 1_000), own(5, 2, 10_000)].into(),
        ..Tables::default()
    };
    Problem::with_tables(Cohort::new(schools, areas()).unwrap(), rules, tables).unwrap()
}

fn to_metres(number: u32) -> i32 {
    i32::try_from(number).unwrap()
}

/// Every way to put the schools of a small problem into groups and leave some out that keeps every rule, with its value.
pub(crate) fn values_of_all_plans(problem: &Problem) -> Vec<i64> {
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
        let group_breaks = |group: &Vec<SchoolIndex>| !broken_by_group(problem, group).is_empty();
        if !groups.iter().any(group_breaks) && broken_by_plan(problem, groups, alone).is_empty() {
            let price = problem.rules().hard.unmatched.price().unwrap_or(0);
            let benefits: i64 = groups.iter().map(|group| benefit::value(problem, group)).sum();
            values.push(benefits - price * i64::try_from(alone.len()).unwrap());
        }
        return;
    }
    let school = SchoolIndex::new(next);
    for place in 0..groups.len() {
        if groups[place].iter().all(|&peer| broken_by_pair(problem, peer, school).is_empty()) {
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
