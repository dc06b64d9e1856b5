//! Notices for those who no longer have a visit. The calendar keeps them, so even a late file cancels a visit that an
//! earlier file announced.

use serde::{Deserialize, Serialize};

use crate::programme::statement::dates::Date;

/// A visit that some schools or facilitators no longer have. Their calendar files cancel it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Cancelled {
    /// The id of the school that hosted the visit, or would have hosted it.
    pub host: String,
    /// The number of the group, from 1.
    pub group: usize,
    /// The day that the visit had for them.
    pub date: Date,
    /// A sequence number above the one in their calendar files.
    pub sequence: u32,
    /// The ids of the schools that no longer have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schools: Vec<String>,
    /// The ids of the facilitators who no longer have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facilitators: Vec<String>,
}
