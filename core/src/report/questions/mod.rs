//! Answers to the questions that follow a plan, as plain text.

pub mod robustness;
pub mod simulation;
pub mod swaps;
