//! Tests whole problems against every grouping, and the refusal of problems that are too large.

use std::sync::Mutex;
use std::time::Duration;

use super::*;
use crate::model::cohort::Cohort;
use crate::model::problem::Problem;
use crate::model::rules::Rules;
use crate::model::rules::unmatched::Unmatched;
use crate::model::school::School;
use crate::solve::limits::Cancel;
use crate::solve::observe::{Observer, Progress, Silent};
use crate::testing::brute_force::run;

/// Schools whose strengths and needs vary with their number; phases and regions in turn.
fn cohort(schools: u32, phases: u32, regions: u32) -> Cohort {
    let areas = ["reading", "writing", "send", "eal"];
    let school = |i: u32| {
        let mut school = School::new(format!("S{i:03}"), format!("School {i}"))
            .with_attribute("phase", format!("phase {}", i % phases))
            .with_attribute("region", format!("region {}", i % regions));
        for (place, area) in (0..).zip(areas) {
            school = match (i * 7 + place * 5) % 9 {
                level @ 0..=4 => school.with_strength(area, f64::from(level + 1)),
                priority => school.with_need(area, f64::from(priority - 4)),
            };
        }
        school
    };
    Cohort::new((0..schools).map(school).collect(), areas.map(str::to_owned).to_vec()).expect("a sound cohort")
}

fn compiled(cohort: Cohort, rules: &str) -> Compiled {
    let rules: Rules = toml::from_str(rules).expect("sound rules");
    Compiled::new(&Problem::new(cohort, rules).expect("a sound problem"))
}

fn no_limits() -> Limits {
    Limits::start(None, None, Cancel::new())
}

fn solve_known(
    compiled: &Compiled,
    known: Known<'_>,
    limits: &Limits,
    observer: &dyn Observer,
) -> Result<Outcome, Error> {
    let components = Component::all(compiled);
    let listed = columns::list(compiled, &components, limits)?;
    solve_from(&Run { observer, ..run(compiled, limits) }, known, &components, listed)
}

fn solved(compiled: &Compiled) -> Outcome {
    solve_known(compiled, Known::default(), &no_limits(), &Silent).expect("the solver runs")
}

/// The best value of all groupings, by adding each school in turn to a group, to a new one, or to those left out.
fn best_of_all(compiled: &Compiled) -> Option<Points> {
    fn place(compiled: &Compiled, next: usize, groups: &mut Vec<Vec<SchoolIndex>>, left_out: usize) -> Option<Points> {
        if next == compiled.len() {
            return value(compiled, groups, left_out);
        }
        let school = SchoolIndex::new(next);
        let mut best = None;
        for at in 0..groups.len() {
            groups[at].push(school);
            best = best.max(place(compiled, next + 1, groups, left_out));
            groups[at].pop();
        }
        groups.push(vec![school]);
        best = best.max(place(compiled, next + 1, groups, left_out));
        groups.pop();
        if compiled.price().is_some() {
            best = best.max(place(compiled, next + 1, groups, left_out + 1));
        }
        best
    }
    place(compiled, 0, &mut Vec::new(), 0)
}

fn value(compiled: &Compiled, groups: &[Vec<SchoolIndex>], left_out: usize) -> Option<Points> {
    let feasible = groups.iter().all(|group| compiled.is_feasible(group));
    let grouped: Vec<&SchoolIndex> = groups.iter().flatten().collect();
    let locked = compiled.locked().iter().flatten().all(|school| grouped.contains(&school));
    let counted = compiled.counts().iter().all(|(&size, count)| {
        (count.least()..=count.most()).contains(&groups.iter().filter(|group| group.len() == size).count())
    });
    let value: Points = groups.iter().map(|group| compiled.value(group)).sum();
    let price = compiled.price().unwrap_or(0) * Points::try_from(left_out).expect("a few schools");
    (feasible && locked && counted).then_some(value - price)
}

#[test]
fn every_mix_of_rules_agrees_with_all_groupings() {
    let cases = [
        (9, 1, 9, ""),
        (9, 1, 4, ""),
        (8, 2, 8, ""),
        (9, 1, 9, "[sizes]\nallowed = [2, 3, 4]\nexactly = { 2 = 1, 4 = [1, 2] }"),
        (9, 1, 9, "[rules]\nlocked = [['S001', 'S004', 'S005']]"),
        (8, 1, 8, "[sizes]\nexactly = { 4 = 2 }\n[rules]\nlocked = [['S001', 'S004', 'S005', 'S006']]"),
        (8, 1, 4, "[rules]\nunmatched = 5000\nlearn_at_least = 0.4"),
        (8, 2, 3, "[sizes]\nallowed = [2, 3]\n[rules]\nunmatched = 100\ntogether = [['S001', 'S005']]"),
        (5, 1, 5, ""),
        (7, 1, 2, ""),
    ];
    for (schools, phases, regions, rules) in cases {
        let compiled = compiled(cohort(schools, phases, regions), rules);
        let best = best_of_all(&compiled);
        let outcome = solved(&compiled);
        assert_eq!(outcome.value, best, "{schools} schools, {rules:?}");
        assert_eq!(outcome.bound, best, "{schools} schools, {rules:?}");
        assert_eq!(outcome.proof, Proof::Solver);
        let status = if best.is_some() { Status::Optimal } else { Status::Infeasible };
        assert_eq!(outcome.status, status, "{schools} schools, {rules:?}");
        assert_eq!(outcome.reasons.is_empty(), best.is_some());
        let own = outcome.groups.and_then(|groups| value(&compiled, &groups, outcome.unmatched.len()));
        assert_eq!(own, best, "the groups are worth what the outcome says");
    }
}

