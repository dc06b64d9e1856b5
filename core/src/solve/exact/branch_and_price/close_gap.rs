//! What comes after the relaxation where there is a solver of linear programs.

use super::{Component, Method, work_on};
use crate::compile::Compiled;
use crate::error::Error;
use crate::solve::limits::Limits;
use crate::solve::observe::Observer;
use crate::units::Points;

/// Nodes times schools that `auto` looks at in a part when no limit is given: about a minute.
pub(in crate::solve::exact) const AUTO_NODES: usize = 12_000;

/// Improves the plans of large parts block by block, and closes the others by their trees.
///
/// # Errors
/// [`Error::Backend`] if the solver fails.
pub(super) fn close(
    compiled: &Compiled,
    components: &mut [Component],
    (ends_itself, seed): (bool, u64),
    (limits, observer, locked): (&Limits, &dyn Observer, Points),
) -> Result<(), Error> {
    observer.phase("neighbourhoods");
    let large: Vec<usize> = (0..components.len()).filter(|&place| components[place].can_improve()).collect();
    let open: Vec<usize> = (0..components.len()).filter(|&place| components[place].can_close()).collect();
    // Each part has its time by what is open in it.
    let gaps: Vec<usize> = components.iter().map(Component::gap).collect();
    let mut left: usize = large.iter().chain(&open).map(|&place| gaps[place]).sum();
    let mut slice = |place: usize| {
        let slice = limits.part(gaps[place], left);
        left -= gaps[place];
        slice
    };
    for place in large {
        let slice = slice(place);
        work_on(
            components,
            place,
            |component, tell| component.improve((compiled, seed), &slice, tell),
            (limits, observer, locked),
        )?;
        limits.add_work(slice.work());
    }
    observer.phase("tree");
    for place in open {
        let slice = slice(place);
        let most_nodes = if ends_itself { AUTO_NODES / components[place].schools.len().max(1) } else { usize::MAX };
        work_on(
            components,
            place,
            |component, tell| component.close(most_nodes, &slice, tell),
            (limits, observer, locked),
        )?;
        limits.add_work(slice.work());
        if components[place].is_infeasible() {
            break;
        }
    }
    Ok(())
}

impl Component {
    fn can_close(&self) -> bool {
        matches!(&self.method, Method::BranchAndPrice(engine) if engine.can_close())
    }

    /// How many points are open, and one more.
    fn gap(&self) -> usize {
        let gap = self.value().map_or(self.bound(), |value| self.bound() - value);
        usize::try_from(gap).unwrap_or(0) + 1
    }

    fn can_improve(&self) -> bool {
        matches!(&self.method, Method::BranchAndPrice(engine) if engine.can_improve())
    }

    fn improve(
        &mut self,
        (compiled, seed): (&Compiled, u64),
        limits: &Limits,
        tell: &mut dyn FnMut(Option<Points>, Points),
    ) -> Result<(), Error> {
        let Method::BranchAndPrice(engine) = &mut self.method else { return Ok(()) };
        let bound = engine.bound();
        engine.improve(compiled, (&self.schools, seed), limits, &mut |value| tell(Some(value), bound))
    }

    fn close(
        &mut self,
        most_nodes: usize,
        limits: &Limits,
        tell: &mut dyn FnMut(Option<Points>, Points),
    ) -> Result<(), Error> {
        let Method::BranchAndPrice(engine) = &mut self.method else { return Ok(()) };
        engine.close(most_nodes, limits, tell)
    }
}
