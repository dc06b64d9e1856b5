//! The meaning of an outcome: groups with names, what each school gains, and the check that re-derives it all.

pub mod breakdown;
pub mod certificate;
pub mod check;
pub mod compare;
pub mod conflict;
#[cfg(test)]
pub(crate) mod example;
pub mod grouping;
mod reading;
mod writing;
