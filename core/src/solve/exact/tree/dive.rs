//! Diving: groups are fixed one after another until the relaxation is a plan, or none is in sight.

use super::{Decision, Tree};
use crate::error::Error;
use crate::solve::exact::backend::points;
use crate::solve::exact::master::Relaxed;
use crate::solve::pricing::column::Column;

impl Tree<'_> {
    /// Fixes groups one after another until the relaxation is a plan or none is in sight. `false` if the limits ended it.
    pub(super) fn dive(&mut self, active: &[u32], pairs: &[Decision], relaxed: &Relaxed) -> Result<bool, Error> {
        let mut relaxed = relaxed.clone();
        let mut active = active.to_vec();
        let mut taken = vec![false; self.num_schools];
        let mut fixed: Vec<Column> = Vec::new();
        loop {
            if relaxed.is_integral() {
                self.take(&relaxed);
                return Ok(true);
            }
            let worth = self.incumbent.map_or(f64::MIN, |incumbent| points(incumbent + 1) - 1e-6);
            if relaxed.uncovered > 1e-6 || relaxed.value < worth {
                return Ok(true);
            }
            let mut free: Vec<(Column, f64)> = (relaxed.groups.iter())
                .filter(|(column, _)| !column.members().iter().any(|&member| taken[usize::from(member)]))
                .copied()
                .collect();
            free.sort_by(|(one, a), (other, b)| b.total_cmp(a).then_with(|| one.key().cmp(&other.key())));
            let mut any = false;
            for (column, fraction) in free {
                if any && fraction < self.tuning.dive_together {
                    break;
                }
                if column.members().iter().any(|&member| taken[usize::from(member)]) {
                    continue;
                }
                column.members().iter().for_each(|&member| taken[usize::from(member)] = true);
                fixed.push(column);
                any = true;
            }
            if !any {
                return Ok(true);
            }
            let is_free = |column: &Column| {
                fixed.contains(column) || !column.members().iter().any(|&member| taken[usize::from(member)])
            };
            active.retain(|&number| is_free(self.list.column(number)));
            self.open_only(&active, pairs)?;
            // Not to the end: a few rounds show whether a plan is in sight.
            let mut rounds = 0;
            relaxed = loop {
                let Some(next) = self.master.solve()? else { return Ok(false) };
                let duals = self.master.duals(&next);
                let mut wanted = self.wanted(&active, &duals);
                if wanted.is_empty() || rounds == self.tuning.dive_rounds {
                    break next;
                }
                rounds += 1;
                if self.add_spread(&mut wanted)? == 0 {
                    break next;
                }
            };
        }
    }
}
