//! The search for dates and facilitators: a [`request`] in, a calendar with a bound out.

pub(crate) mod agenda;
mod authorities;
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
