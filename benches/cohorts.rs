//! The cohorts named in a benchmark's arguments: files, and random cohorts as `random:100` or `random:100:7` (schools,
//! seed).

use std::path::Path;
use std::str::FromStr;

use tercet::model::format::csv;
use tercet::model::generate::{Shape, generate};
use tercet::{Cohort, Error};

/// The prefix before the number of schools.
const RANDOM: &str = "random:";

/// The source of a cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A CSV file.
    File(String),
    /// The generator, with a number of schools and otherwise its defaults.
    Random {
        /// The number of schools.
        schools: usize,
        /// The seed of the cohort. It is independent of the seeds of the runs.
        seed: u64,
    },
}

impl FromStr for Source {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some(numbers) = text.strip_prefix(RANDOM) else {
            return Ok(Self::File(text.to_owned()));
        };
        let (schools, seed) = numbers.split_once(':').unwrap_or((numbers, "0"));
        match (schools.parse(), seed.parse()) {
            (Ok(schools), Ok(seed)) => Ok(Self::Random { schools, seed }),
            _ => Err("give random:SCHOOLS or random:SCHOOLS:SEED, such as random:100:7".to_owned()),
        }
    }
}

impl Source {
    /// The name in a table: the file's name without its ending, or the argument.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => {
                Path::new(path).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into())
            }
            Self::Random { schools, seed: 0 } => format!("{RANDOM}{schools}"),
            Self::Random { schools, seed } => format!("{RANDOM}{schools}:{seed}"),
        }
    }

    /// Reads or generates the cohort.
    ///
    /// # Errors
    /// The issues that the reader finds in the file, or an error if no cohort can have this many schools.
    pub fn cohort(&self) -> Result<Cohort, Error> {
        match self {
            Self::File(path) => csv::read_cohort(path),
            &Self::Random { schools, seed } => generate(&Shape::default().with_schools(schools), seed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_file_or_random_cohort() {
        let source = |text: &str| text.parse::<Source>();
        assert_eq!(source("random:30"), Ok(Source::Random { schools: 30, seed: 0 }));
        assert_eq!(source("random:30:7").map(|source| source.name()), Ok("random:30:7".to_owned()));
        assert_eq!(source("data/primary_60.csv").map(|source| source.name()), Ok("primary_60".to_owned()));
        for wrong in ["random:", "random:x", "random:30:", "random:30:7:1", "random:-1"] {
            assert!(source(wrong).is_err(), "{wrong}");
        }
    }
}
