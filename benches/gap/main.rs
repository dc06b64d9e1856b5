//! Runs each strategy on each cohort with each seed, from start to end. A table shows the value, bound, gap, time and
//! memory of each run.
//!
//! Every plan is checked. The exit code is 1 if any plan breaks a rule or makes a false claim.

mod memory;
mod run;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Arg, ArgMatches, Command, value_parser};
use tercet::model::format::rules;
use tercet::{Error, Problem, Rules, Strategy};
use tercet_benches::Source;

use run::{Limit, Run};
use table::Format;

/// A problem with its name in the table.
struct Named {
    name: String,
    problem: Problem,
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program whose output is its table")]
fn main() -> ExitCode {
    let arguments = command().get_matches();
    let problems = match problems(&arguments) {
        Ok(problems) => problems,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let format = *arguments.get_one("format").expect("it has a default");
    let limit = Limit {
        time: arguments.get_one("time-limit").copied().map(Duration::from_secs_f64),
        work: arguments.get_one("work-limit").copied(),
        threads: arguments.get_one("threads").copied(),
    };
    let strategies: Vec<Strategy> = arguments.get_many("strategy").expect("it has a default").copied().collect();
    let seeds = *arguments.get_one::<u64>("seeds").expect("it has a default");
    println!("{}", table::header(format));
    let mut sound = true;
    for problem in &problems {
        for &strategy in &strategies {
            for seed in 0..seeds {
                match Run::of(&problem.problem, strategy, seed, limit) {
                    Ok(run) => {
                        sound &= run.is_sound();
                        println!("{}", table::row(format, &problem.name, &run));
                    }
                    Err(error) => {
                        sound = false;
                        eprintln!("{}: {strategy}: {error}", problem.name);
                    }
                }
            }
        }
    }
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn command() -> Command {
    Command::new("gap")
        .about("Runs strategies over cohorts and seeds, and prints value, bound, gap, time and memory of each run")
        .arg(
            Arg::new("cohort")
                .help("Cohort files (CSV), or random:SCHOOLS[:SEED] for a generated cohort")
                .num_args(1..)
                .required(true)
                .value_parser(str::parse::<Source>),
        )
        .arg(Arg::new("rules").long("rules").help("A rules file (TOML)").value_parser(value_parser!(PathBuf)))
        .arg(
            Arg::new("strategy")
                .long("strategy")
                .help("The strategies, separated by commas")
                .value_delimiter(',')
                .default_value("random,greedy,local_search,auto")
                .value_parser(str::parse::<Strategy>),
        )
        .arg(
            Arg::new("seeds")
                .long("seeds")
                .help("Seeds 0 to one less than this")
                .default_value("3")
                .value_parser(value_parser!(u64)),
        )
        .arg(
            Arg::new("time-limit")
                .long("time-limit")
                .help("Seconds for each run; none by default")
                .value_parser(seconds),
        )
        .arg(
            Arg::new("work-limit")
                .long("work-limit")
                .help("Work for each run; none by default")
                .value_parser(value_parser!(u64)),
        )
        .arg(
            Arg::new("threads")
                .long("threads")
                .help("Threads; all cores by default")
                .value_parser(value_parser!(usize)),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .help("markdown or csv")
                .default_value("markdown")
                .value_parser(str::parse::<Format>),
        )
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds.is_finite() && seconds >= 0.0 => Ok(seconds),
        _ => Err("give a number of seconds, 0 or more".to_owned()),
    }
}

fn problems(arguments: &ArgMatches) -> Result<Vec<Named>, Error> {
    let rules = match arguments.get_one::<PathBuf>("rules") {
        Some(path) => rules::read_rules(path)?,
        None => Rules::default(),
    };
    let mut problems = Vec::new();
    for source in arguments.get_many::<Source>("cohort").into_iter().flatten() {
        problems.push(Named { name: source.name(), problem: Problem::new(source.cohort()?, rules.clone())? });
    }
    Ok(problems)
}
