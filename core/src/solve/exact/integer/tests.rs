//! Small partitions against brute force, and the life of a solve: limits, interrupts, starts and false claims.

use std::cell::Cell;

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg32;

use super::*;
use crate::compile::Members;
use crate::ids::SchoolIndex;
use crate::model::sizes::Count;
use crate::solve::exact::partition::WeightedGroup;
use crate::solve::limits::Cancel;

const QUIET: &dyn Fn(Option<Points>, Option<Points>) = &|_, _| ();

fn no_limits() -> Limits {
    Limits::start(None, None, Cancel::new())
}

fn solve(partition: SetPartitioning) -> MipResult {
    solve_partition(partition, &no_limits(), QUIET).expect("the solver runs")
}

/// A source of numbers that is the same everywhere.
struct Dice(Pcg32);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(Pcg32::seed_from_u64(seed))
    }

    fn below(&mut self, end: u32) -> u32 {
        self.0.next_u32() % end
    }

    fn one_in(&mut self, chances: u32) -> bool {
        self.below(chances) == 0
    }
}

/// Groups of these sizes. Each is kept with a certain chance, and is worth up to 10,000 for each school.
fn columns(dice: &mut Dice, schools: u32, sizes: &[u32], dropped_one_in: u32) -> Vec<WeightedGroup> {
    let mut columns = Vec::new();
    for set in (0_u32..1 << schools).filter(|set| sizes.contains(&set.count_ones())) {
        let members: Vec<SchoolIndex> = (0..schools).filter(|school| set >> school & 1 == 1).map(SchoolIndex).collect();
        let value = Points::from(dice.below(10_000 * set.count_ones()));
        if !dice.one_in(dropped_one_in) {
            columns.push(WeightedGroup { members: Members::new(&members), value });
        }
    }
    columns
}

fn partition(schools: u32, columns: Vec<WeightedGroup>) -> SetPartitioning {
    let schools = (0..schools).map(SchoolIndex).collect();
    SetPartitioning { schools, columns, price: None, counts: Vec::new(), sums: Vec::new(), start: None }
}

/// A random partition of up to ten schools: prices, counts and gaps among the columns or not.
fn small(dice: &mut Dice) -> SetPartitioning {
    let schools = 1 + dice.below(10);
    let sizes: &[u32] = [&[3, 4][..], &[2], &[2, 3], &[2, 3, 4], &[3], &[5, 6], &[2, 6]][dice.below(7) as usize];
    let dropped_one_in = 2 + dice.below(6);
    let mut partition = partition(schools, columns(dice, schools, sizes, dropped_one_in));
    if dice.one_in(2) {
        partition.price = Some(Points::from(dice.below(3)) * Points::from(dice.below(9_000)));
    }
    for &size in sizes {
        if dice.one_in(4) {
            let least = dice.below(3) as usize;
            partition.counts.push((size as usize, Count::Between(least, least + dice.below(2) as usize)));
        }
    }
    partition
}

/// The best value by trying, for the first school not yet settled, every column that holds it and leaving it out.
fn brute_force(partition: &SetPartitioning) -> Option<Points> {
    fn extend(partition: &SetPartitioning, chosen: &mut Vec<usize>, settled: u64) -> Option<Points> {
        let Some(row) = (0..partition.schools.len()).find(|row| settled >> row & 1 == 0) else {
            return partition.value(chosen);
        };
        let mut best = partition.price.and_then(|_| extend(partition, chosen, settled | 1 << row));
        for (position, column) in partition.columns.iter().enumerate() {
            let set: u64 = column.members.iter().map(|&school| 1 << partition.row(school)).sum();
            if set >> row & 1 == 1 && set & settled == 0 {
                chosen.push(position);
                best = best.max(extend(partition, chosen, settled | set));
                chosen.pop();
            }
        }
        best
    }
    extend(partition, &mut Vec::new(), 0)
}

#[test]
fn small_partitions_agree_with_brute_force() {
    let mut dice = Dice::new(1);
    let (mut solved, mut infeasible) = (0, 0);
    for case in 0..200 {
        let partition = small(&mut dice);
        let best = brute_force(&partition);
        let result = solve(partition.clone());
        assert_eq!(result.value, best, "case {case}: {partition:?}");
        assert_eq!(result.bound, best, "case {case}");
        assert_eq!(result.stop, StopReason::Finished, "case {case}");
        let proved = if best.is_some() { Proved::Optimal } else { Proved::Infeasible };
        assert_eq!(result.proved, proved, "case {case}");
        assert_eq!(result.chosen.and_then(|chosen| partition.value(&chosen)), best, "case {case}");
        *(if best.is_some() { &mut solved } else { &mut infeasible }) += 1;
    }
    assert!(solved > 60 && infeasible > 20, "{solved} solved, {infeasible} infeasible: the draw is one-sided");
}

#[test]
fn an_enormous_price_does_not_drown_the_values() {
    let mut dice = Dice::new(2);
    let mut partition = partition(10, columns(&mut dice, 10, &[4], 5));
    partition.price = Some(1_000_000_000_000_000);
    let result = solve(partition.clone());
    assert_eq!(result.value, brute_force(&partition));
    assert_eq!(result.proved, Proved::Optimal);
}

#[test]
fn a_partition_of_nothing_is_solved() {
    let result = solve(partition(0, Vec::new()));
    assert_eq!((result.chosen, result.bound, result.proved), (Some(Vec::new()), Some(0), Proved::Optimal));
}

