//! Counting and assignment as pure arithmetic, without any knowledge of a problem.
//!
//! The search and the later stages ask the same questions: into which groups can a number of schools be divided, and how
//! are two lists matched best. The answers of those stages are public, so this module is hidden.

pub mod assignment;
pub mod size_plan;
