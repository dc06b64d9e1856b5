//! Replays every input with which a fuzzer once broke something. Each target also gets some randomly changed inputs.

use std::fs;
use std::path::Path;

use tercet_tests::choices::Choices;
use tercet_tests::targets::{self, Target};

/// Starting inputs for each target. They are small and valid, so that one changed byte gets past the first check.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(name))
}

fn files(folder: &Path) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).expect("a readable file")).collect()
}

/// An input with some bytes changed, removed, doubled or replaced by pieces of another input.
fn bend(choices: &mut Choices, input: &[u8], other: &[u8]) -> Vec<u8> {
    const TELLING: &[u8] = b"\0\n\r\",;:=[]{}-+.0919eE\xff\xc3\xa9#'";
    let mut bytes = input.to_vec();
    for _ in 0..choices.between(1, 4) {
        let at = choices.below(bytes.len() + 1);
        let end = (at + choices.below(12)).min(bytes.len());
        match choices.below(5) {
            0 => bytes.insert(at, choices.one_of(TELLING)),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            3 if !other.is_empty() => {
                let from = choices.below(other.len());
                let to = (from + choices.below(40)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            _ if at < bytes.len() => bytes[at] = choices.one_of(TELLING),
            _ => {}
        }
    }
    bytes
}

/// Runs a target over its seeds, each changed this many times.
fn bent(name: &str, target: Target, times: u64) {
    let seeds = seeds(name);
    assert!(!seeds.is_empty(), "the target {name} has no seed");
    for seed in 0..times {
        let mut choices = Choices::from_seed(seed, 64);
        let (input, other) = (choices.one_of(&seeds), choices.one_of(&seeds));
        let bytes = bend(&mut choices, &input, &other);
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        let outcome = std::panic::catch_unwind(|| target(&bytes));
        assert!(outcome.is_ok(), "{name} fails for {shown:?} (seed {seed})");
    }
}

#[test]
fn every_regression_stays_mended() {
    for (name, target) in targets::ALL {
        for bytes in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/regressions").join(name)) {
            target(&bytes);
        }
    }
}

#[test]
fn bent_inputs_are_read_or_refused() {
    for (name, target) in targets::ALL {
        bent(name, target, 300);
    }
}

/// Runs for several minutes, at night: `cargo test -p tercet-tests -- --ignored`.
#[test]
#[ignore = "takes minutes"]
fn many_bent_inputs_are_read_or_refused() {
    for (name, target) in targets::ALL {
        bent(name, target, 200_000);
    }
}
