//! The year of visits: from groups to dates that every member can keep, with a facilitator for each visit.
//!
//! [`year`] is what the user states, [`tables`] reads it, [`schedule`](mod@schedule) finds the [`Calendar`](calendar::Calendar)
//! and bounds it, [`check`](mod@check) judges it from the statement alone, [`csv`] and [`ics`] write it out,
//! and [`brief`](mod@brief) says what a visit is about.
//! [`feedback`] is what comes back from the visits.

pub(crate) mod agenda;
pub mod brief;
pub mod calendar;
pub mod changes;
pub mod check;
mod clash;
pub mod contacts;
pub mod csv;
pub mod dates;
mod edited;
pub mod edition;
pub mod feedback;
pub mod holidays;
pub mod ics;
mod improve;
mod open;
mod place;
mod prices;
pub mod reading;
pub mod request;
pub mod rules;
pub mod rules_file;
pub mod schedule;
pub mod sources;
pub mod tables;
#[cfg(test)]
mod tests;
pub mod usable;
pub mod year;
