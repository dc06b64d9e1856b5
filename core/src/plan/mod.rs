//! The meaning of an outcome: groups with names, what each school gains, and the check that re-derives it all.

pub mod breakdown;
pub mod certificate;
pub mod check;
pub mod compare;
pub mod conflict;
pub mod fit;
pub mod grouping;
mod reading;
mod writing;

// Under its old name for the tests of `check`, which move to a crate of their own.
#[cfg(test)]
pub(crate) use crate::testing::example;
