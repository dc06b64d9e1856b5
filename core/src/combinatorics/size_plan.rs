//! How many groups of each size a component may be divided into.

use std::collections::BTreeMap;

use crate::model::sizes::Count;

/// The number of groups by size, for each component of a problem.
pub type SizePlan = BTreeMap<usize, usize>;

/// The sizes of `groups` groups that use exactly `schools` schools, with as many large groups as possible; `None` if there
/// are none.
///
/// Consider a size between the smallest and the largest. It never needs to occur as often as the two differ: that many
/// groups of this size can be exchanged for groups of the smallest and largest sizes, with the same number of groups and
/// schools.
#[must_use]
pub fn sizes_for(schools: usize, groups: usize, allowed: &[usize]) -> Option<SizePlan> {
    let (&smallest, &largest) = (allowed.first()?, allowed.last()?);
    let between: Vec<usize> = allowed.iter().copied().filter(|&size| size != smallest && size != largest).collect();
    let mut plan = SizePlan::new();
    fill(schools, groups, &between, (smallest, largest), &mut plan).then_some(plan)
}

fn fill(schools: usize, groups: usize, between: &[usize], ends: (usize, usize), plan: &mut SizePlan) -> bool {
    let (smallest, largest) = ends;
    let Some((&size, rest)) = between.split_first() else {
        return fill_ends(schools, groups, ends, plan);
    };
    for count in 0..largest - smallest {
        if count <= groups && count * size <= schools {
            plan.insert(size, count);
            if fill(schools - count * size, groups - count, rest, ends, plan) {
                return true;
            }
        }
    }
    plan.remove(&size);
    false
}

fn fill_ends(schools: usize, groups: usize, (smallest, largest): (usize, usize), plan: &mut SizePlan) -> bool {
    let Some(extra) = schools.checked_sub(groups * smallest) else {
        return false;
    };
    if smallest == largest {
        plan.insert(smallest, groups);
        return extra == 0;
    }
    let large = extra / (largest - smallest);
    let fits = extra.is_multiple_of(largest - smallest) && large <= groups;
    if fits {
        plan.insert(smallest, groups - large);
        plan.insert(largest, large);
    }
    fits
}

/// All numbers of groups that use exactly `schools` schools, ascending.
pub fn group_counts(schools: usize, allowed: &[usize]) -> impl Iterator<Item = usize> {
    let (fewest, most) = match (allowed.first(), allowed.last()) {
        (Some(&smallest), Some(&largest)) => (schools.div_ceil(largest), schools / smallest),
        _ => (1, 0),
    };
    (fewest..=most).filter(move |&groups| sizes_for(schools, groups, allowed).is_some())
}

/// The most schools, up to `schools`, that groups of the allowed sizes can use exactly.
#[must_use]
pub fn most_placed(schools: usize, allowed: &[usize]) -> usize {
    (0..=schools).rev().find(|&placed| group_counts(placed, allowed).next().is_some()).unwrap_or(0)
}

/// Whether groups of the allowed sizes can use exactly `schools` schools while the counts are kept.
#[must_use]
pub fn can_be_cut(schools: usize, allowed: &[usize], counts: &BTreeMap<usize, Count>) -> bool {
    let free: Vec<usize> = allowed.iter().copied().filter(|size| !counts.contains_key(size)).collect();
    let counted: Vec<(usize, Count)> = counts.iter().map(|(&size, &count)| (size, count)).collect();
    rest_can_be_cut(schools, &free, &counted)
}

fn rest_can_be_cut(schools: usize, free: &[usize], counted: &[(usize, Count)]) -> bool {
    let Some((&(size, count), rest)) = counted.split_first() else {
        return schools == 0 || group_counts(schools, free).next().is_some();
    };
    (count.least()..=count.most().min(schools / size))
        .any(|groups| rest_can_be_cut(schools - groups * size, free, rest))
}

/// Size plans for components that together keep the counts, if there are any. Plans with few groups in each component come
/// first.
///
/// `parts` has, for each component, its number of schools and the fewest groups it should have.
#[must_use]
pub fn plans_with_counts(
    parts: &[(usize, usize)],
    allowed: &[usize],
    counts: &BTreeMap<usize, Count>,
) -> Option<Vec<SizePlan>> {
    let mut plans = Vec::new();
    let mut tries = 200_000;
    let left = counts.clone();
    place_parts(parts, allowed, &left, &SizePlan::new(), &mut plans, &mut tries).then_some(plans)
}

