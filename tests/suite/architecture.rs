//! The cut of the core crate: a stage imports earlier stages only, and each outside thing has its one file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The stages in the order in which data flows. A file may name its own stage and those before it.
const STAGES: [&str; 10] =
    ["base", "model", "combinatorics", "compile", "solve", "plan", "pipeline", "questions", "programme", "report"];

/// The modules below every stage.
const BASE: [&str; 4] = ["error", "code", "ids", "units"];

/// The file that sees every stage. The pipeline is a stage of its own, for the questions that solve again.
const SEE_ALL: [&str; 1] = ["lib.rs"];

/// What unit tests share, which is compiled for them alone.
const TESTING: &str = "testing";

/// Past this length a file holds more than one idea.
const MOST_LINES: usize = 450;

struct Source {
    /// The path below `core/src`, with `/`.
    path: String,
    /// The lines that are code: no comment, documentation or string literal in them.
    code: String,
    text: String,
}

impl Source {
    /// Whether it holds the unit tests of the file that its folder is named after, or what they share.
    fn is_tests(&self) -> bool {
        self.path.ends_with("/tests.rs") || is_testing(&self.path)
    }
}

fn sources() -> Vec<Source> {
    sources_below("src")
}

/// The sources below a folder of `core`.
fn sources_below(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core").join(folder);
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source file is readable text");
        let below = path.strip_prefix(&root).expect("found below the root");
        let path = below.to_str().expect("an ASCII path").replace('\\', "/");
        Source { path, code: code_of(&text), text }
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the core crate lies beside this one") {
        let path = entry.expect("a folder entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// The text without comments and without what stands in string literals.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => {
                chars.by_ref().find(|&c| c == '\n');
                code.push('\n');
            }
            '"' => {
                code.push_str("\"\"");
                while let Some(c) = chars.next() {
                    match c {
                        '\\' => {
                            chars.next();
                        }
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '\'' => {
                // A character literal may hold a quote; a lifetime has no closing mark.
                let rest: String = chars.clone().take(3).collect();
                let skip = match rest.as_bytes() {
                    [b'\\', _, b'\''] => 3,
                    [_, b'\'', ..] => 2,
                    _ => 0,
                };
                for _ in 0..skip {
                    chars.next();
                }
                code.push(' ');
            }
            c => code.push(c),
        }
    }
    code
}

/// The identifiers of a piece of code.
fn words(code: &str) -> BTreeSet<&str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect()
}

/// The stage of a module path such as `model/rules/size.rs`, as its rank.
fn rank(module: &str) -> Option<usize> {
    let first = module.split('/').next().unwrap_or(module).trim_end_matches(".rs");
    let stage = if BASE.contains(&first) { "base" } else { first };
    STAGES.iter().position(|&known| known == stage)
}

/// Whether a path lies in the room of what unit tests share.
fn is_testing(path: &str) -> bool {
    path.split('/').next() == Some(TESTING)
}

/// Every path after `crate::`, written with slashes: of `use crate::{a::b, c}` both `a/b` and `c`.
fn crate_paths(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_none_or(|c| !c.is_alphanumeric() && c != '_') {
            expand(&code[at + "crate::".len()..], &mut paths);
        }
    }
    paths
}

/// The paths at the start of a piece of code: one, or those of a list in braces.
fn expand(code: &str, paths: &mut Vec<String>) {
    let Some(list) = code.trim_start().strip_prefix('{') else {
        let end = code.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(code.len());
        paths.push(code[..end].trim_end_matches(':').replace("::", "/"));
        return;
    };
    let (mut depth, mut start) = (0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                expand(list[start..at].trim(), paths);
                return;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(list[start..at].trim(), paths);
                start = at + 1;
            }
            _ => {}
        }
    }
}

