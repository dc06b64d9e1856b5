//! The formats of a problem: one file for each format. Every reader reports all its issues.
//!
//! Bytes become text, text becomes a table of cells or a tree of values, and these become the model's own types. Formats
//! decide nothing that the model decides. The model checks ranges, and names that refer to one another, when it is built
//! from any format.

pub mod beside;
mod columns;
pub mod csv;
pub mod folder;
pub mod groups;
pub mod json;
mod long;
pub mod matrix;
mod pairs;
pub mod register;
pub mod rules;
pub mod schema;
#[doc(hidden)]
pub mod spreadsheet;
#[doc(hidden)]
pub mod table;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod tree;
pub mod two_tables;
pub mod write;
