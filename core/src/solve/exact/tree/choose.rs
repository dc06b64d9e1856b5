//! Which two schools to branch on.

use super::{Decision, Open, Tree};
use crate::error::Error;
use crate::solve::exact::backend::points;
use crate::solve::exact::master::Relaxed;
use crate::solve::pricing::column::together;

/// Pairs that are tried before one is branched on.
const TRIED_PAIRS: usize = 6;

impl Tree<'_> {
    /// The pair to branch on: of those that are together in part, the one whose two children are bounded best. `None` if
    /// the limits ended the trials.
    pub(super) fn choose(&mut self, node: &Open, active: &[u32], relaxed: &Relaxed) -> Result<Option<[u16; 2]>, Error> {
        let mut ranked: Vec<(f64, [u16; 2])> = (together(&relaxed.groups).into_iter())
            .filter(|&(_, part)| part > 1e-5 && part < 1.0 - 1e-5)
            .map(|(pair, part)| ((part - 0.5).abs(), pair))
            .collect();
        ranked.sort_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| one.cmp(other)));
        if !self.parts.trials {
            ranked.truncate(1);
        }
        ranked.truncate(TRIED_PAIRS);
        let mut best: Option<(f64, [u16; 2])> = None;
        if let [(_, only)] = ranked[..] {
            return Ok(Some(only));
        }
        // A drop below the cutoff closes the child, by however much.
        let room = (relaxed.value - points(self.cutoff) + 1.0).max(0.1);
        for (_, pair) in ranked {
            let mut drops = [0.0; 2];
            for (drop, is_together) in drops.iter_mut().zip([true, false]) {
                let decision = Decision { pair, together: is_together };
                let kept: Vec<u32> =
                    active.iter().copied().filter(|&number| decision.keeps(self.list.column(number))).collect();
                let mut pairs = node.pairs.clone();
                pairs.push(decision);
                self.enter(&kept, &pairs)?;
                let Some(child) = self.master.solve()? else { return Ok(None) };
                *drop = (relaxed.value - child.value).clamp(0.1, room);
            }
            let score = drops[0] * drops[1];
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, pair));
            }
        }
        Ok(best.map(|(_, pair)| pair))
    }
}
