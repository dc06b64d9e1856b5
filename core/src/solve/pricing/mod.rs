//! Pricing: which groups are worth more than their schools' duals.

mod kernel;
pub(crate) mod scan;
pub(crate) mod tables;