#[test]
fn no_stage_imports_a_later_one() {
    let mut wrong = Vec::new();
    let judged = |source: &&Source| !SEE_ALL.contains(&source.path.as_str()) && !is_testing(&source.path);
    for source in sources().iter().filter(judged) {
        let Some(own) = rank(&source.path) else {
            wrong.push(format!("{} belongs to no stage", source.path));
            continue;
        };
        for path in crate_paths(&source.code).into_iter().filter(|path| !path.is_empty() && !is_testing(path)) {
            match rank(&path) {
                Some(stage) if stage <= own => {}
                Some(_) => wrong.push(format!("{} imports {path}, of a later stage", source.path)),
                // A name at the crate's root comes from `lib.rs`, which sees all; the module's own path says its stage.
                None if source.is_tests() => {}
                None => wrong.push(format!("{} imports {path} from the root; give its module", source.path)),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Which files name any of these words in code.
fn naming(names: &[&str]) -> BTreeSet<String> {
    let all = sources();
    let named = all.iter().filter(|source| names.iter().any(|name| words(&source.code).contains(name)));
    named.map(|source| source.path.clone()).collect()
}

#[test]
fn only_the_backend_names_the_solver_crates() {
    let named = naming(&["good_lp", "highs", "highs_sys"]);
    assert!(named.iter().all(|path| path.starts_with("solve/exact/backend")), "{named:?}");
}

#[test]
fn only_the_limits_file_reads_the_clock() {
    let named = naming(&["Instant", "SystemTime"]);
    assert_eq!(named, BTreeSet::from(["solve/limits.rs".to_owned()]));
}

#[test]
fn the_library_never_prints() {
    let named = naming(&["println", "eprintln", "print", "eprint", "dbg", "stdout", "stderr"]);
    assert_eq!(named, BTreeSet::new());
}

#[test]
fn the_check_depends_on_the_model_alone() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/check/Cargo.toml");
    let text = fs::read_to_string(manifest).expect("the manifest of the check");
    let table: toml::Table = text.parse().expect("a manifest is TOML");
    let depends = |key: &str| table[key].as_table().into_iter().flat_map(toml::Table::keys).cloned();
    let ours: BTreeSet<String> =
        depends("dependencies").chain(depends("dev-dependencies")).filter(|name| name.starts_with("tercet")).collect();
    assert_eq!(ours, BTreeSet::from(["tercet-model".to_owned()]));
}

/// The files that a file imports from, by module path.
fn imports(source: &Source, files: &BTreeMap<String, usize>) -> BTreeSet<usize> {
    let own = module_of(&source.path);
    let code = source.code.split("mod tests {").next().unwrap_or_default();
    let mut found = BTreeSet::new();
    let mut add = |path: &str| {
        let mut path = path;
        loop {
            if let Some(&file) = files.get(path) {
                found.insert(file);
                return;
            }
            match path.rsplit_once('/') {
                Some((parent, _)) => path = parent,
                None => return,
            }
        }
    };
    crate_paths(code).iter().filter(|path| !path.is_empty()).for_each(|path| add(path));
    let parent = own.rsplit_once('/').map_or("", |(parent, _)| parent);
    for (at, _) in code.match_indices("super::") {
        if code[..at].ends_with("super::") {
            continue;
        }
        let (mut base, mut rest) = (parent, &code[at + "super::".len()..]);
        while let Some(next) = rest.strip_prefix("super::") {
            (base, rest) = (base.rsplit_once('/').map_or("", |(parent, _)| parent), next);
        }
        let mut paths = Vec::new();
        expand(rest, &mut paths);
        paths.iter().for_each(|path| add(&format!("{base}/{path}")));
    }
    // A parent that uses its child by its name.
    for (module, &file) in files {
        let child = module.strip_prefix(&format!("{own}/")).filter(|rest| !rest.contains('/'));
        let uses = |name: &str| {
            code.match_indices(&format!("{name}::"))
                .any(|(at, _)| !code[..at].ends_with([':', '_']) && !code[..at].ends_with(char::is_alphanumeric))
        };
        if child.is_some_and(uses) {
            found.insert(file);
        }
    }
    found
}

/// `model/rules/mod.rs` is the module `model/rules`.
fn module_of(path: &str) -> String {
    path.trim_end_matches(".rs").trim_end_matches("/mod").to_owned()
}

/// The name of the type that a line of code defines at the top level.
fn type_of(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub").unwrap_or(line);
    let line = if line.starts_with('(') { line.split_once(") ")?.1 } else { line.trim_start_matches(' ') };
    let rest = ["struct ", "enum ", "trait ", "type "].iter().find_map(|kind| line.strip_prefix(kind))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

#[test]
fn no_type_name_is_defined_twice_in_a_stage() {
    let mut defined: BTreeMap<(String, String), String> = BTreeMap::new();
    for source in sources().iter().filter(|source| !source.path.ends_with("tests.rs")) {
        let stage = source.path.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        let own = source.code.split("mod tests {").next().unwrap_or_default();
        for name in own.lines().filter(|line| !line.starts_with(' ')).filter_map(type_of) {
            let before = defined.insert((stage.clone(), name.to_owned()), source.path.clone());
            assert_eq!(before, None, "{name} is defined there and in {}", source.path);
        }
    }
    assert!(defined.len() > 200, "{} types", defined.len());
}

#[test]
fn no_circle_of_imports_has_more_than_two_files() {
    let mut wrong = Vec::new();
    for root in ["src", "model/src", "check/src"] {
        let sources = sources_below(root);
        let sources: Vec<&Source> =
            sources.iter().filter(|source| !source.is_tests() && source.path != "lib.rs").collect();
        let files: BTreeMap<String, usize> =
            sources.iter().enumerate().map(|(file, source)| (module_of(&source.path), file)).collect();
        let edges: Vec<BTreeSet<usize>> = sources.iter().map(|source| imports(source, &files)).collect();
        let reach: Vec<BTreeSet<usize>> = (0..sources.len()).map(|file| reachable(file, &edges)).collect();
        for file in 0..sources.len() {
            let circle: Vec<&str> = (0..sources.len())
                .filter(|&other| reach[file].contains(&other) && reach[other].contains(&file))
                .map(|other| sources[other].path.as_str())
                .collect();
            if circle.len() > 2 && circle[0] == sources[file].path {
                wrong.push(format!("{root}: {}", circle.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn reachable(from: usize, edges: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(file) = open.pop() {
        open.extend(edges[file].iter().filter(|&&next| seen.insert(next)));
    }
    seen
}

#[test]
fn the_check_of_a_calendar_shares_no_code_with_the_scheduler() {
    let stated = ["dates", "holidays", "names", "rules", "year"].map(|file| format!("programme/statement/{file}"));
    let all = sources();
    let check: Vec<&Source> = all.iter().filter(|source| source.path.starts_with("programme/calendar/check")).collect();
    assert!(check.len() > 1, "the check of a calendar and its value");
    for path in check.iter().flat_map(|source| crate_paths(&source.code)).filter(|path| path.starts_with("programme/"))
    {
        assert!(
            path == "programme/calendar" || stated.iter().any(|allowed| path.starts_with(allowed)),
            "it imports {path}"
        );
    }
}

#[test]
fn what_tests_share_is_compiled_for_tests_alone() {
    let all = sources();
    let root = all.iter().find(|source| source.path == "lib.rs").expect("the root of the crate");
    assert!(root.code.contains("#[cfg(test)]\nmod testing;"), "lib.rs compiles {TESTING} into the library");
}

/// `CONTRIBUTING.md` promises these; whoever adds a module to one of the two stages decides whether it is one of them.
#[test]
fn the_documentation_shows_of_the_engines_what_is_promised() {
    let promised: [(&str, &[&str]); 2] = [
        ("compile/mod.rs", &["components", "enumerate", "graph"]),
        ("solve/mod.rs", &["limits", "observe", "options", "outcome"]),
    ];
    let all = sources();
    for (path, promised) in promised {
        let stage = all.iter().find(|source| source.path == path).expect("the root of a stage");
        let lines: Vec<&str> = stage.code.lines().collect();
        let shown = lines
            .windows(2)
            .filter(|pair| pair[0] != "#[doc(hidden)]")
            .filter_map(|pair| pair[1].strip_prefix("pub mod "));
        assert_eq!(shown.map(|name| name.trim_end_matches(';')).collect::<Vec<_>>(), promised, "{path}");
    }
}

#[test]
fn every_file_says_what_it_is_for_and_fits_in_one_reading() {
    let mut wrong = Vec::new();
    for source in sources() {
        // A file of unit tests is for the file beside it, and its name says so.
        if !source.text.starts_with("//!") && !source.is_tests() {
            wrong.push(format!("{} does not open with //!", source.path));
        }
        let lines = source.text.lines().count();
        if lines > MOST_LINES {
            wrong.push(format!("{} has {lines} lines", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn paths_in_nested_lists_are_found_and_comments_and_strings_are_not() {
    let text = r#"use crate::{model::{a, b}, solve::c}; // crate::report
        const S: &str = "crate::plan"; fn f(q: char) -> bool { q == '"' && crate::ids::g() }"#;
    assert_eq!(crate_paths(&code_of(text)), ["model", "solve/c", "ids/g"]);
}
