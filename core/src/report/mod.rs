//! Rendering to strings: a plan as a manager, a spreadsheet or a browser reads it. Nothing is decided here.
//!
//! Every renderer takes the problem and the plan. It ignores schools that the problem does not have, because
//! [`check`](crate::plan::check::check) says whether the plan is right.

pub mod breakdown;
pub mod brief;
pub mod calendar;
pub mod checked;
mod codes;
pub mod comparison;
pub mod csv;
mod document;
pub mod drawing;
pub mod feedback;
pub mod files;
pub mod html;
pub mod labels;
pub mod mailmerge;
pub mod map;
pub mod markdown;
mod names;
pub mod need_and_supply;
pub mod notebook;
pub mod pack;
pub mod proposals;
pub mod rates;
mod rules;
mod shell;
mod summary;
pub mod table;
#[cfg(test)]
mod tests;
mod words;
pub mod workbook;
pub mod year;

pub use crate::model::numbers::excess;
pub use codes::{CodeEntry, codes};
pub use rules::in_words as rules_in_words;
pub use summary::{verdict, verdict_for};
