//! Facts that are stated in several places are the same in all of them.

use std::fs;
use std::path::Path;

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)).expect("a file of the project")
}

/// The oldest compiler, as `rust-version` states it. Clippy refuses later additions to the standard library.
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

#[test]
fn the_citation_names_the_version_of_the_crates() {
    let manifest = read("Cargo.toml");
    let line = manifest.lines().find_map(|line| line.strip_prefix("version = \"")).expect("a version");
    assert!(read("CITATION.cff").contains(&format!("\nversion: {}\n", line.trim_end_matches('"'))));
}

/// Pages name make targets in code, and hooks name them as the command of an entry.
#[test]
fn every_target_of_make_that_is_named_exists() {
    let makefile = read("Makefile");
    let pages = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "benches/README.md", "fuzz/README.md"];
    let mut named = 0;
    for file in pages.into_iter().chain([".github/PULL_REQUEST_TEMPLATE.md", ".pre-commit-config.yaml", ".ci/run"]) {
        let text = read(file);
        for start in ["`make ", "entry: make ", "exec make ", "\nmake "] {
            for (at, _) in text.match_indices(start) {
                let rest = &text[at + start.len()..];
                let target: String = rest.chars().take_while(|&c| c.is_ascii_lowercase() || c == '-').collect();
                assert!(makefile.contains(&format!("\n{target}: ")), "{file}: make {target}");
                named += 1;
            }
        }
    }
    assert!(named > 10, "{named} targets are named");
}

#[test]
fn every_decision_record_is_dated_and_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/docs/decisions");
    let list = read("core/docs/decisions/README.md");
    for entry in fs::read_dir(folder).expect("the folder of the decision records") {
        let name = entry.expect("a folder entry").file_name().into_string().expect("an ASCII name");
        if name == "README.md" {
            continue;
        }
        let text = read(&format!("core/docs/decisions/{name}"));
        let title = text.lines().next().and_then(|line| line.strip_prefix("# ")).expect("a title");
        assert!(name.starts_with(title.split(':').next().expect("a number")), "{name}: {title}");
        let date = text.lines().nth(2).unwrap_or_default().get(..10).unwrap_or_default();
        let is_date =
            date.chars().enumerate().all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() });
        assert!(date.len() == 10 && is_date, "{name} has no date");
        assert!(list.contains(&format!("({name})")), "{name} is not listed");
        for part in ["**Context.**", "**Decision.**", "**Measured.**", "**Consequences.**"] {
            assert!(text.contains(part), "{name} has no {part}");
        }
    }
}
