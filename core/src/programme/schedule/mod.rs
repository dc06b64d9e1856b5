//! The search for dates and facilitators: it turns a [`request`] into a calendar with a bound.

pub(crate) mod agenda;
mod clash;
mod draft;
mod group_visits;
mod half_terms;
mod openings;
mod prices;
pub mod request;
mod resources;
pub mod roster;
mod search;
mod stated;
pub mod usable_days;

pub use search::{ScheduleOptions, replan, schedule, schedule_with};
