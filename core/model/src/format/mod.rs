//! The formats that a problem comes in: one file each, all of which report every issue at once.
//!
//! Bytes become text, text becomes a table of cells or a tree of values, and these become the model's own types.
//! Nothing is decided here that the model decides: ranges and names that hang on one another are checked where the model
//! is built, whatever format it came in.

pub mod beside;
pub mod cells;
pub(crate) mod columns;
pub mod csv;
#[doc(hidden)]
pub mod dialect;
pub mod folder;
pub mod groups;
pub mod json;
mod long;
pub mod matrix;
mod pairs;
mod placing;
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
pub mod workbook;
pub mod write;
