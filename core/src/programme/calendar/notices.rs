//! What those are told who no longer have a visit. The calendar keeps it, so that a file which is sent late still cancels what
//! an earlier one promised.

use serde::{Deserialize, Serialize};

use crate::programme::statement::dates::Date;

/// A visit that some no longer have. In their calendar files it is cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Cancelled {
    /// The id of the school that hosted or was to host.
    pub host: String,
    /// The number of the group, from 1.
    pub group: usize,
    /// The day that they had it on.
    pub date: Date,
    /// A number above the one that they know it by.
    pub sequence: u32,
    /// The ids of the schools that no longer have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schools: Vec<String>,
    /// The ids of the facilitators who no longer have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facilitators: Vec<String>,
}
