//! Micro-benchmarks of the hot paths, one group for each. All use the same random cohort, so that runs can be compared.

mod compiling;
mod scoring;
mod searching;

use std::sync::LazyLock;

use criterion::{criterion_group, criterion_main};
use tercet::model::generate::{Shape, generate};
use tercet::{Problem, Rules};

/// 120 schools, 12 areas, 9 regions.
static PROBLEM: LazyLock<Problem> = LazyLock::new(|| {
    let cohort = generate(&Shape::default().with_schools(120), 0).expect("a possible shape");
    Problem::new(cohort, Rules::default()).expect("a random cohort is a valid problem")
});

criterion_group!(benches, compiling::benches, scoring::benches, searching::benches);
criterion_main!(benches);
