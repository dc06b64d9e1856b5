//! The model's reference functions agree with the oracle: each benefit term, each group's value, each rule.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tercet::SchoolIndex;
use tercet::model::rules::Rule;
use tercet::model::sizes::LARGEST;
use tercet_tests::oracle::Oracle;

use crate::searching::{config, indices, problem_and_group, small};

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn every_term_of_every_school_is_the_oracles((stated, group) in problem_and_group(LARGEST + 1)) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let oracle = Oracle::new(&stated);
        let members = indices(&problem, &stated, &group);
        for (term, _) in stated.rules.benefit.terms() {
            for (&place, &school) in group.iter().zip(&members) {
                let ours = problem.term_points(&term, school, &members);
                prop_assert_eq!(i128::from(ours), oracle.term(&term, place, &group), "{} of {}", term, place);
            }
        }
        prop_assert_eq!(i128::from(problem.value(&members)), oracle.value(&group));
    }

    #[test]
    fn a_group_breaks_the_rules_that_the_oracle_says((stated, group) in problem_and_group(LARGEST + 1)) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        let broken = problem.broken_by_group(&indices(&problem, &stated, &group));
        let ours: BTreeSet<Rule> = broken.into_iter().map(|broken| broken.rule).collect();
        prop_assert_eq!(ours, Oracle::new(&stated).broken_by_group(&group));
    }

    #[test]
    fn a_plan_breaks_the_rules_that_the_oracle_says((stated, sizes) in (small(), prop::collection::vec(0_usize..6, 12))) {
        let Ok(problem) = stated.problem() else { return Ok(()) };
        // Schools, in order, are divided into groups of these sizes. Each size of 1 or less leaves a school out.
        let (mut groups, mut unmatched, mut next) = (Vec::new(), Vec::new(), 0);
        for size in sizes.into_iter().chain(std::iter::repeat(3)) {
            let end = (next + size.max(1)).min(stated.schools.len());
            let part: Vec<usize> = (next..end).collect();
            if part.len() > 1 { groups.push(part) } else { unmatched.extend(part) }
            next = end;
            if next == stated.schools.len() { break }
        }
        let named: Vec<Vec<SchoolIndex>> = groups.iter().map(|group| indices(&problem, &stated, group)).collect();
        let broken = problem.broken_by_plan(&named, &indices(&problem, &stated, &unmatched));
        let ours: BTreeSet<Rule> = broken.into_iter().map(|broken| broken.rule).collect();
        prop_assert_eq!(ours, Oracle::new(&stated).broken_by_plan(&groups, &unmatched));
    }
}
