//! The formats that a problem comes in: one file each, all of which report every issue at once.
//!
//! Bytes become text, text becomes a table of cells or a tree of values, and these become the model's own types.
//! Nothing is decided here that the model decides: ranges and names that hang on one another are checked where the model
//! is built, whatever format it came in.

mod columns;
pub mod csv;
pub mod rules;
mod table;
mod text;
mod tree;
