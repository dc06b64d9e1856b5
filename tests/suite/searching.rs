//! How the property tests draw their problems. The seed is fixed, so a run is the same everywhere. The environment
//! variables `PROPTEST_CASES` and `PROPTEST_RNG_SEED` widen the search.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use tercet::{Problem, SchoolIndex};
use tercet_tests::choices::Choices;
use tercet_tests::generator;
use tercet_tests::stated::Stated;

/// The default seed. The environment variable replaces it.
const SEED: u64 = 2_053;

/// This many cases from the fixed seed, unless the environment says otherwise.
pub(crate) fn config(cases: u32) -> Config {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    Config {
        cases: number("PROPTEST_CASES").map_or(cases, |cases| u32::try_from(cases).unwrap_or(u32::MAX)),
        rng_seed: RngSeed::Fixed(number("PROPTEST_RNG_SEED").unwrap_or(SEED)),
        // A failure is reported with its shrunken problem. It becomes a separate case, not a file of bytes.
        failure_persistence: None,
        ..Config::default()
    }
}

/// A problem of up to 12 schools with any mix of rules and terms.
pub(crate) fn small() -> impl Strategy<Value = Stated> {
    prop::collection::vec(any::<u8>(), 0..700).prop_map(|bytes| generator::small(&mut Choices::from_bytes(&bytes)))
}

/// A problem, and one group of at most this many of its schools, in any order.
pub(crate) fn problem_and_group(most: usize) -> impl Strategy<Value = (Stated, Vec<usize>)> {
    small().prop_flat_map(move |stated| {
        let all: Vec<usize> = (0..stated.schools.len()).collect();
        let most = all.len().min(most);
        (Just(stated), prop::sample::subsequence(all, 1..=most).prop_shuffle())
    })
}

/// The problem's indices of places in the stated problem.
pub(crate) fn indices(problem: &Problem, stated: &Stated, places: &[usize]) -> Vec<SchoolIndex> {
    places.iter().map(|&place| problem.index(&stated.schools[place].id).expect("a school of the problem")).collect()
}
