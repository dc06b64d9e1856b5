//! Counting and assigning, for whoever needs it: numbers in, numbers out. No problem is known here.
//!
//! The search and the stages after it ask the same questions: into which groups a number of schools can be cut, and how two lists
//! are matched best. What users of the library may rely on is the answers of those stages, so the room is hidden.

pub mod assignment;
pub mod size_plan;
