//! Turns a cohort into a plan on disk: `cargo run --release --example plan -- COHORT.csv OUT [RULES.toml]`. Progress goes
//! to standard error, the summary to standard output, and `plan.json`, `groups.csv` and `report.html` into the folder.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to who runs it")]

use std::path::Path;
use std::time::Duration;

use tercet::format::{csv, rules, write};
use tercet::plan::check::check;
use tercet::{Cancel, Error, Observer, Options, Plan, Problem, Progress, Rules, report, solve_with};

/// The time limit of the search.
const LIMIT: Duration = Duration::from_secs(60);

/// Prints the progress of the solve.
struct Lines;

impl Observer for Lines {
    fn phase(&self, name: &str) {
        eprintln!("{name}");
    }

    fn progress(&self, progress: &Progress) {
        let points = |points: Option<i64>| points.map_or_else(|| "-".to_owned(), |points| points.to_string());
        let seconds = progress.elapsed.as_secs_f64();
        eprintln!("  {seconds:6.1} s  value {:>10}  bound {:>10}", points(progress.incumbent), points(progress.bound));
    }
}

/// Reads the files, solves, checks the plan and writes it.
pub(crate) fn run(cohort: &Path, out: &Path, rules_file: Option<&Path>) -> Result<Plan, Error> {
    // Reports the issues of both files together.
    let (cohort, rules) = match (csv::read_cohort(cohort), rules_file.map_or(Ok(Rules::default()), rules::read_rules)) {
        (Ok(cohort), Ok(rules)) => (cohort, rules),
        (cohort, rules) => {
            let errors = [cohort.err(), rules.err()].into_iter().flatten();
            return Err(Error::join(errors).expect("one of them is an error"));
        }
    };
    let problem = Problem::new(cohort, rules)?;
    let options = Options::default().with_time_limit(LIMIT);
    options.check(&problem)?;
    let plan = solve_with(&problem, &options, &Cancel::new(), &Lines)?;
    if plan.is_found() {
        assert!(check(&problem, &plan).is_valid(), "every plan of the library passes its check");
        let (json, table) = (plan.to_json(), report::csv::render(&problem, &plan));
        let page = report::html::render(&problem, &plan);
        let files = [("plan.json", &json), ("groups.csv", &table), ("report.html", &page)];
        write::write_all(out, &files.map(|(name, text)| (name, text.as_bytes())))?;
    }
    println!("{}", report::table::render(&problem, &plan));
    Ok(plan)
}

fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let paths: Vec<&Path> = arguments.iter().map(Path::new).collect();
    let (cohort, out, rules_file) = match paths.as_slice() {
        [cohort, out] => (cohort, out, None),
        [cohort, out, rules_file] => (cohort, out, Some(*rules_file)),
        _ => {
            eprintln!("usage: plan COHORT.csv OUT [RULES.toml]");
            return 2.into();
        }
    };
    match run(cohort, out, rules_file) {
        Ok(plan) if plan.is_found() => 0.into(),
        Ok(_) => 3.into(),
        Err(error) => {
            eprintln!("{error}");
            2.into()
        }
    }
}
