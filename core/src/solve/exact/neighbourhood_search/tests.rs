use super::super::dual_bound::Start;
use super::super::first_order::{COARSE, first_order};
use super::*;
use crate::compile::Compiled;
use crate::model::generate::{Shape, generate};
use crate::model::problem::Problem;
use crate::model::rules::Rules;
use crate::solve::limits::{Cancel, Limits};
use crate::solve::options::Strategy;
use crate::solve::pricing::enumeration::SCALE;
use crate::testing::brute_force::{Small, TUNING, run};

fn work(limit: u64) -> Limits {
    Limits::start(None, Some(limit), Cancel::new())
}

/// A few schools form one neighbourhood. It may have only a few nodes, so it can end too early if the relaxation is far
/// above the best plan.
#[test]
fn from_the_worst_plan_a_neighbourhood_of_all_schools_becomes_the_best_or_nearly_so_and_never_worse() {
    let (mut open, mut reached) = (0, 0);
    for small in Small::components(60) {
        let plans = small.plans();
        let (Some((best, _)), Some((worst, groups))) =
            (plans.iter().max_by_key(|plan| plan.0), plans.iter().min_by_key(|plan| plan.0))
        else {
            continue;
        };
        // A neighbourhood keeps its counts of sizes, so it cannot reach other plans.
        if !small.constraints.counts.is_empty() {
            continue;
        }
        let duals = Duals::of_schools(vec![0; small.schools.len()], &small.constraints.counts);
        let limits = work(20);
        let search = NeighbourhoodSearch {
            run: &run(&small.compiled, &limits),
            schools: &small.schools,
            constraints: &small.constraints,
            duals: &duals,
            support: &[],
        };
        let mut plan = groups.clone();
        search.improve(&mut plan, Points::MAX, &mut |_| {}).expect("the solver runs");
        let value = small.constraints.value(&plan, small.schools.len()).expect("it stays a plan");
        assert!((*worst..=*best).contains(&value), "{value} of {worst} to {best}");
        open += usize::from(best > worst);
        reached += usize::from(best > worst && value == *best);
    }
    assert!(open > 10 && 4 * reached >= 3 * open, "{reached} of {open} became the best");
}

#[test]
fn no_sweep_makes_a_plan_worse_breaks_a_rule_or_exceeds_what_the_relaxation_proves() {
    let cohort = generate(&Shape::default().with_schools(130), 4).expect("a shape that exists");
    for rules in ["rules = { differ = ['region'] }", "sizes = { allowed = [3, 4], exactly = { 3 = [10, 20] } }"] {
        let rules: Rules = toml::from_str(rules).expect("sound rules");
        let compiled = Compiled::new(&Problem::new(cohort.clone(), rules).expect("a sound problem"));
        let schools: Vec<SchoolIndex> = (0..compiled.len()).map(SchoolIndex::new).collect();
        let counts: Vec<(usize, Count)> = compiled.counts().iter().map(|(&size, &count)| (size, count)).collect();
        let (tables, constraints) = (Tables::new(&compiled, &schools), SideConstraints::of(&compiled, &counts));
        let unlimited = Limits::start(None, None, Cancel::new());
        let found = crate::solve::search::search(&run(&compiled, &unlimited), Strategy::Greedy, None);
        let found = found.filter(|found| found.is_feasible).expect("the greedy search finds a plan");
        let column = |group: &Vec<SchoolIndex>| {
            let members: Vec<usize> = group.iter().map(|school| school.position()).collect();
            Column::new(&members, compiled.value(group))
        };
        let mut plan: Vec<Column> = found.groups.iter().map(column).collect();
        let start = Start { duals: vec![5_000 * SCALE; schools.len()], known: &plan, floor: 0 };
        let near = first_order((&tables, &constraints), &start, &COARSE, &TUNING.first_order, &unlimited, &mut |_| {});
        let root = near.root.expect("nothing limits it");
        let limits = work(4);
        let search = NeighbourhoodSearch {
            run: &run(&compiled, &limits),
            schools: &schools,
            constraints: &constraints,
            duals: &root.duals,
            support: &near.support,
        };
        let before = constraints.value(&plan, schools.len()).expect("a plan");
        let mut values = vec![before];
        search.improve(&mut plan, Points::MAX, &mut |value| values.push(value)).expect("the solver runs");
        assert!(values.is_sorted(), "{values:?}");
        assert_eq!(constraints.value(&plan, schools.len()), values.last().copied());
        assert!(values.last() > values.first(), "a greedy plan is not the best: {values:?}");
        assert!(values.iter().all(|value| SCALE * value <= root.bound), "{values:?} {}", root.bound);
        for group in &plan {
            let members: Vec<SchoolIndex> =
                group.members().iter().map(|&member| SchoolIndex::new(usize::from(member))).collect();
            assert!(compiled.is_feasible(&members), "{members:?}");
            assert_eq!(compiled.value(&members), group.points());
        }
    }
}

#[test]
fn the_seed_of_the_solve_chooses_the_neighbourhoods() {
    let cohort = generate(&Shape::default().with_schools(130), 4).expect("a shape that exists");
    let compiled = Compiled::new(&Problem::new(cohort, Rules::default()).expect("a sound problem"));
    let schools: Vec<SchoolIndex> = (0..compiled.len()).map(SchoolIndex::new).collect();
    let constraints = SideConstraints::of(&compiled, &[]);
    let duals = Duals::of_schools(vec![0; schools.len()], &constraints.counts);
    let unlimited = Limits::start(None, None, Cancel::new());
    let found = crate::solve::search::search(&run(&compiled, &unlimited), Strategy::Greedy, None);
    let found = found.filter(|found| found.is_feasible).expect("the greedy search finds a plan");
    let swept = |seed: u64| {
        let column = |group: &Vec<SchoolIndex>| {
            let members: Vec<usize> = group.iter().map(|school| school.position()).collect();
            Column::new(&members, compiled.value(group))
        };
        let mut plan: Vec<Column> = found.groups.iter().map(column).collect();
        let limits = work(1);
        let run = Run { seed, ..run(&compiled, &limits) };
        let (run, schools, constraints) = (&run, schools.as_slice(), &constraints);
        let search = NeighbourhoodSearch { run, schools, constraints, duals: &duals, support: &[] };
        search.improve(&mut plan, Points::MAX, &mut |_| {}).expect("the solver runs");
        plan.iter().map(|group| group.members().to_vec()).collect::<Vec<_>>()
    };
    assert_eq!(swept(1), swept(1));
    assert_ne!(swept(1), swept(2));
}
