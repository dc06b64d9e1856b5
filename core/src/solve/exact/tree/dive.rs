//! Diving: fixes groups one after another until the relaxation is a plan, or no plan is in sight.

use super::node::Node;
use crate::error::Error;
use crate::solve::exact::backend::points;
use crate::solve::exact::master::Relaxed;
use crate::solve::pricing::column::Column;

impl Node<'_, '_, '_> {
    /// Fixes groups one after another until the relaxation is a plan or no plan is in sight. `false` if the limits ended
    /// it. Afterwards the columns in play must be opened again.
    pub(super) fn dive(&mut self, optimum: &Relaxed) -> Result<bool, Error> {
        let (list, tuning) = (self.view.list, self.view.tuning);
        let mut optimum = optimum.clone();
        let mut active = self.active.clone();
        let mut taken = vec![false; self.view.num_schools];
        let mut fixed: Vec<Column> = Vec::new();
        loop {
            if optimum.is_integral() {
                self.take(&optimum);
                return Ok(true);
            }
            let worth = self.goal.incumbent.map_or(f64::MIN, |incumbent| points(incumbent + 1) - 1e-6);
            if optimum.uncovered > 1e-6 || optimum.value < worth {
                return Ok(true);
            }
            let mut free: Vec<(Column, f64)> = (optimum.groups.iter())
                .filter(|(column, _)| !column.members().iter().any(|&member| taken[usize::from(member)]))
                .copied()
                .collect();
            free.sort_by(|(one, a), (other, b)| b.total_cmp(a).then_with(|| one.key().cmp(&other.key())));
            let mut any = false;
            for (column, fraction) in free {
                if any && fraction < tuning.dive_together {
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
            active.retain(|&number| is_free(list.column(number)));
            self.master.open_only(list, &active, self.pairs)?;
            // Pricing does not run to the end: a few rounds show whether a plan is in sight.
            let Some(next) = self.master.solve_roughly(self.view, &active, tuning.dive_rounds)? else {
                return Ok(false);
            };
            optimum = next;
        }
    }
}
