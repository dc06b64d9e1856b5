//! What is stated in several places is the same in all of them.

use std::fs;
use std::path::Path;

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)).expect("a file of the project")
}

/// The oldest compiler, as `rust-version` states it; clippy refuses what the standard library gained later.
#[test]
fn the_oldest_compiler_is_the_same_everywhere() {
    let manifest = read("Cargo.toml");
    let line = manifest.lines().find_map(|line| line.strip_prefix("rust-version = \"")).expect("a rust-version");
    let version = line.trim_end_matches('"');
    let minor = version.strip_prefix("1.").expect("a version of Rust 1");
    assert!(read("README.md").contains(&format!("rustc and cargo {version} or later")));
    assert!(read(".ci/missing").contains(&format!("Rust {version} or later")));
    assert!(read(".ci/missing").contains(&format!("-lt {minor} ")));
    assert!(!read(".clippy.toml").contains("msrv"), "clippy takes it from Cargo.toml");
    assert!(manifest.contains("incompatible_msrv = \"deny\"") && manifest.contains("resolver = \"3\""));
}
