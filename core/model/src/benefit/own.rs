//! `own`: the analyst's own pair table, averaged over the peers. Not necessarily symmetric.

use crate::units::{FULL, Points};

/// Whether an entry of the table is within 0 to 10,000 points.
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
