//! The real cohorts: every strategy's plan passes the check, and the one that cannot work says why.

use std::fs;

use tercet::model::format::csv::read_cohort;
use tercet::model::format::rules::parse_rules;
#[cfg(feature = "highs")]
use tercet::model::generate::{Shape, generate};
use tercet::model::rules::unmatched::Unmatched;
use tercet::model::tables::PastGroup;
use tercet::plan::check::{Basis, check};
use tercet::{Cohort, Options, Plan, Problem, Rules, School, Status, Strategy, Tables, solve};
use tercet_tests::cases::data;

/// A little work: enough for a sound plan, not for a good one.
pub(crate) const WORK: u64 = 3_000;

/// The same where a unit is a round of pricing or a node of a tree.
const ROUNDS: u64 = 40;

/// Regions cannot all differ here; the one cohort without a plan.
const INFEASIBLE: &str = "special_32";

fn names() -> Vec<String> {
    let entries = fs::read_dir(data().join("cohorts")).expect("the folder of cohorts");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("an ASCII name"));
    let cohort = |name: String| name.strip_suffix(".csv").map(str::to_owned);
    // The register is of another format, and has tests of its own.
    let mut names: Vec<String> = names.filter_map(cohort).filter(|name| name != "register_sample").collect();
    names.sort();
    names
}

pub(crate) fn problem(name: &str) -> Problem {
    under(name, Rules::default())
}

fn under(name: &str, rules: Rules) -> Problem {
    let cohort = read_cohort(data().join("cohorts").join(format!("{name}.csv"))).expect("a cohort of the suite");
    Problem::new(cohort, rules).expect("the rules fit the cohort")
}

pub(crate) fn solved(problem: &Problem, strategy: Strategy) -> Plan {
    let is_exact = strategy == Strategy::Auto;
    let work = if is_exact { ROUNDS } else { WORK };
    let options = Options::default().with_strategy(strategy).with_work_limit(work);
    solve(problem, &options).expect("it runs")
}

/// All schools are in sets that must be together, and every set is a whole group: that plan is the only one.
#[test]
fn groups_that_must_be_together_come_out_as_they_are_whatever_the_strategy() {
    let groups = solved(&problem("primary_120"), Strategy::Greedy).groups;
    assert!(groups.iter().any(|group| group.len() == 3) && groups.iter().any(|group| group.len() == 4));
    let mut rules = Rules::default();
    rules.hard.together.clone_from(&groups);
    let problem = under("primary_120", rules);
    for strategy in [Strategy::Random, Strategy::Greedy, Strategy::LocalSearch, Strategy::Auto] {
        let options = Options::default().with_strategy(strategy).with_work_limit(1);
        let plan = solve(&problem, &options).expect("it runs");
        assert_eq!(plan.groups, groups, "{strategy}");
    }
}

#[test]
fn every_real_cohort_has_a_plan_that_passes_the_check() {
    for name in names().iter().filter(|name| *name != INFEASIBLE) {
        let problem = problem(name);
        for strategy in [Strategy::Random, Strategy::Greedy, Strategy::LocalSearch, Strategy::Auto] {
            let plan = solved(&problem, strategy);
            assert!(plan.is_found(), "{name}: {strategy}: {:?} {:?}", plan.status, plan.reasons);
            let checked = check(&problem, &plan);
            assert!(checked.is_valid(), "{name}: {strategy}: {:?}", checked.findings());
        }
    }
}

#[test]
fn searching_beats_dealing_at_random() {
    for name in ["primary_60", "secondary_90"] {
        let problem = problem(name);
        let value = |strategy| solved(&problem, strategy).value;
        assert!(value(Strategy::Random) < value(Strategy::LocalSearch), "{name}");
    }
}

#[test]
fn too_many_schools_of_one_region_is_said_with_the_count() {
    let problem = problem(INFEASIBLE);
    for strategy in [Strategy::Greedy, Strategy::LocalSearch, Strategy::Auto] {
        let plan = solved(&problem, strategy);
        assert_eq!(plan.status, Status::Infeasible, "{strategy}");
        let reason =
            plan.reasons.iter().find(|reason| reason.have.contains("North West")).expect("it names the region");
        assert!(reason.have.contains("11"), "{}", reason.have);
        assert!(reason.need.contains("32") && reason.need.contains("10 groups"), "{}", reason.need);
        assert!(!reason.fixes.is_empty());
    }
}

#[test]
fn the_bound_of_a_real_cohort_is_derived_from_its_duals_and_near_the_plan() {
    let problem = problem("primary_60");
    let plan = solved(&problem, Strategy::Auto);
    let checked = check(&problem, &plan);
    assert!(checked.is_valid() && checked.basis == Basis::Derived, "{:?}", checked.findings());
    // With HiGHS or without: the first bound, the sum of what each school could have at best, is a fifth above.
    let (value, bound) = (plan.value.expect("a plan"), plan.bound.expect("a bound"));
    assert!(bound - value <= value / 100, "{value} {bound}");
}

