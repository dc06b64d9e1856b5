use std::collections::BTreeMap;

use super::*;
use crate::model::rules::Rules;
use crate::model::rules::unmatched::Unmatched;
use crate::plan::check::check_groups;
use crate::testing::example::{plan, problem, problem_with, random_problem, schools};
use tercet_model::testing::Draws;

type Groups = Vec<Vec<SchoolIndex>>;

/// A swap as it is looked for by brute force: its gain, its schools, where a move goes, the groups and the schools left out.
type Tried = (Points, Vec<usize>, usize, Groups, Vec<SchoolIndex>);

/// Random groups of allowed sizes where that goes; some schools may be without.
fn random_groups(problem: &Problem, seed: u64) -> (Groups, Vec<SchoolIndex>) {
    let mut draws = Draws::new(seed);
    let mut schools: Vec<SchoolIndex> = problem.indices().collect();
    for last in (1..schools.len()).rev() {
        schools.swap(last, draws.below(last + 1));
    }
    let sizes = &problem.structure().sizes;
    let mut groups = Vec::new();
    while let Some(&size) = sizes.get(draws.below(sizes.len())).filter(|&&size| size <= schools.len()) {
        let mut group = schools.split_off(schools.len() - size);
        group.sort_unstable();
        groups.push(group);
    }
    schools.sort_unstable();
    (groups, schools)
}

/// Every swap, each by making its groups and asking the checker for their value.
fn every_swap(problem: &Problem, groups: &Groups, unmatched: &[SchoolIndex]) -> Vec<Tried> {
    let place_of =
        |school: SchoolIndex| groups.iter().position(|group| group.contains(&school)).unwrap_or(groups.len());
    let n = problem.len();
    let mut changes: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    let of: Vec<usize> = problem.indices().map(place_of).collect();
    for a in 0..n {
        changes.extend((0..=groups.len()).filter(|&to| to != of[a]).map(|to| (vec![a], vec![to])));
        for b in (a + 1..n).filter(|&b| of[b] != of[a]) {
            changes.push((vec![a, b], vec![of[b], of[a]]));
        }
        for b in a + 1..n {
            for c in (a + 1..n).filter(|&c| of[a] != of[b] && of[b] != of[c] && of[a] != of[c]) {
                changes.push((vec![a, b, c], vec![of[b], of[c], of[a]]));
            }
        }
    }
    let before = value(problem, groups, unmatched);
    let mut tried: Vec<Tried> = Vec::new();
    for (schools, places) in changes {
        let mut to = of.clone();
        schools.iter().zip(&places).for_each(|(&school, &place)| to[school] = place);
        let at = |place: usize| problem.indices().filter(|school| to[school.position()] == place).collect::<Vec<_>>();
        let after: Groups = (0..groups.len()).map(at).collect();
        let sizes = &problem.structure().sizes;
        let is_worse = |(before, after): (&Vec<SchoolIndex>, &Vec<SchoolIndex>)| {
            !after.is_empty() && sizes.contains(&before.len()) && !sizes.contains(&after.len())
        };
        if groups.iter().zip(&after).any(is_worse) {
            continue;
        }
        let left = at(groups.len());
        let gain = value(problem, &after, &left) - before;
        let go_to = if schools.len() == 1 { places[0] } else { 0 };
        tried.push((gain, schools, go_to, after, left));
    }
    tried.sort_by(|a, b| (-a.0, &a.1, a.2).cmp(&(-b.0, &b.1, b.2)));
    // Pairs that exchange their other schools are the same pairs.
    let mut seen = Vec::new();
    tried.retain(|(_, schools, _, after, left)| {
        let mut set = after.clone();
        set.sort();
        let is_mirror = schools.len() > 1 && seen.contains(&(set.clone(), left.clone(), schools.len()));
        seen.push((set, left.clone(), schools.len()));
        !is_mirror
    });
    tried
}

