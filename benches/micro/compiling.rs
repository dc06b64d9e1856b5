//! Times the steps from the problem to numbers: compiling, the tables over pairs, the components, all trios and quads.

use std::hint::black_box;

use criterion::Criterion;
use tercet::SchoolIndex;
use tercet::compile::components::components;
use tercet::compile::enumerate::for_each_group;
use tercet::compile::{Compiled, Dense};

use crate::PROBLEM;

pub(crate) fn benches(criterion: &mut Criterion) {
    let problem = &*PROBLEM;
    let compiled = Compiled::new(problem);
    let schools: Vec<SchoolIndex> = problem.indices().collect();
    let few = &schools[..40];
    let mut group = criterion.benchmark_group("compile");
    group.bench_function("problem", |bencher| bencher.iter(|| Compiled::new(black_box(problem))));
    group.bench_function("pair_tables", |bencher| bencher.iter(|| Dense::new(black_box(&compiled), &schools)));
    group.bench_function("components", |bencher| bencher.iter(|| components(black_box(&compiled))));
    group.bench_function("groups_of_40_schools", |bencher| {
        bencher.iter(|| {
            let mut groups = 0_u64;
            for_each_group(black_box(&compiled), few, |_| {
                groups += 1;
                true
            });
            groups
        });
    });
    group.finish();
}