#[test]
fn more_locked_groups_of_a_size_than_groups_of_that_size_is_infeasible() {
    let rules = "[sizes]\nexactly = { 3 = 1 }\n[rules]\nlocked = [['S000', 'S001', 'S002'], ['S003', 'S004', 'S005']]";
    let Ok(problem) = Problem::new(cohort(10, 1, 10), toml::from_str(rules).expect("sound rules")) else {
        return; // Validation has seen it already.
    };
    assert_eq!(solved(&Compiled::new(&problem)).status, Status::Infeasible);
}

#[test]
fn what_does_not_fit_is_refused_with_about_how_many_columns() {
    let compiled = compiled(cohort(200, 1, 200), "");
    let refused = solve_known(&compiled, Known::default(), &no_limits(), &Silent);
    let message = refused.expect_err("64,684,950 quads and 1,313,400 trios").to_string();
    assert!(message.contains("about 66,000,000 here"), "{message}");
    assert!(message.contains("more than 2,000,000 do not fit"), "{message}");
    assert!(message.contains("max_km"), "{message}");
}

#[test]
fn out_of_time_it_returns_the_plan_and_the_bound_that_were_known() {
    let compiled = compiled(cohort(9, 1, 9), "");
    let groups: Vec<Vec<SchoolIndex>> = (0..3).map(|i| (0..3).map(|j| SchoolIndex(3 * i + j)).collect()).collect();
    let known = Known { groups: Some(&groups), bound: Some(90_000) };
    let limits = Limits::start(Some(Duration::ZERO), None, Cancel::new());
    let outcome = solve_known(&compiled, known, &limits, &Silent).expect("nothing is run");
    assert_eq!(outcome.groups, Some(groups.clone()));
    assert_eq!(outcome.value, value(&compiled, &groups, 0));
    assert_eq!((outcome.bound, outcome.status, outcome.stop), (Some(90_000), Status::Feasible, StopReason::Time));
}

#[test]
fn out_of_time_with_nothing_known_the_outcome_is_unknown() {
    let compiled = compiled(cohort(9, 1, 9), "");
    let limits = Limits::start(Some(Duration::ZERO), None, Cancel::new());
    let outcome = solve_known(&compiled, Known::default(), &limits, &Silent).expect("nothing is run");
    assert_eq!((outcome.groups, outcome.value, outcome.bound), (None, None, None));
    assert_eq!((outcome.status, outcome.proof), (Status::Unknown, Proof::None));
}

#[test]
fn a_known_plan_never_makes_the_answer_worse() {
    let mut rules = Rules::default();
    rules.hard.unmatched = Unmatched::Price(3_000);
    let compiled = Compiled::new(&Problem::new(cohort(9, 1, 3), rules).expect("a sound problem"));
    let best = solved(&compiled);
    let known = Known { groups: Some(&[]), bound: None };
    let outcome = solve_known(&compiled, known, &no_limits(), &Silent).expect("the solver runs");
    assert_eq!((outcome.value, outcome.status), (best.value, Status::Optimal));
}

/// Remembers the reported progress.
#[derive(Default)]
struct Log(Mutex<Vec<Progress>>);

impl Observer for Log {
    fn progress(&self, progress: &Progress) {
        self.0.lock().expect("nobody panicked").push(*progress);
    }
}

#[test]
fn progress_never_shows_a_value_above_its_bound() {
    let compiled = compiled(cohort(40, 2, 9), "[rules]\nunmatched = 0");
    let log = Log::default();
    let limits = Limits::start(None, Some(3), Cancel::new());
    let known = Known { groups: Some(&[]), bound: Some(400_000) };
    let outcome = solve_known(&compiled, known, &limits, &log).expect("the solver runs");
    for progress in log.0.into_inner().expect("nobody panicked") {
        assert!(progress.incumbent <= progress.bound, "{progress:?}");
        assert!(progress.incumbent <= outcome.value || progress.incumbent.is_none(), "{progress:?}");
        assert!(progress.bound >= outcome.value, "{progress:?} {outcome:?}");
    }
}
