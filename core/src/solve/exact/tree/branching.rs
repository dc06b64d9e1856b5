//! Chooses the pair to branch on by reliability branching (Achterberg, Koch and Martin 2005, Operations Research Letters
//! 33, 42).
//!
//! A probe shows the effect of a decision on the relaxation: it makes a few pivots of the dual simplex from the node's own
//! basis. The observations give pseudocosts. A pseudocost is the mean loss for each unit by which a decision moves the
//! fraction of its pair. Once a pair has enough observations, its pseudocosts alone judge it.

use super::history::Observation;
use super::node::Node;
use super::restricted::may_be_out;
use super::state::{Decision, View};
use crate::error::Error;
use crate::solve::exact::master::Relaxed;
use crate::solve::pricing::column::together;
use crate::solve::pricing::enumeration::SCALE;

/// Fractions this near to 0 or 1 count as whole.
const WHOLE: f64 = 1e-5;

/// The least loss that is counted, in points. With it, a product of two losses still reflects the larger one when the other
/// is tiny.
const LEAST_LOSS: f64 = 0.01;

/// The least move of a fraction that is counted, so that a pseudocost does not become too large.
const LEAST_MOVE: f64 = 1e-3;

/// The score of branching on a pair with these losses.
fn score([apart, together]: [f64; 2]) -> f64 {
    apart.max(LEAST_LOSS) * together.max(LEAST_LOSS)
}

impl Node<'_, '_, '_> {
    /// The pair to branch on; `None` if no pair is only partly together. Probes the candidates with the best pseudocosts
    /// until several in a row are no better than the best.
    pub(super) fn choose_pair(&mut self, optimum: &Relaxed) -> Result<Option<[u16; 2]>, Error> {
        let View { tuning, history, .. } = *self.view;
        let mut candidates: Vec<(f64, [u16; 2], f64)> = (together(&optimum.groups).into_iter())
            .filter(|&(_, fraction)| fraction > WHOLE && fraction < 1.0 - WHOLE)
            .map(|(pair, fraction)| (score(history.losses(pair, fraction)), pair, fraction))
            .collect();
        candidates.sort_by(|(a, one, _), (b, other, _)| b.total_cmp(a).then_with(|| one.cmp(other)));
        candidates.truncate(tuning.candidates);
        // A loss beyond the target closes a child, however large the loss is.
        #[expect(clippy::cast_precision_loss, reason = "a gap of some thousand points")]
        let most = (optimum.value - self.goal.target() as f64 / SCALE as f64).max(LEAST_LOSS);
        let mut best: Option<(f64, [u16; 2])> = None;
        let mut idle = 0;
        for (estimate, pair, fraction) in candidates {
            if idle > tuning.lookahead || self.view.limits.is_urgent() {
                break;
            }
            let score = if tuning.candidates < 2 || history.is_reliable(pair, tuning.reliable) {
                estimate
            } else {
                score(self.probe(optimum, pair, fraction, most)?)
            };
            if best.is_none_or(|(best, _)| score > best) {
                best = Some((score, pair));
                idle = 0;
            } else {
                idle += 1;
            }
        }
        Ok(best.map(|(_, pair)| pair))
    }

    /// The losses from keeping two schools apart and from putting them together, each at most `most`.
    fn probe(&mut self, optimum: &Relaxed, pair: [u16; 2], fraction: f64, most: f64) -> Result<[f64; 2], Error> {
        let mut losses = [most; 2];
        for (side, together) in [false, true].into_iter().enumerate() {
            let decision = Decision { pair, together };
            let keeps = |column: &_| decision.keeps(column);
            let is_out = |school: usize| may_be_out(&[decision], school);
            let pivots = self.view.tuning.probe_pivots;
            if let Some(value) = self.master.master().probe(keeps, is_out, pivots)? {
                losses[side] = (optimum.value - value).clamp(0.0, most);
            }
            let moved = if together { 1.0 - fraction } else { fraction };
            self.observed.push(Observation { pair, together, loss: losses[side] / moved.max(LEAST_MOVE) });
        }
        Ok(losses)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_losses_beat_one_large_loss() {
        assert!(score([5.0, 5.0]) > score([20.0, 0.0]));
        assert!(score([0.0, 20.0]) > score([0.0, 10.0]));
    }
}
