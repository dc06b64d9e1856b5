//! `no_repeat_years`: schools that were in one group within this many years may not meet again.

use std::collections::HashSet;
use std::sync::Arc;

use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::lookup::ordered;
use crate::numbers::count;
use crate::rules::statement::{Breach, RuleShape, Statement};
use crate::tables::Tables;

/// Whether two schools that last met this many years ago (`None`: never) may be in one group.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::rules::no_repeat::permits;
/// assert!(!permits(Some(3), 3)); // met three years ago, "within 3 years"
/// assert!(permits(Some(4), 3));
/// assert!(permits(None, 3));
/// ```
#[must_use]
pub fn permits(years_since: Option<u32>, within: u32) -> bool {
    years_since.is_none_or(|years| years > within)
}

/// The number of years, and the pairs that met within them.
#[derive(Debug, Clone)]
pub struct NoRepeat {
    within: u32,
    /// This is only used for look-ups.
    met: Arc<HashSet<(SchoolIndex, SchoolIndex)>>,
}

impl NoRepeat {
    fn new(facts: &Facts, within: u32) -> Self {
        let met = facts.pairs_met().into_iter().filter(|&(a, b)| !permits(facts.years_since(a, b), within));
        Self { within, met: Arc::new(met.collect()) }
    }
}

impl Statement for NoRepeat {
    type Stated = Option<u32>;
    const SHAPE: RuleShape = RuleShape::Pair;

    fn in_force(facts: &Facts, stated: &Self::Stated) -> Vec<Self> {
        stated.map(|within| Self::new(facts, within)).into_iter().collect()
    }

    fn sentence(&self, _: &Facts) -> String {
        format!("Schools that were in one group within {} do not meet again", count(self.within, "year", "years"))
    }

    fn remove(&self, _: &Facts, stated: &mut Self::Stated) {
        *stated = None;
    }

    fn relax(&self, stated: &mut Self::Stated, steps: u32) -> bool {
        *stated = self.within.checked_sub(steps).filter(|&within| within > 0);
        stated.is_some()
    }

    fn needs(_: &Cohort, tables: &Tables, stated: &Self::Stated, key: &str) -> Vec<Issue> {
        // A first year has no history, but the user may already have written the rules for later years.
        stated.filter(|_| tables.history.is_empty()).map(|_| no_history(key)).into_iter().collect()
    }

    #[inline]
    fn permits(&self, a: SchoolIndex, b: SchoolIndex) -> bool {
        self.met.is_empty() || !self.met.contains(&ordered(a, b))
    }

    fn excluded(&self) -> Option<Vec<(SchoolIndex, SchoolIndex)>> {
        let mut pairs: Vec<_> = self.met.iter().copied().collect();
        pairs.sort_unstable();
        Some(pairs)
    }

    fn breach_of_pair(&self, facts: &Facts, a: SchoolIndex, b: SchoolIndex) -> Option<Breach> {
        let years = facts.years_since(a, b)?;
        (!permits(Some(years), self.within)).then(|| {
            let (x, y) = (facts.name(a), facts.name(b));
            let (ago, limit) = (count(years, "year", "years"), count(self.within, "year", "years"));
            Breach::new(&[a, b], format!("{x} and {y} met {ago} ago, and may not meet again within {limit}"))
        })
    }
}

/// The warning that a rule or benefit term needs past groups, but there are none.
pub(crate) fn no_history(key: &str) -> Issue {
    let message = "there are no past groups, so no two schools have met";
    let fix = "give the history, unless this is the first year";
    Issue::warning(Code::MissingTable, message, fix).at_key(key)
}
