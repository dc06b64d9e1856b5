use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::*;
use crate::ids::SchoolIndex;
use crate::model::rules::Rules;
use crate::model::rules::unmatched::Unmatched;
use crate::plan::breakdown::{breakdown, breakdown_groups};
use crate::testing::example::{honest_plan, plan, problem, problem_with, random_problem, schools};

fn moved(comparison: &Comparison) -> Vec<&str> {
    comparison.moved().map(|change| change.school.as_str()).collect()
}

fn of<'a>(comparison: &'a Comparison, id: &str) -> &'a Change {
    comparison.changes.iter().find(|change| change.school == id).unwrap()
}

#[test]
fn a_plan_and_itself_differ_in_nothing() {
    let parts = breakdown(&problem(), &plan());
    let comparison = compare(&parts, &parts);
    assert_eq!((comparison.kept, comparison.changes.len()), (2, 0));
    assert_eq!(comparison.before, comparison.after);
}

#[test]
fn who_changes_places_has_moved_and_the_others_have_other_peers() {
    let problem = problem();
    let before = breakdown(&problem, &plan());
    let after = breakdown(&problem, &honest_plan(&problem, &[&["102", "103", "104"], &["101", "105", "106"]]));
    let comparison = compare(&before, &after);
    assert_eq!(moved(&comparison), ["101", "104"]);
    assert_eq!(comparison.changes.len(), 6);
    let stayed = of(&comparison, "102");
    assert_eq!((stayed.loses.as_slice(), stayed.finds.as_slice()), (&["101".to_owned()][..], &["104".to_owned()][..]));
    // The groups change their numbers, because 101 takes the first one along.
    let place = |group, points| Some(Place { group: Some(group), points });
    let benefit = |parts: &Breakdown, group: usize, at: usize| parts.groups[group].schools[at].benefit;
    assert_eq!(stayed.before, place(1, benefit(&before, 0, 1)));
    assert_eq!(stayed.after, place(2, benefit(&after, 1, 0)));
}

#[test]
fn a_school_that_comes_to_be_without_a_group_has_moved_and_costs_its_price() {
    let mut rules = Rules::default();
    rules.hard.unmatched = Unmatched::Price(1_500);
    let problem = problem_with(schools(), rules);
    let before = breakdown(&problem, &honest_plan(&problem, &[&["101", "102", "103"]]));
    let after = breakdown(&problem, &honest_plan(&problem, &[&["102", "103", "104"]]));
    let comparison = compare(&before, &after);
    assert_eq!(moved(&comparison), ["101", "104"]);
    assert_eq!(of(&comparison, "101").after, Some(Place { group: None, points: -1_500 }));
    assert_eq!(comparison.changes.len(), 4, "105 and 106 are without a group in both");
}

#[test]
fn a_school_of_one_plan_only_has_not_moved() {
    let before = breakdown(&problem(), &plan());
    let small = problem_with(schools()[..3].to_vec(), Rules::default());
    let after = breakdown(&small, &honest_plan(&small, &[&["101", "102", "103"]]));
    let comparison = compare(&before, &after);
    assert_eq!(moved(&comparison), Vec::<&str>::new());
    assert_eq!(comparison.changes.iter().filter(|change| change.after.is_none()).count(), 3);
    assert_eq!(comparison.kept, 1);
}

/// All schools, shuffled, in groups of two to four.
fn random_groups(count: usize, random: &mut Pcg64Mcg) -> Vec<Vec<SchoolIndex>> {
    let mut below = |most: usize| usize::try_from(random.next_u32()).unwrap() % most;
    let mut left: Vec<SchoolIndex> = (0..count).map(SchoolIndex::new).collect();
    let mut groups = Vec::new();
    while left.len() >= 2 {
        let size = (2 + below(3)).min(left.len());
        groups.push((0..size).map(|_| left.swap_remove(below(left.len()))).collect());
    }
    groups
}

/// The most schools that can stay, found by trying every way to continue groups.
fn most_stay(before: &[Vec<SchoolIndex>], after: &[Vec<SchoolIndex>]) -> usize {
    let Some((first, rest)) = before.split_first() else { return 0 };
    let common = |group: &[SchoolIndex]| group.iter().filter(|school| first.contains(school)).count();
    let lives_on = (0..after.len()).map(|to| {
        let mut others = after.to_vec();
        let group = others.swap_remove(to);
        common(&group) + most_stay(rest, &others)
    });
    lives_on.chain([most_stay(rest, after)]).max().unwrap_or(0)
}

#[test]
fn the_fewest_schools_move_and_the_changes_sum_to_that_of_the_value() {
    for seed in 0..200 {
        let problem = random_problem(seed);
        let mut random = Pcg64Mcg::seed_from_u64(seed);
        let [before, after] = [(); 2].map(|()| random_groups(problem.len(), &mut random));
        let rest = |groups: &[Vec<SchoolIndex>]| -> Vec<SchoolIndex> {
            problem.indices().filter(|school| !groups.iter().any(|group| group.contains(school))).collect()
        };
        let [old, new] = [&before, &after].map(|groups| breakdown_groups(&problem, groups, &rest(groups)));
        let comparison = compare(&old, &new);
        let ever = problem.indices().filter(|school| !rest(&before).contains(school) || !rest(&after).contains(school));
        assert_eq!(comparison.moved().count(), ever.count() - most_stay(&before, &after), "seed {seed}");
        let changes: Points = comparison.changes.iter().map(|change| change.change).sum();
        assert_eq!(comparison.after - comparison.before, changes, "seed {seed}");
    }
}

#[test]
fn large_plans_with_nothing_in_common_are_compared_in_turn() {
    let count = 2 * MOST_AT_ONCE + 2;
    let pairs: Vec<(usize, usize, i64)> =
        (0..count).flat_map(|group| [(group, group, 1), (group, (group + 1) % count, 2)]).collect();
    let paired = pair(&pairs, &mut Assignment::default());
    assert_eq!(paired.len(), count);
    assert!(paired.iter().all(|&(from, to)| to == (from + 1) % count));
}
