//! Times the value of a group: by the model's definition, compiled, from tables, and with one newcomer after another.

use std::hint::black_box;

use criterion::Criterion;
use tercet::SchoolIndex;
use tercet::compile::residual::Residual;
use tercet::compile::{Compiled, Dense};

use crate::PROBLEM;

pub(crate) fn benches(criterion: &mut Criterion) {
    let problem = &*PROBLEM;
    let compiled = Compiled::new(problem);
    let schools: Vec<SchoolIndex> = problem.indices().collect();
    let dense = Dense::new(&compiled, &schools);
    let quad: Vec<SchoolIndex> = [3, 40, 77, 110].map(SchoolIndex::new).to_vec();
    let mut group = criterion.benchmark_group("group_value");
    group.bench_function("model", |bencher| bencher.iter(|| problem.value(black_box(&quad))));
    group.bench_function("compiled", |bencher| bencher.iter(|| compiled.value(black_box(&quad))));
    group.bench_function("tables", |bencher| bencher.iter(|| dense.score(black_box(&[3, 40, 77, 110]))));
    group.bench_function("newcomer", |bencher| {
        let residual = Residual::new(&dense, &[3, 40, 77]);
        bencher.iter(|| residual.with(black_box(110)));
    });
    group.bench_function("every_newcomer", |bencher| {
        bencher.iter(|| {
            let residual = Residual::new(&dense, black_box(&[3, 40, 77]));
            (0..dense.len()).map(|newcomer| residual.with(newcomer).value).max()
        });
    });
    group.finish();
}
