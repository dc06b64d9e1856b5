//! The local search of one part: iterated local search over exact reassignments.
//!
//! A kick changes much at once: one assignment under heavy noise, or a group founded or dissolved. A climb follows, noiseless
//! assignments until some in a row find nothing. The result replaces the partition it came from as annealing decides
//! (Lourenço, Martin and Stützle, "Iterated local search", Handbook of Metaheuristics, 2003, doi:10.1007/0-306-48056-5_11).
//! Annealing the assignments themselves, with noise on every gain, was tried first: after as many steps it was 0.4 to 1.2 %
//! from the optimum where this is 0.1 to 0.3 %.

use crate::solve::heuristics::part::{Part, Partition};
use crate::solve::heuristics::reassign::{Change, Reassign};
use crate::solve::limits::Limits;
use crate::solve::random::Random;

/// The mean noise on each gain in a kick, in points.
const KICK: f64 = 1_000.0;
/// How often a kick founds or dissolves a group instead, in 1/1000.
const REGROUP: usize = 250;
/// How many assignments in a row must find nothing better before a climb ends.
const PATIENCE: u64 = 15;
/// The mean loss that is accepted at the start of a search, in points; it falls to nothing along the way.
const TOLERANCE: f64 = 1_000.0;

/// Improves a partition with so many assignments; never returns a worse one. Stops early when the limits are urgent.
///
/// Returns the partition and its worth: value less penalties.
#[must_use]
pub fn local_search(
    part: &Part,
    start: Partition,
    steps: u64,
    random: &mut Random,
    limits: &Limits,
) -> (Partition, i64) {
    let mut reassign = Reassign::default();
    let mut total = part.total(&start);
    let mut best = (start.clone(), total);
    let mut current = start;
    let mut done = 0;
    while done < steps && !limits.is_urgent() {
        // Units that are left out make a group among themselves sooner than they find one that lacks them.
        let often = if current.out.is_empty() { REGROUP } else { 2 * REGROUP };
        let kick = if !part.keeps_sizes && random.chance(often) { Change::Regroup } else { Change::Noise(KICK) };
        let kicked = reassign.step(part, &current, random, kick);
        let (next, next_total, spent) = climb(part, kicked, &mut reassign, random, steps - done - 1);
        done += 1 + spent;
        #[expect(clippy::cast_precision_loss, reason = "a fraction of the way")]
        let left = 1.0 - done as f64 / steps as f64;
        if next_total >= total - random.exponential(TOLERANCE * left) {
            current = next;
            total = next_total;
        }
        if total > best.1 {
            best = (current.clone(), total);
        }
    }
    best
}

/// Noiseless assignments until [`PATIENCE`] in a row find nothing better. Returns how many there were.
fn climb(
    part: &Part,
    start: Partition,
    reassign: &mut Reassign,
    random: &mut Random,
    most: u64,
) -> (Partition, i64, u64) {
    let mut total = part.total(&start);
    let mut current = start;
    let (mut spent, mut vain) = (0, 0);
    while spent < most && vain < PATIENCE {
        let next = reassign.step(part, &current, random, Change::None);
        let next_total = part.total(&next);
        spent += 1;
        vain = if next_total > total { 0 } else { vain + 1 };
        // Equals are taken too: a plateau is crossed by walking on it.
        if next_total >= total {
            current = next;
            total = next_total;
        }
    }
    (current, total, spent)
}