fn value(problem: &Problem, groups: &Groups, unmatched: &[SchoolIndex]) -> Points {
    let full: Groups = groups.iter().filter(|group| !group.is_empty()).cloned().collect();
    check_groups(problem, &full, unmatched).value.expect("groups have a value")
}

/// The ids of the statements that groups break.
fn broken(problem: &Problem, groups: &Groups, unmatched: &[SchoolIndex]) -> Vec<String> {
    let full: Groups = groups.iter().filter(|group| !group.is_empty()).cloned().collect();
    let is_broken = |rule: &&crate::model::rules::RuleInForce| {
        let facts = problem.facts();
        full.iter().any(|group| {
            !rule.broken_by_group(facts, group).is_empty()
                || group.iter().any(|&a| group.iter().any(|&b| a < b && rule.broken_by_pair(facts, a, b).is_some()))
        }) || !rule.broken_by_plan(facts, &full, unmatched).is_empty()
    };
    problem.rules_in_force().iter().filter(is_broken).map(|rule| rule.id()).collect()
}

fn positions(problem: &Problem, swap: &Swap) -> Vec<usize> {
    swap.steps.iter().map(|step| problem.index(&step.school).unwrap().position()).collect()
}

fn ids(problem: &Problem, groups: &Groups) -> Vec<Vec<String>> {
    groups.iter().map(|group| group.iter().map(|&school| problem.school(school).id.clone()).collect()).collect()
}

#[test]
fn the_list_is_that_of_brute_force_with_rules_and_without() {
    let (mut permitted, mut forbidden, mut ruled) = (0, 0, 0);
    for seed in 0..150 {
        let problem = random_problem(seed);
        let (groups, unmatched) = random_groups(&problem, seed);
        let tried = every_swap(&problem, &groups, &unmatched);
        let options = SwapOptions::default().with_most(usize::MAX).with_break_rules(true);
        let all = swaps_of_groups(&problem, &groups, &options).unwrap();
        let told: Vec<(Points, Vec<usize>)> =
            all.swaps.iter().map(|swap| (swap.gain, positions(&problem, swap))).collect();
        let expected: Vec<(Points, Vec<usize>)> = tried.iter().map(|tried| (tried.0, tried.1.clone())).collect();
        assert_eq!(told, expected, "seed {seed}");
        assert_eq!((all.better, all.left_out.len()), (0, 0));
        for (swap, (.., after, _)) in all.swaps.iter().zip(&tried) {
            let full: Groups = after.iter().filter(|group| !group.is_empty()).cloned().collect();
            assert_eq!(swap.apply(&ids(&problem, &groups)), ids(&problem, &full), "seed {seed}");
        }
        // What a swap breaks is what its groups break, where the plan breaks nothing before.
        if broken(&problem, &groups, &unmatched).is_empty() {
            ruled += 1;
            for (swap, (.., after, left)) in all.swaps.iter().zip(&tried) {
                let mut told: Vec<String> = swap.breaks.iter().map(|breach| breach.rule.clone()).collect();
                told.dedup();
                assert_eq!(told, broken(&problem, after, left), "seed {seed}: {swap:?}");
            }
        }
        let keeping: Vec<&Swap> = all.swaps.iter().filter(|swap| swap.breaks.is_empty()).collect();
        let few = swaps_of_groups(&problem, &groups, &SwapOptions::default().with_most(4)).unwrap();
        assert_eq!(few.swaps.iter().collect::<Vec<_>>(), keeping.iter().take(4).copied().collect::<Vec<_>>());
        let best = keeping.first().map(|swap| swap.gain);
        let better =
            || all.swaps.iter().filter(|swap| !swap.breaks.is_empty() && best.is_none_or(|best| swap.gain > best));
        assert_eq!(few.better, u64::try_from(better().count()).unwrap(), "seed {seed}");
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for swap in better() {
            let mut rules: Vec<&str> = swap.breaks.iter().map(|breach| breach.rule.as_str()).collect();
            rules.dedup();
            rules.into_iter().for_each(|rule| *counts.entry(rule).or_default() += 1);
        }
        let told: BTreeMap<&str, u64> = few.left_out.iter().map(|left| (left.rule.as_str(), left.better)).collect();
        assert_eq!(told, counts, "seed {seed}");
        permitted += keeping.len();
        forbidden += all.swaps.len() - keeping.len();
    }
    assert!(permitted > 1_000 && forbidden > 1_000 && ruled > 5, "{permitted}, {forbidden}, {ruled}");
}

