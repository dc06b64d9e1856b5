//! Prints every feasible group of a cohort under the default rules, for external solvers. The first line is the number of
//! schools. Each further line is a group: its value and the positions of its schools.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use tercet::compile::Compiled;
use tercet::compile::enumerate::for_each_group;
use tercet::{Error, Problem, Rules, SchoolIndex};
use tercet_benches::Source;

#[expect(clippy::print_stderr, reason = "a program that says why it fails")]
fn main() -> ExitCode {
    let Some(name) = std::env::args().nth(1) else {
        eprintln!("give a cohort: a CSV file, or random:SCHOOLS[:SEED]");
        return ExitCode::from(2);
    };
    match name.parse().map_err(Error::Options).and_then(|source| problem(&source)) {
        Ok(problem) => match write(&problem, BufWriter::new(io::stdout().lock())) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("the output could not be written: {error}");
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn problem(source: &Source) -> Result<Problem, Error> {
    Problem::new(source.cohort()?, Rules::default())
}

fn write(problem: &Problem, mut out: impl Write) -> io::Result<()> {
    let compiled = Compiled::new(problem);
    let schools: Vec<SchoolIndex> = problem.indices().collect();
    writeln!(out, "{}", schools.len())?;
    let mut written = Ok(());
    for_each_group(&compiled, &schools, |group| {
        written = write!(out, "{}", compiled.value(&group))
            .and_then(|()| group.iter().try_for_each(|school| write!(out, " {}", school.position())))
            .and_then(|()| writeln!(out));
        written.is_ok()
    });
    written.and_then(|()| out.flush())
}