#[test]
fn a_school_in_no_column_is_infeasible_unless_it_has_a_price() {
    let mut partition = partition(2, Vec::new());
    assert_eq!(solve(partition.clone()).proved, Proved::Infeasible);
    partition.price = Some(700);
    let result = solve(partition);
    assert_eq!((result.value, result.proved), (Some(-1_400), Proved::Optimal));
}

/// Too much for HiGHS to finish before it is asked to stop.
fn large(dice: &mut Dice) -> SetPartitioning {
    let mut columns = Vec::new();
    for a in 0..34 {
        for b in a + 1..34 {
            for c in b + 1..34 {
                for d in c + 1..34 {
                    let members = Members::new(&[a, b, c, d].map(SchoolIndex));
                    columns.push(WeightedGroup { members, value: Points::from(dice.below(40_000)) });
                }
            }
        }
    }
    let mut partition = partition(34, columns);
    partition.price = Some(10_000);
    let tens: Vec<Members> =
        (0..8).map(|i| Members::new(&[4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3].map(SchoolIndex))).collect();
    let place = |members: &Members| partition.columns.iter().position(|column| column.members == *members);
    partition.start = tens.iter().map(place).collect();
    partition
}

#[test]
fn no_time_returns_the_start() {
    let partition = large(&mut Dice::new(3));
    let limits = Limits::start(Some(Duration::ZERO), None, Cancel::new());
    let result = solve_partition(partition.clone(), &limits, QUIET).expect("the solver runs");
    assert_eq!(result.chosen, partition.start);
    assert_eq!((result.bound, result.proved, result.stop), (None, Proved::Open, StopReason::Time));
}

#[test]
fn cancelled_before_it_begins_it_returns_the_start() {
    let partition = large(&mut Dice::new(4));
    let limits = no_limits();
    limits.cancel().cancel();
    let result = solve_partition(partition.clone(), &limits, QUIET).expect("the solver runs");
    assert_eq!(result.chosen, partition.start);
    assert_eq!(result.stop, StopReason::Interrupted);
}

#[test]
fn cancelled_on_the_way_it_keeps_the_best_and_a_valid_bound() {
    let partition = large(&mut Dice::new(5));
    let start = partition.start.as_ref().and_then(|start| partition.value(start));
    let limits = no_limits();
    let told = Cell::new(None);
    let stop_at_the_first_bound = |_, bound: Option<Points>| {
        if bound.is_some() {
            told.set(bound);
            limits.cancel().cancel();
        }
    };
    let result = solve_partition(partition.clone(), &limits, &stop_at_the_first_bound).expect("the solver runs");
    assert_eq!((result.proved, result.stop), (Proved::Open, StopReason::Interrupted));
    assert!(result.value >= start);
    assert!(result.bound.is_some_and(|bound| Some(bound) >= result.value));
    assert!(result.bound <= told.get());
}

#[test]
fn the_start_survives_a_solver_that_may_not_search() {
    let mut dice = Dice::new(6);
    let mut partition = partition(10, columns(&mut dice, 10, &[2, 3, 4], 7));
    partition.price = Some(100_000);
    let best = solve(partition.clone());
    partition.start = best.chosen.clone();
    let limits = Limits::start(None, Some(0), Cancel::new());
    let result = solve_partition(partition, &limits, QUIET).expect("the solver runs");
    assert_eq!((result.chosen, result.value), (best.chosen, best.value));
    assert_eq!((result.proved, result.stop), (Proved::Open, StopReason::Work));
}

#[test]
fn a_start_that_breaks_a_rule_is_ignored() {
    let mut dice = Dice::new(7);
    let mut partition = partition(8, columns(&mut dice, 8, &[4], 100));
    let best = brute_force(&partition);
    partition.start = Some(vec![0, 1]);
    assert_eq!(partition.value(&[0, 1]), None);
    let result = solve(partition);
    assert_eq!((result.value, result.proved), (best, Proved::Optimal));
}

#[test]
fn a_bound_is_never_below_the_optimum_wherever_it_stops() {
    let mut dice = Dice::new(8);
    for nodes in 1..20 {
        let partition = partition(10, columns(&mut dice, 10, &[2, 3], 9));
        let best = brute_force(&partition);
        let limits = Limits::start(None, Some(nodes), Cancel::new());
        let result = solve_partition(partition, &limits, QUIET).expect("the solver runs");
        assert!(result.bound.is_none_or(|bound| Some(bound) >= best), "{nodes} nodes: {result:?}, optimum {best:?}");
        assert!(result.value <= best);
    }
}

#[test]
fn a_claim_that_a_solution_in_hand_refutes_is_dropped() {
    let mut dice = Dice::new(9);
    let partition = partition(6, columns(&mut dice, 6, &[3], 100));
    let best = solve(partition.clone());
    let value = best.value.expect("two trios are enough");
    let start = [None, best.chosen.clone()];
    let judged = judge(&partition, &start, Claim::Infeasible, None, StopReason::Finished);
    assert_eq!((judged.value, judged.bound, judged.proved), (Some(value), None, Proved::Open));
    let judged = judge(&partition, &start, Claim::Optimal, Some(value), StopReason::Finished);
    assert_eq!((judged.value, judged.bound, judged.proved), (Some(value), None, Proved::Open));
    let judged = judge(&partition, &start, Claim::Stopped, Some(value - 1), StopReason::Time);
    assert_eq!((judged.bound, judged.proved), (None, Proved::Open));
}