#[test]
fn swaps_about_some_schools_are_those_that_change_the_place_of_one() {
    for seed in 0..20 {
        let problem = random_problem(seed);
        let (groups, _) = random_groups(&problem, seed);
        let all = SwapOptions::default().with_most(usize::MAX).with_break_rules(true);
        let about = all.clone().with_schools(["s1", "s4"]);
        let all = swaps_of_groups(&problem, &groups, &all).unwrap().swaps;
        let found = swaps_of_groups(&problem, &groups, &about).unwrap().swaps;
        let names_one = |swap: &Swap| swap.steps.iter().any(|step| ["s1", "s4"].contains(&step.school.as_str()));
        assert!(!found.is_empty() && found.iter().all(names_one), "seed {seed}");
        // A swap of pairs whose mirror image stood for it stands for itself here.
        let after = |swaps: &[Swap]| -> Vec<Vec<Vec<String>>> {
            let mut sets: Vec<_> = swaps.iter().map(|swap| swap.apply(&ids(&problem, &groups))).collect();
            sets.iter_mut().for_each(|set| set.sort());
            sets.sort();
            sets
        };
        let (all_after, found_after) = (after(&all), after(&found));
        assert!(found_after.iter().all(|set| all_after.contains(set)), "seed {seed}");
        let named: Vec<&Swap> = all.iter().filter(|swap| names_one(swap)).collect();
        assert!(named.iter().all(|swap| found.contains(swap)), "seed {seed}");
    }
}

