//! The local search of one part: reassignments under cooling noise, the best partition kept.
//!
//! Each step draws noise on the gains and takes the exact best assignment of the noisy ones ("perturb and maximise"), so the
//! search can leave a local optimum through many small changes at once. Noise falls to nothing, and the last steps only climb.

use crate::solve::heuristics::part::{Part, Partition};
use crate::solve::heuristics::reassign::Reassign;
use crate::solve::limits::Limits;
use crate::solve::random::Random;

/// How long and how hot.
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    /// The number of assignments to solve.
    pub steps: u64,
    /// The mean noise at the start, in points.
    pub heat: f64,
    /// The share of steps at the end without noise, in 1/1000.
    pub cold: u64,
}

/// Improves a partition; never returns a worse one. Stops early when the limits are urgent.
#[must_use]
pub fn anneal(
    part: &Part,
    start: Partition,
    schedule: Schedule,
    random: &mut Random,
    limits: &Limits,
) -> (Partition, i64) {
    let mut reassign = Reassign::default();
    let mut total = part.total(&start);
    let mut best = (start.clone(), total);
    let mut current = start;
    let warm = schedule.steps - schedule.steps * schedule.cold / 1_000;
    for step in 0..schedule.steps {
        if limits.is_urgent() {
            break;
        }
        #[expect(clippy::cast_precision_loss, reason = "a fraction of the way")]
        let left = if step < warm { 1.0 - step as f64 / warm as f64 } else { 0.0 };
        let heat = schedule.heat * left * left;
        let next = reassign.step(part, &current, random, heat);
        let next_total = part.total(&next);
        // A move that founds or dissolves a group may lose much at once; annealing's rule decides on it.
        if next_total >= total - random.exponential(4.0 * heat) {
            current = next;
            total = next_total;
        }
        if total > best.1 {
            best = (current.clone(), total);
        }
    }
    best
}
