//! Code that the unit tests of several stages share. It is not part of the library.

pub(crate) mod brute_force;
pub(crate) mod example;
pub(crate) mod golden;
