//! `own`: the analyst's own points for pairs, averaged over the peers. The table need not be symmetric.

use crate::benefit::kind::{Kind, PairPoints};
use crate::cohort::Cohort;
use crate::error::{Code, Issue};
use crate::facts::Facts;
use crate::ids::SchoolIndex;
use crate::lookup::Lookup;
use crate::tables::Tables;
use crate::units::{FULL, Points};

/// Whether an entry of the table is between 0 and 10,000 points.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::benefit::own::is_in_range;
/// assert!(is_in_range(0) && is_in_range(10_000));
/// assert!(!is_in_range(-1) && !is_in_range(10_001));
/// ```
#[must_use]
pub fn is_in_range(points: Points) -> bool {
    (0..=FULL).contains(&points)
}

/// The term.
pub(super) struct Own;

impl Kind for Own {
    type Stated = f64;
    type Score = Lookup<u16>;

    fn pair(facts: &Facts, _: &f64, (): &(), school: SchoolIndex, peer: SchoolIndex) -> Points {
        facts.own(school, peer)
    }

    fn score(facts: &Facts, _: &f64, (): &()) -> Option<Lookup<u16>> {
        Some(facts.pairs().own.clone())
    }

    fn needs(_: &Cohort, tables: &Tables, stated: &f64, key: &str) -> Vec<Issue> {
        let fix = "give the table of pairs and points, or remove the weight";
        let missing = || Issue::error(Code::MissingTable, "there is no table for the term `own`", fix).at_key(key);
        (*stated > 0.0 && tables.own.is_empty()).then(missing).into_iter().collect()
    }
}

impl PairPoints for Lookup<u16> {
    #[inline]
    fn of_pair(&self, school: SchoolIndex, peer: SchoolIndex, _: impl FnOnce() -> Points) -> Points {
        self.points(school, peer)
    }
}
