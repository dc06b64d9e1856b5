//! What a problem must be before it is compiled: every issue of rules against cohort, and of rules against one another.

use crate::error::{Issue, Issues};
use crate::model::cohort::Cohort;
use crate::model::problem::Problem;
use crate::model::rules::Rules;
use crate::model::tables::Tables;

/// What can be said before names are resolved: unknown names, numbers out of range, lists too short.
pub(super) fn stated(_cohort: &Cohort, _rules: &Rules, _tables: &Tables) -> Issues {
    Issues::default()
}

/// What can be said of the resolved problem: contradictions, and schools without strengths or needs.
pub(super) fn resolved(_problem: &Problem) -> Vec<Issue> {
    Vec::new()
}
