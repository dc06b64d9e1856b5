//! Turns an outcome into a plan: groups with names, what each school gains, and the check that derives everything again.

pub mod breakdown;
pub mod certificate;
pub mod check;
pub mod compare;
pub mod conflict;
pub mod grouping;
mod reading;
mod start;
mod writing;

// The old name, for the tests of `check`, which will move to a separate crate.
#[cfg(test)]
pub(crate) use crate::testing::example;
