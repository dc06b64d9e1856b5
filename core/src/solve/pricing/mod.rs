//! Pricing: which groups are worth more than their schools' duals.

pub(crate) mod column;
pub(crate) mod edges;
pub(crate) mod exchange;
mod frame;
mod group;
mod kernel;
pub(crate) mod scan;
pub(crate) mod tables;
