//! The compiled problem agrees with the oracle about the stated problem: the value and feasibility of any group, in the
//! inner loops too, and the list of all feasible groups.

use proptest::prelude::*;
use tercet::SchoolIndex;
use tercet::compile::components::components;
use tercet::compile::enumerate::all_groups;
use tercet::compile::residual::Residual;
use tercet::compile::{Compiled, Dense};
use tercet::model::sizes::LARGEST;
use tercet_tests::oracle::Oracle;

use crate::searching::{config, indices, problem_and_group, small};

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn a_group_has_the_oracles_value_and_feasibility((stated, group) in problem_and_group(LARGEST)) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let oracle = Oracle::new(&stated);
        let compiled = Compiled::new(&problem);
        let members = indices(&problem, &stated, &group);
        for (place, &school) in group.iter().enumerate() {
            prop_assert_eq!(i128::from(compiled.benefit(place, &members)), oracle.benefit(school, &group));
        }
        prop_assert_eq!(i128::from(compiled.value(&members)), oracle.value(&group));
        prop_assert_eq!(compiled.is_feasible(&members), oracle.broken_by_group(&group).is_empty());
    }

    #[test]
    fn the_inner_loops_score_a_group_as_the_oracle_does((stated, group) in problem_and_group(LARGEST)) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        // `together` and `locked` are settled before the inner loops see a school.
        let mut bare = stated.clone();
        bare.rules.hard.together.clear();
        bare.rules.hard.locked.clear();
        let oracle = Oracle::new(&bare);
        let compiled = Compiled::new(&problem);
        let all: Vec<usize> = (0..stated.schools.len()).rev().collect();
        let dense = Dense::new(&compiled, &indices(&problem, &stated, &all));
        let local: Vec<usize> = group.iter().map(|&place| all.len() - 1 - place).collect();
        let score = dense.score(&local);
        prop_assert_eq!(i128::from(score.value), oracle.value(&group));
        if group.len() > 1 {
            prop_assert_eq!(score.broken == 0, oracle.broken_by_group(&group).is_empty());
        }
        let (&newcomer, rest) = local.split_first().expect("a group has a school");
        prop_assert_eq!(Residual::new(&dense, rest).with(newcomer), score);
        prop_assert_eq!(Residual::new(&dense, &local[..local.len() - 1]).with(local[local.len() - 1]), score);
        prop_assert_eq!(Residual::new(&dense, &local).alone(), score);
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn every_feasible_group_is_listed_once(stated in small()) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let oracle = Oracle::new(&stated);
        let compiled = Compiled::new(&problem);
        let schools: Vec<SchoolIndex> = problem.indices().collect();
        let listed = all_groups(&compiled, &schools, usize::MAX).expect("no limit");
        let mut sorted = listed.clone();
        sorted.sort();
        sorted.dedup();
        prop_assert_eq!(sorted.len(), listed.len());
        let places = |group: &[SchoolIndex]| -> Vec<usize> {
            group.iter().map(|&school| stated.place(&problem.school(school).id)).collect()
        };
        for group in &listed {
            prop_assert!(oracle.broken_by_group(&places(group)).is_empty(), "{:?}", places(group));
        }
        prop_assert_eq!(listed.len(), oracle.num_feasible_groups());
        if !listed.is_empty() {
            prop_assert_eq!(all_groups(&compiled, &schools, listed.len() - 1), None);
        }
    }

    #[test]
    fn no_permitted_pair_joins_two_components(stated in small()) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let compiled = Compiled::new(&problem);
        let parts = components(&compiled);
        let locked: Vec<SchoolIndex> = problem.locked().concat();
        let mut all: Vec<SchoolIndex> = parts.iter().flatten().chain(&locked).copied().collect();
        all.sort_unstable();
        prop_assert!(all.into_iter().eq(problem.indices()));
        for (place, part) in parts.iter().enumerate() {
            for &a in part {
                let apart = |other: &Vec<SchoolIndex>| other.iter().all(|&b| !compiled.permits(a, b));
                prop_assert!(parts[place + 1..].iter().all(apart));
            }
        }
    }
}
