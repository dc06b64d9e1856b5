//! The steps after the relaxation, which need a solver of linear programs.

use super::{Method, Task, work_on};
use crate::error::Error;
use crate::solve::limits::Limits;
use crate::solve::run::Run;
use crate::units::Points;

/// Improves the plans of large components by neighbourhood search, and closes the gaps of the others by branch and bound.
///
/// # Errors
/// [`Error::Backend`] if the solver fails.
pub(super) fn close(run: &Run<'_>, tasks: &mut [Task<'_>]) -> Result<(), Error> {
    run.observer.phase("neighbourhoods");
    let large: Vec<usize> = (0..tasks.len()).filter(|&place| tasks[place].can_improve()).collect();
    let open: Vec<usize> = (0..tasks.len()).filter(|&place| tasks[place].can_close()).collect();
    // Each component gets a share of the time in proportion to its gap.
    let gaps: Vec<usize> = tasks.iter().map(Task::gap).collect();
    let mut left: usize = large.iter().chain(&open).map(|&place| gaps[place]).sum();
    let mut share = |place: usize| {
        let limits = run.limits.share(gaps[place], left);
        left -= gaps[place];
        limits
    };
    for place in large {
        let limits = share(place);
        work_on(run, tasks, place, |task, tell| task.improve(&run.within(&limits), tell))?;
    }
    run.observer.phase("tree");
    for place in open {
        let limits = share(place);
        let most_nodes = most_nodes(run, tasks[place].component.len());
        work_on(run, tasks, place, |task, tell| task.close(most_nodes, &limits, tell))?;
        if tasks[place].is_infeasible() {
            break;
        }
    }
    Ok(())
}

/// The most nodes of a tree over this many schools. If `auto` has no limit, the tree ends after about half a minute. The
/// time for a node grows faster than the square of the number of schools.
pub(in crate::solve::exact) fn most_nodes(run: &Run<'_>, schools: usize) -> usize {
    if run.ends_itself() { run.tuning.branch_and_price.auto_nodes / schools.pow(2).max(1) } else { usize::MAX }
}

impl Task<'_> {
    fn can_close(&self) -> bool {
        matches!(&self.method, Method::BranchAndPrice(solver) if solver.can_close())
    }

    /// The gap in points, plus one.
    fn gap(&self) -> usize {
        let gap = self.value().map_or(self.bound(), |value| self.bound() - value);
        usize::try_from(gap).unwrap_or(0) + 1
    }

    fn can_improve(&self) -> bool {
        matches!(&self.method, Method::BranchAndPrice(solver) if solver.can_improve())
    }

    fn improve(&mut self, run: &Run<'_>, tell: &mut dyn FnMut(Option<Points>, Points)) -> Result<(), Error> {
        let Method::BranchAndPrice(solver) = &mut self.method else { return Ok(()) };
        let bound = solver.bound();
        solver.improve(run, self.component.schools(), &mut |value| tell(Some(value), bound))
    }

    fn close(
        &mut self,
        most_nodes: usize,
        limits: &Limits,
        tell: &mut dyn FnMut(Option<Points>, Points),
    ) -> Result<(), Error> {
        let Method::BranchAndPrice(solver) = &mut self.method else { return Ok(()) };
        solver.close(most_nodes, limits, tell)
    }
}