#[test]
fn that_no_choice_of_groups_covers_every_school_is_proved() {
    let mut rules = Rules::default();
    rules.hard.max_km = Some(200.0);
    // Every school has peers within reach, and no count says that they are too few.
    let plan = solved(&under("primary_120", rules), Strategy::Auto);
    assert_eq!(plan.status, Status::Infeasible, "{:?}", plan.reasons);
    assert!(plan.reasons.iter().any(|reason| reason.need.contains("integer duals")), "{:?}", plan.reasons);
}

#[cfg(feature = "highs")]
#[test]
fn a_cohort_in_which_schools_may_be_left_out_is_settled() {
    let cohort = generate(&Shape::default().with_schools(45), 6).expect("45 schools");
    for price in [5_500, 7_000] {
        let mut rules = Rules::default();
        rules.hard.unmatched = Unmatched::Price(price);
        let problem = Problem::new(cohort.clone(), rules).expect("the rules fit the cohort");
        for seed in 0..2 {
            let options = Options::default().with_strategy(Strategy::Exact).with_seed(seed);
            let plan = solve(&problem, &options).expect("it runs");
            // A school that branching has put into one group with another costs less than leaving it out.
            assert_eq!(plan.status, Status::Optimal, "{price}, {seed}: {:?} of {:?}", plan.value, plan.bound);
            let checked = check(&problem, &plan);
            assert!(checked.is_valid() && checked.basis == Basis::Derived, "{:?}", checked.findings());
        }
    }
}

#[test]
fn every_remedy_for_the_cohort_without_a_plan_works_as_it_is_written() {
    let problem = problem(INFEASIBLE);
    let reasons = solved(&problem, Strategy::Auto).reasons;
    assert_eq!(reasons.len(), 1, "{reasons:?}");
    let mut tried = 0;
    for fix in &reasons[0].fixes {
        let words: Vec<&str> = fix.split(' ').collect();
        let changed = match words.as_slice() {
            ["set", "differ", ..] => {
                let text = format!("[rules]\n{}", fix.trim_start_matches("set ").replace("] and set ", "]\n"));
                under(INFEASIBLE, parse_rules(&text, "rules.toml").expect("the remedy is a rule"))
            }
            ["allow", "groups", "of", size] => {
                problem.with(|rules| rules.sizes.allowed.extend(size.parse::<usize>())).expect("a size")
            }
            ["leave", count, "of", ..] => {
                let mut crowd = count.parse::<usize>().expect("a number of schools");
                let schools = problem.cohort().schools().iter().filter(|school| {
                    let goes = crowd > 0 && school.text("region") == Some("North West");
                    crowd -= usize::from(goes);
                    !goes
                });
                let cohort = Cohort::new(schools.cloned().collect(), problem.cohort().areas().to_vec());
                Problem::new(cohort.expect("a cohort"), Rules::default()).expect("a problem")
            }
            ["admit", count, ..] => {
                let more = (0..count.parse::<usize>().expect("a number of schools")).map(|number| {
                    School::new(format!("new {number}"), "").with_attribute("region", format!("elsewhere {number}"))
                });
                let more = more.map(|school| school.with_attribute("phase", "Special"));
                let schools = problem.cohort().schools().iter().cloned().chain(more);
                let cohort = Cohort::new(schools.collect(), problem.cohort().areas().to_vec());
                Problem::new(cohort.expect("a cohort"), Rules::default()).expect("a problem")
            }
            _ => panic!("a remedy that nobody tries: {fix}"),
        };
        let plan = solved(&changed, Strategy::Auto);
        assert!(plan.is_found(), "{fix}: {:?}", plan.reasons);
        tried += 1;
    }
    assert!(tried >= 4, "{:?}", reasons[0].fixes);
    let priced =
        solved(&problem.with(|rules| rules.hard.unmatched = Unmatched::Price(1_000)).expect("a price"), Strategy::Auto);
    assert!(priced.is_found());
}

#[test]
fn only_rules_in_force_are_advised_against() {
    // The three schools of the past group cannot meet, and nothing else keeps schools apart.
    let schools = ["1", "2", "3"].map(|id| School::new(id, ""));
    let cohort = Cohort::new(schools.to_vec(), Vec::new()).expect("a cohort");
    let mut rules = Rules::default();
    rules.hard.no_repeat_years = Some(3);
    let mut tables = Tables::default();
    tables.history = vec![PastGroup { year: 2025, schools: ["1", "2", "3"].map(str::to_owned).to_vec() }];
    tables.year = Some(2026);
    let plan = solved(&Problem::with_tables(cohort, rules, tables).expect("a problem"), Strategy::Auto);
    assert_eq!(plan.status, Status::Infeasible);
    let fixes: Vec<&String> = plan.reasons.iter().flat_map(|reason| &reason.fixes).collect();
    assert!(fixes.iter().any(|fix| fix.ends_with("away from it: no_repeat_years (2 schools)")), "{fixes:?}");
    for rule in ["differ", "same", "max_km", "common_days", "apart"] {
        assert!(fixes.iter().all(|fix| !fix.contains(rule)), "{rule}: {fixes:?}");
    }
}
