//! The observations about branching on pairs: their pseudocosts.

use std::collections::BTreeMap;

/// The loss of the relaxation by one decision, in points for each unit of the fraction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Observation {
    pub(super) pair: [u16; 2],
    pub(super) together: bool,
    pub(super) loss: f64,
}

/// The sum and the number of observations.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    fn add(&mut self, loss: f64) {
        self.sum += loss;
        self.count += 1;
    }

    fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / f64::from(self.count))
    }
}

/// The observations of pairs: first for keeping them apart, then for putting them together.
#[derive(Debug, Default)]
pub(super) struct PairHistory {
    pairs: BTreeMap<[u16; 2], [Mean; 2]>,
    all: [Mean; 2],
}

impl PairHistory {
    /// Adds other observations.
    pub(super) fn extend(&mut self, observed: Vec<Observation>) {
        for Observation { pair, together, loss } in observed {
            self.pairs.entry(pair).or_default()[usize::from(together)].add(loss);
            self.all[usize::from(together)].add(loss);
        }
    }

    /// The expected losses for a pair with this fraction: if it is kept apart, and if it is put together.
    pub(super) fn losses(&self, pair: [u16; 2], fraction: f64) -> [f64; 2] {
        let of_pair = self.pairs.get(&pair);
        let mean =
            |side: usize| of_pair.and_then(|means| means[side].mean()).or_else(|| self.all[side].mean()).unwrap_or(1.0);
        [mean(0) * fraction, mean(1) * (1.0 - fraction)]
    }

    /// Whether a pair has enough observations.
    pub(super) fn is_reliable(&self, pair: [u16; 2], least: u32) -> bool {
        self.pairs.get(&pair).is_some_and(|means| means.iter().all(|mean| mean.count >= least))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observed(pair: [u16; 2], losses: [f64; 2]) -> Vec<Observation> {
        let side = |(side, loss): (usize, f64)| Observation { pair, together: side == 1, loss };
        losses.into_iter().enumerate().map(side).collect()
    }

    #[test]
    fn a_pair_without_observations_is_judged_by_the_mean_of_all() {
        let mut history = PairHistory::default();
        assert_eq!(history.losses([0, 1], 0.25), [0.25, 0.75]);
        history.extend(observed([0, 1], [10.0, 100.0]));
        history.extend(observed([0, 2], [30.0, 300.0]));
        assert_eq!(history.losses([0, 1], 0.5), [5.0, 50.0]);
        assert_eq!(history.losses([4, 5], 0.5), [10.0, 100.0]);
    }

    #[test]
    fn a_pair_is_reliable_when_both_sides_were_observed_often_enough() {
        let mut history = PairHistory::default();
        history.extend(observed([0, 1], [1.0, 1.0]));
        assert!(history.is_reliable([0, 1], 1) && !history.is_reliable([0, 1], 2) && !history.is_reliable([0, 2], 1));
        history.extend(observed([0, 1], [1.0, 1.0]).split_off(1));
        assert!(!history.is_reliable([0, 1], 2));
    }
}
