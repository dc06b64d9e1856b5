//! Every grouping, by dynamic programming over the sets of placed schools and the numbers of groups of each size so far.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use tercet::model::rules::AimKind;
use tercet::model::sizes::LARGEST;

use super::Oracle;

/// The most schools that the oracle accepts, which have 4,096 sets.
pub const MOST_SCHOOLS: usize = 12;

/// The best possible plan, by the aim of the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Best {
    /// Its value.
    pub value: i128,
    /// The benefits of all schools, ascending; 0 for a school that is left out.
    pub benefits: Vec<i128>,
    /// Its groups, as places of schools.
    pub groups: Vec<Vec<usize>>,
    /// The schools that it leaves out.
    pub unmatched: Vec<usize>,
}

/// The number of groups of each size, for the sizes that are counted.
type Counts = [u8; LARGEST + 1];

/// A set of schools, one bit each.
type Set = usize;

pub(super) fn best(oracle: &Oracle) -> Option<Best> {
    let schools = oracle.stated.schools.len();
    assert!(schools <= MOST_SCHOOLS, "the oracle takes {MOST_SCHOOLS} schools, not {schools}");
    let groups = feasible_groups(oracle);
    let blocks = blocks_to_leave_out(oracle, schools);
    let locked = locked_schools(oracle);
    let price = oracle.stated.rules.hard.unmatched.price().map(i128::from);

    let mut reached: Vec<BTreeMap<Counts, Best>> = vec![BTreeMap::new(); 1 << schools];
    reached[0].insert([0; LARGEST + 1], Best::default());
    let aim = oracle.stated.rules.aim.kind;
    for placed in 0..(1_usize << schools) - 1 {
        let first: Set = 1 << (!placed).trailing_zeros();
        for (counts, plan) in std::mem::take(&mut reached[placed]) {
            for &(group, value) in groups.iter().filter(|(group, _)| group & first != 0 && group & placed == 0) {
                let members = members(group);
                let mut counts = counts;
                if oracle.stated.rules.sizes.exactly.contains_key(&members.len()) {
                    counts[members.len()] += 1;
                }
                let mut next = plan.clone();
                next.value += value;
                next.add_benefits(members.iter().map(|&school| oracle.benefit(school, &members)));
                next.groups.push(members);
                keep_better(&mut reached[placed | group], counts, next, aim);
            }
            let block = blocks[first.trailing_zeros() as usize];
            if let Some(price) = price
                && block & (placed | locked) == 0
            {
                let mut next = plan.clone();
                next.unmatched.extend(members(block));
                next.value -= price * i128::from(block.count_ones());
                next.add_benefits(members(block).into_iter().map(|_| 0));
                keep_better(&mut reached[placed | block], counts, next, aim);
            }
        }
    }
    let complete = reached.pop().expect("there is always the full set");
    complete
        .into_values()
        .filter(|plan| oracle.is_feasible(&plan.groups, &plan.unmatched))
        .max_by(|a, b| a.compare(b, aim))
}

impl Best {
    fn add_benefits(&mut self, benefits: impl Iterator<Item = i128>) {
        self.benefits.extend(benefits);
        self.benefits.sort_unstable();
    }

    /// Which of two plans for the same schools is better. It stays better whatever other schools are placed next to them:
    /// the same additional benefits in both change neither the order of the totals nor that of the vectors.
    fn compare(&self, other: &Self, aim: AimKind) -> Ordering {
        let total = self.value.cmp(&other.value);
        match aim {
            AimKind::Total => total,
            AimKind::WorstFirst => self.benefits.cmp(&other.benefits).then(total),
        }
    }
}

fn keep_better(plans: &mut BTreeMap<Counts, Best>, counts: Counts, plan: Best, aim: AimKind) {
    match plans.get(&counts) {
        Some(other) if other.compare(&plan, aim).is_ge() => {}
        _ => {
            plans.insert(counts, plan);
        }
    }
}

pub(super) fn feasible_groups(oracle: &Oracle) -> Vec<(Set, i128)> {
    let schools = oracle.stated.schools.len();
    let sizes = &oracle.stated.rules.sizes.allowed;
    let allowed = (1..1 << schools).filter(|set: &Set| sizes.contains(&(set.count_ones() as usize)));
    let keeps = |set: &Set| oracle.broken_by_group(&members(*set)).is_empty();
    allowed.filter(keeps).map(|set| (set, oracle.value(&members(set)))).collect()
}

/// For each school, the schools that are left out with it, because lists of `together` connect them.
fn blocks_to_leave_out(oracle: &Oracle, schools: usize) -> Vec<Set> {
    let stated = oracle.stated;
    let set = |list: &Vec<String>| list.iter().fold(0, |set: Set, id| set | 1 << stated.place(id));
    let lists: Vec<Set> = stated.rules.hard.together.iter().map(set).collect();
    let grow = |block: Set| lists.iter().filter(|&&list| list & block != 0).fold(block, |all, list| all | list);
    let closure = |school: usize| (0..schools).fold(1 << school, |block, _| grow(block));
    (0..schools).map(closure).collect()
}

/// The schools of locked groups, which no plan leaves out.
fn locked_schools(oracle: &Oracle) -> Set {
    let locked = oracle.stated.rules.hard.locked.iter().flatten();
    locked.fold(0, |set, id| set | 1 << oracle.stated.place(id))
}

pub(super) fn members(set: Set) -> Vec<usize> {
    (0..MOST_SCHOOLS).filter(|school| set >> school & 1 == 1).collect()
}
