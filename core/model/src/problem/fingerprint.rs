//! The fingerprint of a problem, which plans carry: SHA-256 of its canonical JSON.
//!
//! Canonical is what counts: the areas by name, the schools in the order of their ids, and of the tables over pairs what they say of
//! schools of the cohort, pair by pair, whichever layout and order they were given in.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::ids::SchoolIndex;
use crate::problem::Problem;
use crate::rules::Rules;
use crate::school::School;
use crate::tables::{PastGroup, UsableDays};

#[derive(Serialize)]
struct Canonical<'a> {
    areas: Vec<&'a str>,
    schools: &'a [School],
    rules: Rules,
    tables: CanonicalTables<'a>,
}

/// As the tables are written in a file.
#[derive(Serialize)]
struct CanonicalTables<'a> {
    #[serde(skip_serializing_if = "<[PastGroup]>::is_empty")]
    history: &'a [PastGroup],
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Forbidden::is_empty")]
    forbidden: Forbidden<'a>,
    #[serde(skip_serializing_if = "Own::is_empty")]
    own: Own<'a>,
    #[serde(skip_serializing_if = "Minutes::is_empty")]
    minutes: Minutes<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    usable_days: Vec<UsableDays>,
}

/// The fingerprint in hexadecimal.
pub(super) fn sha256(problem: &Problem) -> String {
    let stated = problem.tables();
    let mut areas: Vec<&str> = problem.cohort().areas().iter().map(String::as_str).collect();
    areas.sort_unstable();
    // The schools have the values that `merge_near` and `alias` give them already.
    let without =
        |rules: &Rules| Rules { labels: BTreeMap::new(), merge_near: false, alias: BTreeMap::new(), ..rules.clone() };
    let canonical = Canonical {
        areas,
        schools: problem.cohort().schools(),
        rules: without(problem.rules()),
        tables: CanonicalTables {
            history: &stated.history,
            year: stated.year,
            forbidden: Forbidden(problem),
            own: Own(problem),
            minutes: Minutes(problem),
            usable_days: usable_days(problem),
        },
    };
    // Written as it comes: a matrix of thousands of schools would be hundreds of megabytes of text.
    let mut writer = BufWriter::with_capacity(1 << 16, Hasher(Sha256::new()));
    serde_json::to_writer(&mut writer, &canonical).expect("a problem's maps have text keys, so it always serialises");
    let Hasher(hasher) =
        writer.into_inner().map_err(io::IntoInnerError::into_error).expect("a hasher takes every byte");
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Takes bytes and never fails.
struct Hasher(Sha256);

impl Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A part of the tables that is written from what the problem says of each pair.
macro_rules! written_by_pair {
    ($($name:ident)*) => {
        $(
            struct $name<'a>(&'a Problem);

            impl $name<'_> {
                fn is_empty(&self) -> bool {
                    self.said().next().is_none()
                }
            }

            impl Serialize for $name<'_> {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_seq(self.said())
                }
            }
        )*
    };
}

written_by_pair!(Forbidden Own Minutes);

#[derive(Serialize)]
struct OwnEntry<'a> {
    school: &'a str,
    peer: &'a str,
    points: i64,
}

#[derive(Serialize)]
struct MinutesEntry<'a> {
    school: &'a str,
    peer: &'a str,
    minutes: u32,
}

impl Forbidden<'_> {
    fn said(&self) -> impl Iterator<Item = [&str; 2]> {
        let Self(problem) = *self;
        let forbidden = problem.pairs().forbidden.pairs().filter(|&(a, b)| problem.is_forbidden(a, b));
        forbidden.map(|(a, b)| [id(problem, a), id(problem, b)])
    }
}

impl Own<'_> {
    fn said(&self) -> impl Iterator<Item = OwnEntry<'_>> {
        let Self(problem) = *self;
        let both_ways = problem.pairs().own.pairs().flat_map(|(a, b)| [(a, b), (b, a)]);
        let said = both_ways.map(|(a, b)| OwnEntry {
            school: id(problem, a),
            peer: id(problem, b),
            points: problem.own(a, b),
        });
        // A pair that is left out has 0 as well.
        said.filter(|entry| entry.points != 0)
    }
}

impl Minutes<'_> {
    fn said(&self) -> impl Iterator<Item = MinutesEntry<'_>> {
        let Self(problem) = *self;
        problem.pairs().minutes.pairs().filter_map(|(a, b)| {
            let minutes = problem.minutes(a, b)?;
            Some(MinutesEntry { school: id(problem, a), peer: id(problem, b), minutes })
        })
    }
}

/// The days of the schools of the cohort, in the order of their ids, each once.
fn usable_days(problem: &Problem) -> Vec<UsableDays> {
    let stated = problem.tables().usable_days.iter().filter(|entry| problem.index(&entry.school).is_some());
    let mut days: Vec<UsableDays> = stated.cloned().collect();
    days.sort_unstable_by(|one, other| one.school.cmp(&other.school));
    for entry in &mut days {
        entry.dates.sort_unstable();
        entry.dates.dedup();
    }
    days
}

fn id(problem: &Problem, school: SchoolIndex) -> &str {
    &problem.school(school).id
}
