//! Pricing: finds groups that are worth more than their schools' duals.

pub(crate) mod column;
pub(crate) mod enumeration;
mod frame;
mod group;
mod kernel;
pub(crate) mod neighbourhood;
pub(crate) mod pair_bound;
pub(crate) mod tables;