#[test]
fn kinds_that_are_not_asked_for_are_not_returned() {
    let problem = random_problem(3);
    let (groups, _) = random_groups(&problem, 3);
    let options = SwapOptions::default().with_most(usize::MAX).with_break_rules(true);
    let all = swaps_of_groups(&problem, &groups, &options).unwrap().swaps;
    for kinds in [&[SwapKind::Move, SwapKind::Rotation][..], &[SwapKind::Exchange], &[]] {
        for (break_rules, is_returned) in [(true, true), (false, false)] {
            let options = options.clone().with_kinds(kinds.iter().copied()).with_break_rules(break_rules);
            let some = swaps_of_groups(&problem, &groups, &options).unwrap();
            let wanted = |swap: &&Swap| kinds.contains(&swap.kind) && (is_returned || swap.breaks.is_empty());
            assert_eq!(some.swaps.iter().collect::<Vec<_>>(), all.iter().filter(wanted).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_plan_of_the_example_is_swapped_as_by_hand() {
    let problem = problem();
    let found = swaps(&problem, &plan(), &SwapOptions::default().with_break_rules(true).with_most(usize::MAX)).unwrap();
    // Birch and Damson change places: Ash and Damson are both in London.
    let swap = found.swaps.iter().find(|swap| positions(&problem, swap) == [1, 3]).unwrap();
    assert_eq!(swap.kind, SwapKind::Exchange);
    assert_eq!(swap.groups[0].schools, ["101", "103", "104"]);
    assert_eq!((swap.steps[0].from, swap.steps[0].to), (Some(1), Some(2)));
    let told: Vec<(&str, &str)> = swap.breaks.iter().map(|b| (b.rule.as_str(), b.message.as_str())).collect();
    assert_eq!(told, [("differ:region", "Ash Primary and Damson Primary have the same region, London")]);
    // Trios that are all of the cohort allow no move: nobody may go and leave a pair.
    assert!(found.swaps.iter().all(|swap| swap.kind == SwapKind::Exchange));
    assert_eq!(found.swaps.len(), 9);
}

#[test]
fn a_rule_that_is_broken_already_forbids_only_what_breaks_it_more() {
    let problem = problem();
    let at = |ids: [u32; 3]| ids.map(SchoolIndex).to_vec();
    // Ash (0) and Damson (3) are both in London, Ash and Fir (5) both of one trust.
    let groups = [at([0, 1, 3]), at([2, 4, 5])];
    let all = SwapOptions::default().with_break_rules(true).with_most(usize::MAX);
    let found = swaps_of_groups(&problem, &groups, &all).unwrap();
    let rules = |pair: [usize; 2]| -> Vec<&str> {
        let swap = found.swaps.iter().find(|swap| positions(&problem, swap) == pair).unwrap();
        swap.breaks.iter().map(|breach| breach.rule.as_str()).collect()
    };
    assert!(rules([1, 2]).is_empty(), "the two stay together, and nothing is added");
    assert!(rules([2, 3]).is_empty(), "the two are taken apart");
    assert_eq!(rules([1, 5]), ["differ:trust"], "Fir joins Ash");
}

#[test]
fn schools_without_a_group_join_one_leave_one_and_change_places() {
    let mut rules = Rules::default();
    rules.hard.unmatched = Unmatched::Price(1_000);
    let problem = problem_with(schools(), rules);
    let groups = [[0, 1, 2, 4].map(SchoolIndex).to_vec()];
    let found = swaps_of_groups(&problem, &groups, &SwapOptions::default().with_most(usize::MAX)).unwrap();
    let kinds = |from: Option<usize>, to: Option<usize>| {
        found
            .swaps
            .iter()
            .filter(|swap| swap.steps.len() == 1 && (swap.steps[0].from, swap.steps[0].to) == (from, to))
            .count()
    };
    assert_eq!([kinds(Some(1), None), kinds(None, Some(1))], [4, 0], "a fifth school is one too many");
    let exchange = found.swaps.iter().find(|swap| positions(&problem, swap) == [0, 3]).unwrap();
    assert_eq!((exchange.steps[0].to, exchange.steps[1].to), (None, Some(1)));
    assert_eq!(exchange.groups[0].schools, ["102", "103", "104", "105"]);
    // Without a price nobody may leave.
    let problem = crate::testing::example::problem();
    let strict = swaps_of_groups(&problem, &groups, &SwapOptions::default()).unwrap();
    assert!(strict.swaps.iter().all(|swap| swap.steps.iter().all(|step| step.to.is_some())));
    assert!(strict.left_out.iter().any(|left| left.rule == "unmatched"));
}

#[test]
fn numbers_of_groups_forbid_moves_that_change_them() {
    let mut rules = Rules::default();
    rules.sizes.allowed = [2, 3, 4].into();
    rules.sizes.exactly = [(3, crate::model::sizes::Count::Exactly(2))].into();
    let problem = problem_with(schools(), rules);
    let groups = [[0, 1, 2].map(SchoolIndex).to_vec(), [3, 4, 5].map(SchoolIndex).to_vec()];
    let options = SwapOptions::default().with_kinds([SwapKind::Move]);
    let found = swaps_of_groups(&problem, &groups, &options).unwrap();
    assert!(found.swaps.is_empty());
    let exactly = found.left_out.iter().find(|left| left.rule == "exactly:3").unwrap();
    assert_eq!(exactly.better, 6 + 6, "six moves between the groups, six out of them");
}

#[test]
fn wrong_plans_and_options_are_refused_with_every_issue() {
    let mut plan = plan();
    plan.groups[0].push("nobody".to_owned());
    let error = swaps(&problem(), &plan, &SwapOptions::default().with_schools(["101", "none"])).unwrap_err();
    let values: Vec<Option<&str>> = error.issues().iter().map(|issue| issue.value.as_deref()).collect();
    assert_eq!(values, [Some("nobody"), Some("none")]);
}
