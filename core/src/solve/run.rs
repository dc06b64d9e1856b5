//! The context of one run of a strategy: the problem, the caller's choices, the limits and the observer.

use crate::compile::Compiled;
use crate::solve::limits::Limits;
use crate::solve::observe::{Observer, Progress};
use crate::solve::options::Strategy;
use crate::solve::start::WarmStart;
use crate::solve::tuning::Tuning;
use crate::units::Points;

/// The context of a strategy while it runs. Stages pass it on unchanged, except for the limits of a smaller task.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The problem.
    pub compiled: &'a Compiled,
    /// The strategy in the options.
    pub strategy: Strategy,
    /// The seed for random choices.
    pub seed: u64,
    /// The parameters of the algorithms.
    pub tuning: &'a Tuning,
    /// When to stop.
    pub limits: &'a Limits,
    /// Where to begin, if an earlier plan is known.
    pub start: Option<&'a WarmStart>,
    /// Who is told of progress.
    pub observer: &'a dyn Observer,
}

impl std::fmt::Debug for Run<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { strategy, seed, tuning, limits, start, .. } = self;
        f.debug_struct("Run")
            .field("strategy", strategy)
            .field("seed", seed)
            .field("tuning", tuning)
            .field("limits", limits)
            .field("start", start)
            .finish_non_exhaustive()
    }
}

impl<'a> Run<'a> {
    /// The same context for a smaller task.
    #[must_use]
    pub fn within(self, limits: &'a Limits) -> Self {
        Self { limits, ..self }
    }

    /// The same context with other values for the groups.
    #[must_use]
    pub fn on(self, compiled: &'a Compiled) -> Self {
        Self { compiled, ..self }
    }

    /// Without any limit, `auto` ends by itself.
    #[must_use]
    pub fn ends_itself(&self) -> bool {
        self.strategy == Strategy::Auto && self.limits.is_unlimited()
    }

    /// Tells the observer the value of the best plan and the bound.
    pub fn tell(&self, incumbent: Option<Points>, bound: Option<Points>) {
        let (work, elapsed) = (self.limits.work(), self.limits.elapsed());
        self.observer.progress(&Progress { incumbent, bound, work, elapsed });
    }
}
