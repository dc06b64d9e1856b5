//! What follows a plan: the questions that people ask once the groups are there. One question a file.

mod arrangement;
pub mod robustness;
pub mod simulate;
pub mod swaps;