fn place_parts(
    parts: &[(usize, usize)],
    allowed: &[usize],
    counts: &BTreeMap<usize, Count>,
    used: &SizePlan,
    plans: &mut Vec<SizePlan>,
    tries: &mut usize,
) -> bool {
    let Some((&(schools, fewest), rest)) = parts.split_first() else {
        return counts.iter().all(|(size, count)| {
            let have = used.get(size).copied().unwrap_or(0);
            (count.least()..=count.most()).contains(&have)
        });
    };
    let mut options = Vec::new();
    all_plans(schools, allowed, &mut SizePlan::new(), &mut options);
    options.sort_by_key(|plan| {
        let groups: usize = plan.values().sum();
        (groups < fewest, groups)
    });
    for plan in options {
        if *tries == 0 {
            return false;
        }
        *tries -= 1;
        let mut sum = used.clone();
        plan.iter().for_each(|(&size, &count)| *sum.entry(size).or_default() += count);
        if counts.iter().any(|(size, count)| sum.get(size).copied().unwrap_or(0) > count.most()) {
            continue;
        }
        plans.push(plan);
        if place_parts(rest, allowed, counts, &sum, plans, tries) {
            return true;
        }
        plans.pop();
    }
    false
}

/// Every way to divide `schools` schools into groups of the allowed sizes, at most ten thousand.
fn all_plans(schools: usize, allowed: &[usize], plan: &mut SizePlan, found: &mut Vec<SizePlan>) {
    const MOST: usize = 10_000;
    let Some((&size, rest)) = allowed.split_last() else {
        if schools == 0 && found.len() < MOST {
            found.push(plan.clone());
        }
        return;
    };
    for count in (0..=schools / size).rev() {
        if found.len() >= MOST {
            break;
        }
        plan.insert(size, count);
        all_plans(schools - count * size, rest, plan, found);
        plan.remove(&size);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cut_uses_up_the_schools() {
        for allowed in [vec![3, 4], vec![2, 3, 4, 5, 6], vec![3, 6], vec![4], vec![2, 5]] {
            for schools in 0..60 {
                let mut reachable = vec![false; schools + 1];
                reachable[0] = true;
                for total in 1..=schools {
                    reachable[total] = allowed.iter().any(|&size| size <= total && reachable[total - size]);
                }
                assert_eq!(most_placed(schools, &allowed), reachable.iter().rposition(|&r| r).unwrap());
                for groups in group_counts(schools, &allowed) {
                    let plan = sizes_for(schools, groups, &allowed).unwrap();
                    assert_eq!(plan.values().sum::<usize>(), groups);
                    assert_eq!(plan.iter().map(|(size, count)| size * count).sum::<usize>(), schools);
                }
            }
        }
    }

    #[test]
    fn trios_and_quads_cannot_use_up_one_two_or_five_schools() {
        for schools in [1, 2, 5] {
            assert_eq!(group_counts(schools, &[3, 4]).next(), None);
        }
        assert_eq!(group_counts(12, &[3, 4]).collect::<Vec<_>>(), vec![3, 4]);
    }

    #[test]
    fn counts_are_shared_out_over_the_parts() {
        let counts = BTreeMap::from([(3, Count::Exactly(4))]);
        let plans = plans_with_counts(&[(12, 0), (12, 0)], &[3, 4], &counts).unwrap();
        let trios: Vec<usize> = plans.iter().map(|plan| plan[&3]).collect();
        assert_eq!(trios.iter().sum::<usize>(), 4, "{trios:?}");
        let odd = BTreeMap::from([(3, Count::Exactly(5))]);
        assert_eq!(plans_with_counts(&[(12, 0), (12, 0)], &[3, 4], &odd), None);
        assert!(!can_be_cut(24, &[3, 4], &odd) && can_be_cut(24, &[3, 4], &counts));
        assert!(!can_be_cut(5, &[3, 4], &BTreeMap::new()));
    }
}
