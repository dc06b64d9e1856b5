use super::super::dual_bound::Start;
use super::super::first_order::{COARSE, first_order};
use super::*;
use crate::model::generate::{Shape, generate};
use crate::model::problem::Problem;
use crate::model::rules::Rules;
use crate::solve::limits::Cancel;
use crate::solve::observe::Silent;
use crate::solve::options::Strategy;
use crate::solve::pricing::enumeration::SCALE;
use crate::testing::brute_force::Small;

fn work(limit: u64) -> Limits {
    Limits::start(None, Some(limit), Cancel::new())
}

/// A few schools are one block. Its nodes are few, so where the relaxation lies far above the best plan it may end before.
#[test]
fn from_the_worst_plan_a_block_of_all_schools_becomes_the_best_or_nearly_so_and_never_worse() {
    let (mut open, mut reached) = (0, 0);
    for small in Small::parts(60) {
        let plans = small.plans();
        let (Some((best, _)), Some((worst, groups))) =
            (plans.iter().max_by_key(|plan| plan.0), plans.iter().min_by_key(|plan| plan.0))
        else {
            continue;
        };
        // A block keeps its counts of sizes: other plans are out of its reach.
        if !small.terms.counts.is_empty() {
            continue;
        }
        let prices = Duals::of_schools(vec![0; small.schools.len()], &small.terms.counts);
        let component = NeighbourhoodSearch {
            compiled: &small.compiled,
            schools: &small.schools,
            seed: 0,
            terms: &small.terms,
            prices: &prices,
            support: &[],
        };
        let mut plan = groups.clone();
        component.improve(&mut plan, Points::MAX, &work(20), &mut |_| {}).expect("the solver runs");
        let value = small.terms.value(&plan, small.schools.len()).expect("it stays a plan");
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
        let (tables, terms) = (Tables::new(&compiled, &schools), SideConstraints::of(&compiled, &counts));
        let unlimited = Limits::start(None, None, Cancel::new());
        let found = crate::solve::search::search(&compiled, Strategy::Greedy, 0, &unlimited, &Silent, None);
        let found = found.filter(|found| found.is_feasible).expect("the greedy search finds a plan");
        let column = |group: &Vec<SchoolIndex>| {
            let members: Vec<usize> = group.iter().map(|school| school.position()).collect();
            Column::new(&members, compiled.value(group))
        };
        let mut plan: Vec<Column> = found.groups.iter().map(column).collect();
        let start = Start { duals: vec![5_000 * SCALE; schools.len()], known: &plan, floor: 0 };
        let near = first_order(&tables, &terms, &start, &COARSE, &unlimited, &mut |_| {});
        let root = near.root.expect("nothing limits it");
        let component = NeighbourhoodSearch {
            compiled: &compiled,
            schools: &schools,
            seed: 0,
            terms: &terms,
            prices: &root.prices,
            support: &near.support,
        };
        let before = terms.value(&plan, schools.len()).expect("a plan");
        let mut values = vec![before];
        component.improve(&mut plan, Points::MAX, &work(4), &mut |value| values.push(value)).expect("the solver runs");
        assert!(values.is_sorted(), "{values:?}");
        assert_eq!(terms.value(&plan, schools.len()), values.last().copied());
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
    let terms = SideConstraints::of(&compiled, &[]);
    let duals = Duals::of_schools(vec![0; schools.len()], &terms.counts);
    let unlimited = Limits::start(None, None, Cancel::new());
    let found = crate::solve::search::search(&compiled, Strategy::Greedy, 0, &unlimited, &Silent, None);
    let found = found.filter(|found| found.is_feasible).expect("the greedy search finds a plan");
    let swept = |seed: u64| {
        let column = |group: &Vec<SchoolIndex>| {
            let members: Vec<usize> = group.iter().map(|school| school.position()).collect();
            Column::new(&members, compiled.value(group))
        };
        let mut plan: Vec<Column> = found.groups.iter().map(column).collect();
        let (compiled, schools) = (&compiled, schools.as_slice());
        let search = NeighbourhoodSearch { compiled, schools, seed, terms: &terms, prices: &duals, support: &[] };
        search.improve(&mut plan, Points::MAX, &work(1), &mut |_| {}).expect("the solver runs");
        plan.iter().map(|group| group.members().to_vec()).collect::<Vec<_>>()
    };
    assert_eq!(swept(1), swept(1));
    assert_ne!(swept(1), swept(2));
}
