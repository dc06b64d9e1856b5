//! Times the search: one exact assignment, one move of the local search, a bound, and a constructor.

use std::hint::black_box;

use criterion::{BatchSize, Criterion};
use tercet::combinatorics::assignment::Assignment;
use tercet::compile::{Compiled, Dense};
use tercet::solve::bounds::independent;
use tercet::solve::heuristics::neighbourhood::{Neighbourhood, Partition};
use tercet::solve::heuristics::reassign::{Change, Reassign};
use tercet::solve::limits::Limits;
use tercet::solve::random::Random;
use tercet::solve::tuning::LocalSearchTuning;
use tercet::{Cancel, SchoolIndex};
use tercet_tests::choices::Choices;

use crate::PROBLEM;

/// The number of groups in a cohort of 120 schools in quads.
const GROUPS: usize = 30;

pub(crate) fn benches(criterion: &mut Criterion) {
    let compiled = Compiled::new(&PROBLEM);
    let schools: Vec<SchoolIndex> = PROBLEM.indices().collect();
    let part = Neighbourhood {
        dense: Dense::new(&compiled, &schools),
        units: (0..schools.len()).map(|school| vec![school]).collect(),
        price: None,
        keeps_sizes: false,
        counts: Vec::new(),
    };
    let quads = |group: usize| (0..4).map(|member| group + GROUPS * member).collect();
    let start = Partition { groups: (0..GROUPS).map(quads).collect(), out: Vec::new() };
    let mut choices = Choices::from_seed(0, 2 * GROUPS * GROUPS);
    let gains: Vec<i64> =
        (0..GROUPS * GROUPS).map(|_| i64::try_from(choices.below(10_000)).expect("a small number")).collect();

    let tuning = LocalSearchTuning::default();
    let limits = Limits::start(None, None, Cancel::new());
    let mut group = criterion.benchmark_group("search");
    group.bench_function("assignment_of_30", |bencher| {
        let mut assignment = Assignment::default();
        bencher.iter(|| assignment.solve(black_box(&gains), GROUPS).len());
    });
    group.bench_function("move", |bencher| {
        let mut reassign = Reassign::new(&tuning);
        let mut random = Random::new(0, [0, 0, 0]);
        bencher.iter_batched_ref(
            || start.clone(),
            |partition| *partition = reassign.step(&part, partition, &mut random, Change::None),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("bound", |bencher| bencher.iter(|| independent::best_benefits(black_box(&compiled), &limits)));
    group.finish();
}
